using System.Globalization;
using System.Text.Json;
using CsCheck;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;
using Hub.Host;

namespace Hub.Tests.Features.Contest;

/// <summary>Running order, heats, stations, and names hidden behind codes.</summary>
public class DrawTests
{
    [Fact]
    public void Everybody_is_drawn_once_and_the_same_secret_draws_the_same() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 12], Secrets)
            .Sample(
                (contestants, stations, secret) =>
                {
                    var (story, again) = (Set(contestants), Set(contestants));
                    story.Do(new DrawOrder(new("drone"), stations, false, secret));
                    again.Do(new DrawOrder(new("drone"), stations, false, secret));
                    var contest = story.Fair.Contest(new("drone"));
                    Assert.Equal(again.Fair.Contest(new("drone")).Order, contest.Order);
                    Assert.Equal(
                        Enumerable.Range(1, contestants).Select(c => $"{c}").Order(StringComparer.Ordinal),
                        contest.Order.Order().Select(x => x.Text)
                    );
                    var drawn = contest.Order.Select(n => contest.Sheets[n].Drawn!).ToList();
                    Assert.Equal(contestants, drawn.Select(d => d.Code).Distinct().Count());
                    Assert.All(drawn, d => Assert.InRange(d.Station, 1, stations));
                    Assert.Equal(drawn.OrderBy(d => d.Heat).ThenBy(d => d.Station), drawn);
                }
            );

    [Fact]
    public void A_draw_is_not_always_the_starting_list() =>
        Assert.True(
            Enumerable
                .Range(0, 20)
                .Select(seed =>
                {
                    var s = Set(10);
                    s.Do(new DrawOrder(new("drone"), 1, false, Secret(seed)));
                    return string.Join(' ', s.Fair.Contest(new("drone")).Order);
                })
                .Distinct()
                .Count() > 15
        );

    [Fact]
    public void A_heat_is_marked_once_it_is_called_and_late_marks_of_earlier_ones_are_taken()
    {
        var story = Set(4);
        story.Do(new DrawOrder(new("drone"), 2, false, Secret(1)));
        var order = story.Fair.Contest(new("drone")).Order;
        story.Do(new CallHeat(new("drone"), 1));
        Assert.Equal(1, story.Do(new EnterMark(new("drone"), new("J1"), order[0], "speed", 5)));
        Assert.Equal("heat-not-called", Code(story, new EnterMark(new("drone"), new("J1"), order[2], "speed", 5)));
        story.Do(new CallHeat(new("drone"), 2));
        Assert.Equal(1, story.Do(new EnterMark(new("drone"), new("J1"), order[2], "speed", 5)));
        Assert.Equal(1, story.Do(new EnterMark(new("drone"), new("J1"), order[1], "speed", 5)));
        Assert.Equal("unknown-heat", Code(story, new CallHeat(new("drone"), 3)));
        Assert.Equal("marking-begun", Code(story, new DrawOrder(new("drone"), 2, false, Secret(2))));
        Assert.Equal("malformed", Code(Set(3), new DrawOrder(new("drone"), 0, false, Secret(2))));
    }

    [Fact]
    public void The_order_drawn_is_that_of_a_keyed_hash_and_the_commitment_that_of_the_key()
    {
        // reckoned with Python's hmac and hashlib
        var draw = new Draw(Secret(1), 2);
        Assert.Equal("ec4916dd28fc4c10d78e287ca5d9cc51ee1ae73cbfde08c6b37324cbfaac8bc5", draw.Commitment);
        Assert.Equal(["2", "1", "6", "3", "4", "5"], draw.Order(Numbers(6)).Select(n => n.Text));
        Assert.Equal(draw.Order(Numbers(6)), draw.Order(Numbers(6).Reverse()));
        Assert.NotEqual(Draw.NewSecret(), Draw.NewSecret());
    }

    [Fact]
    public void Who_is_on_the_list_later_moves_nobody_and_comes_behind() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 6], Gen.Int[1, 5], Secrets, Gen.Bool)
            .Sample(
                (contestants, stations, late, secret, hidden) =>
                {
                    var story = Set(contestants);
                    story.Do(new DrawOrder(new("drone"), stations, hidden, secret));
                    var before = Places(story);
                    story.Do(
                        new SetContestants(
                            new("drone"),
                            [.. Numbers(contestants + late).Reverse().Select(n => new Contestant(n, $"选手{n}"))]
                        )
                    );
                    var after = Places(story);
                    Assert.Equal(before, after.Take(contestants));
                    Assert.Equal(
                        Enumerable.Range(0, contestants + late).Select(i => (i / stations + 1, i % stations + 1)),
                        after.Select(p => (p.Heat, p.Station))
                    );
                }
            );

    [Fact]
    public void Who_withdrew_before_the_draw_and_takes_part_after_all_gets_a_code_too()
    {
        var story = Set(3);
        story.Do(new SetStatus(new("drone"), new("2"), Status.Withdrawn, "受伤"));
        story.Do(new DrawOrder(new("drone"), 2, true, Secret(1)));
        Assert.Equal(["1-01", "1-02", "2"], Called(story));
        story.Do(new SetStatus(new("drone"), new("2"), Status.Ranked, "康复"));
        Assert.Equal(["1-01", "1-02", "2-01"], Called(story));
        // who is not in the next draw has no place of the one before
        story.Do(new SetStatus(new("drone"), new("2-01"), Status.Withdrawn, "受伤"));
        story.Do(new DrawOrder(new("drone"), 2, true, Secret(2)));
        Assert.Equal(["1-01", "1-02", "2"], Called(story));
    }

    [Fact]
    public void A_draw_of_the_first_hubs_is_folded_as_ever_and_who_comes_later_gets_a_code_at_the_start()
    {
        var story = Set(3);
        story.Happen(
            new OrderDrawn(new("drone"), 7, true, [new(new("3"), 1, 1), new(new("1"), 1, 2), new(new("2"), 2, 1)])
        );
        // what the first hubs then wrote
        story.Happen(
            new ContestSet(TestHub.DroneScheme, [.. ((string[])["1", "2", "3", "4"]).Select(n => new Starter(new(n)))])
        );
        Assert.Equal(["1-01", "1-02", "2-01", "4"], Called(story));
        foreach (var fact in HubApp.Consequences.Owed(story.Fair)!.Facts)
            story.Happen(fact);
        Assert.Null(HubApp.Consequences.Owed(story.Fair));
        Assert.Equal(["1-01", "1-02", "2-01", "2-02"], Called(story));
        Assert.Equal(["3", "1", "2", "4"], story.Fair.Contest(new("drone")).Order.Select(n => n.Text));
    }

    [Fact]
    public async Task Behind_codes_nobody_can_tell_whose_work_it_is_until_the_names_are_released()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (judge, chief) = (
            await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"),
            await hub.BadgeAsync(Role.Chief, contest: "drone")
        );
        await chief.AskAsync("contests/drone/draw", new { stations = 2, hidden = true });
        async Task<string> AllAsync(Client who, params string[] boards) =>
            string.Join(
                '\n',
                [
                    await who.Http.GetStringAsync("contests/drone"),
                    .. await Task.WhenAll(boards.Select(b => who.Http.GetStringAsync($"boards/{b}"))),
                ]
            );

        await judge.MarkAsync("J1", "1-01", "speed", 9);
        await judge.AskAsync("contests/drone/now", new { contestant = "1-01" });
        var seen =
            await AllAsync(judge, "leaderboard/drone", "marks/drone/J1", "contest/drone", "explain/drone/1-01")
            + await AllAsync(chief, "panel/drone", "sheet/drone/1-01");
        await chief.AskAsync(
            "contests/drone/corrections",
            new
            {
                contestant = "1-01",
                criterion = "speed",
                seat = "J1",
                value = 8.5,
                reason = "抄错",
            }
        );
        using var export = JsonDocument.Parse(
            await chief.Http.GetStringAsync("contests/drone/export?format=json", TestContext.Current.CancellationToken)
        );
        Assert.Equal("1-01", export.RootElement.GetProperty("corrections")[0].GetProperty("contestant").GetString());
        foreach (var format in (string[])["csv", "json", "html"])
            seen += await chief.Http.GetStringAsync(
                $"contests/drone/export?format={format}",
                TestContext.Current.CancellationToken
            );
        Assert.All((string[])["张三丰", "李四光", "王五一", "朝阳技校"], name => Assert.DoesNotContain(name, seen));
        Assert.Contains("1-01/speed/1", seen);
        // the number leads nowhere, and nobody but who leads the contest releases the names
        var number = hub.Ledger.Fair.Contest(new("drone")).Order[0];
        Assert.Equal(
            "unknown-contestant",
            (
                await Problem.Of(
                    await judge.PostAsync(
                        "contests/drone/marks",
                        new
                        {
                            seat = "J1",
                            contestant = number,
                            criterion = "speed",
                            value = 1,
                        }
                    )
                )
            ).Code
        );
        Assert.False(
            (
                await hub.Anonymous.Http.GetAsync(
                    $"boards/explain/drone/{number}",
                    TestContext.Current.CancellationToken
                )
            ).IsSuccessStatusCode
        );
        Assert.Equal("forbidden", (await Problem.Of(await judge.PostAsync("contests/drone/names", new { }))).Code);

        await chief.AskAsync("contests/drone/names", new { });
        Assert.Contains("张三丰", await AllAsync(hub.Anonymous, "leaderboard/drone"));
        // a tablet that was away still says the code
        await judge.MarkAsync("J1", "1-01", "care", 19);
        Assert.Equal((8.5m, 19m), (hub.MarkOf(number.Text, "speed", "J1"), hub.MarkOf(number.Text, "care", "J1")));
    }

    private static readonly Gen<string> Secrets = Gen.Byte.Array[32].Select(Convert.ToHexStringLower);

    private static string Secret(int n) => n.ToString("x64", CultureInfo.InvariantCulture);

    private static ContestantId[] Numbers(int most) =>
        [.. Enumerable.Range(1, most).Select(n => new ContestantId($"{n}"))];

    private static IReadOnlyList<Drawn> Places(Story story) =>
        [.. story.Fair.Contest(new("drone")).InOrder.Select(s => s.Drawn!)];

    private static IEnumerable<string> Called(Story story)
    {
        var contest = story.Fair.Contest(new("drone"));
        return contest.InOrder.Select(s => contest.Called(s).Text);
    }

    private static Story Set(int contestants)
    {
        var story = new Story();
        story.Do(TestHub.Drone([.. Enumerable.Range(1, contestants).Select(c => $"选手{c}")]));
        return story;
    }

    private static string Code(Story story, Command command) => Assert.Throws<Refusal>(() => story.Do(command)).Code;
}
