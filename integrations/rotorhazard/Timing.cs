using System.Collections.Immutable;
using System.Text.Json;

namespace Hub.RotorHazard;

/// <summary>The states of a race, by RotorHazard's numbers.</summary>
internal enum RaceState
{
    Ready = 0,
    Racing = 1,
    Done = 2,
    Staging = 3,
}

/// <param name="Heat">The timer's number of the heat; null: practice.</param>
/// <param name="StartsAt">Seconds since the timer's machine was started; 0: there was no race yet. While a race is
/// staged it is still that of the race before.</param>
internal sealed record Race(RaceState State, long? Heat, decimal StartsAt);

/// <param name="Laps">As the timer lists them, in the order flown.</param>
internal sealed record Seat(long Pilot, string Callsign, ImmutableArray<Lap> Laps);

/// <param name="Number">0: from the start signal to the first crossing; of a race whose first crossing ends a lap
/// already, the first is 1.</param>
/// <param name="Milliseconds">Exactly as the timer says it.</param>
internal sealed record Lap(int Number, decimal Milliseconds);

/// <summary>One flight of a heat, as the timer has it now.</summary>
/// <param name="Run">Names this flight for good, also after the timer's program was started again: the heat and the
/// moment of the start.</param>
internal sealed record Flight(string Run, long Heat, bool Finished, ImmutableArray<Seat> Seats)
{
    public bool AnybodyCrossed => Seats.Any(s => s.Laps.Length > 0);
}

/// <summary>What a timer has said since it was connected to: a fold of its events. Shapes as RotorHazard 4.4 sends
/// them (<c>src/server/RHUI.py</c>, <c>RHRace.py</c>).</summary>
internal sealed record Timing
{
    /// <summary>What is asked for at first: the state before the laps, so that no laps are taken for another race's.
    /// </summary>
    public static readonly IReadOnlyList<string> First = ["pilot_data", "heat_data", "race_status", "current_laps"];

    /// <summary>What is asked for again before each race: not every change of it is told to everybody.</summary>
    public static readonly IReadOnlyList<string> BeforeRace = ["pilot_data", "heat_data"];

    public Race? Race { get; private init; }

    /// <summary>The laps of the race that is on; null: not heard yet, or they were cleared. When a race is saved or
    /// discarded, the timer empties its laps first, and says only after it that the race is over; but from then on, and
    /// until the next is staged, it sends the cleared race beside them.</summary>
    public ImmutableArray<Seat>? Laps { get; private init; }

    /// <summary>The laps of the race that was cleared last.</summary>
    public ImmutableArray<Seat>? Cleared { get; private init; }

    /// <summary>The timer's number of a heat → the name that its pages show.</summary>
    public ImmutableDictionary<long, string> Heats { get; private init; } = ImmutableDictionary<long, string>.Empty;

    /// <summary>The timer's number of a pilot → all that it says of the pilot.</summary>
    public ImmutableDictionary<long, JsonElement> Pilots { get; private init; } =
        ImmutableDictionary<long, JsonElement>.Empty;

    /// <summary>The flight that is on, or that has ended and is neither saved nor discarded.</summary>
    public Flight? Flight =>
        Race is { State: RaceState.Racing or RaceState.Done, Heat: { } heat, StartsAt: > 0 and var at }
        && Laps is { } laps
            ? new($"{heat}@{decimal.Round(at, 6):0.000000}", heat, Race.State is RaceState.Done, laps)
            : null;

    /// <exception cref="FormatException">The event is not as RotorHazard 4 sends it; says where.</exception>
    public Timing Then(string name, JsonElement said) =>
        name switch
        {
            "race_status" => this with { Race = RaceOf(said) },
            "current_laps" => ThenLaps(said),
            "heat_data" => this with
            {
                Heats = Each(said, "heats").ToImmutableDictionary(h => Whole(h, "id"), h => Text(h, "displayname")),
            },
            "pilot_data" => this with
            {
                Pilots = Each(said, "pilots").ToImmutableDictionary(p => Whole(p, "pilot_id")),
            },
            _ => this,
        };

    private Timing ThenLaps(JsonElement said)
    {
        var laps = SeatsOf(Of(said, "current"));
        return Maybe(said, "last_race") is { } cleared
            ? this with
            {
                Laps = null,
                Cleared = SeatsOf(cleared),
            }
            : this with
            {
                Laps = laps,
                Cleared = null,
            };
    }

    private static Race RaceOf(JsonElement said) =>
        new(
            (RaceState)Whole(said, "race_status"),
                // a timer that does not say it is not one that only practises
                !said.TryGetProperty("race_heat_id", out _) ? throw Unlike("race_heat_id")
                : Maybe(said, "race_heat_id") is not null && Whole(said, "race_heat_id") is > 0 and var heat ? heat
                : null,
            Number(said, "pi_starts_at_s")
        );

    private static ImmutableArray<Seat> SeatsOf(JsonElement race) =>
        [
            .. from seat in Each(race, "node_index")
            let pilot = Maybe(seat, "pilot")
            where pilot is not null
            select new Seat(
                Whole(pilot.Value, "id"),
                Text(pilot.Value, "callsign"),
                [
                    .. from lap in Each(seat, "laps")
                    // what has no time is a lap that is being flown; what comes after the finish counts nothing
                    where
                        Maybe(lap, "lap_raw") is not null
                        && Maybe(lap, "late_lap") is not { ValueKind: JsonValueKind.True }
                    select new Lap((int)Whole(lap, "lap_number"), Number(lap, "lap_raw")),
                ]
            ),
        ];

    private static IEnumerable<JsonElement> Each(JsonElement of, string name) =>
        Of(of, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : throw Unlike(name);

    private static long Whole(JsonElement of, string name) =>
        Of(of, name) is { ValueKind: JsonValueKind.Number } n && n.TryGetInt64(out var whole)
            ? whole
            : throw Unlike(name);

    private static decimal Number(JsonElement of, string name) =>
        Of(of, name) is { ValueKind: JsonValueKind.Number } n && n.TryGetDecimal(out var number)
            ? number
            : throw Unlike(name);

    private static string Text(JsonElement of, string name) =>
        Of(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw Unlike(name);

    private static JsonElement Of(JsonElement of, string name) => Maybe(of, name) ?? throw Unlike(name);

    private static JsonElement? Maybe(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object
        && of.TryGetProperty(name, out var value)
        && value.ValueKind is not JsonValueKind.Null
            ? value
            : null;

    private static FormatException Unlike(string name) => new(name);
}
