using System.Collections.Frozen;

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
        for (var at = 0; at < text.Length; at++)
            if (Reads(text, at, word))
                return true;
        return false;
    }

    private static bool Reads(string text, int at, ReadOnlySpan<char> word)
    {
        if (word.IsEmpty)
            return true;
        if (at == text.Length || !Readings.TryGetValue(text[at], out var readings))
            return false;
        foreach (var reading in readings)
        {
            var most = word.CommonPrefixLength(reading);
            // zh, ch and sh are one letter as well as two; in between a syllable is whole or only begun
            for (var length = most; length >= 1; length--)
                if ((length == most || length <= 2) && Reads(text, at + 1, word[length..]))
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
