using System.Collections.Immutable;
using Hub.Host;

namespace Hub.Bench;

/// <summary>A fair that lives through a day by the real rules, one thing that happens after another, in no
/// time.</summary>
internal sealed class Simulation(DateTimeOffset opens)
{
    private readonly PriorityQueue<Action, (DateTimeOffset, int)> _events = new();
    private int _order;

    public Fair Fair { get; private set; } =
        new(
            "sim",
            0,
            DateTimeOffset.UnixEpoch,
            Chain.Start,
            HubApp.Slices.Empty,
            ImmutableDictionary<string, Person>.Empty
        );

    public DateTimeOffset Now { get; private set; } = opens;

    public void At(DateTimeOffset when, Action happens) => _events.Enqueue(happens, (when, _order++));

    public void Run(DateTimeOffset closes)
    {
        while (_events.TryDequeue(out var happens, out var at) && at.Item1 < closes)
        {
            Now = at.Item1;
            happens();
        }
    }

    public void Ask(Command command)
    {
        foreach (var fact in command.Decide(Fair, Asker.System, Now).Facts)
            Grant(fact);
    }

    private void Grant(Fact fact)
    {
        var (before, kinds) = (Fair, HubApp.Slices);
        Fair = Fair.Then(
            new Entry(Fair.Offset + 1, Now, "sim", Guid.Empty, 0, kinds.Of(fact).Slice, fact),
            Chain.Start,
            kinds
        );
        foreach (var consequence in HubApp.Consequences.Of(fact))
        foreach (var follows in consequence.Follows(before, Fair, fact).Facts)
            Grant(follows);
    }
}
