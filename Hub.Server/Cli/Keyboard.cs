using MediatR;

namespace Hub.Cli;

/// <summary>Whoever sits at the keyboard of the hub's machine asks as the hub itself, in the way of every other
/// caller.</summary>
internal sealed class Keyboard(IServiceProvider services, string fair)
{
    /// <summary>Which fair it is asked of.</summary>
    public static System.CommandLine.Option<string> FairOption() =>
        new("--fair") { Description = "The fair's id", DefaultValueFactory = _ => "fair" };

    /// <summary>As it is now.</summary>
    public Fair Fair => services.GetRequiredService<Ledgers>()[fair].Fair;

    /// <summary>What this machine's clock shows, and what speaks against it.</summary>
    public (DateTimeOffset Shows, ClockDoubt? Doubt) Clock =>
        services.GetRequiredService<WallClock>().Look(Fair, services.GetRequiredService<IStore>());

    /// <exception cref="Refusal">It was not granted.</exception>
    public async Task ConfirmClockAsync(DateTimeOffset shows)
    {
        await AskAsync(new ConfirmClock(shows));
        // a hub that starts next does not ask again
        var clock = services.GetRequiredService<WallClock>();
        clock.Hear(shows, services.GetRequiredService<IStore>().Ahead);
        services.GetRequiredService<ClockFile>().Write(clock.Mark);
    }

    /// <exception cref="Refusal">It was not granted.</exception>
    public Task<Receipt> AskAsync(Command command) =>
        services.GetRequiredService<IMediator>().Send(new Asked(fair, Guid.NewGuid(), Asker.System, command));
}
