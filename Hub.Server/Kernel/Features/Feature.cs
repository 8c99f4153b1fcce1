namespace Hub.Kernel.Features;

/// <summary>All that a feature plugs into the hub. What lists commands, facts, boards or consequences of all features
/// is made of these.</summary>
/// <param name="Name">Also the name of its folder, and of its endpoints' group in the documents.</param>
public sealed record Feature(string Name)
{
    /// <summary>Its part of a fair's state, with its facts; null when it keeps nothing.</summary>
    public SliceKind? Slice { get; init; }

    /// <summary>What it maps under <c>/api/fairs/{fair}</c>: its commands (<see cref="Http.Endpoints.Asks"/>), and what
    /// it answers to who only reads.</summary>
    public IReadOnlyList<Action<IEndpointRouteBuilder>> Endpoints { get; init; } = [];

    /// <summary>What it maps under <c>/api</c>: what is of no fair.</summary>
    public IReadOnlyList<Action<IEndpointRouteBuilder>> OfAllFairs { get; init; } = [];

    public IReadOnlyList<Board> Boards { get; init; } = [];

    /// <summary>What follows from its own facts and those of features before it.</summary>
    public IReadOnlyList<Consequence> Consequences { get; init; } = [];

    /// <summary>What else lives as long as the hub: clocks, listeners, boards that need a service.</summary>
    public Action<IServiceCollection>? Services { get; init; }
}
