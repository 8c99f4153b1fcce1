using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

/// <summary>Draws running order, heats and stations. Hidden, the contestants are known to everybody by the codes of
/// their stations only (工位号加密), until the names are released; so that nobody can tell whose work a judge
/// marks.</summary>
/// <param name="Stations">So many contestants are on at a time, each at a station: 1 to 1,000.</param>
/// <param name="Secret">What decides: made at random by the hub, kept with the facts, told to everybody with the names,
/// so that the draw can be repeated. Not part of the command's digest: a repeat of the request makes another.</param>
public sealed record DrawOrder(ContestId Contest, int Stations, bool Hidden, [property: JsonIgnore] string Secret)
    : Command
{
    public const int MostStations = 1_000;

    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.OpenContest(Contest);
        if (Stations is < 1 or > MostStations)
            throw ContestRefusals.BadStations();
        if (HasBegun(contest))
            throw ContestRefusals.MarkingBegun();
        var draw = new Draw(Secret, Stations);
        var order = draw.Order(contest.Order.Where(n => contest.Sheets[n].Status is not Status.Withdrawn));
        return new OrderDrawn(Contest, 0, Hidden, draw.Places(order), Secret, Stations);
    }

    /// <summary>Whether anything is known of somebody's work that would stay beside the code. Results of an earlier
    /// contest are no marks of this one.</summary>
    private static bool HasBegun(ContestState contest) =>
        contest.Sheets.Values.Any(s => s.IsMarked || s.Signed != Signatures.None)
        || contest.Corrections.Count > 0
        || contest.Appeals.Count > 0;

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/draw",
                (ContestId contest, DrawRequest d, HttpContext http) =>
                    http.Ask(new DrawOrder(contest, d.Stations, d.Hidden, Draw.NewSecret()))
            )
            .Asks<DrawOrder>("Draw running order, heats and stations");
}

/// <param name="Stations">So many are on at a time.</param>
/// <param name="Hidden">Known by the codes of their stations only, until the names are released.</param>
public sealed record DrawRequest([property: Range(1, DrawOrder.MostStations)] int Stations, bool Hidden = false);
