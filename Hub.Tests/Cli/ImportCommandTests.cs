using Hub.Tests.Sheets;

namespace Hub.Tests.Cli;

[Needs(Need.Process)]
public sealed class ImportCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-test-").FullName;

    [Fact]
    public async Task Columns_are_named_by_number_and_refused_rows_are_written_to_a_file()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (file, report) = (
            await FileAsync("list.csv", "代号,简称,桌\n1,甲公司,C1\n2,乙公司,A1\n3,,C2\n"),
            Path.Combine(_folder, "refused.csv")
        );
        var (code, output) = await HubProcess.RunAsync(
            "import",
            file,
            "--map",
            "name=2",
            "booth=3",
            "--report",
            report,
            "--data",
            hub.Data
        );
        Assert.Equal(0, code);
        Assert.Contains("1 added, 0 changed, 0 the same, 2 refused", output);
        await Eventually.TrueAsync(
            async () => (await hub.Anonymous.RowsAsync("floor")).ContainsKey("C1"),
            "the running hub shows the new booth"
        );
        var refused = await File.ReadAllLinesAsync(report);
        Assert.Equal(
            ["3,桌,A1,展位已由“朝阳重工”使用,The booth is 朝阳重工's", "4,简称,,必填项为空,\"required, but empty\""],
            refused[1..]
        );
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change_and_changes_nothing()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (before, file) = (
            hub.Store.Head(TestHub.Fair).Offset,
            await FileAsync("list.csv", "企业名称,展位\n甲公司,C1\n朝阳重工,C2\n")
        );
        var (code, output) = await HubProcess.RunAsync("import", file, "--dry-run", "--data", hub.Data);
        Assert.Equal(0, code);
        Assert.Contains("dry run: 1 added, 1 changed, 0 the same, 0 refused", output);
        Assert.Equal(before, hub.Store.Head(TestHub.Fair).Offset);
    }

    [Fact]
    public async Task Each_kind_comes_from_its_sheet_of_the_workbook()
    {
        await using var hub = await TestHub.WithFairAsync();
        var file = Path.Combine(_folder, "fair.xlsx");
        await File.WriteAllBytesAsync(
            file,
            new TinyWorkbook()
                .Add(
                    "企业",
                    [
                        ["企业名称", "展位"],
                        ["朝阳重工", "A1"],
                    ]
                )
                .Add(
                    "岗位",
                    [
                        ["企业名称", "岗位名称", "人数"],
                        ["朝阳重工", "焊工", 2.0],
                        ["凌河软件", "程序员", 1.0],
                    ]
                )
                .Bytes()
        );
        Assert.Contains("sheet 企业", (await HubProcess.RunAsync("import", file, "--data", hub.Data)).Output);
        var (code, output) = await HubProcess.RunAsync("import", file, "--kind", "positions", "--data", hub.Data);
        Assert.Equal(0, code);
        Assert.Contains("sheet 岗位", output);
        Assert.Contains("2 added, 0 changed, 0 the same, 0 refused", output);
    }

    [Fact]
    public async Task Sheets_and_the_header_row_are_said_and_can_be_chosen()
    {
        await using var hub = await TestHub.WithFairAsync();
        var file = Path.Combine(_folder, "halls.xlsx");
        object?[][] Hall(string name, string booth) =>
            [
                ["名单"],
                ["企业名称", "展位"],
                [name, booth],
            ];
        await File.WriteAllBytesAsync(
            file,
            new TinyWorkbook()
                .Add("一号馆", Hall("甲公司", "C1"))
                .Add("二号馆", Hall("乙公司", "C2"))
                .Add(
                    "说明",
                    [
                        ["说明"],
                    ]
                )
                .Bytes()
        );
        var all = (await HubProcess.RunAsync("import", file, "--dry-run", "--data", hub.Data)).Output;
        Assert.Contains("sheet 一号馆, 二号馆, header in row 2", all);
        Assert.Contains("sheet 说明 is not read: 0 rows", all);
        Assert.Contains("2 added", all);
        var one = await HubProcess.RunAsync([
            "import",
            file,
            "--sheet",
            "二号馆",
            "--header",
            "2",
            "--dry-run",
            "--data",
            hub.Data,
        ]);
        Assert.Contains("sheet 二号馆, header in row 2", one.Output);
        Assert.Contains("1 added", one.Output);
    }

    [Fact]
    public async Task A_column_that_is_not_there_is_refused_in_a_sentence()
    {
        await using var hub = await TestHub.WithFairAsync();
        var file = await FileAsync("list.csv", "企业名称,展位\n甲公司,C1\n");
        foreach (var map in (string[])["name", "name=zero", "name=9"])
        {
            var (code, output) = await HubProcess.RunAsync("import", file, "--map", map, "--data", hub.Data);
            Assert.Equal(1, code);
            Assert.Single(output.Trim().Split('\n'));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
