using System.Net.Http.Json;
using Hub.Features.Access;
using Hub.Features.Floor;
using Hub.Features.Roster;

namespace Hub.Tests.Features.Floor;

/// <summary>What goes wrong in a hall, and what is said then. Wrong clocks and old scans: <see cref="ScanTests"/>; lost
/// passes: <see cref="Access.PassTests"/>.</summary>
public class BadDayTests
{
    private static readonly DateTimeOffset Later = Story.Morning.AddMinutes(30);

    [Fact]
    public void A_closed_booth_is_empty_and_takes_nobody_until_it_opens_again()
    {
        var story = Story.WithBooths();
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.In));
        story.Do(new CloseBooth(new("A1"), true), Later);
        Assert.Equal((0, true), (Row(story, "A1").Here, Row(story, "A1").Closed));
        var refusal = Assert.Throws<Refusal>(() =>
            story.Do(new RecordVisit(new("p2"), new("A1"), Way.In), Later.AddMinutes(1))
        );
        Assert.Equal(("booth-closed", false), (refusal.Code, refusal.Retry));
        Assert.Contains("展位 A1 已关闭", refusal.Zh);
        Assert.Contains("is closed", refusal.En);
        // what was scanned before it closed still counts
        story.Do(new RecordVisit(new("p2"), new("A1"), Way.In, Later.AddMinutes(-5)), Later.AddMinutes(1));
        Assert.Equal((0, 2), (Row(story, "A1").Here, Row(story, "A1").Today));
        Assert.Equal(0, story.Do(new CloseBooth(new("A1"), true), Later.AddMinutes(2)));
        story.Do(new CloseBooth(new("A1"), false), Later.AddMinutes(3));
        story.Do(new RecordVisit(new("p3"), new("A1"), Way.In), Later.AddMinutes(4));
        Assert.Equal((1, false), (Row(story, "A1", Later.AddMinutes(4)).Here, Row(story, "A1").Closed));
        Assert.Equal("unknown-booth", Assert.Throws<Refusal>(() => story.Do(new CloseBooth(new("Z9"), true))).Code);
    }

    [Fact]
    public void A_roster_that_removes_a_booth_with_people_in_it_sends_them_away_and_keeps_their_visits()
    {
        var story = Story.WithBooths();
        for (var i = 0; i < 5; i++)
            story.Do(new RecordVisit(new($"p{i}"), new("A1"), Way.In));
        story.Do(new RecordVisit(new("p9"), new("A2"), Way.In));
        story.Do(new ImportRoster([TestHub.Employers[0] with { Booth = "C1" }], []), Later);
        Assert.DoesNotContain(FloorBoards.Floor.Rows(story.Fair, [], Later)!, r => r.Key == "A1");
        Assert.Equal((0, 0), (Row(story, "C1").Here, Row(story, "C1").Today));
        var totals = Totals(story, Later);
        Assert.Equal((6, 6), (totals.People, totals.Visits));
        Assert.Equal(1, story.Fair.Floor.Here);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Null(story.Fair.Floor.Passes[new($"p{i}")].Booth));
        // its tablet is told, and what it still has from before counts
        Assert.Equal(
            "booth-closed",
            Assert
                .Throws<Refusal>(() => story.Do(new RecordVisit(new("p7"), new("A1"), Way.In), Later.AddMinutes(1)))
                .Code
        );
        story.Do(new RecordVisit(new("p8"), new("A1"), Way.In, Later.AddMinutes(-3)), Later.AddMinutes(1));
        Assert.Equal((7, 1), (Totals(story, Later.AddMinutes(1)).Visits, story.Fair.Floor.Here));
        // a later roster brings it back
        story.Do(new ImportRoster([TestHub.Employers[0]], []), Later.AddMinutes(5));
        story.Do(new RecordVisit(new("p7"), new("A1"), Way.In), Later.AddMinutes(6));
        Assert.Equal(1, Row(story, "A1", Later.AddMinutes(6)).Here);
    }

    [Fact]
    public async Task A_thousand_scans_at_once_are_all_taken()
    {
        await using var hub = await TestHub.WithFairAsync();
        var tablets = new List<Client>();
        for (var i = 0; i < 20; i++)
            tablets.Add(await hub.BadgeAsync(Role.Recruiter, booth: i % 2 == 0 ? "A1" : "A2"));
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 1_000)
                .Select(i =>
                    tablets[i % 20]
                        .PostAsync(
                            "visits",
                            new
                            {
                                pass = $"p{i}",
                                booth = i % 2 == 0 ? "A1" : "A2",
                                way = "in",
                            }
                        )
                )
        );
        Assert.All(answers, a => Assert.True(a.IsSuccessStatusCode));
        Assert.Equal((1_000, 1_000), (hub.Ledger.Fair.Floor.Here, hub.Ledger.Fair.Floor.Visits));
    }

    [Fact]
    public async Task A_refusal_is_a_sentence_in_the_language_of_who_asked()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new SetFloorRules(true));
        (string Language, string Sentence)[] said =
        [
            ("zh-CN", "没有通行证 P-0001：请在手机上打开“我的通行证”。"),
            ("en", "There is no pass P-0001: open \"My pass\" on the phone."),
        ];
        foreach (var (language, sentence) in said)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "visits")
            {
                Content = JsonContent.Create(Client.Visit("P-0001", "A1")),
            };
            request.Headers.AcceptLanguage.ParseAdd(language);
            Assert.Equal(sentence, (await Problem.Of(await hub.Organizer.Http.SendAsync(request))).Detail);
        }
    }

    private static FloorRow Row(Story story, string booth, DateTimeOffset? now = null) =>
        (FloorRow)FloorBoards.Floor.Rows(story.Fair, [], now ?? Later)!.Single(r => r.Key == booth).Row;

    private static TotalsRow Totals(Story story, DateTimeOffset now) =>
        (TotalsRow)FloorBoards.Totals.Rows(story.Fair, [], now)!.Single(r => r.Key == "fair").Row;
}
