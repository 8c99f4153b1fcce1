namespace Hub.Kernel.Facts;

/// <summary>What happened, in the past tense. Never changed: a correction is a new fact.</summary>
public abstract record Fact;

/// <summary>A fact in its place in the ledger.</summary>
/// <param name="Offset">Its number: 1, 2, 3… without gaps within a fair.</param>
/// <param name="At">When it was decided, whole milliseconds, never before the fact in front of it.</param>
/// <param name="Actor">Id of the badge that asked, or <c>system</c>.</param>
/// <param name="Command">The asker's command id; a repeat of it changes nothing.</param>
/// <param name="Part">0, 1, 2… among the facts of the same command.</param>
/// <param name="Slice">Name of the slice that owns the fact.</param>
public sealed record Entry(
    long Offset,
    DateTimeOffset At,
    string Actor,
    Guid Command,
    int Part,
    string Slice,
    Fact Fact
);

/// <summary>An entry as a store keeps it.</summary>
/// <param name="At">Milliseconds since 1970-01-01 UTC.</param>
/// <param name="Body">The fact as UTF-8 JSON with its discriminator <c>t</c>.</param>
/// <param name="Hash">SHA-256 over the hash before it and all columns before it: see <see cref="Chain"/>.</param>
/// <param name="Digest">Of what was asked, and in which role: the same id with another digest is not a repeat. 0 = not
/// known.</param>
public sealed record Row(
    long Offset,
    long At,
    string Actor,
    Guid Command,
    int Part,
    string Slice,
    byte[] Body,
    byte[] Hash,
    long Digest
);

/// <summary>What the ledger answers to a command.</summary>
/// <param name="Offset">The ledger's offset at which the command holds.</param>
/// <param name="Facts">How many facts it made; that there was nothing to change is one too.</param>
/// <param name="Repeated">True when this command id had been answered before.</param>
public sealed record Receipt(long Offset, int Facts, bool Repeated);
