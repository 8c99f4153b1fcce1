using System.Collections.Immutable;
using System.Globalization;

namespace Hub.Features.Access;

/// <summary>A badge: who holds its secret is this asker.</summary>
/// <param name="Hash">Lower-case hex SHA-256 of the secret. The secret itself is nowhere kept.</param>
/// <param name="Label">What the organizer calls it, like "A12 tablet".</param>
public sealed record Badge(Asker Asker, string Label, string Hash, DateTimeOffset Issued, bool Revoked);

/// <summary>A browser that entered with a badge. It shows a secret of its own, so that it can be out while the badge
/// counts.</summary>
/// <param name="Used">When it was last known to be used; it may have been since.</param>
/// <param name="Over">Remembered for a while, so that whoever comes back is told why.</param>
public sealed record Session(string Badge, DateTimeOffset Begun, DateTimeOffset Used, bool Over = false);

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

    /// <summary>See <see cref="SessionBegun.Session"/> → session.</summary>
    public ImmutableDictionary<string, Session> Sessions { get; init; } = ImmutableDictionary<string, Session>.Empty;

    /// <summary>Id → what was asked and waits for a second, or has waited too long.</summary>
    public ImmutableSortedDictionary<string, SecondAsked> Seconds { get; init; } =
        ImmutableSortedDictionary.Create<string, SecondAsked>(StringComparer.Ordinal);

    /// <summary>Sessions of one badge that are remembered: whoever enters more often ends the oldest.</summary>
    internal const int MostSessions = 32;

    /// <summary>Whether only passes count that were made at this fair.</summary>
    public bool KnownPassesOnly { get; init; }

    /// <summary>Passes that were given up for another and still have something, in their order. Where the other was
    /// given up too, it hands over first.</summary>
    public IEnumerable<(PassId Pass, PassId To)> HandOvers(Func<PassId, bool> has) =>
        Passes
            .Where(p => p.Value.ReplacedBy is { } to && has(p.Key) && !(Passes[to].ReplacedBy is not null && has(to)))
            .OrderBy(p => p.Key)
            .Select(p => (p.Key, p.Value.ReplacedBy!.Value));

    /// <summary>Who holds a secret: a badge's, a session's, or the code of a pass. Null when there is none, or it
    /// counts no more.</summary>
    public Asker? Find(string secret)
    {
        if (IdByHash.TryGetValue(Secret.Hash(secret), out var id))
            return Badges[id] is { Revoked: false } badge ? badge.Asker : null;
        if (Sessions.TryGetValue(Secret.HashText(secret), out var session))
            return !session.Over && Badges[session.Badge] is { Revoked: false } entered
                ? entered.Asker with
                {
                    Session = Secret.HashText(secret),
                }
                : null;
        return PassByHash.TryGetValue(PassCode.Hash(secret), out var pass) && !Passes[pass].Revoked
            ? Asker.Of(pass)
            : null;
    }

    /// <summary>Whether it is the secret of a session that is over.</summary>
    public bool IsOver(string secret) => Sessions.GetValueOrDefault(Secret.HashText(secret)) is { Over: true };

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
        if (asker.Session is { } session && Sessions.GetValueOrDefault(session) is not { Over: false })
            throw AccessRefusals.SessionOver();
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
            BadgeRevoked f => this with
            {
                Badges = Badges.SetItem(f.Id, Badges[f.Id] with { Revoked = true }),
                Sessions = Sessions.RemoveRange(SessionsOf(f.Id).Select(s => s.Key)),
            },
            SessionBegun f => this with
            {
                Sessions = Sessions
                    .RemoveRange(
                        SessionsOf(f.Badge)
                            .OrderBy(s => s.Value.Over)
                            .ThenByDescending(s => s.Value.Used)
                            .ThenBy(s => s.Key, StringComparer.Ordinal)
                            .Skip(MostSessions - 1)
                            .Select(s => s.Key)
                    )
                    .SetItem(f.Session, new Session(f.Badge, at, at)),
            },
            SessionsUsed f => With(f.Sessions, s => s with { Used = at }),
            SessionsEnded f => With(f.Sessions, s => s with { Over = true }),
            // nobody can give any more what is over by then
            SecondAsked f => this with
            {
                Seconds = Seconds
                    .RemoveRange(Seconds.Where(s => s.Value.Until < at).Select(s => s.Key))
                    .SetItem(f.Id, f),
            },
            SecondGiven f => this with { Seconds = Seconds.Remove(f.Id) },
            SecondRefused f => this with { Seconds = Seconds.Remove(f.Id) },
            PassMade f => (f.Replaces is { } old ? Revoke(old, f.Pass) : this).With(
                f.Pass,
                UInt128.Parse(f.Hash, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            ),
            PassRevoked f => Revoke(f.Pass),
            FloorRulesSet f => this with { KnownPassesOnly = f.KnownPassesOnly },
            _ => throw new UnknownFactException(fact),
        };

    private IEnumerable<KeyValuePair<string, Session>> SessionsOf(string badge) =>
        Sessions.Where(s => s.Value.Badge == badge);

    /// <summary>One that a newer has pushed out since is not known any more.</summary>
    private AccessSlice With(IReadOnlyList<string> sessions, Func<Session, Session> change) =>
        this with
        {
            Sessions = Sessions.SetItems(
                sessions.Where(Sessions.ContainsKey).Select(s => KeyValuePair.Create(s, change(Sessions[s])))
            ),
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
