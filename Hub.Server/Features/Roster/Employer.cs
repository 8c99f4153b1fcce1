namespace Hub.Features.Roster;

/// <summary>An employer at the fair.</summary>
/// <param name="Booth">Its booth, or the first of them; null while it has none.</param>
/// <param name="Zone">The development zone that it comes from.</param>
/// <param name="Hall">The hall that its booth is in.</param>
/// <param name="Capacity">How many people its booth holds.</param>
/// <param name="More">Its further booths, parted by 、; null: none.</param>
public sealed record Employer(
    EmployerId Id,
    string Name,
    string? NameEn,
    string? Cluster,
    string? Industry,
    string? Website,
    string? Description,
    BoothId? Booth,
    string? Zone = null,
    string? Hall = null,
    int? Capacity = null,
    string? More = null
)
{
    /// <summary>All its booths, in the order that it named them.</summary>
    public IReadOnlyList<BoothId> AllBooths() =>
        Booth is not { } first ? []
        : More is null ? [first]
        : [first, .. More.Split('、').Select(BoothId.Of)];

    /// <summary>The same employer at other booths.</summary>
    /// <param name="booths">Parted by 、; empty: none.</param>
    internal Employer At(string booths) =>
        booths.Split('、', 2) is [var first, .. var more]
            ? this with
            {
                Booth = first.Length > 0 ? new BoothId(first) : null,
                More = more.Length > 0 ? more[0] : null,
            }
            : this;
}

/// <summary>An open position.</summary>
/// <param name="Employer">The employer's id.</param>
/// <param name="Headcount">How many are sought; null = several, or <paramref name="HeadcountText"/>.</param>
/// <param name="HeadcountText">How many are sought as it was written, where that is not one number: 3-5人.</param>
public sealed record Position(
    string Id,
    EmployerId Employer,
    string Title,
    int? Headcount,
    string? Degree,
    string? Major,
    string? Salary,
    string? Place,
    string? Type,
    string? HeadcountText = null
);
