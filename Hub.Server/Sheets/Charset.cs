using System.Text;
using UtfUnknown;

namespace Hub.Sheets;

/// <summary>Tells in which charset a text file is written: byte order mark, valid UTF-8, Chinese, then a statistical
/// guess.</summary>
internal static class Charset
{
    private static readonly Encoding Utf8 = new UTF8Encoding(false, true);

    static Charset() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>So many bytes from the first that is no ASCII are looked at where a charset is guessed.</summary>
    private const int Sampled = 64 * 1024;

    /// <exception cref="UnreadableRosterException">It has more text than is read of a file.</exception>
    public static (string Name, string Text) Decode(byte[] file)
    {
        if (file.AsSpan().StartsWith(Encoding.UTF8.Preamble))
            return ("utf-8", Text(Encoding.UTF8, file.AsSpan(3)));
        if (file.AsSpan().StartsWith(Encoding.Unicode.Preamble))
            return ("utf-16", Text(Encoding.Unicode, file.AsSpan(2)));
        if (file.AsSpan().StartsWith(Encoding.BigEndianUnicode.Preamble))
            return ("utf-16BE", Text(Encoding.BigEndianUnicode, file.AsSpan(2)));
        if (Strictly(Utf8, file) is { } utf8)
            return ("utf-8", utf8);
        if (Mostly(Text(Encoding.UTF8, file)) is { } mostly)
            return ("utf-8", mostly);
        if (LooksChinese(file) is var pairs and > 0 && Chinese(file, pairs) is { } chinese)
            return ("gb18030", chinese);
        var sample = file.AsSpan(Math.Max(0, file.AsSpan().IndexOfAnyInRange((byte)0x80, (byte)0xFF)));
        sample = sample[..Math.Min(sample.Length, Sampled)];
        if (Guess(sample.ToArray()) is { } guess && Strictly(guess, file) is { } text)
            return (guess.WebName, text);
        var western = Western(sample);
        return (western.WebName, Text(western, file));
    }

    /// <summary>Chinese of which a few bytes may be damaged: half a character that was cut off costs that character,
    /// not all of them.</summary>
    /// <param name="pairs">How many double bytes there are.</param>
    /// <returns>Null where more than a few are no characters.</returns>
    private static string? Chinese(byte[] file, int pairs)
    {
        var text = Text(Encoding.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, new Euro()), file)
            .Replace('\u0080', '€');
        return Lost * text.Count(c => c == '\uFFFD') <= pairs ? text : null;
    }

    /// <summary>The same of UTF-8.</summary>
    private static string? Mostly(string text)
    {
        var (lost, others) = (0, 0);
        foreach (var c in text)
            if (c == '\uFFFD')
                lost++;
            else if (c > '~')
                others++;
        return Lost * lost <= others ? text : null;
    }

    /// <summary>Of so many characters one may be damaged.</summary>
    private const int Lost = 10;

    /// <summary>Code page 936 has the euro at 0x80, where GB 18030 has nothing; of other bytes that are no character
    /// U+FFFD is left.</summary>
    private sealed class Euro : DecoderFallback
    {
        public override int MaxCharCount => 1;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

        private sealed class Buffer : DecoderFallbackBuffer
        {
            private char? _left;

            public override int Remaining => _left is null ? 0 : 1;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                _left = bytesUnknown is [0x80] ? '€' : '\uFFFD';
                return true;
            }

            public override char GetNextChar()
            {
                var next = _left ?? '\0';
                _left = null;
                return next;
            }

            public override bool MovePrevious() => false;

            public override void Reset() => _left = null;
        }
    }

    /// <summary>How many double bytes there are, where most are in the plane of GB 2312 as nearly all of Chinese is;
    /// 0 where they are not, as in accented Latin and Big5.</summary>
    private static int LooksChinese(byte[] file)
    {
        var (pairs, common) = (0, 0);
        for (var i = 0; i + 1 < file.Length; i++)
        {
            if (file[i] < 0x80)
                continue;
            pairs++;
            if (file[i] is >= 0xA1 and <= 0xF7 && file[i + 1] >= 0xA1)
                common++;
            i++;
        }
        return common * 10 >= pairs * 7 ? pairs : 0;
    }

    private static Encoding? Guess(byte[] file)
    {
        var best = CharsetDetector
            .DetectFromBytes(file)
            .Details?.FirstOrDefault(d => d.Encoding is not null && d.Confidence >= 0.5f)
            ?.Encoding;
        // Among Western charsets its guesses are no better than chance on short names: those are weighed below.
        return
            best is null || best.WebName is "us-ascii" or "macintosh" or "windows-1252" or "iso-8859-1" or "iso-8859-15"
            ? null
            : Strict(best.WebName);
    }

    private static Encoding Western(ReadOnlySpan<byte> sample)
    {
        var (windows, macintosh) = (Encoding.GetEncoding("windows-1252"), Encoding.GetEncoding("macintosh"));
        return Plausible(macintosh.GetString(sample)) > Plausible(windows.GetString(sample)) ? macintosh : windows;
    }

    // A letter between small letters is small; what is not a letter is a quotation mark, a dash or the like, rarely a
    // formula sign.
    private static int Plausible(string text)
    {
        var score = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 0x80)
                continue;
            if (char.IsLetter(c))
                score +=
                    char.IsLower(c) ? 2
                    : i > 0 && char.IsLower(text[i - 1]) ? -2
                    : 1;
            else
                score +=
                    "’‘“”–—…•™®©°€£§·«»\u00a0".Contains(c) ? 2
                    : char.IsControl(c) ? -4
                    : -1;
        }
        return score;
    }

    private static Encoding Strict(string name) =>
        Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    private static string? Strictly(Encoding encoding, byte[] file)
    {
        try
        {
            return Text(encoding, file);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // counted first: what does not fit the charset or the bounds takes no memory
    private static string Text(Encoding encoding, ReadOnlySpan<byte> file) =>
        encoding.GetCharCount(file) > Tally.Text ? throw Tally.TooMuchText() : encoding.GetString(file);
}
