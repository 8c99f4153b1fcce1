namespace Hub.Features.Roster;

/// <summary>Takes employers, with all their positions, and single positions out of the roster. Queues at their booths
/// end; intentions stay, and are told by the names they had.</summary>
public sealed record WithdrawRows(IReadOnlyList<EmployerId> Employers, IReadOnlyList<string> Positions) : Command
{
    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (Employers.Count + Positions.Count == 0)
            throw RosterRefusals.NothingToWithdraw();
        var employers = Employers.Distinct().Select(e => fair.Employer(e).Id).ToList();
        var positions = Positions.Distinct().Select(p => fair.Position(p)).Where(p => !employers.Contains(p.Employer));
        return new RosterWithdrawn(employers, [.. positions.Select(p => p.Id)]);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "roster/withdraw",
                (WithdrawRequest b, HttpContext http) =>
                    http.Ask(new WithdrawRows(b.Employers ?? [], b.Positions ?? []))
            )
            .Asks<WithdrawRows>("Withdraw employers, with their positions, and single positions");
}

public sealed record WithdrawRequest(
    IReadOnlyList<EmployerId>? Employers = null,
    IReadOnlyList<string>? Positions = null
);
