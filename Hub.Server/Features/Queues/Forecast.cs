using System.Runtime.CompilerServices;

namespace Hub.Features.Queues;

/// <summary>How long until somebody is called: of ten such waits one is shorter than <paramref name="Low"/>, five than
/// <paramref name="Median"/>, nine than <paramref name="High"/>.</summary>
public readonly record struct Wait(TimeSpan Low, TimeSpan Median, TimeSpan High)
{
    /// <summary>As a person reads them.</summary>
    public (int? Low, int? High) Minutes =>
        High == TimeSpan.MaxValue
            ? (null, null)
            : ((int)Math.Round(Low.TotalMinutes), Math.Max(1, (int)Math.Round(High.TotalMinutes)));
}

/// <summary>The waits of all who are in a queue, and of one who would join now, for the desk that is wished for or
/// any.</summary>
/// <param name="Tickets">Number → wait, of those who wait.</param>
/// <param name="Joining">Of one who joins now and takes any desk.</param>
public sealed record Forecast(IReadOnlyDictionary<int, Wait> Tickets, Wait Joining)
{
    /// <summary>So often the queue is played on. The error of a tenth is then about 1.5 points of a hundred.</summary>
    private const int Futures = 400;

    /// <summary>A number that is drawn anew for every moment would flicker on the screens: moments of this length are
    /// one.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    private static readonly ConditionalWeakTable<BoothQueue, Kept> Known = [];

    /// <summary>Plays the queue on many times, each with other service times, and counts. The service times of a future
    /// come from <see cref="Service"/>; desks call who is next for them, as the rules do; some who are called do not
    /// come and cost the grace, some give up before; a desk on a break comes back when it said so. The same queue at
    /// the same moment has always the same forecast.</summary>
    public static Forecast Of(BoothQueue queue, Rhythm fair, DateTimeOffset now)
    {
        now = new DateTimeOffset(now.UtcTicks / Step.Ticks * Step.Ticks, TimeSpan.Zero);
        fair = fair.Today(now);
        if (Known.TryGetValue(queue, out var kept) && kept.At == now && kept.Fair == fair)
            return kept.Forecast;
        var forecast = Play(queue, queue.Rhythm.Today(now), fair, now);
        Known.AddOrUpdate(queue, new Kept(now, fair, forecast));
        return forecast;
    }

    private static Forecast Play(BoothQueue queue, Rhythm booth, Rhythm fair, DateTimeOffset now)
    {
        Ticket[] waiting = [.. queue.Line.Where(t => t.Waits), new Ticket(int.MaxValue, default, null, now)];
        Desk[] desks = [.. queue.Desks.Values];
        var waits = new double[waiting.Length][];
        for (var i = 0; i < waits.Length; i++)
            waits[i] = new double[Futures];
        var (service, random, free) = (new Service(booth, fair, queue.Grace), new Random(1), new double[desks.Length]);
        for (var future = 0; future < Futures; future++)
        {
            service.Begin(random);
            for (var d = 0; d < desks.Length; d++)
                free[d] = Free(desks[d], service, random, now);
            for (var i = 0; i < waiting.Length; i++)
            {
                var first = -1;
                for (var d = 0; d < desks.Length; d++)
                    if (waiting[i].Suits(desks[d].Id) && (first < 0 || free[d] < free[first]))
                        first = d;
                waits[i][future] = first < 0 ? double.PositiveInfinity : free[first];
                if (first >= 0 && !service.GivesUp(random))
                    free[first] += service.Next(random);
            }
        }
        return new Forecast(
            waiting.Index().Take(waiting.Length - 1).ToDictionary(w => w.Item.Number, w => Of(waits[w.Index])),
            Of(waits[^1])
        );
    }

    /// <summary>Seconds until a desk can call the next.</summary>
    private static double Free(Desk desk, Service service, Random random, DateTimeOffset now)
    {
        var busy = desk.Since is { } since
            ? service.Rest(random, (now - since).TotalSeconds)
            : service.Reaction(random);
        if (!desk.Paused)
            return busy;
        // a break that is not said to end, or should have ended, ends some time
        var left = desk.Until is { } until ? (until - now).TotalSeconds : 600;
        return (desk.Serving is null ? 0 : busy)
            + (
                left > 0 && desk.Until is not null
                    ? left * (0.9 + 0.3 * random.NextDouble())
                    : -Math.Max(120, left) * Math.Log(1 - random.NextDouble())
            );
    }

    private static Wait Of(double[] seconds)
    {
        Array.Sort(seconds);
        return new Wait(At(0.1), At(0.5), At(0.9));

        TimeSpan At(double share) =>
            double.IsInfinity(seconds[(int)(share * Futures)])
                ? TimeSpan.MaxValue
                : TimeSpan.FromSeconds(seconds[(int)(share * Futures)]);
    }

    private sealed record Kept(DateTimeOffset At, Rhythm Fair, Forecast Forecast);
}
