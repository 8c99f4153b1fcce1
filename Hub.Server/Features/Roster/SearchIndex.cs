using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Hub.Features.Roster.Han;
using Hub.Features.Roster.Pay;

namespace Hub.Features.Roster;

/// <summary>All that is looked through, read once for each directory: the texts that there are, each once, and who has
/// which.</summary>
internal sealed class SearchIndex
{
    private static readonly ConditionalWeakTable<RosterDirectory, SearchIndex> Known = [];

    /// <summary>Booth 2 comes before booth 10; employers without a booth come last.</summary>
    private static readonly StringComparer ByBooth = StringComparer.Create(
        CultureInfo.InvariantCulture,
        CompareOptions.NumericOrdering
    );

    private readonly List<(string Text, string Simplified, uint Initials)> _texts = [];

    private SearchIndex(RosterDirectory directory)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        Employers =
        [
            .. directory
                .Employers.Values.OrderBy(e => e.Booth is null)
                .ThenBy(e => e.Booth?.Text, ByBooth)
                .ThenBy(e => e.Id.Text, ByBooth)
                .Select(e => new EmployerItem(
                    e,
                    Numbers(e.Name, e.NameEn, e.Cluster, e.Industry, e.Booth?.Text, e.More, e.Zone)
                )),
        ];
        var employers = directory.Employers.Values.ToDictionary(
            e => e.Id,
            e => Numbers(e.Name, e.NameEn, e.Booth?.Text, e.More)
        );
        var (asks, pays) = (Once(Degrees.Asked), Once(Salary.Of));
        Positions =
        [
            .. directory
                .Positions.Values.OrderBy(p => p.Title, StringComparer.Ordinal)
                .ThenBy(p => p.Id, ByBooth)
                .Select(p => new PositionItem(
                    p,
                    directory.Employers[p.Employer],
                    [.. Numbers(p.Title, p.Major, p.Degree, p.Place, p.Type), .. employers[p.Employer]],
                    asks(p.Degree),
                    pays(p.Salary)
                )),
        ];
        Pays = Positions
            .Where(p => p.Pays is not null)
            .GroupBy(p => p.Employer.Id, p => p.Pays!.Value)
            .ToDictionary(g => g.Key, g => (Salary?)new Salary(g.Min(p => p.Low), g.Max(p => p.High)));

        int[] Numbers(params ReadOnlySpan<string?> texts)
        {
            var found = new List<int>(texts.Length);
            foreach (var text in texts)
            {
                if (string.IsNullOrEmpty(text))
                    continue;
                var plain = Plain(text);
                if (!numbers.TryGetValue(plain, out var number))
                {
                    numbers[plain] = number = _texts.Count;
                    _texts.Add((plain, Simplified.Of(plain), Pinyin.Initials(plain)));
                }
                found.Add(number);
            }
            return [.. found];
        }
    }

    /// <summary>Reads each wording once: thousands of positions share a few hundred.</summary>
    private static Func<string?, T> Once<T>(Func<string?, T> read)
    {
        var known = new Dictionary<string, T>(StringComparer.Ordinal);
        return text => known.TryGetValue(text ?? "", out var found) ? found : known[text ?? ""] = read(text);
    }

    /// <summary>In the order in which they are shown.</summary>
    public IReadOnlyList<EmployerItem> Employers { get; }

    public IReadOnlyList<PositionItem> Positions { get; }

    /// <summary>What all positions of an employer pay.</summary>
    public IReadOnlyDictionary<EmployerId, Salary?> Pays { get; }

    public static SearchIndex Of(RosterDirectory directory) => Known.GetValue(directory, d => new SearchIndex(d));

    /// <summary>Capitals and width make no difference.</summary>
    public static string Plain(string text) => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>Which of the texts have a word: as it is, in traditional for simplified characters or the other way
    /// round, or in pinyin.</summary>
    /// <param name="word">See <see cref="Plain"/>.</param>
    public bool[] Having(string word)
    {
        var (having, simplified, pinyin) = (new bool[_texts.Count], Simplified.Of(word), Pinyin.Typed(word));
        for (var i = 0; i < having.Length; i++)
            having[i] =
                _texts[i].Simplified.Contains(simplified, StringComparison.Ordinal)
                || pinyin is not null && Pinyin.Has(_texts[i].Text, _texts[i].Initials, pinyin);
        return having;
    }
}

/// <summary>Something to be found.</summary>
/// <param name="Texts">Numbers of its texts. The first is its name.</param>
internal abstract record SearchItem(int[] Texts)
{
    public ReadOnlySpan<int> Name => Texts.AsSpan(0, 1);
}

internal sealed record EmployerItem(Employer Employer, int[] Texts) : SearchItem(Texts);

/// <param name="Asks">See <see cref="Degrees.Asked"/>.</param>
/// <param name="Pays">Null: it does not say.</param>
internal sealed record PositionItem(Position Position, Employer Employer, int[] Texts, int Asks, Salary? Pays)
    : SearchItem(Texts);
