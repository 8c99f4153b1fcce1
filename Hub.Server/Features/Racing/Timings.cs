using System.Collections.Immutable;

namespace Hub.Features.Racing;

/// <summary>What a timer, or the race director in its place, says of a pilot's flight.</summary>
/// <param name="Start">Seconds from the start signal to the first crossing of the gate; null: there was none.</param>
/// <param name="Laps">Seconds of each lap, in the order flown, with those that do not count.</param>
/// <param name="Deleted">Which of <paramref name="Laps"/> do not count (0, 1…): the crossing that ended it was none, so
/// its time is part of the next.</param>
public sealed record Flight(decimal? Start, IReadOnlyList<decimal> Laps, IReadOnlyList<int> Deleted)
{
    public static readonly Flight None = new(null, [], []);

    public const int MostLaps = 200;
    public const decimal LongestLap = 3600;

    /// <summary>The laps that count.</summary>
    public IReadOnlyList<decimal> Counted
    {
        get
        {
            var (counted, carried) = (new List<decimal>(), 0m);
            foreach (var (i, lap) in Laps.Index())
                if (Deleted.Contains(i))
                    carried += lap;
                else
                {
                    counted.Add(lap + carried);
                    carried = 0;
                }
            return counted;
        }
    }

    /// <summary>Seconds from the start signal to the end of the last of so many laps.</summary>
    public decimal Time(int laps) => (Start ?? 0) + Counted.Take(laps).Sum();

    /// <summary>This with what another snapshot of the same flight knows more; whichever came first, it is the same.
    /// Null: they speak of other laps.</summary>
    public Flight? With(Flight other)
    {
        var (known, more) = Laps.Count >= other.Laps.Count ? (this, other) : (other, this);
        return
            !known.Laps.Take(more.Laps.Count).SequenceEqual(more.Laps)
            || Start is { } start && other.Start is { } said && start != said
            ? null
            : new(Start ?? other.Start, known.Laps, [.. Deleted.Union(other.Deleted).Order()]);
    }

    public bool Same(Flight other) =>
        Start == other.Start && Laps.SequenceEqual(other.Laps) && Deleted.SequenceEqual(other.Deleted);
}

/// <param name="Corrected">Said by the race director: the timer changes it no more.</param>
/// <param name="Doubt">What the timer said last that does not go together with it; null: nothing.</param>
public sealed record Timed(Flight Flight, bool Corrected = false, Flight? Doubt = null);

/// <summary>A flight of a heat as a timer saw it.</summary>
/// <param name="Run">The timer's own name for it.</param>
/// <param name="Finished">The timer says that it is over.</param>
/// <param name="Void">The heat was flown again since.</param>
public sealed record Timing(
    string Run,
    ImmutableDictionary<ContestantId, Timed> Pilots,
    bool Finished = false,
    bool Void = false
)
{
    /// <summary>The places that these laps give: more laps first, of which no more than a heat has count, then the
    /// shorter time, exact; who has none by the first crossing; who has not even that last, together.</summary>
    /// <param name="laps">So many end the heat; null: it is flown for a time.</param>
    public IReadOnlyList<Placing> Places(IEnumerable<ContestantId> pilots, int? laps)
    {
        var order = pilots
            .Select(p =>
            {
                var flight = Pilots.GetValueOrDefault(p)?.Flight ?? Flight.None;
                var counted = Math.Min(flight.Counted.Count, laps ?? int.MaxValue);
                return (Pilot: p, Laps: counted, Started: flight.Start is not null, Time: flight.Time(counted));
            })
            .OrderByDescending(p => p.Laps)
            .ThenByDescending(p => p.Laps > 0 || p.Started)
            .ThenBy(p => p.Time)
            .ToList();
        var places = new List<Placing>();
        foreach (var (i, p) in order.Index())
            places.Add(
                new(
                    p.Pilot,
                    i > 0 && (order[i - 1] with { Pilot = p.Pilot }) == p ? places[^1].Place : i + 1,
                    p.Laps == 0
                        ? p.Started
                            ? FlightOutcome.Dnf
                            : FlightOutcome.Dns
                        : p.Laps < laps
                            ? FlightOutcome.Dnf
                            : FlightOutcome.Finished,
                    p.Laps,
                    p.Laps > 0 || p.Started ? p.Time : null
                )
            );
        return places;
    }
}

/// <summary>All that was timed in a stage.</summary>
/// <param name="Of">Heat → its flights, in the order in which they were first heard of.</param>
public sealed record Timings(ImmutableDictionary<string, ImmutableList<Timing>> Of)
{
    public static readonly Timings None = new(ImmutableDictionary<string, ImmutableList<Timing>>.Empty);

    /// <summary>The flight that counts: the last that was heard of since the heat was last flown in vain.</summary>
    public Timing? Current(string heat) => Of.GetValueOrDefault(heat)?.LastOrDefault(t => !t.Void);

    public Timing? Find(string heat, string run) => Of.GetValueOrDefault(heat)?.Find(t => t.Run == run);

    public Timings With(string heat, string run, Func<Timing, Timing> change)
    {
        var flights = Of.GetValueOrDefault(heat) ?? [];
        var i = flights.FindIndex(t => t.Run == run);
        return new(
            Of.SetItem(
                heat,
                i < 0
                    ? flights.Add(change(new(run, ImmutableDictionary<ContestantId, Timed>.Empty)))
                    : flights.SetItem(i, change(flights[i]))
            )
        );
    }

    public Timings Void(string heat) =>
        Of.TryGetValue(heat, out var flights)
            ? new(Of.SetItem(heat, flights.ConvertAll(t => t with { Void = true })))
            : this;
}
