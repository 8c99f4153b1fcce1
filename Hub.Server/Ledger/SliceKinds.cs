using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Hub.Ledger;

/// <summary>All slices of a fair: what it is, and what is plugged in.</summary>
public sealed class SliceKinds
{
    private readonly SliceKind[] _kinds;
    private readonly FrozenDictionary<string, int> _named;

    public SliceKinds(IEnumerable<SliceKind> pluggedIn)
    {
        _kinds = [About.Kind, .. pluggedIn];
        _named = _kinds.Index().ToFrozenDictionary(k => k.Item.Name, k => k.Index);
    }

    public IEnumerable<SliceKind> All => _kinds;

    public ImmutableArray<Slice> Empty => [.. _kinds.Select(k => k.Empty)];

    public (SliceKind Kind, int Index) Named(string name) =>
        _named.TryGetValue(name, out var i) ? (_kinds[i], i) : throw new InvalidOperationException($"The ledger has facts of '{name}', which is not plugged in.");

    public (SliceKind Kind, int Index) Of(Fact fact)
    {
        for (var i = 0; i < _kinds.Length; i++)
            if (_kinds[i].Family.IsInstanceOfType(fact)) return (_kinds[i], i);
        throw new UnknownFactException(fact);
    }
}
