using System.Collections.Immutable;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Hub.Features.Contest;
using Hub.Features.Contest.Export;
using Hub.Features.Contest.Scoring;
using Hub.Sheets;

namespace Hub.Tests.Features.Contest.Export;

/// <summary>Results as files and on paper.</summary>
public class ExportTests
{
    [Fact]
    public async Task Only_who_leads_the_contest_takes_its_results_home()
    {
        await using var hub = await ContestAsync();
        Client[] others =
        [
            hub.Anonymous,
            await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"),
            await hub.BadgeAsync(Role.Chief, contest: "other"),
            await hub.BadgeAsync(Role.Display),
            await hub.BadgeAsync(Role.Recruiter, booth: "A1"),
        ];
        foreach (var format in (string[])["csv", "xlsx", "json", "html"])
        {
            foreach (var other in others)
                Assert.Equal(
                    "forbidden",
                    (await Problem.Of(await other.Http.GetAsync($"contests/drone/export?format={format}"))).Code
                );
            foreach (var leader in (Client[])[hub.Organizer, await hub.BadgeAsync(Role.Chief, contest: "drone")])
            {
                using var answer = await leader.Http.GetAsync($"contests/drone/export?format={format}");
                Assert.Equal(
                    (HttpStatusCode.OK, "no-store"),
                    (answer.StatusCode, answer.Headers.CacheControl?.ToString())
                );
            }
        }
        Assert.All(
            await Task.WhenAll(
                new[] { "format=pdf", "format=7", "format=html&part=x", "format=csv&lang=de", "" }.Select(async q =>
                    (await hub.Organizer.Http.GetAsync($"contests/drone/export?{q}")).StatusCode
                )
            ),
            status => Assert.Equal(HttpStatusCode.BadRequest, status)
        );
        Assert.Equal(
            "unknown-contest",
            (await Problem.Of(await hub.Organizer.Http.GetAsync("contests/none/export?format=csv"))).Code
        );
    }

    [Fact]
    public async Task A_link_names_its_badge_and_another_sites_page_may_not_use_it()
    {
        await using var hub = await ContestAsync();
        HttpRequestMessage Link(string site) =>
            new(HttpMethod.Get, "contests/drone/export?format=csv&as=organizer")
            {
                Headers = { { "Cookie", $"hub-organizer={hub.Organizer.Secret}" }, { "Sec-Fetch-Site", site } },
            };
        using var own = await hub.Anonymous.Http.SendAsync(Link("same-origin"));
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal("foreign-page", (await Problem.Of(await hub.Anonymous.Http.SendAsync(Link("cross-site")))).Code);
    }

    [Fact]
    public void A_csv_opens_in_excel_and_runs_nothing_that_somebody_typed_as_a_name()
    {
        var fair = Marked("=cmd|'/c calc'!A1", "+1\"2", "@x,y");
        var csv = ResultFiles.Csv(Table(fair), zh: true);
        Assert.True(csv.AsSpan().StartsWith(Encoding.UTF8.Preamble));
        Assert.Equal(
            [
                "组别,名次,编号,姓名,单位,状态,总分,飞行,维修,奖项,同分依据,缺分",
                "青年组,1,1,'=cmd|'/c calc'!A1,'-朝阳技校,参加排名,90,90,90,一等奖,,",
                "青年组,2,2,\"'+1\"\"2\",'-朝阳技校,参加排名,70,70,70,,,",
                "青年组,,3,\"'@x,y\",'-朝阳技校,未参赛,,,,,,",
                "",
            ],
            Encoding.UTF8.GetString(csv.AsSpan(3)).Split("\r\n")
        );
    }

    [Fact]
    public void A_workbook_gives_back_each_text_as_it_was_also_one_that_looks_like_an_escape()
    {
        string[] texts = ["_x0041_", "_x0041_x0042_", "a_xD842__xDFB7_z", "__x0009_", "_x004_", "𠮷&<b>"];
        Assert.Equal(texts, Sheet.Read(TableFile.Xlsx(["a", "b", "c", "d", "e", "f"], [texts], "1"), "x.xlsx").Rows[0]);
    }

    [Fact]
    public void A_workbook_holds_numbers_as_numbers_and_names_as_text()
    {
        var file = ResultFiles.Xlsx(Table(Marked("=1+1", "李𠮷光", "王五一")), zh: false);
        using (var zip = new ZipArchive(new MemoryStream(file)))
        {
            var sheet = zip
                .Entries.Where(e => e.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal))
                .Select(e => new StreamReader(e.Open()).ReadToEnd())
                .Single();
            Assert.DoesNotContain("<x:f>", sheet);
            Assert.DoesNotContain("<f>", sheet);
            // as two halves, _xD842__xDFB7_, other programs than Excel show it so
            Assert.Contains("李𠮷光", sheet);
        }
        var read = Sheet.Read(file, "x.xlsx");
        Assert.Equal(
            [
                "Group",
                "Rank",
                "Number",
                "Name",
                "Affiliation",
                "Status",
                "Total",
                "飞行",
                "维修",
                "Award",
                "Tie decided by",
                "Missing marks",
            ],
            read.Headers
        );
        Assert.Equal(
            ["青年组", "1", "1", "=1+1", "-朝阳技校", "ranked", "90", "90", "90", "一等奖", "", ""],
            read.Rows[0]
        );
        Assert.NotEmpty(ResultFiles.Xlsx(new ResultTable([], [], [], []), zh: true));
    }

    [Fact]
    public async Task A_table_has_the_values_of_every_criterion_and_attempt_where_it_is_asked_for()
    {
        await using var hub = await TestHub.StartAsync();
        using var made = await hub.Organizer.PostAsync(
            "contests",
            """
            { "scheme": { "id": "x", "name": "飞行", "panels": { "p": { "seats": ["J1"] } }, "modules": [
                { "id": "run", "name": "航线", "attempts": { "count": 2, "names": ["上午", "下午"] }, "criteria": [
                  { "id": "skill", "name": "=技巧", "kind": "judged", "max": 10, "panel": "p" },
                  { "id": "time", "name": "用时", "kind": "time", "panel": "p", "counts": false }] }] },
              "contestants": [{ "number": "1", "name": "张三丰" }] }
            """
        );
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        var judge = await hub.BadgeAsync(Role.Judge, contest: "x", seat: "J1");
        foreach (
            var (criterion, attempt, value) in ((string, int, object)[])
                [("skill", 1, 7), ("skill", 2, 9), ("time", 2, "DNF")]
        )
            await judge.AskAsync(
                "contests/x/marks",
                new
                {
                    seat = "J1",
                    contestant = "1",
                    criterion,
                    attempt,
                    value,
                }
            );
        var lines = (await hub.Organizer.Http.GetStringAsync("contests/x/export?format=csv&lang=zh&part=parts")).Split(
            "\r\n"
        );
        Assert.EndsWith(",航线 上午,航线 下午,'=技巧 上午,'=技巧 下午,用时 上午,用时 下午", lines[0]);
        Assert.EndsWith(",7,9,7,9,,DNF", lines[1]);
        var book = Sheet.Read(
            await hub.Organizer.Http.GetByteArrayAsync("contests/x/export?format=xlsx&lang=zh&part=parts"),
            "x.xlsx",
            []
        );
        Assert.Equal("=技巧 上午", book.Headers[^4]);
        using var refused = await hub.Organizer.Http.GetAsync("contests/x/export?format=html&part=parts");
        Assert.Equal(400, (int)refused.StatusCode);
    }

    [Fact]
    public async Task The_json_holds_every_mark_and_how_every_number_came_about()
    {
        await using var hub = await ContestAsync();
        var all = JsonSerializer.Deserialize<JsonElement>(
            await hub.Organizer.Http.GetStringAsync("contests/drone/export?format=json")
        );
        Assert.Equal(
            (false, hub.Offset),
            (all.GetProperty("official").GetBoolean(), all.GetProperty("offset").GetInt64())
        );
        var first = all.GetProperty("contestants")[0];
        Assert.Equal(
            ("1", "张三丰", 90m),
            (
                first.GetProperty("number").GetString(),
                first.GetProperty("name").GetString(),
                first.GetProperty("total").GetDecimal()
            )
        );
        Assert.Equal(6, first.GetProperty("marks").GetArrayLength());
        Assert.Equal(
            9m,
            first
                .GetProperty("explanation")
                .GetProperty("speed/0")
                .GetProperty("from")[0]
                .GetProperty("value")
                .GetDecimal()
        );
        Assert.Contains(
            "J1 9",
            first.GetProperty("explanation").GetProperty("speed/0").GetProperty("lines").GetString()
        );
        // the scheme in it can be used again
        Assert.Equal(
            "drone",
            SchemeFile.Read(Encoding.UTF8.GetBytes(all.GetProperty("scheme").GetRawText())).Scheme.Id.Text
        );
    }

    [Fact]
    public void What_is_printed_escapes_every_name_and_says_whether_it_is_official()
    {
        var story = Story();
        var provisional = Paper.Of(
            Named(story.Fair, "<script>alert(1)</script>", "\"><img src=x onerror=y>", "王&五"),
            story.Fair.Contest(new("drone")),
            zh: true,
            PaperPart.All,
            Tests.Story.Morning
        );
        Assert.DoesNotContain("<script", provisional);
        Assert.DoesNotContain("<img", provisional);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", provisional);
        Assert.Contains("王&amp;五", provisional);
        Assert.Contains("暂定成绩", provisional);
        Assert.DoesNotContain("正式成绩", provisional);
        Assert.Contains("2026年6月6日", provisional);
        Assert.Equal(
            (1, 3, 1),
            (
                Count(provisional, "class=\"results\""),
                Count(provisional, "class=\"sheet\""),
                Count(provisional, "class=\"certificate\"")
            )
        );

        foreach (var c in (string[])["1", "2"])
        {
            foreach (var seat in (string[])["J1", "J2", "J3"])
                story.Do(new SignSheet(new("drone"), new(c), Signer.Judge, new(seat)));
            story.Do(new SignSheet(new("drone"), new(c), Signer.Contestant));
            story.Do(new SignSheet(new("drone"), new(c), Signer.Chief));
        }
        story.Do(new LockContest(new("drone")));
        var official = Paper.Of(
            story.Fair,
            story.Fair.Contest(new("drone")),
            zh: false,
            PaperPart.Results,
            Tests.Story.Morning
        );
        Assert.Contains("Official results", official);
        Assert.DoesNotContain("Provisional", official);
        Assert.Contains("6 June 2026", official);
        Assert.DoesNotContain("class=\"sheet\"", official);
        var certificates = Paper.Of(
            story.Fair,
            story.Fair.Contest(new("drone")),
            zh: true,
            PaperPart.Certificates,
            Tests.Story.Morning
        );
        Assert.Contains("一等奖", certificates);
        Assert.DoesNotContain("暂定", certificates);
    }

    [Fact]
    public void A_score_sheet_shows_who_gave_what_and_what_did_not_count()
    {
        var scheme = TestHub.DroneScheme with
        {
            Modules =
            [
                TestHub.DroneScheme.Modules[0] with
                {
                    Weight = null,
                    Criteria = [TestHub.Speed(10, 0.5m) with { Combine = new Combine(By.Mean, 1, 1) }],
                },
            ],
        };
        var story = new Story();
        story.Do(new DefineContest(scheme, [new(new("1"), "张三丰")]));
        foreach (var (seat, mark) in (ReadOnlySpan<(string, decimal)>)[("J1", 7), ("J2", 8.5m), ("J3", 10)])
            story.Do(new EnterMark(new("drone"), new(seat), new("1"), "speed", mark));
        var paper = Paper.Of(
            story.Fair,
            story.Fair.Contest(new("drone")),
            zh: true,
            PaperPart.Sheets,
            Tests.Story.Morning
        );
        Assert.Contains("<span><small>J2</small> 8.5</span>", paper);
        Assert.Contains("<span class=\"out\"><small>J1</small> <s>7</s> <small>去掉最低</small></span>", paper);
        Assert.Contains(
            "<span>评委 J1</span><span>评委 J2</span><span>评委 J3</span><span>选手</span><span>裁判长</span>",
            paper
        );
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static ResultTable Table(Fair fair) => ResultTable.Of(fair, fair.Contest(new("drone")));

    private static Fair Marked(params string[] names) => Named(Story().Fair, names);

    private static Fair Named(Fair fair, params string[] names) =>
        fair with
        {
            People = names
                .Index()
                .ToImmutableDictionary(n => $"drone/{n.Index + 1}", n => new Person(n.Item, "-朝阳技校")),
        };

    /// <summary>1 has 90 and the first prize, 2 has 70, 3 did not come.</summary>
    private static Story Story()
    {
        var story = new Story();
        story.Do(new OpenFair("人才周", "Talent Week", "Asia/Shanghai"));
        story.Do(
            new DefineContest(
                TestHub.DroneScheme with
                {
                    Awards = [new Award("first", "一等奖", Count: 1)],
                },
                [
                    new(new("1"), "甲", Group: "青年组"),
                    new(new("2"), "乙", Group: "青年组"),
                    new(new("3"), "丙", Group: "青年组"),
                ]
            )
        );
        foreach (var (contestant, share) in (ReadOnlySpan<(string, decimal)>)[("1", 0.9m), ("2", 0.7m)])
        foreach (var seat in (string[])["J1", "J2", "J3"])
        {
            story.Do(new EnterMark(new("drone"), new(seat), new(contestant), "speed", 10 * share));
            story.Do(new EnterMark(new("drone"), new(seat), new(contestant), "care", 20 * share));
        }
        story.Do(new SetStatus(new("drone"), new("3"), Status.DidNotStart, "未到"));
        return story;
    }

    private static async Task<TestHub> ContestAsync()
    {
        var hub = await TestHub.WithFairAsync();
        foreach (var seat in (string[])["J1", "J2", "J3"])
        {
            await hub.AskAsync(new EnterMark(new("drone"), new(seat), new("1"), "speed", 9));
            await hub.AskAsync(new EnterMark(new("drone"), new(seat), new("1"), "care", 18));
        }
        return hub;
    }
}
