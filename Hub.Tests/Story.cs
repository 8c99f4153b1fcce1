using System.Collections.Immutable;
using Hub.Features.Access;
using Hub.Features.Floor;
using Hub.Features.Roster;
using Hub.Host;

namespace Hub.Tests;

/// <summary>A fair without any server: what is decided is folded, nothing else.</summary>
internal sealed class Story
{
    public static readonly SliceKinds Kinds = HubApp.Slices;

    /// <summary>A morning at the fair.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 6, 6, 9, 0, 0, TimeSpan.FromHours(8));

    public Fair Fair { get; private set; } =
        new(
            TestHub.Fair,
            0,
            DateTimeOffset.UnixEpoch,
            Chain.Start,
            Kinds.Empty,
            ImmutableDictionary<string, Person>.Empty
        );

    public static Story WithBooths()
    {
        var story = new Story();
        story.Do(new OpenFair("人才周", null, "Asia/Shanghai"));
        story.Do(new ImportRoster(TestHub.Employers, []));
        return story;
    }

    /// <returns>How many facts it made that change something, with those that follow from them.</returns>
    public int Do(Command command, DateTimeOffset? at = null, Asker? asker = null)
    {
        var now = at ?? Morning;
        return command.Decide(Fair, asker ?? Whose(command), now).Facts.Sum(fact => Grant(fact, now));
    }

    /// <summary>Who asks where nobody says: the person whose own affair it is, else the hub.</summary>
    public static Asker Whose(Command command) =>
        command is not MakePass
        && command.GetType().GetProperty("Pass")?.GetValue(command) is PassId pass
        && Asker.Of(pass) is var person
        && command.Allows(person)
            ? person
            : Asker.System;

    /// <summary>Several facts of the floor at once.</summary>
    public void Happen(IReadOnlyList<Entry> facts) =>
        Fair = Fair with { Slices = Fair.Slices.Replace(Fair.Floor, Fair.Floor.Then(facts)) };

    public void Happen(Fact fact, DateTimeOffset? at = null) =>
        Fair = Fair.Then(
            new Entry(Fair.Offset + 1, at ?? Morning, "system", Guid.Empty, 0, Kinds.Of(fact).Slice, fact),
            Chain.Start,
            Kinds
        );

    /// <summary>Personal data that a command decided, beside the facts.</summary>
    public void Know(IEnumerable<PersonChange> people)
    {
        foreach (var (key, person) in people)
            Fair = Fair with { People = person is null ? Fair.People.Remove(key) : Fair.People.SetItem(key, person) };
    }

    private int Grant(Fact fact, DateTimeOffset now)
    {
        var before = Fair;
        Happen(fact, now);
        var made = fact is NothingChanged ? 0 : 1;
        foreach (var consequence in HubApp.Consequences.Of(fact))
        foreach (var follows in consequence.Follows(before, Fair, fact).Facts)
            made += Grant(follows, now);
        return made;
    }
}
