using System.Globalization;
using System.Text.RegularExpressions;
using Hub.Sheets;

namespace Hub.Features.Roster.Changes;

/// <summary>What a person says of rows that are asked about.</summary>
/// <param name="Same">Row, as <see cref="RefusedRow.Named"/> names it → id of the employer or position that it
/// corrects.</param>
/// <param name="Taken">Rows that are right as they stand: new, and no total or remark.</param>
/// <param name="Alike">The rest of the pairs, as <see cref="RosterDiff.Pairing"/> named them, are the same.</param>
/// <param name="Apart">The rest of the pairs, named likewise, are not: all those rows are new.</param>
public sealed partial record Answers(
    IReadOnlyDictionary<string, string> Same,
    IReadOnlySet<string> Taken,
    string? Alike = null,
    string? Apart = null
)
{
    public static readonly Answers None = new(new Dictionary<string, string>(), new HashSet<string>());

    /// <summary>As an address or a command line has it: <c>same=12:e5,13:e6</c>, <c>taken=7,9</c>. Where several sheets
    /// are read, a row follows the number of its sheet in the workbook, from 1: <c>2!7</c>.</summary>
    /// <exception cref="Refusal"><c>malformed</c></exception>
    public static Answers Read(string? same, string? taken, string? alike, string? apart)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var pair in Parts(same).Select(p => p.Split(':', 2)))
            if (pair is not [var row, { Length: > 0 } id] || !pairs.TryAdd(Row(row), id))
                throw RosterRefusals.BadAnswers();
        var rows = Parts(taken).Select(Row).ToHashSet();
        return pairs.Count + rows.Count == 0 && (alike ?? apart) is null ? None : new(pairs, rows, alike, apart);

        static string[] Parts(string? said) => said?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
        static string Row(string said) => At().IsMatch(said) ? said : throw RosterRefusals.BadAnswers();
    }

    /// <summary>The same with the names of the sheets for their numbers.</summary>
    /// <param name="sheets">The workbook's, in its order.</param>
    /// <exception cref="Refusal"><c>malformed</c></exception>
    internal Answers Named(IReadOnlyList<string> sheets)
    {
        return this == None
            ? this
            : this with
            {
                Same = Same.ToDictionary(s => Row(s.Key), s => s.Value),
                Taken = Taken.Select(Row).ToHashSet(),
            };

        string Row(string said) =>
            said.Split('!') is not [var number, var row] ? said
            : int.Parse(number, CultureInfo.InvariantCulture) is var n && n > 0 && n <= sheets.Count
                ? RefusedRow.Named(int.Parse(row, CultureInfo.InvariantCulture), sheets[n - 1])
            : throw RosterRefusals.BadAnswers();
    }

    /// <summary>The id that a row is said to correct, also by an answer to all the pairs.</summary>
    internal Answers With(IReadOnlyList<Pair> pairs) =>
        pairs.Count == 0 ? this
        : Alike == Pair.Name(pairs)
            ? this with
            {
                Same = new Dictionary<string, string>([.. Same, .. pairs.Select(p => KeyValuePair.Create(p.At, p.Id))]),
            }
        : Apart == Pair.Name(pairs) ? this with { Taken = Taken.Union(pairs.Select(p => p.At)).ToHashSet() }
        : this;

    [GeneratedRegex(@"^([0-9]{1,6}!)?[0-9]{1,7}\z")]
    private static partial Regex At();
}
