namespace Hub.Features.Queues;

/// <summary>It is another day at the fair's place: what queues have of the days before ends.</summary>
public sealed record EndDay : Command
{
    public override Who May() => Who.Hub;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        IsDue(fair, now) ? new DayEnded(fair.Slice<About>().DayBegan(now)) : Decision.Nothing;

    public static bool IsDue(Fair fair, DateTimeOffset now) =>
        fair.Queues.IsOfBefore(fair.Slice<About>().DayBegan(now));
}
