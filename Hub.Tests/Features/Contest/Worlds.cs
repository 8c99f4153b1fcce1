using System.Text;
using System.Text.Json;
using Hub.Features.Contest;
using Hub.Features.Contest.Export;
using Hub.Features.Contest.Scoring;
using Hub.Host;

namespace Hub.Tests.Features.Contest;

/// <summary>Everything that somebody may see of a fair's contests, as one text: every board of the manifests that they
/// may watch, of every word that there is, row by row in its order, and the pages about contests. Two fairs of which
/// this is equal cannot be told apart by them.</summary>
internal static class Worlds
{
    public static readonly Asker Judge = new("judge", Role.Judge, Contest: new("first"), Seat: new("J1"));

    public static readonly Asker Later = new("judge", Role.Judge, Contest: new("last"), Seat: new("J1"));

    public static readonly Asker Chief = new("chief", Role.Chief, Contest: new("first"));

    /// <summary>What somebody without a badge sees, and judges on two seats.</summary>
    public static string Public(Fair fair, params string[] words) =>
        Seen(fair, Asker.Anonymous, words) + Seen(fair, Judge, words) + Seen(fair, Later, words);

    /// <summary>What somebody sees; with a badge, what nobody sees without one.</summary>
    /// <param name="words">Words that boards are asked for, beside those of the contests.</param>
    public static string Seen(Fair fair, Asker who, params string[] words)
    {
        var text = new StringBuilder();
        bool May(Board board, string name) =>
            board.May(board.Match(name)!) is var may
            && may.Includes(who)
            && (who == Asker.Anonymous || !may.Includes(Asker.Anonymous));
        foreach (var contest in fair.Contests.Values.OrderBy(c => c.Scheme.Id))
        {
            var page = Contests.Page(fair, contest.Scheme.Id, who.Judges(contest.Scheme.Id));
            text.Append("page ").AppendLine(JsonSerializer.Serialize(page, WireJson.Options));
            if (who.Leads(contest.Scheme.Id))
                text.AppendLine(Exported(fair, fair.Led(contest)));
        }
        string[] contests = [.. fair.Contests.Keys.Select(id => id.Text).Order()],
            others =

            [
                .. fair
                    .Contests.Values.SelectMany(c => c.InOrder.Select(s => c.Called(s).Text))
                    .Concat(words)
                    .Append("J1")
                    .Distinct()
                    .Order(),
            ];
        foreach (var board in HubApp.Features.SelectMany(f => f.Boards))
        foreach (var name in Names(board.Pattern, contests, others).Where(n => May(board, n)))
            text.Append("board ").Append(name).AppendLine(Rows(fair, board, name));
        return text.ToString();
    }

    private static string Rows(Fair fair, Board board, string name) =>
        board.Rows(fair, board.Match(name)!, Story.Morning) is { } rows
            ? string.Concat(rows.Select(r => $"\n  {r.Key} {Encoding.UTF8.GetString(RawRow.Of(r.Row).Span)}"))
            : " is none";

    private static string Exported(Fair fair, ContestState contest) =>
        JsonSerializer.Serialize(ResultJson.Of(fair with { Offset = 0 }, contest), SchemeFile.Json)
        + Convert.ToBase64String(ResultFiles.Csv(ResultTable.Of(fair, contest), zh: true))
        + Paper.Of(fair, contest, zh: true, PaperPart.All, Story.Morning);

    public static IEnumerable<string> Names(string pattern, string[] first, string[] others) =>
        pattern.Split('*') switch
        {
            [_] => [pattern],
            [var start, var end] => first.Concat(others).Select(w => $"{start}{w}{end}"),
            [var start, var then, var end] => first.SelectMany(f => others.Select(w => $"{start}{f}{then}{w}{end}")),
            _ => throw new NotSupportedException($"Nobody has said of what there is a board {pattern}."),
        };
}
