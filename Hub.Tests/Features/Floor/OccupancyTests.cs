using System.Net.Http.Json;
using System.Text.Json;
using Hub.Bench;
using Hub.Features.Floor;
using Hub.Features.Roster;
using Hub.Sheets;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Floor;

/// <summary>Whether the numbers are true: a published day of 3,564 badge wearers, and small days whose truth is
/// plain.</summary>
public class OccupancyTests
{
    private static readonly DateOnly Day = new(2026, 6, 6);
    private static readonly DateTimeOffset Midnight = new(2026, 6, 6, 0, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    [Needs(Need.Time)]
    public async Task Day_1_through_the_API_in_any_order_gives_the_official_head_counts_of_each_minute()
    {
        var stays = Stays();
        await using var hub = await TestHub.StartAsync(change: s =>
            s.AddSingleton<TimeProvider>(new Shifted(Midnight.AddHours(18).AddMinutes(5)))
        );
        await hub.AskAsync(
            new ImportRoster(
                [
                    .. ChinaVis.Areas.Select(
                        (a, i) => new EmployerRow(i + 2, a.Name, null, "会议", null, null, null, a.Booth)
                    ),
                ],
                []
            )
        );
        // one tablet alone would be slowed down
        var tablets = new List<Client>();
        for (var i = 0; i < 400; i++)
            tablets.Add(await hub.BadgeAsync(Role.Organizer));
        object[] scans = [.. stays.SelectMany(s => (object[])[Scan(s, s.Start, "in"), Scan(s, s.End, "out")])];
        new Random(1).Shuffle(scans);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, scans.Length),
            new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (i, stop) =>
            {
                var tablet = tablets[i % tablets.Count];
                using var request = new HttpRequestMessage(HttpMethod.Post, "visits")
                {
                    Content = JsonContent.Create(scans[i]),
                    Headers = { Authorization = new("Bearer", tablet.Secret) },
                };
                using var answer = await hub.Anonymous.Http.SendAsync(request, stop);
                Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(stop));
            }
        );

        foreach (var (booth, counts) in ChinaVis.Official(Folder))
        {
            var official = counts.Where(o => o.Key % 60 == 0).ToArray();
            var rows = (await hub.Anonymous.RowsAsync($"traffic/{booth}")).ToDictionary(
                r => r.Key,
                r => JsonDocument.Parse(r.Value).RootElement.GetProperty("here").GetInt32()
            );
            Assert.InRange(
                official.Average(o =>
                    Math.Abs(rows.GetValueOrDefault($"{o.Key / 3600:00}:{o.Key / 60 % 60:00}") - o.Value)
                ),
                0,
                0.02
            );
        }

        object Scan(Stay stay, int at, string way) =>
            new
            {
                pass = $"B-{stay.Pass}",
                booth = stay.Booth,
                way,
                at = Midnight.AddSeconds(at),
            };
    }

    [Fact]
    public void As_day_1_goes_on_the_floor_shows_the_official_head_counts()
    {
        const int Every = 30;
        var story = Story.WithBooths();
        story.Do(
            new ImportRoster(
                [
                    .. ChinaVis.Areas.Select(
                        (a, i) => new EmployerRow(i + 2, a.Name, null, null, null, null, null, a.Booth)
                    ),
                ],
                []
            )
        );
        var scans = new Queue<(int At, bool In, Stay Stay)>(
            Stays()
                .SelectMany(s => ((int, bool, Stay)[])[(s.Start, true, s), (s.End, false, s)])
                .OrderBy(s => s.Item1)
                .ThenBy(s => s.Item2)
        );
        var official = ChinaVis.Official(Folder);
        var (errors, times) = (ChinaVis.Areas.ToDictionary(a => a.Booth, _ => 0.0), 0);
        for (var t = ChinaVis.First; t <= ChinaVis.Last; t += Every)
        {
            var due = new List<Entry>();
            while (scans.TryPeek(out var scan) && scan.At <= t)
            {
                scans.Dequeue();
                due.Add(
                    new Entry(
                        0,
                        Midnight.AddSeconds(scan.At),
                        "",
                        Guid.Empty,
                        0,
                        "floor",
                        new VisitRecorded(new(scan.Stay.Pass), new(scan.Stay.Booth), scan.In, Day)
                    )
                );
            }
            story.Happen(due);
            times++;
            var here = FloorBoards
                .Floor.Rows(story.Fair, [], Midnight.AddSeconds(t))!
                .ToDictionary(r => r.Key, r => ((FloorRow)r.Row).Here);
            foreach (var booth in official.Keys)
                errors[booth] += Math.Abs(here[booth] - official[booth][t]);
        }
        Assert.All(errors.Values, error => Assert.InRange(error / times, 0, 0.02));
    }

    [Fact]
    public void Without_check_outs_a_published_day_is_told_better_than_by_any_fixed_dwell_and_intervals_hold_80_of_100()
    {
        var day = WithheldDay1.Value;
        Assert.Equal(10, day.Areas.Count);
        Assert.All(
            day.Sums.Skip(1),
            fixedDwell => Assert.True(day.Sums[0] < 0.45 * fixedDwell, $"{day.Sums[0]} to {fixedDwell}")
        );
        Assert.InRange(day.Held(), 75, 85);
        // of eight areas with more than 20 people five reach the goal
        var full = day.Areas.Where(a => a.Peak > 20).ToList();
        Assert.All(full, a => Assert.InRange(a.Held, 68, 87));
        Assert.True(full.Count(a => a.Held is >= 75 and <= 85) >= 5);
        // the best fixed dwell is known in the evening only
        Assert.True(day.Areas.Count(a => a.Errors[0] <= 1.1 * a.Errors.Skip(1).Min()) >= 6);
        Assert.All(day.Areas, a => Assert.True(a.Errors[0] <= 4 * a.Errors.Skip(1).Min(), a.Name));
    }

    [Fact]
    public void After_closing_nobody_is_shown_though_nobody_checked_out()
    {
        var day = WithheldDay1.Value;
        Assert.All(day.Areas, a => Assert.InRange(a.Left(closed: 63_900), 0, 1));
    }

    [Theory]
    [InlineData(12, 50)]
    [InlineData(13, 30)]
    [InlineData(17, 0)]
    public void A_day_that_ends_at_noon_is_over_for_all_who_still_sat_there(int hour, int minute)
    {
        var closed = new TimeSpan(12, 40, 0);
        var floor = Withheld(closed);
        var before = Occupancy.Of(floor, Midnight + closed);
        Assert.True(ChinaVis.Areas.Sum(a => before[new(a.Booth)].Here) > 700);
        var after = Occupancy.Of(floor, Midnight.AddHours(hour).AddMinutes(minute));
        Assert.All(ChinaVis.Areas, a => Assert.InRange(after[new(a.Booth)].Here, 0, 1));
    }

    [Fact]
    public void A_floor_that_sits_still_is_not_a_floor_that_has_closed()
    {
        // the quietest minutes of the day: 2,250 people listen
        var at = new TimeSpan(11, 22, 0);
        Assert.InRange(Occupancy.Of(Withheld(at), Midnight + at)[new("1")].Here, 2_000, 2_300);
    }

    [Fact]
    public void A_history_ends_with_what_the_floor_shows_and_remembers_who_was_there_before_closing()
    {
        var closed = new TimeSpan(12, 40, 0);
        var floor = Withheld(closed);
        var (noon, late) = (
            Occupancy.Of(floor, Midnight + closed),
            Occupancy.Of(floor, Midnight + closed + TimeSpan.FromMinutes(20))
        );
        foreach (var (booth, crowd) in floor.Crowds)
        {
            var open = crowd.Open.Select(seen => (Midnight + closed).ToUnixTimeMilliseconds() / 1000.0 - seen / 1000.0);
            Assert.Equal(noon[booth].Mean, open.Sum(age => noon.Story(booth, age)(0)), 0.02 * crowd.Here + 1);
            Assert.All(open, age => Assert.Equal(1, noon.Story(booth, age)(age), 0.001));
            Assert.All(open, age => Assert.InRange(late.Story(booth, age + 1200)(0), 0, 0.01));
        }
        Assert.True(floor.Crowds[new("7")].Open.Sum(seen => late.Story(new("7"), Age(seen))(1_200)) > 100);

        double Age(long seen) =>
            (Midnight + closed + TimeSpan.FromMinutes(20)).ToUnixTimeMilliseconds() / 1000.0 - seen / 1000.0;
    }

    [Fact]
    public void Who_was_just_scanned_is_certainly_here()
    {
        var story = Story.WithBooths();
        for (var i = 0; i < 5; i++)
            story.Do(new RecordVisit(new($"p{i}"), new("A1"), Way.In));
        var row = Row(story, "A1", Story.Morning);
        Assert.Equal((5, 5, 5), (row.Here, row.Low, row.High));
    }

    [Fact]
    public void Before_anybody_has_left_a_stay_is_thought_to_last_eight_minutes()
    {
        var story = Story.WithBooths();
        for (var i = 0; i < 100; i++)
            story.Do(new RecordVisit(new($"p{i}"), new("A1"), Way.In));
        // nobody was seen to leave in these minutes, and a hundred were watched: they are thought to stay longer
        Assert.InRange(Row(story, "A1", Story.Morning.AddMinutes(8)).Here, 60, 100);
        var one = Story.WithBooths();
        one.Do(new RecordVisit(new("p"), new("A1"), Way.In));
        var row = Row(one, "A1", Story.Morning.AddMinutes(8));
        Assert.Equal((0, 1), (row.Low, row.High));
        Assert.Equal(0, Row(one, "A1", Story.Morning.AddHours(3)).Here);
    }

    [Fact]
    public void Where_everybody_checks_out_those_who_have_not_are_here_however_long()
    {
        var story = Story.WithBooths();
        for (var i = 0; i < 20; i++)
        {
            story.Do(new RecordVisit(new($"p{i}"), new("A1"), Way.In), Story.Morning);
            story.Do(new RecordVisit(new($"p{i}"), new("A1"), Way.Out), Story.Morning.AddMinutes(5));
        }
        story.Do(new RecordVisit(new("sitter"), new("A1"), Way.In), Story.Morning);
        // also at a booth that nobody has left yet
        story.Do(new RecordVisit(new("other"), new("B1"), Way.In), Story.Morning);
        foreach (var booth in (string[])["A1", "B1"])
        {
            var row = Row(story, booth, Story.Morning.AddHours(3));
            Assert.Equal((1, 1, 1), (row.Here, row.Low, row.High));
        }
    }

    [Fact]
    public void Where_nobody_checks_out_a_stay_ends_after_what_the_day_has_taught()
    {
        var story = Story.WithBooths();
        // everybody goes on to A2 after 20 minutes, and from there home, unseen
        for (var i = 0; i < 60; i++)
        {
            story.Do(new RecordVisit(new($"p{i}"), new("A1"), Way.In), Story.Morning.AddMinutes(i));
            story.Do(
                new RecordVisit(new($"p{i}"), new("A2"), Way.In, Story.Morning.AddMinutes(i + 20)),
                Story.Morning.AddMinutes(i + 20)
            );
        }
        story.Do(new RecordVisit(new("new"), new("A1"), Way.In), Story.Morning.AddHours(2));
        Assert.Equal(1, Row(story, "A1", Story.Morning.AddHours(2).AddMinutes(12)).Here);
        Assert.Equal(0, Row(story, "A1", Story.Morning.AddHours(2).AddMinutes(60)).Here);
    }

    [Fact]
    public void Facts_and_the_hour_are_all_that_counts()
    {
        var (one, other) = (Story.WithBooths(), Story.WithBooths());
        foreach (var story in (Story[])[one, other])
            for (var i = 0; i < 30; i++)
                story.Do(
                    new RecordVisit(new($"p{i % 7}"), new(i % 2 == 0 ? "A1" : "B1"), Way.In),
                    Story.Morning.AddMinutes(i)
                );
        // one was looked at in between, the other was not
        for (var m = 30; m < 60; m++)
            Row(one, "A1", Story.Morning.AddMinutes(m));
        Assert.Equal(Row(one, "A1", Story.Morning.AddHours(1)), Row(other, "A1", Story.Morning.AddHours(1)));
    }

    [Fact]
    public void A_place_warns_at_80_percent_and_at_100()
    {
        var story = Story.WithBooths();
        story.Do(
            new ImportRoster(
                [
                    TestHub.Employers[0] with
                    {
                        Hall = "1号馆",
                        Capacity = 10,
                    },
                    TestHub.Employers[1] with
                    {
                        Hall = "1号馆",
                    },
                ],
                []
            )
        );
        story.Do(new SetCapacity(20, Hall: "1号馆"));
        story.Do(new SetCapacity(12));
        Assert.Equal((10, Fill.Free), (Row(story, "A1", Story.Morning).Capacity, Row(story, "A1", Story.Morning).Fill));
        for (var i = 0; i < 8; i++)
            story.Do(new RecordVisit(new($"p{i}"), new("A1"), Way.In));
        Assert.Equal(Fill.Near, Row(story, "A1", Story.Morning).Fill);
        for (var i = 8; i < 16; i++)
            story.Do(new RecordVisit(new($"p{i}"), new(i < 10 ? "A1" : "A2"), Way.In));
        Assert.Equal(Fill.Full, Row(story, "A1", Story.Morning).Fill);
        var totals = FloorBoards.Totals.Rows(story.Fair, [], Story.Morning)!.ToDictionary(r => r.Key, r => r.Row);
        Assert.Equal(
            (16, 20, Fill.Near),
            totals["hall/1号馆"] is HallRow h ? (h.Here, h.Capacity!.Value, h.Fill) : default
        );
        Assert.Equal((16, Fill.Full), totals["fair"] is TotalsRow t ? (t.Here, t.Fill) : default);
        // the desk overrules the roster, and gives way to it again
        story.Do(new SetCapacity(40, Booth: new("A1")));
        Assert.Equal((40, Fill.Free), (Row(story, "A1", Story.Morning).Capacity, Row(story, "A1", Story.Morning).Fill));
        story.Do(new SetCapacity(null, Booth: new("A1")));
        Assert.Equal(10, Row(story, "A1", Story.Morning).Capacity);
        Assert.Equal("unknown-hall", Assert.Throws<Refusal>(() => story.Do(new SetCapacity(5, Hall: "9号馆"))).Code);
        Assert.Equal("malformed", Assert.Throws<Refusal>(() => story.Do(new SetCapacity(0))).Code);
    }

    [Fact]
    public async Task The_history_of_the_day_is_a_row_a_minute_for_all_and_for_a_booth()
    {
        var noon = Midnight.AddHours(12);
        await using var hub = await TestHub.WithFairAsync(change: s => s.AddSingleton<TimeProvider>(new Shifted(noon)));
        foreach (
            var (pass, booth, way, minute) in ((string, string, string, double)[])
                [
                    ("p1", "A1", "in", 1),
                    ("p2", "A2", "in", 1.5),
                    ("p1", "A1", "out", 2.5),
                    ("p1", "B1", "in", 3),
                    ("p2", "A2", "out", 4),
                    ("p1", "B1", "out", 5),
                ]
        )
            await hub.Organizer.AskAsync(
                "visits",
                new
                {
                    pass,
                    booth,
                    way,
                    at = Midnight.AddHours(11).AddMinutes(minute),
                }
            );
        var rows = await hub.Anonymous.RowsAsync("traffic");
        Assert.Equal("""{"names":["数字经济","装备制造"]}""", rows["clusters"]);
        Assert.Equal("""{"here":1,"visits":1,"clusters":[0,1]}""", rows["11:01"]);
        Assert.Equal("""{"here":2,"visits":1,"clusters":[1,1]}""", rows["11:02"]);
        Assert.Equal("""{"here":2,"visits":1,"clusters":[1,1]}""", rows["11:03"]);
        Assert.Equal("""{"here":0,"visits":0,"clusters":[0,0]}""", rows["11:05"]);
        Assert.Equal(61, rows.Count);
        Assert.Equal(
            """{"here":1,"visits":0,"clusters":null}""",
            (await hub.Anonymous.RowsAsync("traffic/A1"))["11:02"]
        );
        Assert.Equal("unknown-board", (await Problem.Of(await hub.Anonymous.Http.GetAsync("boards/traffic/Z9"))).Code);
    }

    private static FloorRow Row(Story story, string booth, DateTimeOffset now) =>
        (FloorRow)FloorBoards.Floor.Rows(story.Fair, [], now)!.Single(r => r.Key == booth).Row;

    /// <summary>Day 1 until a time of day, without its check-outs.</summary>
    private static FloorSlice Withheld(TimeSpan until) =>
        (FloorSlice)
            FloorSlice.Empty.Then([
                .. ChinaVis
                    .Stays(Folder)
                    .Where(s => s.Start < until.TotalSeconds)
                    .OrderBy(s => s.Start)
                    .Select(s => new Entry(
                        0,
                        Midnight.AddSeconds(s.Start),
                        "",
                        Guid.Empty,
                        0,
                        "floor",
                        new VisitRecorded(new(s.Pass), new(s.Booth), true, Day)
                    )),
            ]);

    private static readonly Lazy<WithheldDay> WithheldDay1 = new(() => WithheldDay.Read(Folder, every: 300));

    private static string Folder => SharedData.Folder("chinavis");

    private static Stay[] Stays() =>
        [.. ChinaVis.Stays(Folder).Where(s => ChinaVis.Areas.Any(a => a.Booth == s.Booth))];

    /// <summary>A clock that begins at a moment of the fair.</summary>
    private sealed class Shifted(DateTimeOffset start) : TimeProvider
    {
        private readonly TimeSpan _ahead = start - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;
    }
}
