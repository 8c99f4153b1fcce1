using System.Security.Cryptography;
using Hub.Access;
using Hub.Ledger;

namespace Hub.Contest;

/// <summary>Draws running order, heats and stations. Hidden, the contestants are known to everybody by the codes of their stations only (工位号加密),
/// until the names are released; so that nobody can tell whose work a judge marks.</summary>
/// <param name="Seed">What decides: made at random by the hub, kept with the facts, so that the draw can be repeated.</param>
/// <param name="Stations">So many contestants are on at a time, each at a station: 1 to 1,000.</param>
public sealed record DrawOrder(string Contest, int Stations, bool Hidden, int Seed) : Command
{
    public override bool Allows(Asker asker) => asker.Leads(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.OpenContest(Contest);
        if (Stations is < 1 or > 1_000) throw Refusal.Malformed("工位数要在 1 到 1000 之间。", "There are 1 to 1,000 stations.");
        if (contest.Sheets.Values.Any(s => s.Marks.Count > 0)) throw new Refusal("marking-begun", "已有分数，不能再抽签。", "There are marks already: it is too late for a draw.");
        var order = contest.Order.Where(n => contest.Sheets[n].Status is not Scoring.Status.Withdrawn).ToArray();
        new Random(Seed).Shuffle(order);
        return new OrderDrawn(Contest, Seed, Hidden, [.. order.Select((n, i) => new Drawn(n, i / Stations + 1, i % Stations + 1))]);
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("contests/{contest}/draw", (string contest, DrawRequest d, HttpContext http) =>
        http.Ask(new DrawOrder(contest, d.Stations, d.Hidden, RandomNumberGenerator.GetInt32(int.MaxValue)))).AsCommand("Draw running order, heats and stations (chief of this contest, organizer)");
}

/// <param name="Stations">So many are on at a time.</param>
/// <param name="Hidden">Known by the codes of their stations only, until the names are released.</param>
public sealed record DrawRequest(int Stations, bool Hidden = false);

/// <summary>Tells whose the codes are.</summary>
public sealed record ReleaseNames(string Contest) : Command
{
    public override bool Allows(Asker asker) => asker.Leads(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) => fair.Contest(Contest).Hidden ? new NamesReleased(Contest) : Decision.Nothing;

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("contests/{contest}/names", (string contest, HttpContext http) => http.Ask(new ReleaseNames(contest)))
        .AsCommand("Release the names behind the codes (chief of this contest, organizer)");
}

/// <summary>Calls a heat to its stations. Who is in a later one is not marked yet; marks of earlier ones are taken whenever they come.</summary>
public sealed record CallHeat(string Contest, int Heat) : Command
{
    public override bool Allows(Asker asker) => asker.Leads(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.OpenContest(Contest);
        var last = contest.Sheets.Values.Max(s => s.Drawn?.Heat) ?? 0;
        if (Heat < 1 || Heat > last) throw new Refusal("unknown-heat", $"场次要在 1 到 {last} 之间。", $"Heats are 1 to {last}.", 422);
        return contest.Heat == Heat ? Decision.Nothing : new HeatCalled(Contest, Heat);
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("contests/{contest}/heat", (string contest, HeatRequest h, HttpContext http) => http.Ask(new CallHeat(contest, h.Heat)))
        .AsCommand("Call a heat to its stations (chief of this contest, organizer)");
}

public sealed record HeatRequest(int Heat);
