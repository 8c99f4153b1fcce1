using Hub.Bench;
using Hub.Features.Queues;
using Hub.Features.Roster;
using Hub.Features.Steering;
using Hub.Sheets;

namespace Hub.Tests.Features.Steering;

public class SteeringTests
{
    [Fact]
    public void Who_faces_a_long_wait_is_shown_booths_with_the_same_and_less_waiting_and_no_others()
    {
        var story = Fair();
        var seen = Look(story, "p1");
        // A2 is in another cluster and offers something else; C1 has as long a queue; D1 has no interviewer
        Assert.Equal(["B1"], seen.Select(s => s.Booth.Text));
        Assert.Equal(["焊工", "机械"], seen[0].Because);
        story.Do(new CloseBooth(new("B1"), true));
        Assert.Empty(Look(story, "p1"));
    }

    [Fact]
    public void Where_there_is_no_wait_nothing_is_suggested()
    {
        var story = Fair(waiting: 0);
        Assert.Empty(Look(story, "p1"));
    }

    [Fact]
    public void What_was_searched_for_says_what_is_meant()
    {
        var directory = Fair().Fair.Roster.Directory;
        var sought = Sought.Of(directory, [(new("e1"), null), (new("e2"), null)]);
        Assert.Equal(["测试工程师", "焊工"], sought.Titles.Order(StringComparer.Ordinal));
        Assert.Equal(["焊工"], sought.Narrowed("焊").Titles);
        Assert.Equal(sought, sought.Narrowed("厨师"));
    }

    [Fact]
    public void What_everybody_offers_makes_nobody_alike()
    {
        var story = Story.WithBooths();
        EmployerRow[] others = [.. Enumerable.Range(1, 8).Select(i => Row($"单位{i}", $"E{i}", $"集群{i}"))];
        story.Do(
            new ImportRoster(
                [Row("远航装备", "C1", "装备制造"), Row("铸锻厂", "D1", "铸造"), .. others],
                [
                    Job("远航装备", "焊工", "机械"),
                    Job("远航装备", "会计", "会计学"),
                    Job("铸锻厂", "焊工", "机械"),
                    .. others.Select(o => Job(o.Name, "会计", "会计学")),
                ]
            )
        );
        foreach (var booth in (string[])["C1", "D1", .. others.Select(o => o.Booth!)])
            story.Do(new OpenDesk(new(booth), "1", null));
        for (var i = 0; i < 9; i++)
            story.Do(new JoinQueue(new("C1"), new($"c{i}"), null));
        var directory = story.Fair.Roster.Directory;
        var seen = Suggest.For(
            story.Fair,
            new("C1"),
            Sought.Of(directory, [(directory.Booths[new("C1")], null)]),
            "p1",
            Story.Morning
        );
        Assert.Equal((1, "D1"), (seen.Count, seen[0].Booth.Text));
        Assert.Equal(["机械", "焊工"], seen[0].Because.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Not_all_are_sent_to_the_same_booth()
    {
        var story = Fair();
        foreach (var i in Enumerable.Range(1, 3))
        {
            story.Do(new ImportRoster([Row($"同行{i}", $"E{i}", "装备制造")], [Job($"同行{i}", "焊工", "机械")]));
            story.Do(new OpenDesk(new($"E{i}"), "1", null));
        }
        var first = Enumerable.Range(0, 60).Select(i => Look(story, $"p{i}")[0].Booth).CountBy(b => b).ToDictionary();
        Assert.True(first.Count >= 3 && first.Values.Max() < 45, string.Join(", ", first));
        Assert.Equal(
            Look(story, "p7"),
            Look(story, "p7"),
            (a, b) => a.Select(s => s.Booth).SequenceEqual(b.Select(s => s.Booth))
        );
    }

    [Fact]
    [Needs(Need.Time)]
    public void On_a_simulated_day_the_fullest_booths_are_emptier_and_no_place_in_the_order_of_waits_grows()
    {
        (SteeredDay Plain, SteeredDay Steered)[] days =
        [
            .. Enumerable
                .Range(21, 3)
                .AsParallel()
                .AsOrdered()
                .Select(seed => (SteeredFair.Run(seed, 900, false), SteeredFair.Run(seed, 900, true))),
        ];
        Assert.All(
            days,
            d =>
                Assert.True(
                    d.Steered.Peak < d.Plain.Peak && d.Steered.Peaks < 0.9 * d.Plain.Peaks,
                    $"{d.Plain.Peak}, {d.Plain.Peaks} without; {d.Steered.Peak}, {d.Steered.Peaks} with"
                )
        );
        double[] before = [.. days.SelectMany(d => d.Plain.Waits)],
            after = [.. days.SelectMany(d => d.Steered.Waits)];
        Assert.True(after.Average() < before.Average());
        // the shortest wait is no longer, nor the second shortest, nor any other
        Array.Sort(before);
        Array.Sort(after);
        Assert.All(before.Zip(after), w => Assert.True(w.Second <= w.First, $"{w.First} became {w.Second}"));
        Assert.True(days.Sum(d => d.Steered.Talks.Sum()) >= days.Sum(d => d.Plain.Talks.Sum()));
    }

    private static IReadOnlyList<Suggestion> Look(Story story, string pass) =>
        Suggest.For(
            story.Fair,
            new("A1"),
            Sought.Of(story.Fair.Roster.Directory, [(new("e1"), null)]),
            pass,
            Story.Morning
        );

    /// <summary>A long queue at A1, whose employer looks for welders.</summary>
    private static Story Fair(int waiting = 9)
    {
        var story = Story.WithBooths();
        story.Do(
            new ImportRoster(
                [Row("远航装备", "C1", "装备制造"), Row("红山装备", "D1", "装备制造")],
                [
                    Job("朝阳重工", "焊工", "机械"),
                    Job("燕都乳业", "焊工", "机械"),
                    Job("凌河软件", "测试工程师", "软件工程"),
                    Job("远航装备", "焊工", "机械"),
                    Job("红山装备", "焊工", "机械"),
                ]
            )
        );
        foreach (var booth in (string[])["A1", "A2", "B1", "C1"])
            story.Do(new OpenDesk(new(booth), "1", null));
        for (var i = 0; i < waiting; i++)
        {
            story.Do(new JoinQueue(new("A1"), new($"a{i}"), null));
            story.Do(new JoinQueue(new("C1"), new($"c{i}"), null));
        }
        return story;
    }

    private static EmployerRow Row(string name, string booth, string cluster) =>
        new(2, name, null, cluster, null, null, null, booth);

    private static PositionRow Job(string employer, string title, string major) =>
        new(2, employer, title, 1, null, major, null, null, null);
}
