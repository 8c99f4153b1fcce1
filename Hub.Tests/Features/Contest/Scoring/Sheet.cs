using System.Text;
using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest.Scoring;

/// <summary>A contest reckoned from lines as a marks file has them.</summary>
internal static class Sheet
{
    public static Rules Example(string name) => SchemeFile.Read(Examples.Read(name));

    /// <param name="modules">The scheme's modules, JSON; one panel <c>p</c> of <paramref name="seats"/>.</param>
    /// <param name="more">More of the scheme: <c>, "ranking": …</c></param>
    public static Rules Rules(string modules, string more = "", string seats = "a b c d e") =>
        SchemeFile.Read(
            Encoding.UTF8.GetBytes(
                $$"""
                { "id": "t", "name": "t", "panels": { "p": { "seats": [{{string.Join(',',
                seats.Split(' ').Select(s => $"\"{s}\""))}}] } }, "modules": [{{modules}}]{{more}} }
                """
            )
        );

    /// <param name="lines"><c>contestant,criterion,attempt,seat,value</c></param>
    public static IReadOnlyList<Standing> Standings(this Rules rules, params string[] lines) =>
        Hub.Features.Contest.Scoring.Standings.Of(
            rules,
            MarksFile.Read(
                Encoding.UTF8.GetBytes("contestant,criterion,attempt,seat,value\n" + string.Join('\n', lines)),
                rules
            )
        );

    /// <summary>The total of the only contestant.</summary>
    public static Value Total(this Rules rules, params string[] lines) =>
        Assert.Single(rules.Standings([.. lines.Select(l => "1," + l)])).Entrant.Reckoning.Total.Value;

    /// <summary>Ranks and totals in the order of the standings, as in <c>1 anna 9.5</c>.</summary>
    public static string[] Lines(this IEnumerable<Standing> standings) =>
        [.. standings.Select(s => $"{s.Rank?.ToString() ?? "-"} {s.Entrant.Number} {s.Entrant.Reckoning.Total.Value}")];
}
