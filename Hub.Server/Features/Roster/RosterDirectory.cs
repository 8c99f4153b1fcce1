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

    /// <summary>Employers that were withdrawn. Intentions to them are still told by their names, and their ids are
    /// never another's.</summary>
    public ImmutableDictionary<EmployerId, Employer> FormerEmployers { get; init; } =
        ImmutableDictionary<EmployerId, Employer>.Empty;

    /// <summary>Positions that were withdrawn, alone or with their employer.</summary>
    public ImmutableDictionary<string, Position> FormerPositions { get; init; } =
        ImmutableDictionary<string, Position>.Empty;

    public static string KeyOf(Employer e) => Sheets.Roster.Key(e.Name);

    public static string KeyOf(Position p) => KeyOf(p.Employer, p.Title, p.Place);

    public static string KeyOf(EmployerId employer, string title, string? place) =>
        $"{employer.Text}\n{Sheets.Roster.Key(title)}\n{Sheets.Roster.Key(place ?? "")}";

    /// <summary>An employer, also one that was withdrawn.</summary>
    public Employer Ever(EmployerId id) => Employers.GetValueOrDefault(id) ?? FormerEmployers[id];

    /// <summary>A position, also one that was withdrawn; null: there never was one.</summary>
    public Position? Ever(string position) =>
        Positions.GetValueOrDefault(position) ?? FormerPositions.GetValueOrDefault(position);

    public RosterDirectory Then(RosterImported f)
    {
        var (booths, employerIds, positionIds) = (Booths.ToBuilder(), EmployerIds.ToBuilder(), PositionIds.ToBuilder());
        foreach (var e in f.Employers)
            if (Employers.GetValueOrDefault(e.Id) is { } had)
            {
                foreach (var left in had.AllBooths().Where(b => booths.GetValueOrDefault(b) == e.Id))
                    booths.Remove(left);
                employerIds.Remove(KeyOf(had));
            }
        foreach (var e in f.Employers)
        {
            foreach (var booth in e.AllBooths())
                booths[booth] = e.Id;
            employerIds[KeyOf(e)] = e.Id;
        }
        var openings = Openings.ToBuilder();
        foreach (var p in f.Positions)
            if (Positions.GetValueOrDefault(p.Id) is { } had)
                positionIds.Remove(KeyOf(had));
            else
                openings[p.Employer] = openings.GetValueOrDefault(p.Employer) + 1;
        foreach (var p in f.Positions)
            positionIds[KeyOf(p)] = p.Id;
        return new RosterDirectory(
            Employers.SetItems(f.Employers.Select(e => KeyValuePair.Create(e.Id, e))),
            Positions.SetItems(f.Positions.Select(p => KeyValuePair.Create(p.Id, p))),
            booths.ToImmutable(),
            employerIds.ToImmutable(),
            positionIds.ToImmutable(),
            openings.ToImmutable()
        )
        {
            FormerEmployers = FormerEmployers.RemoveRange(f.Employers.Select(e => e.Id)),
            FormerPositions = FormerPositions.RemoveRange(f.Positions.Select(p => p.Id)),
        };
    }

    public RosterDirectory Then(RosterWithdrawn f)
    {
        var employers = f.Employers.Select(e => Employers[e]).ToArray();
        var gone = f.Employers.ToHashSet();
        var positions = f
            .Positions.Select(p => Positions[p])
            .Concat(gone.Count == 0 ? [] : Positions.Values.Where(p => gone.Contains(p.Employer)))
            .DistinctBy(p => p.Id)
            .ToArray();
        var openings = Openings.ToBuilder();
        foreach (var of in positions.CountBy(p => p.Employer))
            openings[of.Key] -= of.Value;
        openings.RemoveRange(gone);
        return new RosterDirectory(
            Employers.RemoveRange(f.Employers),
            Positions.RemoveRange(positions.Select(p => p.Id)),
            Booths.RemoveRange(employers.SelectMany(e => e.AllBooths())),
            EmployerIds.RemoveRange(employers.Select(KeyOf)),
            PositionIds.RemoveRange(positions.Select(KeyOf)),
            openings.ToImmutable()
        )
        {
            FormerEmployers = FormerEmployers.SetItems(employers.Select(e => KeyValuePair.Create(e.Id, e))),
            FormerPositions = FormerPositions.SetItems(positions.Select(p => KeyValuePair.Create(p.Id, p))),
        };
    }
}
