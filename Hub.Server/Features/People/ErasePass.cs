using Hub.Features.Access;

namespace Hub.Features.People;

/// <summary>Erases all that is known of a person: what they typed, what was written about them, their consents. Their
/// places in queues are given up and the pass counts no more; what they did stays counted under its number, which leads
/// to nobody. Where an organizer asks it in their stead, a second confirms it: see <see cref="Seconds"/>.</summary>
public sealed record ErasePass(PassId Pass) : Command
{
    public override Who May() => Who.HolderOf(Pass) | Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (fair.Privacy.Erased.Contains(Pass))
            return Decision.Nothing;
        PersonChange[] gone = [.. Gone(fair.DataAbout(Pass))];
        if (gone.Length == 0 && !fair.Slices.Any(s => s.Knows(Pass)))
            throw PeopleRefusals.UnknownPerson();
        return asker.NeedsSecond
            ? fair.AskSecond(SecondAsked.Now(asker, Weighty.Visitor, Pass.Text, now), now)
            : new Decision([new PassErased(Pass)], gone);
    }

    /// <summary>An erased pass counts no more.</summary>
    public static readonly Consequence Revokes = Consequence.When<PassErased>(
        e =>
            e.Fair.Access.Passes.GetValueOrDefault(e.Fact.Pass) is { Revoked: false }
                ? new PassRevoked(e.Fact.Pass)
                : Decision.Empty,
        gives: [typeof(PassRevoked)],
        owed: fair => new Decision(
            [
                .. fair
                    .Privacy.Erased.Where(p => fair.Access.Passes.GetValueOrDefault(p) is { Revoked: false })
                    .Order()
                    .Select(p => new PassRevoked(p)),
            ],
            [.. Gone(fair.VisitorsData.Where(d => fair.Privacy.Erased.Contains(d.Key.Visitor!.Value)))]
        )
    );

    private static IEnumerable<PersonChange> Gone(IEnumerable<(string Text, PersonKey Key)> data) =>
        data.Select(d => new PersonChange(d.Text, null));

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapDelete("people/pass/{pass}", (PassId pass, HttpContext http) => http.Ask(new ErasePass(pass)))
            .Asks<ErasePass>("Erase all that is known of a visitor");
}
