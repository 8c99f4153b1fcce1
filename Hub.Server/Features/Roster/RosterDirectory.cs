using System.Collections.Immutable;

namespace Hub.Features.Roster;

/// <summary>All employers and positions, and where to find them by what a spreadsheet says.</summary>
/// <param name="Booths">Booth → id of the employer in it.</param>
/// <param name="EmployerIds">Normalised name → id.</param>
/// <param name="PositionIds">Employer's id and normalised title and place → id.</param>
/// <param name="Openings">Employer's id → number of its positions.</param>
public sealed record RosterDirectory(
    ImmutableDictionary<EmployerId, Employer> Employers,
    ImmutableDictionary<string, Position> Positions,
    ImmutableSortedDictionary<BoothId, EmployerId> Booths,
    ImmutableDictionary<string, EmployerId> EmployerIds,
    ImmutableDictionary<string, string> PositionIds,
    ImmutableDictionary<EmployerId, int> Openings
)
{
    public static readonly RosterDirectory Empty = new(
        ImmutableDictionary<EmployerId, Employer>.Empty,
        ImmutableDictionary<string, Position>.Empty,
        ImmutableSortedDictionary<BoothId, EmployerId>.Empty,
        ImmutableDictionary<string, EmployerId>.Empty,
        ImmutableDictionary<string, string>.Empty,
        ImmutableDictionary<EmployerId, int>.Empty
    );

    public static string KeyOf(Employer e) => Sheets.Roster.Key(e.Name);

    public static string KeyOf(EmployerId employer, string title, string? place) =>
        $"{employer.Text}\n{Sheets.Roster.Key(title)}\n{Sheets.Roster.Key(place ?? "")}";

    public RosterDirectory Then(RosterImported f)
    {
        var booths = Booths.ToBuilder();
        foreach (var e in f.Employers)
            if (
                Employers.GetValueOrDefault(e.Id)?.Booth is { } left
                && left != e.Booth
                && booths.GetValueOrDefault(left) == e.Id
            )
                booths.Remove(left);
        foreach (var e in f.Employers)
            if (e.Booth is { } booth)
                booths[booth] = e.Id;
        var openings = Openings.ToBuilder();
        foreach (var p in f.Positions)
            if (!Positions.ContainsKey(p.Id))
                openings[p.Employer] = openings.GetValueOrDefault(p.Employer) + 1;
        return new RosterDirectory(
            Employers.SetItems(f.Employers.Select(e => KeyValuePair.Create(e.Id, e))),
            Positions.SetItems(f.Positions.Select(p => KeyValuePair.Create(p.Id, p))),
            booths.ToImmutable(),
            EmployerIds.SetItems(f.Employers.Select(e => KeyValuePair.Create(KeyOf(e), e.Id))),
            PositionIds.SetItems(
                f.Positions.Select(p => KeyValuePair.Create(KeyOf(p.Employer, p.Title, p.Place), p.Id))
            ),
            openings.ToImmutable()
        );
    }
}
