using System.Collections.Immutable;
using System.Globalization;

namespace Hub.Features.Access;

/// <summary>A badge: who holds its secret is this asker.</summary>
/// <param name="Hash">Lower-case hex SHA-256 of the secret. The secret itself is nowhere kept.</param>
/// <param name="Label">What the organizer calls it, like "A12 tablet".</param>
public sealed record Badge(Asker Asker, string Label, string Hash, DateTimeOffset Issued, bool Revoked);

/// <summary>A visitor's pass, without anything about the visitor.</summary>
/// <param name="Hash">The first half of its code's SHA-256. The code itself is nowhere kept.</param>
/// <param name="ReplacedBy">The pass that the visitor has instead.</param>
public sealed record Pass(UInt128 Hash, bool Revoked, PassId? ReplacedBy = null);

/// <summary>All badges and passes of a fair.</summary>
public sealed record AccessSlice(
    ImmutableDictionary<string, Badge> Badges,
    ImmutableDictionary<string, string> IdByHash
) : Slice
{
    public static readonly SliceKind Kind = new(
        new AccessSlice(ImmutableDictionary<string, Badge>.Empty, ImmutableDictionary<string, string>.Empty),
        AccessFacts.All
    );

    /// <summary>Pass → what is known of it.</summary>
    public ImmutableDictionary<PassId, Pass> Passes { get; init; } = ImmutableDictionary<PassId, Pass>.Empty;

    /// <summary>See <see cref="Pass.Hash"/> → pass.</summary>
    public ImmutableDictionary<UInt128, PassId> PassByHash { get; init; } = ImmutableDictionary<UInt128, PassId>.Empty;

    /// <summary>Whether only passes count that were made at this fair.</summary>
    public bool KnownPassesOnly { get; init; }

    /// <summary>Passes that were given up for another and still have something, in their order. Where the other was
    /// given up too, it hands over first.</summary>
    public IEnumerable<(PassId Pass, PassId To)> HandOvers(Func<PassId, bool> has) =>
        Passes
            .Where(p => p.Value.ReplacedBy is { } to && has(p.Key) && !(Passes[to].ReplacedBy is not null && has(to)))
            .OrderBy(p => p.Key)
            .Select(p => (p.Key, p.Value.ReplacedBy!.Value));

    /// <summary>Who holds a secret: a badge's, or the code of a pass. Null when there is none or it is
    /// revoked.</summary>
    public Asker? Find(string secret) =>
        IdByHash.TryGetValue(Secret.Hash(secret), out var id)
            ? Badges[id] is { Revoked: false } badge
                ? badge.Asker
                : null
            : PassByHash.TryGetValue(PassCode.Hash(secret), out var pass) && !Passes[pass].Revoked
                ? Asker.Of(pass)
                : null;

    /// <summary>Whether a secret counted once and does no more.</summary>
    public bool HasEnded(string secret) =>
        Find(secret) is null
        && (IdByHash.ContainsKey(Secret.Hash(secret)) || PassByHash.ContainsKey(PassCode.Hash(secret)));

    public bool IsRevoked(PassId pass) => Passes.GetValueOrDefault(pass) is { Revoked: true };

    public override bool Knows(PassId pass) => Passes.ContainsKey(pass);

    public override void Admit(Asker asker)
    {
        if (Badges.GetValueOrDefault(asker.Id) is { Revoked: true } || asker.Pass is { } pass && IsRevoked(pass))
            throw AccessRefusals.BadgeUnknown();
    }

    public override Slice Then(Fact fact, DateTimeOffset at) =>
        fact switch
        {
            BadgeIssued f => this with
            {
                Badges = Badges.SetItem(
                    f.Id,
                    new Badge(
                        new Asker(f.Id, f.Role, f.Booth, f.Contest, f.Seat, f.Board),
                        f.Label,
                        f.Hash,
                        at,
                        Revoked: false
                    )
                ),
                IdByHash = IdByHash.SetItem(f.Hash, f.Id),
            },
            BadgeRevoked f => this with { Badges = Badges.SetItem(f.Id, Badges[f.Id] with { Revoked = true }) },
            PassMade f => (f.Replaces is { } old ? Revoke(old, f.Pass) : this).With(
                f.Pass,
                UInt128.Parse(f.Hash, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            ),
            PassRevoked f => Revoke(f.Pass),
            FloorRulesSet f => this with { KnownPassesOnly = f.KnownPassesOnly },
            _ => throw new UnknownFactException(fact),
        };

    private AccessSlice With(PassId pass, UInt128 hash) =>
        this with
        {
            Passes = Passes.SetItem(pass, new Pass(hash, Revoked: false)),
            PassByHash = PassByHash.SetItem(hash, pass),
        };

    private AccessSlice Revoke(PassId pass, PassId? replacedBy = null) =>
        this with
        {
            Passes = Passes.SetItem(
                pass,
                Passes[pass] with
                {
                    Revoked = true,
                    ReplacedBy = replacedBy ?? Passes[pass].ReplacedBy,
                }
            ),
        };
}
