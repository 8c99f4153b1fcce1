namespace Hub.Kernel.Deciding;

/// <summary>Somebody asks for a change. One record a use case; its rule stands in it.</summary>
public abstract record Command
{
    /// <summary>Who may ask this at all, whatever the fair's state. The kernel asks it of every command, whichever way
    /// it comes.</summary>
    public abstract Who May();

    public bool Allows(Asker asker) => May().Includes(asker);

    /// <summary>Whether it says what time it is: then it is decided while that is in doubt, at the time that the clock
    /// shows, also when the fair's last fact is later.</summary>
    public virtual bool SaysTheTime() => false;

    /// <summary>The rule: pure, all time and chance come in as arguments.</summary>
    /// <param name="now">Whole milliseconds, not before the fair's last fact, but see
    /// <see cref="SaysTheTime"/>.</param>
    /// <exception cref="Refusal">The change is not granted.</exception>
    public abstract Decision Decide(Fair fair, Asker asker, DateTimeOffset now);
}
