using System.Collections.Frozen;
using System.Numerics;

namespace Hub.Features.Roster;

/// <summary>Finds Chinese by what is typed without a Chinese keyboard: <c>zhonggong</c>, <c>zg</c>, <c>zhongg</c> or
/// <c>zgong</c> for 重工.</summary>
/// <remarks>Pinyin.txt has the readings, without tones, of the 6,763 characters of GB 2312, all of those that have
/// several; it was made with pinyin-pro (MIT).</remarks>
internal static class Pinyin
{
    private static readonly FrozenDictionary<char, string[]> Readings = Read();

    /// <summary>Whether it can be pinyin at all: 2 to 32 letters.</summary>
    public static bool Fits(string word) => word.Length is >= 2 and <= 32 && word.All(char.IsAsciiLetterLower);

    /// <summary>The letters that its readings begin with, as bits.</summary>
    public static uint Initials(string text)
    {
        var bits = 0u;
        foreach (var c in text)
            if (Readings.TryGetValue(c, out var readings))
                foreach (var reading in readings)
                    bits |= Bit(reading[0]);
        return bits;
    }

    /// <summary>Whether characters that follow each other in the text are read so, each in full or by its first
    /// letters.</summary>
    /// <param name="word">See <see cref="Fits"/>.</param>
    /// <param name="initials">See <see cref="Initials"/>, of the text.</param>
    public static bool Has(string text, uint initials, string word)
    {
        if ((initials & Bit(word[0])) == 0)
            return false;
        // as bits, the beginnings of the word that the characters up to here are read as: whatever the text is, it is
        // gone through once
        var begun = 0UL;
        foreach (var c in text)
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

    private static FrozenDictionary<char, string[]> Read()
    {
        using var file = new StreamReader(
            typeof(Pinyin).Assembly.GetManifestResourceStream("Hub.Features.Roster.Pinyin.txt")!
        );
        var readings = new Dictionary<char, string[]>();
        while (file.ReadLine() is { } line)
            if (line.Split(' ') is [var reading, var characters])
                foreach (var c in characters)
                    readings[c] = [.. readings.GetValueOrDefault(c, []), reading];
        return readings.ToFrozenDictionary();
    }
}
