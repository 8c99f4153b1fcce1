using System.Collections.Immutable;
using Hub.Floor;
using Hub.Ledger;

namespace Hub.Tests;

/// <summary>A fair without any server: what is decided is folded, nothing else.</summary>
internal sealed class Story
{
    public static readonly SliceKinds Kinds = HubApp.Slices;

    /// <summary>A morning at the fair.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 6, 6, 9, 0, 0, TimeSpan.FromHours(8));

    public Fair Fair { get; private set; } = new(TestHub.Fair, 0, DateTimeOffset.UnixEpoch, Chain.Start, Kinds.Empty, ImmutableDictionary<string, Person>.Empty);

    public static Story WithBooths()
    {
        var story = new Story();
        story.Do(new OpenFair("人才周", null, "Asia/Shanghai"));
        story.Do(new ImportRoster(TestHub.Employers, []));
        return story;
    }

    /// <returns>How many facts it made that change something.</returns>
    public int Do(Command command, DateTimeOffset? at = null, Asker? asker = null)
    {
        var now = at ?? Morning;
        var decision = command.Decide(Fair, asker ?? Asker.System, now);
        foreach (var fact in decision.Facts) Happen(fact, now);
        return decision.Facts.Count(f => f is not NothingChanged);
    }

    /// <summary>Several facts of the floor at once.</summary>
    public void Happen(IReadOnlyList<Entry> facts) => Fair = Fair with { Slices = Fair.Slices.Replace(Fair.Floor, Fair.Floor.Then(facts)) };

    public void Happen(Fact fact, DateTimeOffset? at = null)
    {
        var (kind, index) = Kinds.Of(fact);
        Fair = Fair.Then(new Entry(Fair.Offset + 1, at ?? Morning, "system", Guid.Empty, 0, kind.Name, fact), index, Chain.Start);
    }
}
