using System.Collections.Immutable;

namespace Hub.Features.Displays;

/// <summary>The nodes that are there, as they last told of themselves.</summary>
internal sealed record Roll(ImmutableDictionary<string, Heard> Nodes)
{
    /// <summary>A node that says nothing for so long is no more.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    public static readonly Roll Empty = new(ImmutableDictionary<string, Heard>.Empty);

    /// <summary>What a node told counts unless it has told something later.</summary>
    public Roll Hear(Heard heard) =>
        Nodes.GetValueOrDefault(heard.Told.Node) is { } had && had.Told.Count >= heard.Told.Count
            ? this
            : new(
                heard.Told.Status is Told.Gone ? Nodes.Remove(heard.Told.Node) : Nodes.SetItem(heard.Told.Node, heard)
            );

    /// <summary>Without the nodes that say nothing any more.</summary>
    /// <param name="clock">As in <see cref="Heard"/>.</param>
    public Roll Forget(TimeSpan clock) =>
        Nodes.Values.Where(n => clock - n.Clock > Silence).Select(n => n.Told.Node).ToArray() is { Length: > 0 } silent
            ? new(Nodes.RemoveRange(silent))
            : this;
}

/// <summary>What a node told, and when that was heard here.</summary>
/// <param name="At">UTC, to be shown.</param>
/// <param name="Clock">On a clock that nobody sets, to reckon with.</param>
internal sealed record Heard(Told Told, DateTimeOffset At, TimeSpan Clock);
