using System.Net;
using System.Net.Http.Json;
using Hub.Features.Floor;
using Hub.Features.Interest;
using Hub.Features.Queues;
using Hub.Features.Roster;
using Hub.Features.Roster.Changes;
using Hub.Sheets;

namespace Hub.Tests.Features.Roster;

/// <summary>Rosters that come again, corrected.</summary>
public class CorrectedTests
{
    private static readonly PositionRow[] Positions =
    [
        new(2, "朝阳重工", "焊工", 3, "大专", null, "6-8K", "朝阳", null),
        new(3, "朝阳重工", "钳工", 1, null, null, null, "朝阳", null),
        new(4, "凌河软件", "程序员", 2, "本科", null, null, "沈阳", null),
    ];

    private static Story WithPositions()
    {
        var story = Story.WithBooths();
        story.Do(new ImportRoster([], Positions));
        return story;
    }

    [Fact]
    public void Row_by_row_it_is_said_what_was_and_what_becomes_of_it()
    {
        var diff = Diff(
            Story.WithBooths(),
            [
                TestHub.Employers[0] with
                {
                    NameEn = "",
                    Cluster = "新材料",
                },
                new(9, "新来的", null, null, null, null, null, "C1"),
            ]
        );
        Assert.Equal(
            ["2 朝阳重工: nameEn Chaoyang Heavy→, cluster 装备制造→新材料", "9 新来的: "],
            diff.Changes.Select(c =>
                $"{c.Row} {c.Name}: {string.Join(", ", c.Cells.Select(f => $"{f.Field} {f.Was}→{f.Now}"))}"
            )
        );
    }

    [Fact]
    public void Corrected_capitals_are_a_change_and_an_emptied_headcount_is_emptied()
    {
        var story = WithPositions();
        story.Do(new ImportRoster([new(2, "abc 公司", null, null, null, null, null, null)], []));
        Assert.Equal(1, story.Do(new ImportRoster([new(2, "ABC公司", null, null, null, null, null, null)], [])));
        Assert.Equal("ABC公司", story.Fair.Roster.Directory.Employers[new("e4")].Name);
        Assert.Equal(
            1,
            story.Do(new ImportRoster([], [Positions[0] with { Headcount = null, HeadcountEmptied = true }]))
        );
        Assert.Null(story.Fair.Roster.Directory.Positions["p1"].Headcount);
        // a sheet without the column says nothing
        Assert.Equal(0, story.Do(new ImportRoster([], [Positions[1] with { Headcount = null }])));
        Assert.Equal(1, story.Fair.Roster.Directory.Positions["p2"].Headcount);
    }

    [Theory]
    [InlineData("朝阳重工机械", null, "名称相近")]
    [InlineData("朝阳重工有限公司", null, "名称相近")]
    [InlineData("朝阳重汽", null, "名称相近")]
    [InlineData("完全改名了", "A1", "展位相同")]
    [InlineData("完全改名了", null, null)]
    public void A_corrected_name_is_asked_about_and_taken_as_it_is_answered(string name, string? booth, string? why)
    {
        EmployerRow[] sheet =
        [
            TestHub.Employers[1],
            TestHub.Employers[2],
            new(9, name, null, null, null, null, null, booth),
        ];
        var diff = Diff(Story.WithBooths(), sheet);
        if (why is null)
        {
            Assert.Empty(diff.Pairs);
            Assert.Equal((1, "朝阳重工"), (diff.Added, diff.Missing.Single().Name));
            return;
        }
        // nothing is done unasked
        var pair = Assert.Single(diff.Pairs);
        Assert.Equal((9, "e1", why), (pair.Row, pair.Id, pair.Why));
        Assert.Equal((0, 0, 9), (diff.Added, diff.Changed, diff.Refused.Single().Row));
        Assert.Empty(diff.Missing);

        foreach (
            var answers in (Answers[])
                [Answers.Read("9:e1", null, null, null), Answers.Read(null, null, diff.Pairing, null)]
        )
        {
            var story = Story.WithBooths();
            Assert.Equal(1, story.Do(new ImportRoster(sheet, [], answers)));
            var directory = story.Fair.Roster.Directory;
            Assert.Equal(
                (3, name, "A1"),
                (
                    directory.Employers.Count,
                    directory.Employers[new("e1")].Name,
                    directory.Employers[new("e1")].Booth?.Text
                )
            );
            Assert.Equal(0, story.Do(new ImportRoster(sheet, [])));
            // the old name is nobody's now
            Assert.False(directory.EmployerIds.ContainsKey(Hub.Sheets.Roster.Key("朝阳重工")));
        }
        if (booth is null)
            foreach (
                var answers in (Answers[])
                    [Answers.Read(null, "9", null, null), Answers.Read(null, null, null, diff.Pairing)]
            )
            {
                var story = Story.WithBooths();
                story.Do(new ImportRoster(sheet, [], answers));
                Assert.Equal(4, story.Fair.Roster.Directory.Employers.Count);
            }
    }

    [Fact]
    public void Names_that_are_numbered_are_others_names()
    {
        var story = Story.WithBooths();
        foreach (var name in (string[])["凌河机械一分厂", "凌河机械二分厂", "同行1", "同行2"])
            story.Do(new ImportRoster([new(2, name, null, null, null, null, null, null)], []));
        Assert.Equal(7, story.Fair.Roster.Directory.Employers.Count);
    }

    [Fact]
    public void An_answer_to_other_pairs_than_these_is_none()
    {
        EmployerRow[] sheet =
        [
            TestHub.Employers[1],
            TestHub.Employers[2],
            new(9, "朝阳重工机械", null, null, null, null, null, null),
        ];
        var other = Pair.Name([new Pair(9, null, "e2", "a", "b", "", "")]);
        Assert.Single(Diff(Story.WithBooths(), sheet, Answers.Read(null, null, other, null)).Refused);
        Assert.Equal(
            "there is no employer e9",
            Diff(Story.WithBooths(), sheet, Answers.Read("9:e9", null, null, null)).Refused.Single().ReasonEn
        );
        Assert.Equal(
            "another row is 凌河软件, too",
            Diff(Story.WithBooths(), sheet, Answers.Read("9:e2", null, null, null)).Refused.Single().ReasonEn
        );
        Assert.All(
            (string[])["x", "1", "1:", "1:a,1:b", "-1:a", "!1:a", "a!1:b", "1!2!3:a"],
            same => Assert.Equal("malformed", Assert.Throws<Refusal>(() => Answers.Read(same, null, null, null)).Code)
        );
    }

    [Fact]
    public void A_corrected_place_or_title_is_asked_about_and_does_not_double()
    {
        PositionRow[] sheet =
        [
            Positions[0] with
            {
                Place = "朝阳市双塔区",
            },
            Positions[1] with
            {
                Title = "高级钳工",
            },
            Positions[2],
            new(5, "凌河软件", "会计", 1, null, null, null, "沈阳", null),
        ];
        var story = WithPositions();
        var diff = RosterDiff.Of(story.Fair.Roster.Directory, [], sheet);
        Assert.Equal(
            ["2 p1 焊工 · 朝阳→焊工 · 朝阳市双塔区"],
            diff.Pairs.Where(p => p.Row == 2).Select(p => $"{p.Row} {p.Id} {p.Was}→{p.Now}")
        );
        story.Do(new ImportRoster([], sheet, Answers.Read("2:p1,3:p2", null, null, null)));
        var now = story.Fair.Roster.Directory;
        Assert.Equal(
            (4, "朝阳市双塔区", "高级钳工"),
            (now.Positions.Count, now.Positions["p1"].Place, now.Positions["p2"].Title)
        );
        Assert.Equal(0, story.Do(new ImportRoster([], sheet)));
        Assert.Equal(2, now.Openings[new("e1")]);
    }

    [Fact]
    public void A_sheet_without_places_is_about_the_positions_that_are_there()
    {
        var story = WithPositions();
        Assert.Equal(0, story.Do(new ImportRoster([], [Positions[0] with { Place = null }])));
        story.Do(new ImportRoster([], [Positions[0] with { Place = "北票" }], Answers.Read(null, "2", null, null)));
        Assert.Equal(4, story.Fair.Roster.Directory.Positions.Count);
        Assert.StartsWith(
            "several are called so",
            RosterDiff
                .Of(story.Fair.Roster.Directory, [], [Positions[0] with { Place = null }])
                .Refused.Single()
                .ReasonEn
        );
    }

    [Fact]
    public void What_the_file_does_not_name_is_told_and_stays()
    {
        var story = WithPositions();
        var diff = RosterDiff.Of(story.Fair.Roster.Directory, [], [Positions[0]]);
        // those of employers that the file does not name are none of its business
        Assert.Equal(["p2 朝阳重工 · 钳工"], diff.Missing.Select(m => $"{m.Id} {m.Name}"));
        Assert.Equal(0, story.Do(new ImportRoster([], [Positions[0]])));
        Assert.Equal(3, story.Fair.Roster.Directory.Positions.Count);
        Assert.Equal(["凌河软件", "燕都乳业"], Diff(story, [TestHub.Employers[0]]).Missing.Select(m => m.Name));
    }

    [Fact]
    public void Who_is_withdrawn_is_not_found_any_more_and_comes_back_as_who_it_was()
    {
        var story = WithPositions();
        story.Do(new DeclareIntention(new("K7M4QXNW"), new("e1"), "p1"));
        story.Do(new OpenDesk(new("A1"), "1", null));
        story.Do(new JoinQueue(new("A1"), new("K7M4QXNW"), null));
        story.Do(new WithdrawRows([new("e1")], ["p1", "p3"]));
        var directory = story.Fair.Roster.Directory;
        Assert.Equal((2, 0), (directory.Employers.Count, directory.Positions.Count));
        Assert.False(directory.Booths.ContainsKey(new("A1")));
        Assert.True(story.Fair.Queues.Of(new("A1")).IsEmpty);
        Assert.Empty(Search.Find(directory, "朝阳重工", Narrowed.Not, 0, 9).Employers);
        // what was declared is still told by its name
        var mine = BoardRows.Of(story.Fair, "my/K7M4QXNW", Story.Morning)["intention/e1"];
        Assert.Contains("朝阳重工", mine);
        Assert.Contains("焊工", mine);
        Assert.Equal(
            "unknown-employer",
            Assert.Throws<Refusal>(() => story.Do(new WithdrawRows([new("e1")], []))).Code
        );
        Assert.Equal("unknown-position", Assert.Throws<Refusal>(() => story.Do(new WithdrawRows([], ["p3"]))).Code);
        Assert.Equal("malformed", Assert.Throws<Refusal>(() => story.Do(new WithdrawRows([], []))).Code);

        story.Do(new ImportRoster([TestHub.Employers[0], new(9, "新来的", null, null, null, null, null, null)], []));
        story.Do(new ImportRoster([], [Positions[0]]));
        directory = story.Fair.Roster.Directory;
        Assert.Equal(
            ("朝阳重工", "新来的"),
            (directory.Employers[new("e1")].Name, directory.Employers[new("e4")].Name)
        );
        Assert.Equal(("焊工", 1), (directory.Positions["p1"].Title, directory.Openings[new("e1")]));
    }

    [Fact]
    public void An_employer_at_two_booths_is_one_employer()
    {
        var story = Story.WithBooths();
        story.Do(new ImportRoster([TestHub.Employers[0] with { Booth = "A1、C7" }], []));
        var directory = story.Fair.Roster.Directory;
        Assert.Equal(("e1", "e1"), (directory.Booths[new("A1")].Text, directory.Booths[new("C7")].Text));
        Assert.Equal(["朝阳重工"], Search.Find(directory, "c7", Narrowed.Not, 0, 9).Employers.Select(e => e.Name));
        Assert.Equal("e1", story.Fair.EmployerAt(new("C7")).Text);
        var floor = BoardRows.Of(story.Fair, "floor", Story.Morning);
        Assert.Contains("朝阳重工", floor["A1"]);
        Assert.Contains("朝阳重工", floor["C7"]);
        // whoever asks for either asks in vain
        var refused = Diff(story, [new(9, "新来的", null, null, null, null, null, "C7")]).Refused.Single();
        Assert.Equal("The booth is 朝阳重工's", refused.ReasonEn);

        // the queue of the booth that it gives up goes to the one that it comes to, or ends
        story.Do(new OpenDesk(new("C7"), "1", null));
        story.Do(new JoinQueue(new("C7"), new("K7M4QXNW"), null));
        story.Do(new ImportRoster([TestHub.Employers[0] with { Booth = "A1、C8" }], []));
        Assert.Single(story.Fair.Queues.Of(new("C8")).Line);
        story.Do(new ImportRoster([TestHub.Employers[0]], []));
        Assert.True(story.Fair.Queues.Of(new("C8")).IsEmpty);
        Assert.Equal(["A1", "A2", "B1"], story.Fair.Roster.Directory.Booths.Keys.Select(b => b.Text));
        Assert.Equal(["A1", "A2", "B1"], story.Fair.Floor.Booths.Keys.Order().Select(b => b.Text));
    }

    [Fact]
    public async Task The_desk_corrects_and_withdraws_single_rows_after_it_saw_what_hangs_on_them()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new ImportRoster([], Positions));
        var pass = await hub.PassAsync();
        await pass.AskAsync(
            "intentions",
            new
            {
                pass = pass.Id,
                employer = "e1",
                position = "p1",
            }
        );
        await hub.Organizer.AskAsync(
            "employers/e1",
            Cells(("name", "朝阳重工股份"), ("booth", "A1、C1"), ("nameEn", ""))
        );
        await hub.Organizer.AskAsync(
            "positions/p1",
            Cells(("title", "高级焊工"), ("headcount", "3-5人"), ("place", ""))
        );
        var page = await hub.Anonymous.Http.GetStringAsync("positions/p1");
        Assert.Contains("高级焊工", page);
        Assert.Contains("3-5人", page);
        Assert.Contains("朝阳重工股份", page);
        Assert.Contains("\"booths\":[\"A1\",\"C1\"]", await hub.Anonymous.Http.GetStringAsync("employers/e1"));
        Assert.Equal(
            """[{"id":"e1","name":"朝阳重工股份","positions":2,"waiting":0,"interested":1},"""
                + """{"id":"p1","name":"高级焊工","positions":0,"waiting":0,"interested":1}]""",
            await hub.Organizer.Http.GetStringAsync("roster/ties?employers=e1&positions=p1")
        );

        foreach (
            var (path, cells, code) in ((string, object, string)[])
                [
                    ("employers/e1", Cells(("name", "凌河软件")), "bad-roster-row"),
                    ("employers/e1", Cells(("name", "")), "bad-roster-row"),
                    ("employers/e1", Cells(("booth", "A2")), "bad-roster-row"),
                    ("employers/e1", Cells(("website", "微信公众号")), "bad-roster-row"),
                    ("employers/e1", Cells(("shoe", "42")), "malformed"),
                    ("employers/e9", Cells(("name", "x")), "unknown-employer"),
                    ("positions/p1", Cells(("title", "钳工"), ("place", "朝阳")), "bad-roster-row"),
                    ("positions/p9", Cells(("title", "x")), "unknown-position"),
                    ("roster/withdraw", new { employers = (string[])["e9"] }, "unknown-employer"),
                ]
        )
            Assert.Equal(code, (await Problem.Of(await hub.Organizer.PostAsync(path, cells))).Code);
        foreach (var who in (Client[])[await hub.BadgeAsync(Role.Recruiter, "A1"), pass, hub.Anonymous])
        foreach (
            var (path, body) in ((string, object)[])
                [
                    ("employers/e1", Cells(("name", "x"))),
                    ("positions/p1", Cells(("title", "x"))),
                    ("roster/withdraw", new { employers = (string[])["e1"] }),
                ]
        )
            Assert.Equal("forbidden", (await Problem.Of(await who.PostAsync(path, body))).Code);

        await hub.Organizer.AskAsync("roster/withdraw", new { employers = (string[])["e1"] });
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Anonymous.Http.GetAsync("employers/e1")).StatusCode);
        Assert.False((await hub.Anonymous.RowsAsync("floor")).ContainsKey("C1"));
    }

    [Fact]
    public async Task A_dry_run_asks_and_an_answer_is_carried_out()
    {
        await using var hub = await TestHub.WithFairAsync();
        const string file = "企业名称,展位\n朝阳重工集团,A1\n凌河软件,A2\n合计,\n";
        var asked = await ImportAsync("kind=employers&name=a.csv");
        Assert.Equal(("e1", 2), (asked.Pairs.Single().Id, asked.Refused.Count));
        Assert.Equal(["燕都乳业"], asked.Missing.Select(m => m.Name));
        var offset = hub.Offset;
        Assert.Equal(1, (await ImportAsync("kind=employers&name=a.csv&apply=true")).Same);
        var done = await ImportAsync($"kind=employers&name=a.csv&apply=true&alike={asked.Pairing}");
        Assert.Equal((0, 1, 1, 1), (done.Added, done.Changed, done.Same, done.Refused.Count));
        Assert.Equal("name", done.Changes.Single().Cells.Single().Field);
        Assert.Equal("朝阳重工集团", hub.Ledger.Fair.Roster.Directory.Employers[new("e1")].Name);

        async Task<ImportReport> ImportAsync(string query)
        {
            using var answer = await hub.Organizer.PostAsync($"imports?{query}", file, "text/csv");
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            return (await answer.Content.ReadFromJsonAsync<ImportReport>(WireJson.Options))!;
        }
    }

    private static object Cells(params (string Field, string Cell)[] cells) =>
        new { cells = cells.ToDictionary(c => c.Field, c => c.Cell) };

    private static RosterDiff Diff(Story story, EmployerRow[] rows, Answers? answers = null) =>
        RosterDiff.Of(story.Fair.Roster.Directory, rows, [], answers);
}
