namespace Hub.Features.Contest;

/// <summary>Calls a heat to its stations. Who is in a later one is not marked yet; marks of earlier ones are taken
/// whenever they come.</summary>
public sealed record CallHeat(ContestId Contest, int Heat) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.OpenContest(Contest);
        var last = contest.Sheets.Values.Max(s => s.Drawn?.Heat) ?? 0;
        if (Heat < 1 || Heat > last)
            throw ContestRefusals.UnknownHeat(last);
        return contest.Heat == Heat ? Decision.Nothing : new HeatCalled(Contest, Heat);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/heat",
                (ContestId contest, HeatRequest h, HttpContext http) => http.Ask(new CallHeat(contest, h.Heat))
            )
            .Asks<CallHeat>("Call a heat to its stations");
}

public sealed record HeatRequest(int Heat);
