using System.Security.Cryptography;
using System.Text;
using Hub.Sheets;

namespace Hub.Features.Roster.Changes;

/// <summary>A row that is new by its name and likely a correction of what is there: a person is asked.</summary>
/// <param name="Row">1-based, of the file.</param>
/// <param name="Sheet">The sheet's name, where several were read.</param>
/// <param name="Id">Of the employer or position that it likely corrects.</param>
/// <param name="Why">What they have in common.</param>
public sealed record Pair(int Row, string? Sheet, string Id, string Was, string Now, string Why, string WhyEn)
{
    /// <summary>Names the row among those of its file.</summary>
    internal string At => RefusedRow.Named(Row, Sheet);

    /// <summary>A name for these pairs and no others; null: there are none.</summary>
    public static string? Name(IReadOnlyList<Pair> pairs) =>
        pairs.Count == 0
            ? null
            : Convert.ToHexStringLower(
                SHA256.HashData(
                    Encoding.UTF8.GetBytes(string.Join('\n', pairs.Select(p => $"{p.At} {p.Id} {p.Was} {p.Now}")))
                )
            )[..16];
}
