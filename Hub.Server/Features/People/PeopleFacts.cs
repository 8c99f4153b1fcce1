namespace Hub.Features.People;

/// <summary>Facts of personal data. They say whose it was and that it changed, never what it is. Their first names are
/// those of the first hubs.</summary>
public static class PeopleFacts
{
    public static readonly FactKind[] All =
    [
        FactKind.Of<PersonErased>("access", "erased"),
        FactKind.Of<ProfileTyped>("intention", "profile"),
        FactKind.Of<PassErased>("intention", "erase"),
        FactKind.Of<RetentionSet>("intention", "retention"),
        FactKind.Of<PeopleExpired>("intention", "expire"),
    ];
}

/// <summary>The personal data under a key was erased from the table beside the ledger.</summary>
/// <param name="Key">See <see cref="PersonKey"/>.</param>
public sealed record PersonErased(string Key) : Fact;

/// <summary>A person typed something about themselves. What it is lies beside the ledger.</summary>
public sealed record ProfileTyped(PassId Pass) : Fact;

/// <summary>All that was known of a person was erased; what they did stays counted.</summary>
public sealed record PassErased(PassId Pass) : Fact;

/// <summary>How long personal data is kept.</summary>
/// <param name="Ends">The fair's last day, at its place; null: the day on which the hub was last asked for
/// anything.</param>
/// <param name="Days">So many days after it, everything is erased.</param>
public sealed record RetentionSet(DateOnly? Ends, int Days) : Fact;

/// <summary>The time was over: all personal data of visitors was erased, with the notes about them.</summary>
/// <param name="Count">Rows that there were.</param>
public sealed record PeopleExpired(int Count) : Fact;
