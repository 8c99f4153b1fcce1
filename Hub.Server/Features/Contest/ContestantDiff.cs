using Hub.Features.People;
using Hub.Sheets;

namespace Hub.Features.Contest;

/// <summary>What a list of contestants did, or, not applied, would do.</summary>
public sealed record ContestantsReport(
    IReadOnlyList<ContestantChange> Added,
    IReadOnlyList<ContestantChange> Changed,
    IReadOnlyList<ContestantChange> Removed,
    int Same,
    IReadOnlyList<RefusedRow> Refused,
    bool Applied,
    long? Offset
);

/// <param name="Was">Null: was none.</param>
/// <param name="Now">Null: is none any more.</param>
/// <param name="Marked">Has marks; not said of who is known by a code.</param>
public sealed record ContestantChange(ContestantId Number, Contestant? Was, Contestant? Now, bool Marked);

/// <summary>What another list of contestants changes. It says numbers and names, so while these are hidden it says
/// nothing that codes show too: neither the drawn order nor who has marks.</summary>
/// <param name="Kept">Numbers of those who are not on the list and stay.</param>
internal sealed record ContestantDiff(
    IReadOnlyList<ContestantChange> Added,
    IReadOnlyList<ContestantChange> Changed,
    IReadOnlyList<ContestantChange> Removed,
    IReadOnlyList<ContestantId> Kept,
    int Same
)
{
    public static ContestantDiff Of(Fair fair, ContestState contest, IReadOnlyList<Contestant> list, bool keep)
    {
        var numbers = list.Select(c => c.Number).ToHashSet();
        var rest = contest.Order.Where(n => !numbers.Contains(n)).ToList();
        var both = list.Where(c => contest.Sheets.ContainsKey(c.Number)).Select(c => Change(c.Number, c)).ToList();
        return new(
            [
                .. list.Where(c => !contest.Sheets.ContainsKey(c.Number))
                    .Select(c => new ContestantChange(c.Number, null, c, false)),
            ],
            [.. both.Where(c => c.Was != c.Now)],
            keep ? [] : [.. rest.OrderBy(n => contest.Hidden ? n : default).Select(n => Change(n, null))],
            keep ? rest : [],
            both.Count(c => c.Was == c.Now)
        );

        ContestantChange Change(ContestantId number, Contestant? now)
        {
            // without a name when that was erased
            var (person, sheet) = (
                fair.Person(new PersonKey.Contestant(contest.Scheme.Id, number)),
                contest.Sheets[number]
            );
            return new(
                number,
                new(number, person?.Name ?? "", person?.Affiliation, sheet.Group),
                now,
                sheet.IsMarked && !(contest.Hidden && sheet.Drawn is not null)
            );
        }
    }
}
