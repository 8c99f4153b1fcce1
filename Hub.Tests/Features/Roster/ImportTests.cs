using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Features.Roster;
using Hub.Tests.Sheets;

namespace Hub.Tests.Features.Roster;

public class ImportTests
{
    [Fact]
    public async Task A_workbook_with_a_sheet_of_employers_and_one_of_positions_gives_both()
    {
        await using var hub = await TestHub.StartAsync();
        var workbook = new TinyWorkbook()
            .Add(
                "企业",
                [
                    ["企业名称", "产业集群", "展位"],
                    ["甲公司", "冶金", "A1"],
                    ["乙公司", "冶金", "A2"],
                ]
            )
            .Add(
                "岗位",
                [
                    ["企业名称", "岗位名称", "招聘人数"],
                    ["甲公司", "焊工", 2.0],
                    ["乙公司", "会计", "若干"],
                    ["甲公司", "钳工", 3.0],
                ]
            )
            .Bytes();
        var employers = await ImportAsync(hub, "employers", workbook);
        Assert.Equal(
            ("企业", 2, 0),
            (
                employers.GetProperty("sheet").GetString(),
                employers.GetProperty("added").GetInt32(),
                employers.GetProperty("refused").GetArrayLength()
            )
        );
        var positions = await ImportAsync(hub, "positions", workbook);
        Assert.Equal(
            ("岗位", 3, 0),
            (
                positions.GetProperty("sheet").GetString(),
                positions.GetProperty("added").GetInt32(),
                positions.GetProperty("refused").GetArrayLength()
            )
        );
        Assert.Equal(
            "甲公司",
            (await SearchAsync(hub, "钳工")).GetProperty("positions")[0].GetProperty("employerName").GetString()
        );
    }

    [Fact]
    public async Task The_employers_of_a_real_career_fair_are_imported_and_found()
    {
        var file = await File.ReadAllBytesAsync(SharedData.Path("rosters/career_link.csv"));
        await using var hub = await TestHub.StartAsync();
        var report = await ImportAsync(hub, "employers", file);
        Assert.Equal(
            (226, 224, 2),
            (
                report.GetProperty("rows").GetInt32(),
                report.GetProperty("added").GetInt32(),
                report.GetProperty("refused").GetArrayLength()
            )
        );
        Assert.Equal(224, (await SearchAsync(hub, "")).GetProperty("employersTotal").GetInt32());
        Assert.Equal(
            "84.51°",
            (await SearchAsync(hub, "84.51°")).GetProperty("employers")[0].GetProperty("name").GetString()
        );

        var again = await ImportAsync(hub, "employers", file);
        Assert.Equal(
            (0, 0, 224),
            (
                again.GetProperty("added").GetInt32(),
                again.GetProperty("changed").GetInt32(),
                again.GetProperty("same").GetInt32()
            )
        );
    }

    [Fact]
    public async Task Its_list_of_tables_gives_the_booths_that_the_floor_shows()
    {
        var file = await File.ReadAllBytesAsync(SharedData.Path("rosters/CompanyData.txt"));
        await using var hub = await TestHub.StartAsync();
        var report = await ImportAsync(hub, "employers", file);
        Assert.Equal(
            (report.GetProperty("rows").GetInt32(), 0),
            (report.GetProperty("added").GetInt32(), report.GetProperty("refused").GetArrayLength())
        );
        var google = (await SearchAsync(hub, "google")).GetProperty("employers")[0];
        Assert.Equal(
            ("Google, Inc.", "3"),
            (google.GetProperty("name").GetString(), google.GetProperty("booth").GetString())
        );
        await Eventually.TrueAsync(
            async () => (await hub.Anonymous.RowsAsync("floor")).Count == report.GetProperty("added").GetInt32(),
            "each table is a booth of the floor"
        );
    }

    [Fact]
    public async Task A_booth_that_became_a_date_or_was_never_computed_is_refused_and_none_is_taken_away()
    {
        await using var hub = await TestHub.WithFairAsync();
        foreach (
            var (booth, says) in ((object, string)[])
                [((46_093.0, 58), "write this cell as text"), (new TinyWorkbook.Formula("B9"), "never computed")]
        )
        {
            var file = new TinyWorkbook()
                .Add(
                    "S",
                    [
                        ["企业名称", "展位"],
                        ["朝阳重工", booth],
                    ]
                )
                .Bytes();
            var report = await ImportAsync(hub, "employers", file);
            var refused = report.GetProperty("refused")[0];
            Assert.Equal(
                (2, "展位"),
                (refused.GetProperty("row").GetInt32(), refused.GetProperty("column").GetString())
            );
            Assert.Contains(says, refused.GetProperty("reasonEn").GetString());
            Assert.Equal(0, report.GetProperty("added").GetInt32() + report.GetProperty("changed").GetInt32());
        }
        Assert.Equal(
            "A1",
            (await SearchAsync(hub, "朝阳重工")).GetProperty("employers")[0].GetProperty("booth").GetString()
        );
    }

    [Fact]
    public async Task Every_hall_of_a_workbook_is_taken_and_sheets_and_header_can_be_chosen()
    {
        await using var hub = await TestHub.StartAsync();
        var file = new TinyWorkbook()
            .Add(
                "一号馆",
                [
                    ["参会企业"],
                    ["填报单位：人社局", "日期：7月"],
                    ["企业名称", "展位号"],
                    ["甲公司", "A1"],
                    ["合计", 1.0],
                ],
                "A1:B1"
            )
            .Add(
                "二号馆",
                [
                    ["企业名称", "展位号"],
                    ["乙公司", "B1"],
                    ["丙公司", "A1"],
                ]
            )
            .Add(
                "备注",
                [
                    ["联系电话", "备注"],
                ]
            )
            .Bytes();
        var report = await ImportAsync(hub, "employers", file);
        Assert.Equal(
            ["一号馆 True", "二号馆 True", "备注 False"],
            report
                .GetProperty("sheets")
                .EnumerateArray()
                .Select(s => $"{s.GetProperty("name").GetString()} {s.GetProperty("taken").GetBoolean()}")
        );
        Assert.Equal(
            (4, 2, 3),
            (
                report.GetProperty("rows").GetInt32(),
                report.GetProperty("added").GetInt32(),
                report.GetProperty("header").GetProperty("from").GetInt32()
            )
        );
        Assert.Equal(
            ["一号馆 5", "二号馆 3"],
            report
                .GetProperty("refused")
                .EnumerateArray()
                .Select(r => $"{r.GetProperty("sheet").GetString()} {r.GetProperty("row").GetInt32()}")
        );

        var chosen = await ImportAsync(
            hub,
            "employers",
            file,
            $"&sheet={Uri.EscapeDataString("备注")}&sheet={Uri.EscapeDataString("二号馆")}&header=1"
        );
        Assert.Equal(
            ("二号馆", 2),
            (
                chosen.GetProperty("sheets").EnumerateArray().First(s => s.GetProperty("taken").GetBoolean())
                    is var first
                    ? first.GetProperty("name").GetString()
                    : "",
                chosen.GetProperty("rows").GetInt32()
            )
        );
        var problem = await Problem.Of(
            await hub.Organizer.SendAsync(
                HttpMethod.Post,
                "imports?kind=employers&header=99&name=x",
                new ByteArrayContent(file)
            )
        );
        Assert.Equal("unreadable-roster", problem.Code);
    }

    [Fact]
    public async Task A_row_that_is_asked_about_is_answered_by_its_sheet_too()
    {
        await using var hub = await TestHub.WithFairAsync();
        var file = new TinyWorkbook()
            .Add(
                "说明",
                [
                    ["各馆一张表"],
                ]
            )
            .Add(
                "一号馆",
                [
                    ["企业名称", "展位号"],
                    ["朝阳重工机械", "A1"],
                ]
            )
            .Add(
                "二号馆",
                [
                    ["企业名称", "展位号"],
                    ["凌河软件科技", "A2"],
                ]
            )
            .Bytes();
        var asked = await ImportAsync(hub, "employers", file);
        Assert.Equal(
            ["一号馆 2 朝阳重工 · A1", "二号馆 2 凌河软件 · A2"],
            asked
                .GetProperty("pairs")
                .EnumerateArray()
                .Select(p => $"{p.GetProperty("sheet").GetString()} {p.GetProperty("row")} {p.GetProperty("was")}")
        );
        Assert.Equal(0, asked.GetProperty("changed").GetInt32());
        var told = await ImportAsync(hub, "employers", file, "&same=3!2:e2");
        Assert.Equal(
            (1, "一号馆"),
            (told.GetProperty("changed").GetInt32(), told.GetProperty("pairs")[0].GetProperty("sheet").GetString())
        );
        var names = hub.Ledger.Fair.Roster.Directory.Employers;
        Assert.Equal(("朝阳重工", "凌河软件科技"), (names[new("e1")].Name, names[new("e2")].Name));
        using var none = await hub.Organizer.SendAsync(
            HttpMethod.Post,
            "imports?kind=employers&apply=true&name=x&same=4!2:e1",
            new ByteArrayContent(file)
        );
        Assert.Equal("malformed", (await Problem.Of(none)).Code);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("-2147483648")]
    [InlineData("booths")]
    [InlineData("")]
    public async Task A_kind_of_roster_that_is_none_is_refused_and_nothing_is_imported(string kind)
    {
        await using var hub = await TestHub.WithFairAsync();
        var offset = hub.Offset;
        var problem = await Problem.Of(
            await hub.Organizer.SendAsync(
                HttpMethod.Post,
                $"imports?kind={kind}&apply=true&name=a.csv",
                new ByteArrayContent("企业名称,岗位名称\n朝阳重工,焊工\n"u8.ToArray())
            )
        );
        Assert.Equal((HttpStatusCode.BadRequest, "malformed"), (problem.Status, problem.Code));
        Assert.Equal(offset, hub.Offset);
    }

    [Fact]
    public async Task A_column_for_the_address_where_one_applies_is_read_as_the_website()
    {
        await using var hub = await TestHub.StartAsync();
        var report = await ImportAsync(
            hub,
            "employers",
            "企业名称,展位,招聘网址\n甲公司,A1,www.example.com/jobs\n"u8.ToArray(),
            apply: false
        );
        Assert.Equal(
            ("招聘网址", "website", 2, 0),
            (
                report.GetProperty("columns")[2].GetProperty("header").GetString(),
                report.GetProperty("columns")[2].GetProperty("field").GetString(),
                report.GetProperty("mapping").GetProperty("website").GetInt32(),
                report.GetProperty("warned").GetArrayLength()
            )
        );
        Assert.False(report.GetProperty("applied").GetBoolean());
        Assert.Equal(0, (await SearchAsync(hub, "")).GetProperty("employersTotal").GetInt32());
    }

    private static async Task<JsonElement> ImportAsync(
        TestHub hub,
        string kind,
        byte[] file,
        string more = "",
        bool apply = true
    )
    {
        using var answer = await hub.Organizer.SendAsync(
            HttpMethod.Post,
            $"imports?kind={kind}&apply={apply}&name=roster{more}",
            new ByteArrayContent(file)
        );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static Task<JsonElement> SearchAsync(TestHub hub, string q) =>
        hub.Anonymous.Http.GetFromJsonAsync<JsonElement>($"search?q={Uri.EscapeDataString(q)}");
}
