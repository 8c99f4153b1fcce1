using System.Buffers;
using System.Text;

namespace Hub.Sheets;

/// <summary>Text that was written in one charset and read in another (乱码), before it came here.</summary>
internal static class Garbled
{
    private static readonly Encoding Western;
    private static readonly Encoding Chinese;

    /// <summary>Characters whose two bytes in GBK begin as the three of a Chinese character in UTF-8 do.</summary>
    private static readonly SearchValues<char> Leading;
    private static readonly Encoding Utf8 = new UTF8Encoding(false);

    static Garbled()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Western = Encoding.GetEncoding(
            "windows-1252",
            new EncoderReplacementFallback("\u0001"),
            DecoderFallback.ReplacementFallback
        );
        Chinese = Encoding.GetEncoding("gb18030");
        byte[] pairs =
        [
            .. from lead in Enumerable.Range(0xE2, 14)
            from trail in Enumerable.Range(0x40, 0xBF)
            where trail != 0x7F
            from b in (byte[])[(byte)lead, (byte)trail]
            select b,
        ];
        Leading = SearchValues.Create(Chinese.GetString(pairs));
    }

    public static UnreadableRosterException File() =>
        new(
            "文字是乱码：请用 Excel 或 WPS 打开原来的表，另存为 XLSX 再导入。",
            "The text is garbled: open the original in Excel or WPS, save it as XLSX and import that."
        );

    public static bool Is(string text)
    {
        // bytes that were no character, and characters that a charset did not have
        if (text.Contains('\uFFFD') || text.Length > 2 && text.All(c => c is '?' or ' ') && text.Contains('?'))
            return true;
        var first = text.AsSpan().IndexOfAnyExceptInRange('\0', '\u007F');
        if (first < 0)
            return false;
        return text[first] < '\u2E80' ? IsWestern(text) : IsChinese(text, first);
    }

    /// <summary>UTF-8 or GBK that was read as Western: Ã© for é, æœé˜³ or ³¯Ñô for 朝阳.</summary>
    private static bool IsWestern(string text)
    {
        var bytes = Western.GetBytes(text);
        if (bytes.Contains((byte)1))
            return false;
        var meant = Utf8.GetString(bytes);
        if (meant.Any(IsHanzi) && !meant.Contains('\uFFFD') || meant.All(c => c <= 'ÿ'))
            return true;
        var longest = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var from = i;
            while (i + 1 < bytes.Length && bytes[i] is >= 0xA1 and <= 0xF7 && bytes[i + 1] >= 0xA1)
                i += 2;
            // an accented letter alone, or an odd number of them, is no pair
            if (i < bytes.Length && bytes[i] >= 0x80)
                return false;
            longest = Math.Max(longest, i - from);
        }
        return longest >= 4;
    }

    /// <summary>UTF-8 that was read as GBK: 鏈濋槼 for 朝阳. Of an odd number of bytes the last is lost.</summary>
    private static bool IsChinese(string text, int first)
    {
        if (!Leading.Contains(text[first]))
            return false;
        var meant = Utf8.GetString(Chinese.GetBytes(text));
        var (hanzi, lost) = (meant.Count(IsHanzi), meant.Count(c => c == '\uFFFD'));
        return hanzi > 1
            && lost <= hanzi
            && meant.All(c => c is <= '~' or '\uFFFD' or >= '\u2010' and <= '\u303F' or >= '\uFF00' || IsHanzi(c));
    }

    private static bool IsHanzi(char c) => c is >= '一' and <= '鿿';
}
