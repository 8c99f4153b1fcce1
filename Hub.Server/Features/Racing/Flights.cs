namespace Hub.Features.Racing;

/// <summary>What a flight may be.</summary>
internal static class Flights
{
    /// <summary>Most decimals of a second.</summary>
    private const int Digits = 6;

    public static bool IsSound(Flight flight) =>
        flight.Laps is { Count: <= Flight.MostLaps }
        && flight.Start is null or >= 0 and <= Flight.LongestLap
        && IsShort(flight.Start ?? 0)
        && flight.Laps.All(l => l is >= 0.001m and <= Flight.LongestLap && IsShort(l))
        && flight.Deleted.All(d => d >= 0 && d < flight.Laps.Count);

    private static bool IsShort(decimal seconds) => decimal.Round(seconds, Digits) == seconds;
}
