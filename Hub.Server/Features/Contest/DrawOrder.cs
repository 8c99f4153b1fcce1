using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Hub.Features.Contest;

/// <summary>Draws running order, heats and stations. Hidden, the contestants are known to everybody by the codes of
/// their stations only (工位号加密), until the names are released; so that nobody can tell whose work a judge
/// marks.</summary>
/// <param name="Seed">What decides: made at random by the hub, kept with the facts, so that the draw can be repeated.
/// Not part of the command's digest: a repeat of the request makes another.</param>
/// <param name="Stations">So many contestants are on at a time, each at a station: 1 to 1,000.</param>
public sealed record DrawOrder(ContestId Contest, int Stations, bool Hidden, [property: JsonIgnore] int Seed) : Command
{
    public const int MostStations = 1_000;

    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.OpenContest(Contest);
        if (Stations is < 1 or > MostStations)
            throw ContestRefusals.BadStations();
        if (contest.Sheets.Values.Any(s => s.Marks.Count > 0))
            throw ContestRefusals.MarkingBegun();
        var order = contest.Order.Where(n => contest.Sheets[n].Status is not Scoring.Status.Withdrawn).ToArray();
        new Random(Seed).Shuffle(order);
        return new OrderDrawn(
            Contest,
            Seed,
            Hidden,
            [.. order.Select((n, i) => new Drawn(n, i / Stations + 1, i % Stations + 1))]
        );
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/draw",
                (ContestId contest, DrawRequest d, HttpContext http) =>
                    http.Ask(new DrawOrder(contest, d.Stations, d.Hidden, RandomNumberGenerator.GetInt32(int.MaxValue)))
            )
            .Asks<DrawOrder>("Draw running order, heats and stations");
}

/// <param name="Stations">So many are on at a time.</param>
/// <param name="Hidden">Known by the codes of their stations only, until the names are released.</param>
public sealed record DrawRequest([property: Range(1, DrawOrder.MostStations)] int Stations, bool Hidden = false);
