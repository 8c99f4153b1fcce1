using Hub.Features.Access;

namespace Hub.Features.People;

/// <summary>A visitor's pass was replaced: what was typed, and written about them, goes over to the new one.</summary>
public static class KeepProfile
{
    public static readonly Consequence OfReplaced = Consequence.When<PassMade>(
        e => e.Fact.Replaces is { } old ? new Decision([], [.. Moves(e.Fair, old, e.Fact.Pass)]) : Decision.Empty,
        gives: [],
        owed: fair => new Decision(
            [],
            [
                .. fair
                    .Access.Replaced.Where(r => !fair.Privacy.Erased.Contains(r.Pass))
                    .SelectMany(r => Moves(fair, r.Pass, r.To)),
            ]
        )
    );

    private static IEnumerable<PersonChange> Moves(Fair fair, string pass, string to) =>
        fair.DataAbout(pass)
            .SelectMany(d =>
                new PersonChange[]
                {
                    new(
                        (
                            d.Key is PersonKey.Note note
                                ? note with
                                {
                                    Pass = to,
                                }
                                : (PersonKey)new PersonKey.Profile(to)
                        ).ToString(),
                        fair.People[d.Text]
                    ),
                    new(d.Text, null),
                }
            );
}
