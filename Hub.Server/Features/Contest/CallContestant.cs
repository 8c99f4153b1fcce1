namespace Hub.Features.Contest;

/// <summary>Says who is on now, so that every screen shows it; or nobody.</summary>
/// <param name="Module">What is on; null: not said.</param>
/// <param name="Attempt">1, 2…</param>
public sealed record CallContestant(ContestId Contest, ContestantId? Contestant, string? Module, int Attempt = 1)
    : Command
{
    public override Who May() => Who.JudgeOf(Contest) | Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.Contest(Contest);
        ContestantId? number = Contestant is { } called ? contest.Sheet(called).Number : null;
        if (Module is not null && contest.Rules.Total.Criteria.All(m => m.Part.Id != Module))
            throw ContestRefusals.UnknownModule(Module);
        var on = contest.OnNow;
        return on?.Contestant == number && on?.Module == Module && (on is null || on.Attempt == Attempt)
            ? Decision.Nothing
            : new ContestantCalled(Contest, number, Module, Attempt);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/now",
                (ContestId contest, CallRequest c, HttpContext http) =>
                    http.Ask(new CallContestant(contest, c.Contestant, c.Module, c.Attempt))
            )
            .Asks<CallContestant>("Say who is on now");
}

/// <param name="Contestant">Null: nobody.</param>
public sealed record CallRequest(ContestantId? Contestant, string? Module = null, int Attempt = 1);
