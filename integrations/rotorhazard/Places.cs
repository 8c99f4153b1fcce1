namespace Hub.RotorHazard;

/// <summary>Where a flight belongs at the hub.</summary>
/// <param name="Stage">Null, as the heat: the heat that is on at the hub.</param>
internal sealed record Place(string? Stage, string? Heat);

/// <summary>Which heat of the hub a heat of the timer is.</summary>
/// <param name="file">The timer's number or name of a heat → the hub's; null: it is always the heat that is on at the
/// hub.</param>
internal sealed class Places(IReadOnlyDictionary<string, Place>? file = null)
{
    /// <param name="name">As the timer's pages show it; null: not known.</param>
    /// <returns>Null: the file does not have the heat.</returns>
    public Place? Of(long heat, string? name) =>
        file is null ? new(null, null)
        : file.TryGetValue($"{heat}", out var place) || name is not null && file.TryGetValue(name, out place) ? place
        : null;
}
