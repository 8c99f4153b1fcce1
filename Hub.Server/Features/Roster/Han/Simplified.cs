using System.Collections.Frozen;
using System.Text;

namespace Hub.Features.Roster.Han;

/// <summary>Traditional characters as simplified ones, so that each finds the other.</summary>
/// <remarks>Unicode's kSimplifiedVariant and kTraditionalVariant (UAX #38).</remarks>
internal static class Simplified
{
    private static readonly FrozenDictionary<Rune, Rune> Known = HanTable
        .Lines("Simplified.txt")
        .SelectMany(line =>
            line.Characters.EnumerateRunes().Select(c => KeyValuePair.Create(c, Rune.GetRuneAt(line.Key, 0)))
        )
        .ToFrozenDictionary();

    /// <returns>The same text when nothing of it is traditional.</returns>
    public static string Of(string text)
    {
        StringBuilder? simple = null;
        var at = 0;
        foreach (var c in text.EnumerateRunes())
        {
            if (Known.TryGetValue(c, out var to))
                (simple ??= new StringBuilder(text, 0, at, text.Length)).Append(to);
            else
                simple?.Append(c);
            at += c.Utf16SequenceLength;
        }
        return simple?.ToString() ?? text;
    }
}
