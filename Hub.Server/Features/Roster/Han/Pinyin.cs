using System.Collections.Frozen;
using System.Numerics;
using System.Text;

namespace Hub.Features.Roster.Han;

/// <summary>Finds Chinese by what is typed without a Chinese keyboard: <c>zhonggong</c>, <c>zg</c>, <c>zhongg</c> or
/// <c>zgong</c> for 重工, and <c>lv</c>, <c>lü</c>, <c>lu</c> or, as in passports, <c>lyu</c> for 吕.</summary>
/// <remarks>Pinyin.txt has the readings of 41,000 characters: Unicode's kMandarin, kHanyuPinlu, kXHC1983 and kTGHZ2013
/// (UAX #38).</remarks>
internal static class Pinyin
{
    private static readonly FrozenDictionary<Rune, string[]> Readings = Read();

    /// <summary>A word as it is looked for: without tones, ü as v.</summary>
    /// <param name="word">In small letters.</param>
    /// <returns>Null when it cannot be pinyin at all, which is 2 to 32 letters.</returns>
    public static string? Typed(string word)
    {
        var typed = string.Concat(
            word.Normalize(NormalizationForm.FormD).Replace("u\u0308", "v").Where(c => !Tones.Contains(c))
        );
        return typed.Length is >= 2 and <= 32 && typed.All(char.IsAsciiLetterLower) ? typed : null;
    }

    private const string Tones = "\u0300\u0301\u0304\u030c";

    /// <summary>The letters that its readings begin with, as bits.</summary>
    public static uint Initials(string text)
    {
        var bits = 0u;
        foreach (var c in text.EnumerateRunes())
            if (Readings.TryGetValue(c, out var readings))
                foreach (var reading in readings)
                    bits |= Bit(reading[0]);
        return bits;
    }

    /// <summary>Whether characters that follow each other in the text are read so, each in full or by its first
    /// letters.</summary>
    /// <param name="word">See <see cref="Typed"/>.</param>
    /// <param name="initials">See <see cref="Initials"/>, of the text.</param>
    public static bool Has(string text, uint initials, string word)
    {
        if ((initials & Bit(word[0])) == 0)
            return false;
        // as bits, the beginnings of the word that the characters up to here are read as: whatever the text is, it is
        // gone through once
        var begun = 0UL;
        foreach (var c in text.EnumerateRunes())
        {
            var next = 0UL;
            if (Readings.TryGetValue(c, out var readings))
                for (var open = begun | 1; open != 0; open &= open - 1)
                {
                    var at = BitOperations.TrailingZeroCount(open);
                    foreach (var reading in readings)
                        // zh, ch and sh are one letter as well as two; in between a syllable is whole or only begun
                        for (
                            var length = word.AsSpan(at).CommonPrefixLength(reading);
                            length >= 1;
                            length = Math.Min(2, length - 1)
                        )
                            next |= 1UL << (at + length);
                }
            begun = next;
            if ((begun & (1UL << word.Length)) != 0)
                return true;
        }
        return false;
    }

    private static uint Bit(char letter) => 1u << (letter - 'a');

    private static FrozenDictionary<Rune, string[]> Read()
    {
        var readings = new Dictionary<Rune, string[]>();
        foreach (var (reading, characters) in HanTable.Lines("Pinyin.txt"))
        {
            string[] spelled = Spelled(reading);
            foreach (var c in characters.EnumerateRunes())
                readings[c] = readings.TryGetValue(c, out var others) ? [.. others, .. spelled] : spelled;
        }
        return readings.ToFrozenDictionary();
    }

    /// <summary>ü has no key: it is typed as v, left as u, and written yu in passports (GB/T 28039).</summary>
    private static string[] Spelled(string reading) =>
        reading.Contains('v') ? [reading, reading.Replace('v', 'u'), reading.Replace("v", "yu")] : [reading];
}
