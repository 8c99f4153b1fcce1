namespace Hub.Kernel.Deciding;

/// <summary>Says in which time zone the fair is: its days begin at that zone's midnight, and pages show its
/// time.</summary>
/// <param name="Zone">IANA, like <c>Asia/Shanghai</c>.</param>
public sealed record SetZone(string Zone) : Command
{
    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        // a ledger begins with what the fair is
        if (fair.Offset == 0)
            throw Refusal.UnknownFair(fair.Id);
        var about = fair.Slice<About>();
        return new OpenFair(about.Name, about.NameEn, Zone).Decide(fair, asker, now);
    }
}
