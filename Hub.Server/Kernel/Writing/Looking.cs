namespace Hub.Kernel.Writing;

public static class Looking
{
    /// <summary>What the machine's clock shows, and what speaks against it: the time that has passed, the store's clock
    /// or this fair's last fact.</summary>
    public static (DateTimeOffset Shows, ClockDoubt? Doubt) Look(this WallClock clock, Fair fair, IStore store) =>
        clock.Look(fair.Offset > 0 ? fair.At : null, store.Ahead);
}
