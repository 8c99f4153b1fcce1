namespace Hub.Features.Roster;

/// <summary>An employer at the fair.</summary>
/// <param name="Booth">Its booth; null while it has none.</param>
/// <param name="Zone">The development zone that it comes from.</param>
/// <param name="Hall">The hall that its booth is in.</param>
/// <param name="Capacity">How many people its booth holds.</param>
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
    int? Capacity = null
);

/// <summary>An open position.</summary>
/// <param name="Employer">The employer's id.</param>
/// <param name="Headcount">How many are sought; null = several.</param>
public sealed record Position(
    string Id,
    EmployerId Employer,
    string Title,
    int? Headcount,
    string? Degree,
    string? Major,
    string? Salary,
    string? Place,
    string? Type
);
