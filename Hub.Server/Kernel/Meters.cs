using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Hub.Kernel;

/// <summary>What the hub tells of itself to whoever runs it. Names and units follow OpenTelemetry's conventions. What
/// nobody listens to costs next to nothing; no tag may hold personal data or a secret.</summary>
public static class Meters
{
    /// <summary>Of the meter, and of the source of spans.</summary>
    public const string Name = "Hub";

    public static readonly Meter Hub = new(Name);

    public static readonly ActivitySource Spans = new(Name);

    /// <summary>By <c>hub.outcome</c>: <c>granted</c>, <c>repeated</c>, <c>refused</c> or <c>failed</c> (the hub could
    /// not, asking again may help).</summary>
    public static readonly Histogram<double> Commands = Times(
        "hub.command.duration",
        "From asking a command to its answer"
    );

    public static readonly Histogram<double> Commits = Times(
        "hub.commit.duration",
        "Writing a batch until it is durable"
    );

    public static readonly Histogram<int> Batches = Hub.CreateHistogram(
        "hub.commit.commands",
        "{command}",
        "Commands that one commit held",
        null,
        new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] }
    );

    /// <summary>By <c>hub.fair</c>.</summary>
    public static readonly Gauge<long> Lag = Hub.CreateGauge<long>(
        "hub.fold.lag",
        "{fact}",
        "Facts that the store had and this node did not show, when it last looked"
    );

    public static readonly Counter<long> Gaps = Hub.CreateCounter<long>(
        "hub.ledger.gaps",
        "{batch}",
        "Batches of other nodes that did not follow and were read from the ledger"
    );

    public static readonly Histogram<double> RoundTrip = Times(
        "hub.redis.round_trip",
        "From telling Redis to hearing it back"
    );

    public static readonly Counter<long> Sent = Hub.CreateCounter<long>(
        "hub.frames.sent",
        "{frame}",
        "Frames given to screens"
    );

    public static readonly Counter<long> Skipped = Hub.CreateCounter<long>(
        "hub.frames.skipped",
        "{frame}",
        "Frames that a screen which was behind was spared: it gets the newest later"
    );

    /// <summary>By <c>hub.screen.kind</c>: <c>wall</c>, <c>tablet</c> or <c>phone</c>.</summary>
    public static readonly UpDownCounter<int> Screens = Hub.CreateUpDownCounter<int>(
        "hub.screens",
        "{screen}",
        "Screens that are connected"
    );

    public static readonly Counter<long> Readings = Hub.CreateCounter<long>(
        "hub.readings",
        "{reading}",
        "Rows that integrations set"
    );

    /// <summary>By <c>hub.fair</c>.</summary>
    public static readonly Counter<long> StateMismatches = Hub.CreateCounter<long>(
        "hub.state.mismatches",
        "{comparison}",
        "Comparisons with another node that held another state of a fair at the same offset"
    );

    /// <summary>By <c>hub.reason</c>, see <see cref="Away"/>.</summary>
    public static readonly Counter<long> TurnedAway = Hub.CreateCounter<long>(
        "hub.turned_away",
        "{request}",
        "Requests that were turned away"
    );

    private static Histogram<double> Times(string name, string what) =>
        Hub.CreateHistogram(
            name,
            "s",
            what,
            null,
            new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries =
                [
                    0.0005,
                    0.001,
                    0.0025,
                    0.005,
                    0.01,
                    0.025,
                    0.05,
                    0.1,
                    0.25,
                    0.5,
                    1,
                    2.5,
                    5,
                    10,
                ],
            }
        );
}
