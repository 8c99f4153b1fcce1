using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
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

    private static async Task<JsonElement> ImportAsync(TestHub hub, string kind, byte[] file)
    {
        using var answer = await hub.Organizer.SendAsync(
            HttpMethod.Post,
            $"imports?kind={kind}&apply=true&name=roster",
            new ByteArrayContent(file)
        );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static Task<JsonElement> SearchAsync(TestHub hub, string q) =>
        hub.Anonymous.Http.GetFromJsonAsync<JsonElement>($"search?q={Uri.EscapeDataString(q)}");
}
