namespace Hub.Features.Access;

/// <summary>Another organizer, or the keyboard, stands by what one has asked: it is done.</summary>
public sealed record GiveSecond(string Id) : Command
{
    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var asked = fair.SecondOf(Id, now);
        if (asked.By == asker.Id)
            throw AccessRefusals.OwnSecond(Id);
        // what a badge asked that was taken back since is nobody's wish
        return fair.Access.Badges.GetValueOrDefault(asked.By) is { Revoked: false }
            ? new SecondGiven(Id)
            : throw AccessRefusals.UnknownSecond();
    }

    /// <summary>A badge that was asked for counts from now on.</summary>
    public static readonly Consequence Issues = Consequence.When<SecondGiven>(
        e =>
            e.Before.Access.Seconds[e.Fact.Id] is { What: Weighty.OrganizerBadge } asked
                ? new BadgeIssued(asked.Of, Role.Organizer, asked.Label!, asked.Hash!, null, null, null, null)
                : Decision.Empty,
        gives: [typeof(BadgeIssued)]
    );

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("seconds/{id}", (string id, HttpContext http) => http.Ask(new GiveSecond(id)))
            .Asks<GiveSecond>("Confirm what another organizer has asked");
}
