using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hub.RotorHazard;

/// <summary>What the hub is told of a flight: the whole list as the timer has it now. Its JSON is the body of
/// <c>POST contests/{contest}/race/laps</c>.</summary>
/// <param name="Stage">Null, as the heat: the heat that is on at the hub.</param>
/// <param name="Run">At most 64 characters.</param>
internal sealed record FlightReport(
    string? Stage,
    string? Heat,
    string Run,
    bool Finished,
    ImmutableArray<FlightReport.Pilot> Pilots
)
{
    // a number of a contestant may be Chinese
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="Contestant">The number in the contest.</param>
    /// <param name="Start">Seconds from the start signal to the first crossing; null: none, or it ended the first lap
    /// already.</param>
    /// <param name="Laps">Seconds, in the order flown.</param>
    internal sealed record Pilot(string Contestant, decimal? Start, ImmutableArray<decimal> Laps)
    {
        /// <summary>Seconds from the start signal to the first crossing, whatever it was; null: none.</summary>
        internal decimal? FirstCrossing() => Start ?? (Laps.Length > 0 ? Laps[0] : null);
    }

    public string Body() => JsonSerializer.Serialize(this, Json);

    public static FlightReport Of(string body) => JsonSerializer.Deserialize<FlightReport>(body, Json)!;

    /// <summary>Seats whose pilot has no number, or one that another pilot of the flight has too, are left out: see
    /// <see cref="Unnumbered"/>.</summary>
    public static FlightReport Of(Flight flight, Place place, Func<Seat, string?> numberOf) =>
        new(place.Stage, place.Heat, flight.Run, flight.Finished, PilotsOf(flight.Seats, numberOf));

    public static ImmutableArray<Pilot> PilotsOf(ImmutableArray<Seat> seats, Func<Seat, string?> numberOf) =>
        [
            .. seats
                .Except(Unnumbered(seats, numberOf))
                .Select(s => new Pilot(
                    numberOf(s)!,
                    s.Laps.FirstOrDefault(l => l.Number == 0) is { } first ? Seconds(first.Milliseconds) : null,
                    [.. s.Laps.Where(l => l.Number > 0).Select(l => Seconds(l.Milliseconds))]
                )),
        ];

    public static IEnumerable<Seat> Unnumbered(ImmutableArray<Seat> seats, Func<Seat, string?> numberOf) =>
        seats.GroupBy(numberOf).Where(g => g.Key is null || g.Count() > 1).SelectMany(g => g);

    /// <summary>The end of this flight, when the timer has cleared it before its end was heard. The cleared race is
    /// this one when every pilot that had crossed is found with the same first crossing, to the microsecond.</summary>
    /// <returns>Null: it is finished already, or cannot be told to be the same.</returns>
    public FlightReport? EndedAs(ImmutableArray<Pilot> cleared)
    {
        var crossed = Pilots.Where(p => p.FirstCrossing() is not null).ToList();
        return
            !Finished
            && crossed.Count > 0
            && crossed.All(p =>
                cleared.Any(c => c.Contestant == p.Contestant && c.FirstCrossing() == p.FirstCrossing())
            )
            ? this with
            {
                Finished = true,
                Pilots = cleared,
            }
            : null;
    }

    private static decimal Seconds(decimal milliseconds) => decimal.Round(milliseconds / 1000, 6);
}
