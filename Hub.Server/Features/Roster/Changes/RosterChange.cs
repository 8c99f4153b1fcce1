namespace Hub.Features.Roster.Changes;

/// <summary>A row that adds or changes something.</summary>
/// <param name="Row">1-based, of the file.</param>
/// <param name="Sheet">The sheet's name, where several were read.</param>
/// <param name="Cells">What it changes; empty: it is added.</param>
public sealed record RosterChange(int Row, string? Sheet, string Id, string Name, IReadOnlyList<CellChange> Cells);

/// <param name="Field">As in the report's fields.</param>
/// <param name="Was">Null: it was empty.</param>
/// <param name="Now">Null: it is emptied.</param>
public sealed record CellChange(string Field, string? Was, string? Now);

/// <summary>Something that the file does not name any more. It stays until somebody withdraws it.</summary>
public sealed record Missing(string Id, string Name, string? Place);
