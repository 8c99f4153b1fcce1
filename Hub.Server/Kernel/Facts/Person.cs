namespace Hub.Kernel.Facts;

/// <summary>Personal data of one person. It lies beside the ledger, keyed, and can be erased.</summary>
/// <param name="Fields">What else there is, by the names that a feature gives it; rows from before have none.</param>
public sealed record Person(
    string Name,
    string? Affiliation = null,
    IReadOnlyDictionary<string, string>? Fields = null
);

/// <summary>Sets (or, with null, erases) the personal data under a key, in the same transaction as the facts.</summary>
public sealed record PersonChange(string Key, Person? Person);
