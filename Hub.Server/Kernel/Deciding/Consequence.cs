namespace Hub.Kernel.Deciding;

/// <summary>A fact that was just decided.</summary>
/// <param name="Before">The fair before it.</param>
/// <param name="Fair">The fair after it.</param>
public sealed record Happened<TFact>(Fair Before, Fair Fair, TFact Fact)
    where TFact : Fact;

/// <summary>What follows from a fact by a rule of a later feature: decided in the same breath, kept in the same
/// transaction, asked for by the hub itself.</summary>
/// <param name="Of">The fact that it follows from.</param>
/// <param name="Gives">The facts that it may give, and no others.</param>
/// <param name="Follows">The rule: pure; the fair before and after the fact, and the fact.</param>
/// <param name="Owed">What an older ledger lacks of it, seen from the state alone; null where every landed version has
/// kept it with its cause.</param>
public sealed record Consequence(
    Type Of,
    IReadOnlyList<Type> Gives,
    Func<Fair, Fair, Fact, Decision> Follows,
    Func<Fair, Decision>? Owed
)
{
    public static Consequence When<TFact>(
        Func<Happened<TFact>, Decision> follows,
        IReadOnlyList<Type> gives,
        Func<Fair, Decision>? owed = null
    )
        where TFact : Fact =>
        new(
            typeof(TFact),
            gives,
            (before, after, fact) => follows(new Happened<TFact>(before, after, (TFact)fact)),
            owed
        );
}
