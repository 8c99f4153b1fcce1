using System.Net.Http.Json;
using System.Text.Json;
using CsCheck;
using Hub.Features.Floor;
using Hub.Features.Roster;

namespace Hub.Tests.Features.Floor;

/// <summary>Scans that come late, twice, or with a wrong clock.</summary>
public class ScanTests
{
    private static readonly string[] Booths = ["A1", "A2", "B1"];
    private static readonly DateTimeOffset Evening = Story.Morning.AddHours(6);

    private sealed record Scan(int Person, int Booth, bool In, int Minute)
    {
        public RecordVisit Command =>
            new(new($"p{Person}"), new(Booths[Booth]), In ? Way.In : Way.Out, Story.Morning.AddMinutes(Minute));
    }

    private static readonly Gen<Scan[]> Scans = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 90])
        .Select(s => new Scan(s.Item1, s.Item2, s.Item3, s.Item4))
        .Array[0, 40];

    [Fact]
    public void Scans_of_offline_tablets_add_up_to_the_same_in_whatever_order_they_come() =>
        Gen.Select(Scans, Gen.Int[0, int.MaxValue])
            .Sample(
                (scans, seed) =>
                {
                    var shuffled = scans.ToArray();
                    new Random(seed).Shuffle(shuffled);
                    var (one, other) = (Story.WithBooths(), Story.WithBooths());
                    foreach (var scan in scans)
                        one.Do(scan.Command, Evening);
                    foreach (var scan in shuffled)
                        other.Do(scan.Command, Evening);
                    Assert.Equal(Shown(one), Shown(other));
                    foreach (var pass in one.Fair.Floor.Passes.Keys.Union(other.Fair.Floor.Passes.Keys))
                        Assert.Equal(one.Fair.Floor.Passes[pass].Walk, other.Fair.Floor.Passes[pass].Walk);
                }
            );

    [Fact]
    public void What_comes_late_adds_up_to_what_it_would_have_been_in_time() =>
        Scans.Sample(scans =>
        {
            // no two of a pass in one minute: what happens live happens one after the other
            var apart = scans.DistinctBy(s => (s.Person, s.Minute)).OrderBy(s => s.Minute).ToArray();
            var (live, late) = (Story.WithBooths(), Story.WithBooths());
            foreach (var scan in apart)
                live.Do(scan.Command with { At = null }, Story.Morning.AddMinutes(scan.Minute));
            foreach (var scan in apart.Reverse())
                late.Do(scan.Command, Evening);
            Assert.Equal(Shown(live), Shown(late));
        });

    [Fact]
    public void Whether_a_scan_comes_before_or_after_its_booth_closes_does_not_matter() =>
        Gen.Select(Scans, Gen.Int[0, 40])
            .Sample(
                (scans, before) =>
                {
                    var closes = Story.Morning.AddMinutes(91);
                    var (one, other) = (Story.WithBooths(), Story.WithBooths());
                    foreach (var scan in scans)
                        one.Do(scan.Command, closes);
                    one.Do(new CloseBooth(new("A1"), true), closes);
                    foreach (var scan in scans.Take(before))
                        other.Do(scan.Command, closes);
                    other.Do(new CloseBooth(new("A1"), true), closes);
                    foreach (var scan in scans.Skip(before))
                        other.Do(scan.Command, Evening);
                    Assert.Equal(Shown(one), Shown(other));
                    Assert.Equal(0, one.Fair.Floor.Crowds.GetValueOrDefault(new("A1"))?.Here ?? 0);
                }
            );

    [Fact]
    public void The_same_scan_twice_counts_once()
    {
        var story = Story.WithBooths();
        var scan = new RecordVisit(new("p1"), new("A1"), Way.In, Story.Morning);
        Assert.Equal(1, story.Do(scan, Evening));
        Assert.Equal(0, story.Do(scan, Evening));
        // two tablets of the booth, a moment apart
        story.Do(scan with { At = Story.Morning.AddSeconds(3) }, Evening);
        Assert.Equal(1, story.Fair.Floor.Crowds[new("A1")].Visits);
    }

    [Fact]
    public void A_late_scan_between_two_others_moves_the_end_of_the_first_stay()
    {
        var story = Story.WithBooths();
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.In, Story.Morning), Evening);
        story.Do(new RecordVisit(new("p1"), new("B1"), Way.In, Story.Morning.AddMinutes(30)), Evening);
        Assert.Equal(1, At(story, "A1", 20));
        story.Do(new RecordVisit(new("p1"), new("A2"), Way.In, Story.Morning.AddMinutes(10)), Evening);
        Assert.Equal((1, 0, 1), (At(story, "A1", 5), At(story, "A1", 20), At(story, "A2", 20)));
        Assert.Equal("B1", story.Fair.Floor.Passes[new("p1")].Booth?.Text);
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    [InlineData(-60 * 24 * 400)]
    public async Task A_tablets_clock_that_is_wrong_does_not_matter(int minutes)
    {
        await using var hub = await TestHub.StillAsync();
        var recruiter = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        var (ago, clock) = (TimeSpan.FromMinutes(5), hub.Now.AddMinutes(minutes));
        using var request = new HttpRequestMessage(HttpMethod.Post, "visits")
        {
            Content = JsonContent.Create(
                new
                {
                    pass = "p1",
                    booth = "A1",
                    way = "in",
                    at = clock - ago,
                }
            ),
        };
        request.Headers.Add("Hub-Clock", clock.ToString("O"));
        using var answer = await recruiter.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Equal(hub.Now - ago, hub.Ledger.Fair.Floor.Passes[new("p1")].Since);
    }

    [Fact]
    public async Task The_same_scan_sent_again_later_is_a_repeat_whatever_the_clock_shows_by_then()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (id, at) = (Guid.NewGuid(), TimeProvider.System.GetUtcNow());
        foreach (var later in (int[])[0, 7])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "visits")
            {
                Content = JsonContent.Create(
                    new
                    {
                        pass = "p1",
                        booth = "A1",
                        way = "in",
                        at,
                    }
                ),
            };
            request.Headers.Add("Hub-Clock", at.AddSeconds(later).ToString("O"));
            request.Headers.Add("Idempotency-Key", id.ToString());
            using var answer = await hub.Organizer.Http.SendAsync(request);
            Assert.Equal(later > 0, (await answer.Content.ReadFromJsonAsync<Receipt>())!.Repeated);
        }
    }

    [Fact]
    public void A_scan_from_yesterday_does_not_count_and_says_why()
    {
        var refusal = Assert.Throws<Refusal>(() =>
            Story
                .WithBooths()
                .Do(new RecordVisit(new("p1"), new("A1"), Way.In, Story.Morning.AddHours(-10)), Story.Morning)
        );
        Assert.Equal(("scan-of-another-day", false), (refusal.Code, refusal.Retry));
        Assert.Contains("不是今天的扫描", refusal.Zh);
    }

    [Fact]
    public void A_scan_from_the_future_is_refused_and_one_from_a_moment_ahead_is_now()
    {
        var story = Story.WithBooths();
        Assert.Equal(
            "scan-from-the-future",
            Assert
                .Throws<Refusal>(() =>
                    story.Do(new RecordVisit(new("p1"), new("A1"), Way.In, Story.Morning.AddMinutes(5)))
                )
                .Code
        );
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.In, Story.Morning.AddSeconds(20)));
        Assert.Equal(Story.Morning, story.Fair.Floor.Passes[new("p1")].Since);
        Assert.Equal(
            "malformed",
            Assert
                .Throws<Refusal>(() =>
                    story.Do(
                        new RecordVisit(new("p1"), new("A1"), Way.In, DateTimeOffset.MaxValue)
                        {
                            Skew = TimeSpan.FromDays(1),
                        }
                    )
                )
                .Code
        );
    }

    [Fact]
    public async Task A_visitor_cannot_say_when_it_was_there_and_a_clock_that_is_none_is_refused()
    {
        await using var hub = await TestHub.WithFairAsync();
        var visitor = await hub.PassAsync();
        Assert.Equal(
            "forbidden",
            (
                await Problem.Of(
                    await visitor.PostAsync(
                        "visits",
                        new
                        {
                            pass = visitor.Id,
                            booth = "A1",
                            way = "in",
                            at = TimeProvider.System.GetUtcNow(),
                        }
                    )
                )
            ).Code
        );
        hub.Organizer.Http.DefaultRequestHeaders.Add("Hub-Clock", "half past nine");
        Assert.Equal(
            "malformed",
            (await Problem.Of(await hub.Organizer.PostAsync("visits", Client.Visit("p1", "A1")))).Code
        );
    }

    private static int At(Story story, string booth, int minute) =>
        TrafficBoards
            .Booth.Rows(story.Fair, [booth], Evening)!
            .Select(r => (r.Key, r.Row))
            .Single(r => r.Key == $"09:{minute:00}")
            .Row
            is TrafficRow row
            ? row.Here
            : -1;

    /// <summary>All that anybody is shown, as it travels.</summary>
    private static string Shown(Story story) =>
        string.Join(
            '\n',
            ((Board, string[])[])
                [
                    (FloorBoards.Floor, []),
                    (FloorBoards.Totals, []),
                    (TrafficBoards.Fair, []),
                    .. Booths.Select(b => (TrafficBoards.Booth, (string[])[b])),
                    .. Booths.Select(b => (FloorBoards.Booth, (string[])[b])),
                ]
                is var boards
                ? boards.Select(b =>
                    string.Join(
                        '\n',
                        b.Item1.Rows(story.Fair, b.Item2, Evening)!
                            .OrderBy(r => r.Key, StringComparer.Ordinal)
                            .Select(r =>
                                $"{r.Key} {JsonSerializer.Serialize(r.Row, r.Row.GetType(), WireJson.Options)}"
                            )
                    )
                )
                : []
        );
}
