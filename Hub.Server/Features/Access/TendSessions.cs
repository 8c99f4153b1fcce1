using System.Text.Json.Serialization;

namespace Hub.Features.Access;

/// <summary>The hub keeps the sessions that are used, and ends those that nobody used for too long or that are too
/// old.</summary>
/// <param name="Used">Since it was last asked.</param>
/// <param name="Limits">Those of this hub; no part of what is asked.</param>
public sealed record TendSessions(IReadOnlyCollection<string> Used, [property: JsonIgnore] SessionLimits Limits)
    : Command
{
    public override Who May() => Who.Hub;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        Due(fair, now) is { Length: > 0 } due ? Decision.Of(due) : Decision.Nothing;

    /// <summary>What there is to be said of them.</summary>
    public Fact[] Due(Fair fair, DateTimeOffset now)
    {
        var all = fair
            .Access.Sessions.Where(s => !s.Value.Over)
            .Select(s => (s.Key, Session: s.Value, Limits: Limits.Of(fair.Access.Badges[s.Value.Badge].Asker.Role)))
            .OrderBy(s => s.Key, StringComparer.Ordinal)
            .ToArray();
        string[] old = [.. all.Where(s => now - s.Session.Begun > s.Limits.Longest).Select(s => s.Key)],
            idle =

            [
                .. all.Where(s => now - s.Session.Used > s.Limits.Idle && !Used.Contains(s.Key))
                    .Select(s => s.Key)
                    .Except(old),
            ],
            // said often enough that no use is forgotten before it counts no more
            used =

            [
                .. all.Where(s => Used.Contains(s.Key) && now - s.Session.Used > s.Limits.Idle / 8)
                    .Select(s => s.Key)
                    .Except(old),
            ];
        return
        [
            .. used.Length > 0 ? [new SessionsUsed(used)] : Array.Empty<Fact>(),
            .. idle.Length > 0 ? [new SessionsEnded(idle, SessionEnd.Idle)] : Array.Empty<Fact>(),
            .. old.Length > 0 ? [new SessionsEnded(old, SessionEnd.Old)] : Array.Empty<Fact>(),
        ];
    }
}
