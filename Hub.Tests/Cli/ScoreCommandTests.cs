using Hub.Tests.Features.Contest.Scoring;

namespace Hub.Tests.Cli;

[Needs(Need.Process)]
public sealed class ScoreCommandTests : IDisposable
{
    private const string Runs =
        "选手,评分项,轮次,评委,分数\nanna,run,1,J1,80\nanna,run,1,J2,82\nanna,run,1,J3,81\nben,run,1,J1,90\n"
        + "=a,run,1,J1,70\n\"o'h, cleo\",status,,,DNS\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("hub-test-").FullName;

    [Fact]
    public async Task A_contest_is_reckoned_without_a_server()
    {
        var (marks, ranks) = (await FileAsync("marks.csv", Runs), Path.Combine(_folder, "ranks.csv"));
        var (code, output) = await HubProcess.RunAsync(
            "score",
            "--scheme",
            "halfpipe",
            "--marks",
            marks,
            "--out",
            ranks
        );
        Assert.Equal(0, code);
        Assert.Equal(
            """
            Marks are missing in what is begun, of 2 of 4 contestants (left out where it cannot be reckoned without):
              ben: Run attempt 1 J2, Run attempt 1 J3
              =a: Run attempt 1 J2, Run attempt 1 J3

            """,
            output
        );
        Assert.Equal(
            [
                "group,rank,contestant,status,total,award,tie,run,missing",
                ",1,ben,Ranked,90,,,90,2",
                ",2,anna,Ranked,81,,,81,0",
                // a spreadsheet would run it
                ",3,'=a,Ranked,70,,,70,2",
                ",,\"o'h, cleo\",DidNotStart,,,,,0",
            ],
            await File.ReadAllLinesAsync(ranks)
        );
    }

    [Fact]
    public async Task How_a_score_came_about_is_told_in_Chinese_and_English()
    {
        var marks = await FileAsync("marks.csv", Runs);
        var (code, output) = await HubProcess.RunAsync(
            "score",
            "--scheme",
            "halfpipe",
            "--marks",
            marks,
            "--explain",
            "anna"
        );
        Assert.Equal(0, code);
        Assert.Contains("anna，第 2 名", output);
        Assert.Contains("滑行 第 1 轮：81 = 平均 J1 80 (去掉最低) J2 82 (去掉最高) J3 81 J4 – (缺)", output);
        Assert.Contains(
            "Run attempt 1: 81 = mean J1 80 (lowest, dropped) J2 82 (highest, dropped) J3 81",
            (
                await HubProcess.RunAsync(
                    "score",
                    "--scheme",
                    "halfpipe",
                    "--marks",
                    marks,
                    "--explain",
                    "anna",
                    "--english"
                )
            ).Output
        );
        Assert.Equal(
            1,
            (await HubProcess.RunAsync("score", "--scheme", "halfpipe", "--marks", marks, "--explain", "nobody")).Code
        );
    }

    [Theory]
    [InlineData("contestant,criterion,value\na,run,90\n", "row 2, seat ''")]
    [InlineData("contestant,criterion,seat,value\na,run,J1,900\n", "row 2, value '900': 0 to 100 in steps of 1")]
    [InlineData("contestant,criterion,seat,value\na,run,J1,ninety\n", "row 2, value 'ninety'")]
    [InlineData(
        "contestant,criterion,seat,value,attempt\na,run,J1,90,1\na,run,J1,90,4\n",
        "row 3, attempt '4': 1 to 3"
    )]
    [InlineData("contestant,criterion,seat,value\na,beauty,J1,90\n", "row 2, criterion 'beauty'")]
    [InlineData("contestant,criterion,seat,value\na,status,,late\n", "row 2, value 'late'")]
    [InlineData("contestant,seat,value\na,J1,90\n", "row 1, criterion ''")]
    public async Task A_row_that_is_no_mark_is_refused_with_its_place(string marks, string reason)
    {
        var (code, output) = await HubProcess.RunAsync(
            "score",
            "--scheme",
            "halfpipe",
            "--marks",
            await FileAsync("marks.csv", marks)
        );
        Assert.Equal(1, code);
        Assert.Contains(reason, output);
    }

    [Fact]
    public async Task A_scheme_is_checked_alone_and_its_holes_are_told()
    {
        Assert.Equal(
            (0, "diving: 3 parts, no holes; the higher total wins"),
            Trimmed(await HubProcess.RunAsync("score", "--scheme", "diving"))
        );
        var scheme = await FileAsync(
            "s.json",
            """
            { "id": "x", "name": "x", "panels": {}, "modules": [{ "id": "m", "name": "m", "kind": "yesNo",
            "panel": "p" }] }
            """
        );
        Assert.Equal((1, "m: There is no panel 'p'."), Trimmed(await HubProcess.RunAsync("score", "--scheme", scheme)));
        Assert.Equal(
            (1, "There is no file and no example nothing."),
            Trimmed(await HubProcess.RunAsync("score", "--scheme", "nothing"))
        );
        Assert.Contains("\"multiplyBy\"", (await HubProcess.RunAsync("score", "--schema")).Output);
    }

    [Fact]
    public async Task A_scheme_may_be_a_spreadsheet_and_its_bad_cells_are_told()
    {
        var (scheme, marks) = (
            await FileAsync("cup.csv", "模块,评分项,编号,席位,满分\n飞行,动作,fly,J1-J2,10\n"),
            await FileAsync("marks.csv", "选手,评分项,评委,分数\nanna,fly,J1,8\nanna,fly,J2,9\n")
        );
        Assert.Contains(
            ",1,anna,Ranked,8.5",
            (await HubProcess.RunAsync("score", "--scheme", scheme, "--marks", marks)).Output
        );
        Assert.Equal(
            (1, "row 2, 满分 'ten': is no number: a number from 0.001 to 1000000"),
            Trimmed(
                await HubProcess.RunAsync(
                    "score",
                    "--scheme",
                    await FileAsync("bad.csv", "模块,评分项,席位,满分\n飞行,动作,J1,ten\n")
                )
            )
        );
    }

    [Fact]
    public async Task Seventeen_skating_events_are_reckoned_from_files()
    {
        var isu = Isu.Read(SharedData.Folder("isu"));
        var ranks = 0;
        foreach (var (scheme, file) in isu.Files)
        {
            var (code, output) = await HubProcess.RunAsync(
                "score",
                "--scheme",
                scheme,
                "--marks",
                await FileAsync($"{scheme}.csv", file)
            );
            Assert.DoesNotContain("Marks are missing", output);
            Assert.Equal(0, code);
            foreach (
                var cells in output
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Skip(1)
                    .Select(l => l.Split(','))
            )
            {
                Assert.Equal($"{isu.Performances[cells[2]].Rank}", cells[1]);
                ranks++;
            }
        }
        Assert.Equal(1_726, ranks);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (int, string) Trimmed((int Code, string Output) ran) => (ran.Code, ran.Output.Trim());

    private async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }
}
