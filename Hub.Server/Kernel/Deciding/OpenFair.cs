using System.Text.RegularExpressions;

namespace Hub.Kernel.Deciding;

/// <summary>Opens a fair's ledger, or renames the fair.</summary>
/// <param name="Zone">IANA time zone of its place.</param>
public sealed partial record OpenFair(string Name, string? NameEn, string Zone) : Command
{
    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (!IdShape().IsMatch(fair.Id))
            throw Refusal.BadFairId();
        if (Name is not { Length: > 0 and <= 120 })
            throw Refusal.BadFairName();
        if (!About.IsZone(Zone))
            throw Refusal.UnknownZone(Zone);
        var unchanged = fair.Slice<About>() == new About(Name, NameEn, Zone) && fair.Offset > 0;
        return unchanged ? Decision.Nothing : new FairOpened(Name, NameEn, Zone);
    }

    [GeneratedRegex("^[a-z0-9-]{1,32}\\z")]
    internal static partial Regex IdShape();
}
