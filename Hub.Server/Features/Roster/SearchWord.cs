using System.Numerics;

namespace Hub.Features.Roster;

/// <summary>A word that is looked for, and which texts have it. What is written without spaces is taken apart where the
/// script changes, and Chinese into pairs of characters that follow each other: 软件开发 is covered by what has 软件
/// and 开发, wherever they stand. No dictionary says which words there are; what the roster says does.</summary>
internal sealed class SearchWord
{
    /// <summary>Characters; what is longer is not taken apart.</summary>
    private const int Longest = 32;

    private readonly bool[] _whole;

    /// <summary>Text → which of its characters that has in one of the parts, as bits; null: it is whole.</summary>
    private readonly uint[]? _parts;

    private readonly uint _all;

    /// <param name="word">See <see cref="SearchIndex.Plain"/>.</param>
    public SearchWord(SearchIndex index, string word)
    {
        _whole = index.Having(word);
        if (word.Length > Longest)
            return;
        (int At, int Length)[] parts = [.. Parts(word)];
        if (parts.Length < 2)
            return;
        _parts = new uint[_whole.Length];
        _all = Bits(0, word.Length);
        foreach (var (at, of) in parts)
        {
            var having = index.Having(word.Substring(at, of));
            for (var i = 0; i < having.Length; i++)
                if (having[i])
                    _parts[i] |= Bits(at, of);
        }
    }

    /// <summary>Whether it was taken apart.</summary>
    public bool IsParted => _parts is not null;

    /// <summary>Whether it stands in one of the texts as it is.</summary>
    public bool IsIn(SearchItem item) => Array.Exists(item.Texts, t => _whole[t]);

    public bool IsCalled(SearchItem item) => _whole[item.Texts[0]];

    /// <summary>Whether the texts together have all of it.</summary>
    public bool IsCovered(ReadOnlySpan<int> texts) =>
        Share(texts) == (_parts is null ? 1 : BitOperations.PopCount(_all));

    /// <summary>How many of its characters the texts together have; of a word that is not taken apart 1 or 0.</summary>
    public int Share(ReadOnlySpan<int> texts)
    {
        var bits = 0u;
        foreach (var t in texts)
            if (_whole[t])
                bits |= _parts is null ? 1u : _all;
            else if (_parts is not null)
                bits |= _parts[t];
        return BitOperations.PopCount(bits);
    }

    private static uint Bits(int at, int length) => (uint)(((1UL << length) - 1) << at);

    /// <summary>Words of one script; of Chinese ones each pair.</summary>
    private static IEnumerable<(int At, int Length)> Parts(string word)
    {
        for (int from = 0, to; from < word.Length; from = to)
        {
            to = from + 1;
            while (to < word.Length && IsChinese(word[to]) == IsChinese(word[from]))
                to++;
            // a character of two code units stays whole
            int[] starts = [.. Enumerable.Range(from, to - from).Where(at => !char.IsLowSurrogate(word[at])), to];
            if (!IsChinese(word[from]) || starts.Length <= 2)
                yield return (from, to - from);
            else
                for (var i = 0; i < starts.Length - 2; i++)
                    yield return (starts[i], starts[i + 2] - starts[i]);
        }
    }

    // radicals, kana and ideographs, also those that take two code units
    private static bool IsChinese(char c) => c >= '\u2E80' && c < '\uFB00';
}
