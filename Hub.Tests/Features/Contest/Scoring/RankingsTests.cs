using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest.Scoring;

/// <summary>Rankings beside the first one, with awards of their own.</summary>
public class RankingsTests
{
    private const string Modules = """
        { "id": "flight", "name": "飞行", "kind": "judged", "max": 100, "panel": "p" },
        { "id": "lap", "name": "一圈", "kind": "time", "panel": "p", "counts": false, "attempts": { "count": 2 } }
        """;

    private static Rules With(string rankings) => Sheet.Rules(Modules, $$""", "rankings": [{{rankings}}] """, "C1");

    private static readonly string[] Marks =
    [
        "a,flight,,C1,90,x",
        "b,flight,,C1,80,x",
        "c,flight,,C1,95,y",
        "d,flight,,C1,70,y",
        "a,lap,1,C1,31,x",
        "a,lap,2,C1,29,x",
        "b,lap,1,C1,28.5,x",
        "c,lap,1,C1,DNF,y",
        "d,lap,1,C1,29,y",
        "star,flight,,C1,99,y",
        "star,lap,1,C1,20,y",
        "star,status,,,unofficial,y",
    ];

    /// <summary>Rank, number and award in the only ranking, in its order.</summary>
    private static string Told(string ranking) =>
        string.Join(
            ", ",
            Standings
                .Of(
                    With(ranking),
                    MarksFile.Read(
                        System.Text.Encoding.UTF8.GetBytes(
                            "contestant,criterion,attempt,seat,value,group\n" + string.Join('\n', Marks)
                        ),
                        With(ranking)
                    )
                )
                .Where(s => s.Also.Count > 0)
                .Select(s => (s.Entrant.Number, Also: Assert.Single(s.Also)))
                .OrderBy(s => s.Also.Rank)
                .ThenBy(s => s.Number)
                .Select(s => $"{s.Also.Rank} {s.Number} {s.Also.Award}".TrimEnd())
        );

    [Fact]
    public void The_fastest_lap_wins_among_all_groups_and_who_has_none_is_not_ranked() =>
        Assert.Equal(
            "1 b fast, 2 a, 2 d",
            Told(
                """
                { "id": "lap", "name": "最快单圈", "part": "lap", "overall": true,
                  "awards": [{ "id": "fast", "name": "最快单圈", "count": 1 }] }
                """
            )
        );

    [Fact]
    public void Beside_its_group_somebody_may_win_over_all()
    {
        Assert.Equal(
            "1 c best, 2 a, 3 b, 4 d",
            Told(
                """
                { "id": "all", "name": "总冠军", "overall": true,
                  "awards": [{ "id": "best", "name": "总冠军", "count": 1 }] }
                """
            )
        );
        Assert.Equal("1 a, 1 c, 2 b, 2 d", Told("""{ "id": "own", "name": "组内" }"""));
        Assert.Equal("1 c, 2 d", Told("""{ "id": "y", "name": "y", "overall": true, "groups": ["y"] }"""));
    }

    [Fact]
    public void Who_is_unofficial_wins_only_where_the_ranking_says_so() =>
        Assert.Equal(
            "1 star w, 2 c, 3 a, 4 b, 5 d",
            Told(
                """
                { "id": "open", "name": "公开", "overall": true, "unofficial": true,
                  "awards": [{ "id": "w", "name": "公开", "count": 1 }] }
                """
            )
        );

    [Fact]
    public void A_ranking_has_ties_and_tiers_of_its_own()
    {
        Assert.Equal(
            "1 b i, 2 a ii, 2 d ii",
            Told(
                """
                { "id": "lap", "name": "lap", "part": "lap", "overall": true, "awardTies": "up", "awards": [
                  { "id": "i", "name": "i", "count": 1 }, { "id": "ii", "name": "ii", "count": 1 } ] }
                """
            )
        );
        Assert.Equal(
            "1 b, 2 d, 3 a",
            Told(
                """
                { "id": "lap", "name": "lap", "part": "lap", "overall": true,
                  "ties": [{ "part": "flight", "best": "low" }] }
                """
            )
        );
        Assert.Equal(
            "1 a, 1 d, 3 b",
            Told("""{ "id": "slow", "name": "slow", "part": "lap", "best": "high", "overall": true }""")
        );
    }

    [Theory]
    [InlineData("""{ "id": "a b", "name": "x" }""", "has an id and a name")]
    [InlineData("""{ "id": "a", "name": "x", "groups": [] }""", "at least one")]
    [InlineData("""{ "id": "a", "name": "x", "part": "q" }""", "There is no part 'q'.")]
    [InlineData("""{ "id": "a", "name": "x", "ties": [{ "part": "q" }] }""", "There is no part 'q'.")]
    [InlineData("""{ "id": "a", "name": "x" }, { "id": "a", "name": "y" }""", "Rankings need distinct ids.")]
    [InlineData("""{ "id": "a", "name": "x", "awards": [{ "id": "w", "name": "w" }] }""", "a per cent (0 to 100)")]
    public void A_ranking_that_nobody_could_rank_by_is_refused(string ranking, string why) =>
        Assert.Contains(why, Assert.Throws<SchemeException>(() => With(ranking)).Message);

    [Fact]
    public async Task A_special_award_is_on_the_board_the_page_the_certificates_and_the_exports()
    {
        await using var hub = await TestHub.StartAsync();
        using var answer = await hub.Organizer.PostAsync(
            "contests",
            $$"""
            { "scheme": { "id": "x", "name": "竞速", "panels": { "p": { "seats": ["C1"] } }, "modules": [{{Modules}}],
                "rankings": [{ "id": "fast", "name": "最快单圈", "nameEn": "Fastest lap", "part": "lap",
                  "awards": [{ "id": "w", "name": "单项奖", "count": 1 }] }] },
              "contestants": [{ "number": "1", "name": "张三丰" }, { "number": "2", "name": "李四" }] }
            """
        );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Contains(
            "\"rankings\":[{\"id\":\"fast\",\"name\":\"最快单圈\",\"nameEn\":\"Fastest lap\"",
            await hub.Anonymous.Http.GetStringAsync("contests/x")
        );
        var judge = await hub.BadgeAsync(Role.Judge, contest: "x", seat: "C1");
        foreach (var (contestant, flight, lap) in ((string, int, decimal)[])[("1", 90, 31), ("2", 80, 30)])
        {
            await judge.AskAsync(
                "contests/x/marks",
                new
                {
                    seat = "C1",
                    contestant,
                    criterion = "flight",
                    value = flight,
                }
            );
            await judge.AskAsync(
                "contests/x/marks",
                new
                {
                    seat = "C1",
                    contestant,
                    criterion = "lap",
                    value = lap,
                }
            );
        }
        await SeenAsync();
        await hub.RestartAsync();
        await SeenAsync();

        async Task SeenAsync()
        {
            var rows = await hub.Anonymous.RowsAsync("leaderboard/x");
            Assert.Contains("\"rank\":2", rows["2"]);
            Assert.Contains("\"also\":[{\"ranking\":\"fast\",\"rank\":1,\"award\":\"w\"}]", rows["2"]);
            Assert.Contains("\"also\":[{\"ranking\":\"fast\",\"rank\":2,\"award\":null}]", rows["1"]);
            var paper = await hub.Organizer.Http.GetStringAsync(
                "contests/x/export?format=html&part=certificates&lang=zh"
            );
            Assert.Contains("单项奖", paper);
            Assert.Contains("最快单圈 第 1 名", paper);
            var csv = await hub.Organizer.Http.GetStringAsync("contests/x/export?format=csv&lang=zh");
            Assert.Contains("最快单圈,最快单圈奖项", csv);
            Assert.Contains("1,单项奖", csv);
        }
    }
}
