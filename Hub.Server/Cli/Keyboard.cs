using MediatR;

namespace Hub.Cli;

/// <summary>Whoever sits at the keyboard of the hub's machine asks as the hub itself, in the way of every other
/// caller.</summary>
internal sealed class Keyboard(IServiceProvider services, string fair)
{
    /// <summary>As it is now.</summary>
    public Fair Fair => services.GetRequiredService<Ledgers>()[fair].Fair;

    /// <exception cref="Refusal">It was not granted.</exception>
    public Task<Receipt> AskAsync(Command command) =>
        services.GetRequiredService<IMediator>().Send(new Asked(fair, Guid.NewGuid(), Asker.System, command));
}
