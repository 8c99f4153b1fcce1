using Hub.Sheets;

namespace Hub.Features.Roster.Changes;

/// <summary>What a row wants of an employer.</summary>
/// <param name="had">The employer that is there already, or was withdrawn; null: it is new.</param>
internal sealed class Wish(RosterDirectory directory, EmployerRow row, Employer? had)
{
    public EmployerRow Row => row;
    public Employer? Had => had;
    public string Name => had?.Name ?? row.Name;

    /// <summary>Null: the sheet says nothing of booths.</summary>
    private readonly BoothId[]? _wanted = row.Booth is null
        ? null
        : [.. row.Booth.Split('、', StringSplitOptions.RemoveEmptyEntries).Select(BoothId.Of)];

    private readonly IReadOnlyList<BoothId> _has =
        had is not null && directory.Employers.ContainsKey(had.Id) ? had.AllBooths() : [];

    /// <summary>Booths that it does not have yet.</summary>
    public IEnumerable<BoothId> Asks => (_wanted ?? had?.AllBooths() ?? []).Except(_has);

    /// <summary>Booths that it gives up.</summary>
    public IEnumerable<BoothId> Leaves => _wanted is null ? [] : _has.Except(_wanted);
}
