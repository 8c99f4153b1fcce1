using System.Text.Json.Serialization;

namespace Hub.Kernel.Deciding;

/// <summary>Gives a ledger the consequences of old facts that it lacks: an older hub kept them apart from their causes,
/// and could lose them.</summary>
/// <param name="Consequences">Those of this hub; no part of what is asked.</param>
public sealed record SettleOwed([property: JsonIgnore] Consequences Consequences) : Command
{
    public override Who May() => Who.Hub;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        Consequences.Owed(fair) switch
        {
            null => Decision.Nothing,
            // what changes nothing but personal data is still kept as a fact
            { Facts.Count: 0 } people => new Decision([new NothingChanged()], people.People),
            { } owed => owed,
        };
}
