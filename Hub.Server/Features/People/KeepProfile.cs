using Hub.Features.Access;

namespace Hub.Features.People;

/// <summary>A visitor's pass was replaced: what was typed, and written about them, goes over to the new one.</summary>
public static class KeepProfile
{
    public static readonly Consequence OfReplaced = Consequence.When<PassMade>(
        e =>
            e.Fact.Replaces is { } old
                ? new Decision([], [.. e.Fair.DataAbout(old).SelectMany(d => Moves(e.Fair, d, e.Fact.Pass))])
                : Decision.Empty,
        gives: [],
        owed: Owed
    );

    private static Decision Owed(Fair fair)
    {
        var data = fair.VisitorsData.ToLookup(d => d.Key.Visitor!.Value);
        return new Decision(
            [],
            [
                .. fair
                    .Access.HandOvers(p => data.Contains(p) && !fair.Privacy.Erased.Contains(p))
                    .SelectMany(r => data[r.Pass].SelectMany(d => Moves(fair, d, r.To))),
            ]
        );
    }

    /// <summary>What there is under the new pass by then is newer, and stays.</summary>
    private static IEnumerable<PersonChange> Moves(Fair fair, (string Text, PersonKey Key) old, PassId pass)
    {
        PersonKey to = old.Key is PersonKey.Note note ? note with { Pass = pass } : new PersonKey.Profile(pass);
        if (fair.Person(to) is null)
            yield return new PersonChange(to.ToString(), fair.People[old.Text]);
        yield return new PersonChange(old.Text, null);
    }
}
