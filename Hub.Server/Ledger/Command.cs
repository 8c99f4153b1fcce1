using System.Security.Cryptography;
using System.Text;

namespace Hub.Ledger;

/// <summary>Somebody asks for a change. One record a use case; its rule stands in it.</summary>
public abstract record Command
{
    /// <summary>Whether this asker may ask this at all, whatever the fair's state.</summary>
    public abstract bool Allows(Asker asker);

    /// <summary>The rule: pure, all time and chance come in as arguments.</summary>
    /// <param name="now">Whole milliseconds, not before the fair's last fact.</param>
    /// <exception cref="Refusal">The change is not granted.</exception>
    public abstract Decision Decide(Fair fair, Asker asker, DateTimeOffset now);
}

/// <summary>What a rule grants: facts for the ledger, and personal data for the table beside it.</summary>
public sealed record Decision(IReadOnlyList<Fact> Facts, IReadOnlyList<PersonChange> People)
{
    /// <summary>Everything is already as asked. Kept as a fact: when the command is repeated later, things may be otherwise.</summary>
    public static readonly Decision Nothing = new NothingChanged();

    public static implicit operator Decision(Fact fact) => new([fact], []);
}

/// <summary>A command with who asks it, of which fair, under which id.</summary>
public sealed record Asked(string Fair, Guid Id, Asker Asker, Command Command) : MediatR.IRequest<Receipt>
{
    /// <summary>The id of a command that the hub asks by itself: the same on every node for the same cause, so that it is done once.</summary>
    public static Guid IdOf(string cause) => new(SHA256.HashData(Encoding.UTF8.GetBytes(cause)).AsSpan(0, 16));
}
