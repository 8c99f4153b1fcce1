using System.Collections.Frozen;

namespace Hub.Kernel.Deciding;

/// <summary>All consequences that features declare. From none a way leads back to it, so that every command
/// ends.</summary>
public sealed class Consequences
{
    /// <summary>Most steps from a command's own fact to the last that follows from it.</summary>
    public const int Deepest = 4;

    public static readonly Consequences None = new([]);

    private readonly FrozenDictionary<Type, Consequence[]> _of;

    /// <exception cref="ArgumentException">A circle, or a way that is too long.</exception>
    public Consequences(IEnumerable<Consequence> declared)
    {
        All = [.. declared];
        _of = All.GroupBy(c => c.Of).ToFrozenDictionary(g => g.Key, g => g.ToArray());
        foreach (var start in _of.Keys)
            Walk([start]);
    }

    public IReadOnlyList<Consequence> All { get; }

    public IReadOnlyList<Consequence> Of(Fact fact) => _of.GetValueOrDefault(fact.GetType(), []);

    /// <summary>What the ledger lacks of one consequence; the others are asked again once that is there.</summary>
    public Decision? Owed(Fair fair) =>
        All.Select(c => c.Owed?.Invoke(fair)).FirstOrDefault(d => d is { IsEmpty: false });

    private void Walk(IReadOnlyList<Type> way)
    {
        if (way.Count - 1 > Deepest || way.Distinct().Count() < way.Count)
            throw new ArgumentException($"Consequences that do not end: {string.Join(" → ", way.Select(t => t.Name))}");
        foreach (var gives in _of.GetValueOrDefault(way[^1], []).SelectMany(c => c.Gives))
            Walk([.. way, gives]);
    }
}
