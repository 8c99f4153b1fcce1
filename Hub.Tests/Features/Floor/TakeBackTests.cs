using CsCheck;
using Hub.Features.Floor;
using Hub.Features.Roster;

namespace Hub.Tests.Features.Floor;

/// <summary>A mistaken scan is taken back.</summary>
public class TakeBackTests
{
    private static readonly string[] Booths = ["A1", "A2", "B1"];
    private static readonly DateTimeOffset Evening = Story.Morning.AddHours(6);

    [Fact]
    public void Everything_is_as_if_it_had_not_been() =>
        Gen.Select(
                Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 90]).Array[1, 30],
                Gen.Int[0, int.MaxValue],
                Gen.Int[-1, 29]
            )
            .Sample(
                (scans, which, closes) =>
                {
                    // each at a moment of its own, which is what it is found by
                    var visits = scans
                        .DistinctBy(s => s.Item4)
                        .Select(s => new RecordVisit(
                            new($"P{s.Item1}"),
                            new(Booths[s.Item2]),
                            s.Item3 ? Way.In : Way.Out,
                            Story.Morning.AddMinutes(2 * s.Item4)
                        ))
                        .ToArray();
                    var mistake = visits[which % visits.Length];
                    var (never, taken) = (Story.WithBooths(), Story.WithBooths());
                    for (var i = 0; i < visits.Length; i++)
                    {
                        if (visits[i] != mistake)
                            never.Do(visits[i], Evening);
                        taken.Do(visits[i], Evening);
                        if (i == closes)
                            foreach (var story in (Story[])[never, taken])
                                story.Do(new CloseBooth(new("A1"), true), Evening);
                    }
                    Assert.Equal(1, taken.Do(TakeBack(mistake), Evening));
                    Assert.Equal(Shown(never), Shown(taken));
                    Assert.Equal(
                        never.Fair.Floor.Passes.OrderBy(p => p.Key).Select(p => (p.Key, p.Value.Walk, p.Value.Visited)),
                        taken
                            .Fair.Floor.Passes.Where(p => never.Fair.Floor.Passes.ContainsKey(p.Key))
                            .OrderBy(p => p.Key)
                            .Select(p => (p.Key, p.Value.Walk, p.Value.Visited))
                    );
                    Assert.Equal(never.Fair.Floor.Here, taken.Fair.Floor.Here);
                }
            );

    [Fact]
    public void It_is_the_scan_of_that_moment_and_way_and_of_none_the_newest()
    {
        var story = Story.WithBooths();
        var visit = new RecordVisit(new("P1"), new("A1"), Way.In, Story.Morning);
        story.Do(visit, Evening);
        story.Do(visit with { At = Story.Morning.AddHours(1) }, Evening);
        // the same clock, told half a second later
        story.Do(TakeBack(visit) with { Skew = TimeSpan.FromSeconds(0.5) }, Evening);
        Assert.Equal(Story.Morning.AddHours(1), story.Fair.Floor.Passes[new("P1")].Since);
        var refusal = Assert.Throws<Refusal>(() => story.Do(TakeBack(visit), Evening));
        Assert.Equal(("unknown-scan", 404), (refusal.Code, refusal.Status));
        Assert.Throws<Refusal>(() => story.Do(new TakeBackVisit(new("P1"), new("A1"), Way.Out), Evening));
        Assert.Throws<Refusal>(() => story.Do(new TakeBackVisit(new("P1"), new("A2"), Way.In), Evening));
        Assert.Throws<Refusal>(() => story.Do(new TakeBackVisit(new("P1"), new("A1"), Way.In), Evening.AddDays(1)));
        story.Do(new TakeBackVisit(new("p1"), new("A1"), Way.In), Evening);
        Assert.Empty(story.Fair.Floor.Passes);
        Assert.Equal((0, 0), (story.Fair.Floor.People, story.Fair.Floor.Visits));
    }

    [Fact]
    public void Who_was_led_away_by_it_is_back_and_not_in_a_booth_that_has_closed_since()
    {
        var story = Story.WithBooths();
        story.Do(new RecordVisit(new("P1"), new("A1"), Way.In), Story.Morning);
        story.Do(new RecordVisit(new("P2"), new("A2"), Way.In), Story.Morning);
        foreach (var pass in (string[])["P1", "P2"])
            story.Do(new RecordVisit(new(pass), new("B1"), Way.In), Story.Morning.AddMinutes(5));
        story.Do(new CloseBooth(new("A2"), true), Story.Morning.AddMinutes(9));
        foreach (var pass in (string[])["P1", "P2"])
            story.Do(new TakeBackVisit(new(pass), new("B1"), Way.In), Story.Morning.AddMinutes(10));
        Assert.Equal("A1", story.Fair.Floor.Passes[new("P1")].Booth?.Text);
        Assert.Null(story.Fair.Floor.Passes[new("P2")].Booth);
        Assert.Equal((1, 2, 2), (story.Fair.Floor.Here, story.Fair.Floor.People, story.Fair.Floor.Visits));
    }

    [Fact]
    public async Task A_booths_staff_takes_its_own_back_and_a_restart_keeps_that()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (booth, other) = (
            await hub.BadgeAsync(Role.Recruiter, booth: "A1"),
            await hub.BadgeAsync(Role.Recruiter, booth: "A2")
        );
        await booth.VisitAsync("P-0001", "A1");
        await booth.VisitAsync("P-0002", "A1");
        var scan = Client.Visit("p-0001", "A1");
        Assert.Equal("forbidden", (await Problem.Of(await other.PostAsync("visits/take-back", scan))).Code);
        await booth.AskAsync("visits/take-back", scan);
        Assert.Equal("unknown-scan", (await Problem.Of(await booth.PostAsync("visits/take-back", scan))).Code);
        await hub.RestartAsync();
        Assert.Equal([new("P-0002")], hub.Ledger.Fair.Floor.Passes.Keys);
    }

    private static TakeBackVisit TakeBack(RecordVisit visit) => new(visit.Pass, visit.Booth, visit.Way, visit.At);

    /// <summary>All that anybody is shown, as it travels.</summary>
    private static string Shown(Story story) =>
        string.Join(
            '\n',
            (
                (string[])
                    ["floor", "totals", "traffic", .. Booths.SelectMany(b => new[] { $"booth/{b}", $"traffic/{b}" })]
            ).SelectMany(board => BoardRows.Of(story.Fair, board, Evening).Select(r => $"{board} {r.Key} {r.Value}"))
        );
}
