using System.Text.Json.Serialization;

namespace Hub.Features.Contest.Scoring;

/// <summary>What a part counts that has some of its marks and cannot be reckoned for want of the others: nothing, as if
/// it had not been tried; 0, or no valid result where lower is better; or whatever it counts towards waits for it, up
/// to the total.</summary>
[JsonConverter(typeof(Words<Lacking>))]
public enum Lacking
{
    LeaveOut,
    Zero,
    Wait,
}

/// <summary>Marks that are to come.</summary>
public static class MissingMarks
{
    /// <summary>What is due of a contestant in each try, or module without tries, of which something is in. A try
    /// without a valid result needs no more.</summary>
    public static IEnumerable<Slot> Of(Rules rules, Reckoning reckoning)
    {
        var tries = rules
            .Places.Where(p => Rules.IsDue(p) && p.Part.Kind is not Kind.Carried)
            .SelectMany(p => reckoning.Tries(p), (p, r) => (Place: p, Made: r))
            .GroupBy(t => ((t.Place.Loop ?? t.Place.Module).Index, Math.Max(1, t.Made.Attempt)));
        foreach (var part in tries)
            if (part.Any(t => t.Made.Begun) && !part.Any(t => t.Made.From.Any(m => m.Value.IsFailed)))
                foreach (var (place, made) in part)
                foreach (var mark in made.From.Where(m => m.Value.IsNothing))
                    yield return new(place.Part.Id, part.Key.Item2, mark.Seat!.Value);
    }
}
