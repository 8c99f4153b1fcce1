using System.Collections.Concurrent;
using System.Text.Json;

namespace Hub.Kernel.Nodes;

/// <summary>Whether this node holds the same as the others: every few seconds each tells a state that it has, and
/// whoever has one of the same offset compares. Which of two that differ is wrong, neither knows; both say so until
/// they agree again.</summary>
internal sealed partial class Agreement : Supervised
{
    private const string Channel = "state";
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(3);

    /// <summary>A node that says nothing for so long is no more.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly string _node;
    private readonly ConcurrentDictionary<(string Node, string Fair), long> _differing = [];
    private readonly Ledgers _ledgers;
    private readonly IBackplane _backplane;
    private readonly ILogger _log;

    public Agreement(
        Ledgers ledgers,
        IBackplane backplane,
        Node node,
        Failures failures,
        TimeProvider time,
        ILogger<Agreement> log
    )
        : base(failures, time, log)
    {
        (_ledgers, _backplane, _node, _log) = (ledgers, backplane, node.Id, log);
        backplane.Hear(Channel, bytes => Compare(JsonSerializer.Deserialize<Told>(bytes)!));
    }

    /// <summary>Whether another node holds another state of some fair.</summary>
    public bool Differs => !_differing.IsEmpty;

    protected override async Task RoundAsync(CancellationToken stop)
    {
        await Task.Delay(Beat, Time, stop);
        // while nobody is heard, there is nobody to tell, and nobody is known to be no more
        if (_backplane.IsUp is not true)
            return;
        foreach (var ledger in _ledgers.All)
            if (ledger.States.Latest is { } state)
                _backplane.Tell(Channel, JsonSerializer.SerializeToUtf8Bytes(new Told(_node, state)));
        foreach (var (key, heard) in _differing)
            if (Time.GetElapsedTime(heard) > Silence)
                _differing.TryRemove(key, out _);
    }

    private void Compare(Told told)
    {
        var (key, theirs) = ((told.Node, told.State.Fair), told.State);
        if (told.Node == _node || theirs.Build != StateHash.Build)
            return;
        var had = _differing.ContainsKey(key);
        if (_ledgers.Find(theirs.Fair)?.States.At(theirs.Epoch, theirs.Offset) is not { } ours)
        {
            if (had)
                _differing[key] = Time.GetTimestamp();
        }
        else if (ours == theirs)
        {
            if (_differing.TryRemove(key, out _))
                LogAgree(theirs.Fair, told.Node, theirs.Offset);
        }
        else
        {
            _differing[key] = Time.GetTimestamp();
            Meters.StateMismatches.Add(1, new KeyValuePair<string, object?>("hub.fair", theirs.Fair));
            if (!had)
                LogDiffers(theirs.Fair, told.Node, theirs.Offset, theirs.Hash, ours.Hash);
        }
    }

    private sealed record Told(string Node, FairState State);

    [LoggerMessage(
        2201,
        LogLevel.Error,
        "{Fair}: node {Node} holds another state at offset {Offset}: {Theirs}, here {Ours}"
    )]
    private partial void LogDiffers(string fair, string node, long offset, string theirs, string ours);

    [LoggerMessage(2202, LogLevel.Warning, "{Fair}: node {Node} holds the same state again, at offset {Offset}")]
    private partial void LogAgree(string fair, string node, long offset);
}
