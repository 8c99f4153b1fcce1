namespace Hub.Kernel.Deciding;

/// <summary>Somebody says that what the hub's clock shows is right, though something speaks against it.</summary>
/// <param name="At">What it shows, as they have seen it: nobody says so of another time.</param>
public sealed record ConfirmClock(DateTimeOffset At) : Command
{
    public override Who May() => Who.Organizer;

    public override bool SaysTheTime() => true;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        // a ledger begins with what the fair is
        if (fair.Offset == 0)
            throw Refusal.UnknownFair(fair.Id);
        var about = fair.Slice<About>();
        return ClockDoubt.IsFar(At, now)
            ? throw Refusal.ClockShowsAnother(about.Moment(At), about.Moment(now))
            : new ClockConfirmed(fair.At, about.Day(now));
    }
}
