namespace Hub.Kernel.Deciding;

/// <summary>What a rule grants: facts for the ledger, and personal data for the table beside it.</summary>
public sealed record Decision(IReadOnlyList<Fact> Facts, IReadOnlyList<PersonChange> People)
{
    /// <summary>Everything is already as asked. Kept as a fact: when the command is repeated later, things may be
    /// otherwise.</summary>
    public static readonly Decision Nothing = new NothingChanged();

    /// <summary>Of a consequence: nothing follows.</summary>
    public static readonly Decision Empty = new([], []);

    public bool IsEmpty => Facts.Count == 0 && People.Count == 0;

    public static Decision Of(IEnumerable<Fact> facts) => new([.. facts], []);

    public static implicit operator Decision(Fact fact) => new([fact], []);
}
