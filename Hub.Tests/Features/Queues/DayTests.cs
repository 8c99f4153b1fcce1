using System.Globalization;
using System.Text;
using Hub.Features.Floor;
using Hub.Features.Queues;
using Hub.Features.Roster;

namespace Hub.Tests.Features.Queues;

/// <summary>What is of a day ends with it, at the midnight of the fair's place.</summary>
public class DayTests
{
    private static readonly string[] Booths = ["A1", "A2", "B1", "C1"];

    [Theory]
    [InlineData("Asia/Shanghai", "2026-06-06", 24)]
    [InlineData("Europe/Berlin", "2026-03-29", 23)]
    [InlineData("Europe/Berlin", "2026-10-25", 25)]
    [InlineData("Africa/Cairo", "2026-04-24", 23)]
    [InlineData("America/Havana", "2026-11-01", 25)]
    public void A_day_is_as_long_as_at_the_fairs_place(string zone, string date, int hours)
    {
        var (about, day) = (new About("", null, zone), DateOnly.Parse(date, CultureInfo.InvariantCulture));
        var (begins, ends) = (about.Begins(day), about.Begins(day.AddDays(1)));
        Assert.Equal(hours, (ends - begins).TotalHours);
        Assert.Equal((day.AddDays(-1), day), (about.Day(begins.AddTicks(-1)), about.Day(begins)));
        Assert.Equal((day, day.AddDays(1)), (about.Day(ends.AddTicks(-1)), about.Day(ends)));
    }

    [Theory]
    [InlineData("Asia/Shanghai", "2026-06-07T00:00:00+08:00")]
    [InlineData("Europe/Berlin", "2026-03-29T00:00:00+01:00")]
    [InlineData("Europe/Berlin", "2026-03-30T00:00:00+02:00")]
    [InlineData("Europe/Berlin", "2026-10-25T00:00:00+02:00")]
    [InlineData("Europe/Berlin", "2026-10-26T00:00:00+01:00")]
    public void Who_waited_until_midnight_waits_no_more_and_who_waited_at_three_booths_may_join_again(
        string zone,
        string midnight
    )
    {
        var until = DateTimeOffset.Parse(midnight, CultureInfo.InvariantCulture);
        var evening = until.AddHours(-3);
        var story = Open(zone, evening);
        story.Do(new SetQueue(new("A1"), 20, 120), evening);
        foreach (var booth in Booths[..3])
            story.Do(new JoinQueue(new(booth), new("p1"), null), evening);
        story.Do(new JoinQueue(new("A1"), new("p2"), null), evening);
        story.Do(new CallNext(new("A1"), "1"), evening);
        story.Do(new MarkNoShow(new("A1"), 1), evening.AddMinutes(9));
        story.Do(new CallNext(new("A1"), "1"), evening.AddMinutes(10));
        story.Do(new PauseDesk(new("A2"), "1", 180), evening.AddHours(2));
        story.Do(new JoinQueue(new("A1"), new("p1"), null), until.AddTicks(-1));
        Assert.False(EndDay.IsDue(story.Fair, until.AddTicks(-1)));
        Assert.Equal("too-many-queues", Code(story, new JoinQueue(new("C1"), new("p1"), null), until.AddTicks(-1)));

        Assert.True(EndDay.IsDue(story.Fair, until));
        Assert.Equal(1, story.Do(new EndDay(), until));
        Assert.False(EndDay.IsDue(story.Fair, until.AddHours(9)));
        Assert.All(Booths, b => Assert.True(story.Fair.Queues.Of(new(b)).IsEmpty));
        Assert.Equal(Outcome.Closed, story.Fair.Queues.Passes[new("p2")][new("A1")].Outcome);
        Assert.Equal("queue-closed", Code(story, new JoinQueue(new("A1"), new("p1"), null), until));
        Assert.Equal("not-in-queue", Code(story, new Recall(new("A1"), 1, "1"), until));
        var queue = story.Fair.Queues.Of(new("A1"));
        // what a booth has chosen stays, and no number comes twice
        Assert.Equal((20, 120, Rhythm.Empty), (queue.Capacity, queue.Grace, queue.Rhythm));
        var morning = until.AddHours(9);
        foreach (var booth in Booths)
            story.Do(new OpenDesk(new(booth), "1", null), morning);
        foreach (var booth in Booths[1..])
            story.Do(new JoinQueue(new(booth), new("p1"), null), morning);
        story.Do(new JoinQueue(new("A1"), new("p2"), null), morning);
        Assert.Equal(4, story.Fair.Queues.Of(new("A1")).Line.Single().Number);
        Assert.Equal(0, story.Do(new EndDay(), morning));
    }

    [Fact]
    public void What_is_of_today_stays_when_the_end_of_a_day_is_noted_late()
    {
        var (until, story) = (Midnight, Open("Asia/Shanghai", Midnight.AddHours(-5)));
        story.Do(new OpenDesk(new("A1"), "2", null), until.AddHours(-5));
        foreach (
            var (pass, desk, hours) in ((string, string?, int)[])[("p1", null, -4), ("p2", "2", -3), ("p3", "2", 9)]
        )
            story.Do(new JoinQueue(new("A1"), new(pass), desk), until.AddHours(hours));
        story.Do(new CallNext(new("A1"), "1"), until.AddHours(9));
        story.Do(new JoinQueue(new("A2"), new("p4"), null), until.AddHours(9));
        story.Do(new PauseDesk(new("B1"), "1", null), until.AddHours(-2));
        // called yesterday, and again this morning: somebody sits there
        story.Do(new OpenDesk(new("C1"), "2", null), until.AddHours(9));
        story.Do(new JoinQueue(new("C1"), new("p5"), null), until.AddHours(-1));
        story.Do(new CallNext(new("C1"), "1"), until.AddHours(-1));
        story.Do(new Recall(new("C1"), 1, null), until.AddHours(9));
        story.Do(new EndDay(), until.AddHours(10));
        var (a1, a2) = (story.Fair.Queues.Of(new("A1")), story.Fair.Queues.Of(new("A2")));
        // called this morning, at a desk of yesterday evening; the other desk's interviewer has gone home
        Assert.Equal([1, 3], a1.Line.Select(t => t.Number));
        Assert.Equal(["1"], a1.Desks.Keys);
        Assert.Equal(1, a1.Desks["1"].Serving);
        Assert.Null(a1.Of(new("p3"))!.Wish);
        Assert.Equal(Outcome.Closed, story.Fair.Queues.Passes[new("p2")][new("A1")].Outcome);
        // who joined this morning waits for somebody
        Assert.Equal(["1"], a2.Desks.Keys);
        Assert.Equal([1], a2.Line.Select(t => t.Number));
        Assert.True(story.Fair.Queues.Of(new("B1")).IsEmpty);
        Assert.Equal(["1", "2"], story.Fair.Queues.Of(new("C1")).Desks.Keys);
        Assert.Contains("\"number\":1", BoardRows.Of(story.Fair, "calls", until.AddHours(10))["C1-1"]);
        Assert.False(EndDay.IsDue(story.Fair, until.AddHours(10)));
    }

    [Fact]
    public void A_zone_is_changed_by_a_fact_and_has_to_be_one_that_browsers_know()
    {
        var story = Open("Asia/Shanghai", Story.Morning);
        Assert.Equal(1, story.Do(new SetZone("Europe/Berlin")));
        Assert.Equal(0, story.Do(new SetZone("Europe/Berlin")));
        Assert.Equal(new About("人才周", null, "Europe/Berlin"), story.Fair.Slice<About>());
        foreach (
            var zone in (string[])
                [
                    "Europe/Bonn",
                    "China Standard Time",
                    "europe/berlin",
                    "posix/Europe/Berlin",
                    "../Europe/Berlin",
                    "+08:00",
                    "",
                    "Europe/Berlin\n",
                ]
        )
            Assert.Equal("malformed", Code(story, new SetZone(zone), Story.Morning));
        Assert.All(
            ["UTC", "Asia/Urumqi", "America/Argentina/Buenos_Aires", "America/Port-au-Prince", "Etc/GMT-8"],
            zone => Assert.True(About.IsZone(zone))
        );
        Assert.False(new SetZone("UTC").Allows(new Asker("b1", Role.Recruiter, Booth: new("A1"))));
    }

    [Fact]
    public void Whoever_was_scanned_today_is_there_still_when_the_new_zone_has_yesterday()
    {
        var (story, early) = (Open("Asia/Shanghai", Midnight.AddHours(-5)), Midnight.AddMinutes(30));
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.In), early);
        story.Do(new SetZone("Europe/Berlin"), early);
        story.Do(new RecordVisit(new("p2"), new("A1"), Way.In), early.AddMinutes(1));
        Assert.Equal((2, 2), (story.Fair.Floor.Here, story.Fair.Floor.Visits));
        Assert.Equal(story.Fair.Slice<About>().Day(early), story.Fair.Floor.Day);
    }

    [Fact]
    public void Nobody_is_at_a_booth_in_the_morning_who_was_scanned_there_the_day_before()
    {
        var story = Open("Asia/Shanghai", Midnight.AddHours(-5));
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.In), Midnight.AddHours(-5));
        Assert.Single(BoardRows.Of(story.Fair, "booth/A1", Midnight.AddTicks(-1)));
        Assert.Empty(BoardRows.Of(story.Fair, "booth/A1", Midnight));
    }

    [Fact]
    public async Task The_hub_ends_the_day_at_midnight_by_itself_and_once()
    {
        await using var hub = await TestHub.StillAsync();
        var visitor = await hub.PassAsync();
        await hub.Organizer.AskAsync("queues/A1/desks", new { desk = "1" });
        await visitor.AskAsync("queues/A1/join", new { pass = visitor.Id });
        // nine in the morning in Shanghai is three in Berlin: the day is longer by six hours
        await hub.Organizer.AskAsync("zone", new { zone = "Europe/Berlin" });
        hub.Pass(TimeSpan.FromHours(16));
        await hub.Organizer.AskAsync("floor/rules", new { knownPassesOnly = false });
        Assert.Single(hub.Ledger.Fair.Queues.Of(new("A1")).Line);
        hub.Pass(TimeSpan.FromHours(5));
        await hub.PassUntilAsync(() => hub.Ledger.Fair.Queues.Of(new("A1")).IsEmpty, "the day ends");
        hub.Pass(TimeSpan.FromMinutes(5));
        await hub.Organizer.AskAsync("queues/A1/desks", new { desk = "1" });
        await hub.RestartAsync();
        Assert.Single(
            hub.Store.Read(TestHub.Fair, 0),
            r => Encoding.UTF8.GetString(r.Body).Contains("\"t\":\"day\"", StringComparison.Ordinal)
        );
        Assert.True(hub.Ledger.Fair.Queues.Of(new("A1")).IsOpen);
    }

    [Fact]
    public async Task A_hub_that_was_off_at_midnight_ends_the_day_before_anybody_is_answered()
    {
        var clock = new LeapingClock();
        await using var hub = await TestHub.WithFairAsync(change: clock.Use);
        await hub.AskAsync(
            new ImportRoster([TestHub.Employers[0] with { Name = "第四家", NameEn = null, Booth = "C1" }], [])
        );
        foreach (var booth in Booths)
            await hub.Organizer.AskAsync($"queues/{booth}/desks", new { desk = "1" });
        var visitor = await hub.PassAsync();
        foreach (var booth in Booths[..3])
            await visitor.AskAsync($"queues/{booth}/join", new { pass = visitor.Id });
        await hub.StopAsync();
        clock.Slept = TimeSpan.FromHours(24);
        await hub.OpenAsync();
        Assert.All(Booths, b => Assert.True(hub.Ledger.Fair.Queues.Of(new(b)).IsEmpty));
        using var again = hub.Bearer(visitor.Secret, visitor.Id);
        await hub.Organizer.AskAsync("queues/C1/desks", new { desk = "1" });
        await again.AskAsync("queues/C1/join", new { pass = again.Id });
        Assert.Contains("\"outcome\":\"closed\"", (await again.RowsAsync($"my/{again.Id}"))["ticket/A1"]);
    }

    [Fact]
    public async Task The_desk_sets_the_zone_and_says_of_one_that_it_does_not_know_it()
    {
        await using var hub = await TestHub.WithFairAsync();
        using var recruiter = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        Assert.Equal("forbidden", (await Problem.Of(await recruiter.PostAsync("zone", new { zone = "UTC" }))).Code);
        var refused = await Problem.Of(await hub.Organizer.PostAsync("zone", new { zone = "Asia/Peking" }));
        Assert.Equal("malformed", refused.Code);
        Assert.Contains("Asia/Peking", refused.Detail);
        await hub.Organizer.AskAsync("zone", new { zone = "Asia/Urumqi" });
        await hub.RestartAsync();
        Assert.Contains("\"zone\":\"Asia/Urumqi\"", await hub.Anonymous.Http.GetStringAsync("/api/fairs"));
    }

    private static readonly DateTimeOffset Midnight = Story.Morning.AddHours(-9);

    /// <summary>A desk at each booth.</summary>
    private static Story Open(string zone, DateTimeOffset at)
    {
        var story = new Story();
        story.Do(new OpenFair("人才周", null, zone), at);
        story.Do(
            new ImportRoster(
                [.. TestHub.Employers, TestHub.Employers[0] with { Name = "第四家", NameEn = null, Booth = "C1" }],
                []
            ),
            at
        );
        foreach (var booth in Booths)
            story.Do(new OpenDesk(new(booth), "1", null), at);
        return story;
    }

    private static string Code(Story story, Command command, DateTimeOffset at) =>
        Assert.Throws<Refusal>(() => story.Do(command, at)).Code;
}
