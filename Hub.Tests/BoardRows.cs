using System.Text;
using Hub.Host;

namespace Hub.Tests;

/// <summary>What a board has to show: its rows of a fair at a moment.</summary>
internal static class BoardRows
{
    public static SortedDictionary<string, string> Of(Fair fair, string name, DateTimeOffset at)
    {
        var (board, words) = HubApp
            .Features.SelectMany(f => f.Boards)
            .Select(b => (b, b.Match(name)))
            .First(m => m.Item2 is not null);
        return new(
            board.Rows(fair, words!, at)!.ToDictionary(r => r.Key, r => Encoding.UTF8.GetString(RawRow.Of(r.Row).Span)),
            StringComparer.Ordinal
        );
    }
}
