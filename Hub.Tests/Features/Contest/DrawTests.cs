using System.Text.Json;
using CsCheck;
using Hub.Features.Contest;

namespace Hub.Tests.Features.Contest;

/// <summary>Running order, heats, stations, and names hidden behind codes.</summary>
public class DrawTests
{
    [Fact]
    public void Everybody_is_drawn_once_and_the_same_seed_draws_the_same() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 12], Gen.Int[0, int.MaxValue])
            .Sample(
                (contestants, stations, seed) =>
                {
                    var (story, again) = (Set(contestants), Set(contestants));
                    story.Do(new DrawOrder(new("drone"), stations, false, seed));
                    again.Do(new DrawOrder(new("drone"), stations, false, seed));
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
                    s.Do(new DrawOrder(new("drone"), 1, false, seed));
                    return string.Join(' ', s.Fair.Contest(new("drone")).Order);
                })
                .Distinct()
                .Count() > 15
        );

    [Fact]
    public void A_heat_is_marked_once_it_is_called_and_late_marks_of_earlier_ones_are_taken()
    {
        var story = Set(4);
        story.Do(new DrawOrder(new("drone"), 2, false, 1));
        var order = story.Fair.Contest(new("drone")).Order;
        story.Do(new CallHeat(new("drone"), 1));
        Assert.Equal(1, story.Do(new EnterMark(new("drone"), new("J1"), order[0], "speed", 5)));
        Assert.Equal("heat-not-called", Code(story, new EnterMark(new("drone"), new("J1"), order[2], "speed", 5)));
        story.Do(new CallHeat(new("drone"), 2));
        Assert.Equal(1, story.Do(new EnterMark(new("drone"), new("J1"), order[2], "speed", 5)));
        Assert.Equal(1, story.Do(new EnterMark(new("drone"), new("J1"), order[1], "speed", 5)));
        Assert.Equal("unknown-heat", Code(story, new CallHeat(new("drone"), 3)));
        Assert.Equal("marking-begun", Code(story, new DrawOrder(new("drone"), 2, false, 2)));
        Assert.Equal("malformed", Code(Set(3), new DrawOrder(new("drone"), 0, false, 2)));
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

    private static Story Set(int contestants)
    {
        var story = new Story();
        story.Do(TestHub.Drone([.. Enumerable.Range(1, contestants).Select(c => $"选手{c}")]));
        return story;
    }

    private static string Code(Story story, Command command) => Assert.Throws<Refusal>(() => story.Do(command)).Code;
}
