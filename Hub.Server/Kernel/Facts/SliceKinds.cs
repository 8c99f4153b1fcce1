using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Hub.Kernel.Facts;

/// <summary>All slices and facts of a fair: what it is, and what is plugged in.</summary>
public sealed class SliceKinds
{
    private readonly SliceKind[] _slices;
    private readonly FrozenDictionary<Type, (FactKind Kind, int[] Folding, FactJson Json)> _facts;
    private readonly FrozenDictionary<string, FactJson> _json;

    public SliceKinds(IEnumerable<SliceKind> pluggedIn)
    {
        _slices = [About.Kind, .. pluggedIn];
        _json = Facts.GroupBy(f => f.Slice).ToFrozenDictionary(g => g.Key, g => new FactJson([.. g]));
        _facts = Facts.ToFrozenDictionary(f => f.Type, f => (f, Folding(f), _json[f.Slice]));
    }

    public IEnumerable<FactKind> Facts => _slices.SelectMany(s => s.Facts);

    public ImmutableArray<Slice> Empty => [.. _slices.Select(s => s.Empty)];

    /// <exception cref="UnknownFactException">The fact is none of those that are plugged in.</exception>
    public FactKind Of(Fact fact) => Look(fact).Kind;

    /// <summary>Places in <see cref="Fair.Slices"/> of the slices that fold this fact.</summary>
    /// <exception cref="UnknownFactException">The fact is none of those that are plugged in.</exception>
    public ReadOnlySpan<int> Folding(Fact fact) => Look(fact).Folding;

    /// <summary>A fact as ledgers keep it: UTF-8 JSON.</summary>
    public byte[] Write(Fact fact) => Look(fact).Json.Write(fact);

    /// <exception cref="InvalidOperationException">The ledger has facts that nobody plugged in.</exception>
    public Fact Read(string slice, ReadOnlySpan<byte> body) =>
        _json.TryGetValue(slice, out var json)
            ? json.Read(body)
            : throw new InvalidOperationException($"The ledger has facts of '{slice}', which is not plugged in.");

    private (FactKind Kind, int[] Folding, FactJson Json) Look(Fact fact) =>
        _facts.TryGetValue(fact.GetType(), out var found) ? found : throw new UnknownFactException(fact);

    private int[] Folding(FactKind fact) =>
        [
            .. _slices
                .Index()
                .Where(s => s.Item.Facts.Contains(fact) || s.Item.Hears.Contains(fact.Type))
                .Select(s => s.Index),
        ];
}
