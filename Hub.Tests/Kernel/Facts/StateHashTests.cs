using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hub.Features.Access;
using Hub.Features.Contest;
using Hub.Features.Floor;
using Hub.Features.People;
using Hub.Features.Roster;
using Hub.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Kernel.Facts;

/// <summary>Alone, because one test sets fields of objects that others share for as long as it hashes them.</summary>
[Collection(nameof(StateHashTests))]
[CollectionDefinition(nameof(StateHashTests), DisableParallelization = true)]
public class StateHashTests
{
    [Fact]
    public async Task The_same_facts_folded_one_by_one_and_all_together_are_the_same_state()
    {
        await using var hub = await TestHub.WithFairAsync();
        for (var i = 0; i < 100; i++)
            await hub.AskAsync(
                new RecordVisit(new($"p{i % 30}"), new(i % 2 == 0 ? "A1" : "B1"), i % 7 == 0 ? Way.Out : Way.In)
            );
        await hub.AskAsync(new EnterMark(new("drone"), new("J1"), new("1"), "speed", 7.50m));
        await hub.AskAsync(new ErasePerson("drone/2"));
        using var store = new SqliteStore(Path.Combine(hub.Data, "hub.db"));
        await using var replayed = new Ledgers(
            store,
            Story.Kinds,
            HubApp.Consequences,
            TimeProvider.System,
            NullLogger<FairLedger>.Instance
        );
        replayed.OpenAll();
        Assert.Equal(hub.Offset, hub.Ledger.States.Latest!.Offset);
        Assert.Equal(hub.Ledger.States.Latest, replayed[TestHub.Fair].States.Latest);
    }

    [Fact]
    public async Task A_moment_ago_is_still_known_and_what_is_long_past_is_not()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        var (states, then) = (hub.Ledger.States, hub.Ledger.States.Latest!);
        for (var i = 0; i < 255; i++)
            await hub.AskAsync(new RecordVisit(new("p1"), new(i % 2 == 0 ? "B1" : "A1"), Way.In));
        Assert.Equal(then, states.At(1, then.Offset));
        Assert.Null(states.At(2, then.Offset));
        await hub.AskAsync(new RecordVisit(new("p1"), new("A2"), Way.In));
        Assert.Null(states.At(1, then.Offset));
    }

    [Fact]
    public void The_order_that_a_process_happens_to_keep_things_in_does_not_count()
    {
        var fair = Told();
        var backwards = fair with
        {
            People = fair.People.WithComparers(new Backwards()),
            Slices =
            [
                .. fair.Slices.Select(s =>
                    s is AccessSlice a ? a with { Badges = a.Badges.WithComparers(new Backwards()) } : s
                ),
            ],
        };
        Assert.NotEqual(fair.People.Keys, backwards.People.Keys);
        Assert.Equal(StateHash.Of(fair), StateHash.Of(backwards));
    }

    [Fact]
    public void Whatever_is_changed_in_a_slice_is_another_state()
    {
        var fair = Told();
        var (hash, changed) = (StateHash.Of(fair), 0);
        foreach (var (owner, field, other) in Leaves(fair, []))
        {
            var had = field.GetValue(owner);
            field.SetValue(owner, other);
            Assert.False(
                hash.AsSpan().SequenceEqual(StateHash.Of(fair)),
                $"{owner.GetType().Name}.{field.Name}: {had} or {other}"
            );
            field.SetValue(owner, had);
            changed++;
        }
        Assert.True(changed > 100, $"{changed}");
        Assert.Equal(hash, StateHash.Of(fair));
    }

    [Fact]
    public void What_is_added_or_gone_is_another_state()
    {
        var fair = Told();
        foreach (
            var other in (Fair[])
                [
                    fair with
                    {
                        People = fair.People.Remove("drone/1"),
                    },
                    fair with
                    {
                        Slices = fair.Slices.Replace(
                            fair.Floor,
                            fair.Floor with
                            {
                                Passes = fair.Floor.Passes.Remove(new("p1")),
                            }
                        ),
                    },
                    fair with
                    {
                        Slices = fair.Slices.Replace(
                            fair.Roster,
                            fair.Roster with
                            {
                                Directory = fair.Roster.Directory with
                                {
                                    Openings = fair.Roster.Directory.Openings.SetItem(new("x"), 1),
                                },
                            }
                        ),
                    },
                ]
        )
            Assert.NotEqual(StateHash.Of(fair), StateHash.Of(other));
    }

    [Fact]
    public void A_slice_that_holds_what_nobody_can_compare_is_found_by_whoever_writes_it() =>
        Assert.Contains(
            "Lazy",
            Assert
                .Throws<NotSupportedException>(() =>
                    StateHash.Of(Told() with { Slices = [new Careless(new Lazy<int>(7))] })
                )
                .Message
        );

    /// <summary>A fair with something in every slice.</summary>
    private static Fair Told()
    {
        var story = Story.WithBooths();
        story.Do(
            new ImportRoster(
                [new(2, "甲公司", null, "装备制造", "机械", "https://a.example", "…", "C1")],
                [new(3, "甲公司", "焊工", 2, "大专", "机械", "5k", "朝阳", "全职")]
            )
        );
        foreach (var (pass, booth) in (ReadOnlySpan<(string, string)>)[("p1", "A1"), ("p2", "B1"), ("p3", "A1")])
            story.Do(new RecordVisit(new(pass), new(booth), Way.In));
        story.Do(TestHub.Drone());
        story.Do(new EnterMark(new("drone"), new("J1"), new("1"), "speed", 7.5m));
        story.Do(new IssueBadge("b1", Role.Judge, "J1 tablet", Secret.Hash("x"), null, new("drone"), new("J1"), null));
        story.Do(new IssueBadge("b2", Role.Recruiter, "A1 tablet", Secret.Hash("y"), new("A1"), null, null, null));
        story.Do(new MakePass(new("K7M4QXNW"), PassCode.HashText("x")), asker: Asker.Anonymous);
        return story.Fair with
        {
            People = Enumerable
                .Range(1, 9)
                .ToImmutableDictionary(i => $"drone/{i}", i => new Person($"选手{i}", "朝阳技校")),
        };
    }

    /// <summary>Every plain value that is held by an object of ours, with another value for it.</summary>
    private static IEnumerable<(object Owner, FieldInfo Field, object Other)> Leaves(object value, HashSet<object> seen)
    {
        if (value is string or Enum or TimeZoneInfo)
            yield break;
        if (value is IEnumerable many)
        {
            foreach (var leaf in many.Cast<object>().SelectMany(item => Leaves(item, seen)))
                yield return leaf;
            yield break;
        }
        // a value type is a copy: its hash is checked through what holds it
        if (
            value.GetType() is var type
                && type.IsValueType
                && !type.Name.StartsWith("KeyValuePair", StringComparison.Ordinal)
            || !type.IsValueType && !seen.Add(value)
        )
            yield break;
        for (var t = type; t is not null; t = t.BaseType)
            foreach (
                var field in t.GetFields(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
                )
            )
                if (Another(field.GetValue(value), field.FieldType) is { } other && !type.IsValueType)
                    yield return (value, field, other);
                else if (field.GetValue(value) is { } inner)
                    foreach (var leaf in Leaves(inner, seen))
                        yield return leaf;
    }

    private static object? Another(object? value, Type type) =>
        value switch
        {
            _ when AnyId.Is(type) => Activator.CreateInstance(Nullable.GetUnderlyingType(type) ?? type, $"{value} "),
            null => type == typeof(string) ? "" : null,
            string s => s + " ",
            bool b => !b,
            int i => i + 1,
            long l => l + 1,
            decimal d => d + 0.00m + 0.01m,
            UInt128 u => u + 1,
            DateOnly d => d.AddDays(1),
            DateTimeOffset t => t.AddTicks(1),
            Role r => r is Role.Chief ? Role.Judge : Role.Chief,
            _ => null,
        };

    private sealed record Careless(Lazy<int> Value) : Slice
    {
        public override Slice Then(Fact fact, DateTimeOffset at) => this;
    }

    private sealed class Backwards : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => x == y;

        public int GetHashCode([DisallowNull] string text) => ~text.GetHashCode(StringComparison.Ordinal);
    }
}
