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
                {
                    var tried = reckoning.Try(place, attempt);
                    for (var i = 0; i < tried.From.Count; i++)
                        if (tried.Mark(i) is { IsNothing: false } mark)
                            (begun, failed) = (true, failed || mark.IsFailed);
                        else
                            absent++;
                }
                if (absent == 0 || failed || !begun)
                    continue;
                foreach (var place in places)
                    for (var seat = 0; seat < place.Seats.Count; seat++)
                        if (reckoning.Try(place, attempt).Mark(seat).IsNothing)
                            (missing ??= []).Add(new(place.Part.Id, attempt, place.Seats[seat]));
            }
        return missing ?? (IReadOnlyList<Slot>)[];
    }
}
