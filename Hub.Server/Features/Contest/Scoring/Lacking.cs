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
    public static IReadOnlyList<Slot> Of(Rules rules, Reckoning reckoning)
    {
        List<Slot>? missing = null;
        foreach (var places in rules.Together)
            for (var attempt = 1; attempt <= places[0].Attempts; attempt++)
            {
                var (begun, failed, absent) = (false, false, 0);
                foreach (var place in places)
                foreach (var mark in reckoning.Try(place, attempt).From)
                    if (mark.Value.IsNothing)
                        absent++;
                    else
                        (begun, failed) = (true, failed || mark.Value.IsFailed);
                if (absent == 0 || failed || !begun)
                    continue;
                foreach (var place in places)
                foreach (var mark in reckoning.Try(place, attempt).From)
                    if (mark.Value.IsNothing)
                        (missing ??= []).Add(new(place.Part.Id, attempt, mark.Seat!.Value));
            }
        return missing ?? (IReadOnlyList<Slot>)[];
    }
}
