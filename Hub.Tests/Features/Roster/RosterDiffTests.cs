using CsCheck;
using Hub.Features.Roster;
using Hub.Features.Roster.Changes;
using Hub.Sheets;

namespace Hub.Tests.Features.Roster;

public class RosterDiffTests
{
    private static readonly PositionRow[] Positions =
    [
        new(2, "朝阳重工", "焊工", 3, "大专", "机械", "6-8K", "朝阳", "全职"),
        new(3, "朝阳重工", "焊工", 1, null, null, null, "北票", null),
        new(4, "凌河软件", "程序员", null, "本科", null, null, null, null),
    ];

    [Fact]
    public void Importing_twice_changes_nothing()
    {
        var story = Story.WithBooths();
        Assert.Equal(0, story.Do(new ImportRoster(TestHub.Employers, [])));
        Assert.Equal(1, story.Do(new ImportRoster([], Positions)));
        Assert.Equal(0, story.Do(new ImportRoster(TestHub.Employers, Positions)));
        var diff = RosterDiff.Of(story.Fair.Roster.Directory, TestHub.Employers, Positions);
        Assert.Equal((0, 0, 6), (diff.Added, diff.Changed, diff.Same));
    }

    [Fact]
    public void Positions_with_the_same_title_in_two_places_are_two()
    {
        var story = Story.WithBooths();
        story.Do(new ImportRoster([], Positions));
        Assert.Equal(3, story.Fair.Roster.Directory.Positions.Count);
        Assert.Equal(2, story.Fair.Roster.Directory.Openings[new("e1")]);
    }

    [Fact]
    public void A_second_file_without_a_column_keeps_it_and_an_empty_cell_clears_it()
    {
        var story = Story.WithBooths();
        var row = new EmployerRow(2, "朝阳重工", null, null, "机械制造", null, null, null);
        Assert.Equal(1, story.Do(new ImportRoster([row], [])));
        var e = story.Fair.Roster.Directory.Employers[new("e1")];
        Assert.Equal(
            ("A1", "装备制造", "机械制造", "Chaoyang Heavy"),
            (e.Booth?.Text, e.Cluster, e.Industry, e.NameEn)
        );
        story.Do(new ImportRoster([row with { NameEn = "", Cluster = "新材料" }], []));
        e = story.Fair.Roster.Directory.Employers[new("e1")];
        Assert.Equal(("A1", "新材料", null), (e.Booth?.Text, e.Cluster, e.NameEn));
    }

    [Fact]
    public void A_booth_that_another_employer_holds_is_refused_by_row_and_the_others_are_taken()
    {
        var story = Story.WithBooths();
        var rows = new EmployerRow[]
        {
            new(2, "新来的", null, null, null, null, null, "A1"),
            new(3, "另一家", null, null, null, null, null, "C7"),
        };
        var refused = Assert.Single(RosterDiff.Of(story.Fair.Roster.Directory, rows, []).Refused);
        Assert.Equal((2, "booth", "A1"), (refused.Row, refused.Column, refused.Value));
        Assert.Contains("朝阳重工", refused.Reason);
        story.Do(new ImportRoster(rows, []));
        Assert.Equal("e1", story.Fair.Roster.Directory.Booths[new("A1")].Text);
        Assert.True(story.Fair.Roster.Directory.Booths.ContainsKey(new("C7")));
        Assert.Equal(4, story.Fair.Roster.Directory.Employers.Count);
    }

    [Fact]
    public void Two_rows_of_one_file_that_want_the_same_booth_are_not_both_taken()
    {
        var story = Story.WithBooths();
        var rows = new EmployerRow[]
        {
            new(2, "甲", null, null, null, null, null, "C7"),
            new(3, "乙", null, null, null, null, null, "C7"),
        };
        var refused = Assert.Single(RosterDiff.Of(story.Fair.Roster.Directory, rows, []).Refused);
        Assert.Equal(3, refused.Row);
        Assert.Contains("甲", refused.Reason);
    }

    [Fact]
    public void An_employer_that_a_file_names_twice_is_one_employer()
    {
        var story = Story.WithBooths();
        EmployerRow[] rows =
        [
            new(2, "甲", null, null, "机械", null, null, null),
            new(3, "甲", null, null, "软件", null, null, null),
        ];
        story.Do(new ImportRoster(rows, []));
        Assert.Equal(4, story.Fair.Roster.Directory.Employers.Count);
        Assert.Equal(0, story.Do(new ImportRoster(rows, [])));
    }

    [Fact]
    public void A_position_that_a_file_names_twice_is_one_position()
    {
        var story = Story.WithBooths();
        PositionRow[] rows =
        [
            new(2, "朝阳重工", "焊工", 1, null, null, null, null, null),
            new(3, "朝阳重工", "焊工", 2, null, null, null, null, null),
        ];
        story.Do(new ImportRoster([], rows));
        Assert.Equal(
            (1, 1),
            (story.Fair.Roster.Directory.Positions.Count, story.Fair.Roster.Directory.Openings[new("e1")])
        );
        Assert.Equal(0, story.Do(new ImportRoster([], rows)));
    }

    [Fact]
    public void A_position_of_an_employer_nobody_knows_is_refused_by_row()
    {
        var refused = Assert.Single(
            RosterDiff
                .Of(
                    Story.WithBooths().Fair.Roster.Directory,
                    [],
                    [new PositionRow(9, "没听说过", "焊工", 1, null, null, null, null, null)]
                )
                .Refused
        );
        Assert.Equal((9, "employer", "没听说过"), (refused.Row, refused.Column, refused.Value));
    }

    [Fact]
    public void An_employer_that_moves_frees_its_booth_for_another()
    {
        var story = Story.WithBooths();
        story.Do(
            new ImportRoster(
                [TestHub.Employers[0] with { Booth = "C1" }, TestHub.Employers[1] with { Booth = "A1" }],
                []
            )
        );
        var directory = story.Fair.Roster.Directory;
        Assert.Equal("e2", directory.Booths[new("A1")].Text);
        Assert.Equal("e1", directory.Booths[new("C1")].Text);
        Assert.False(directory.Booths.ContainsKey(new("A2")));
    }

    [Fact]
    public void Two_employers_swap_booths_in_one_sheet()
    {
        var story = Story.WithBooths();
        EmployerRow[] sheet = [TestHub.Employers[0] with { Booth = "A2" }, TestHub.Employers[1] with { Booth = "A1" }];
        var diff = RosterDiff.Of(story.Fair.Roster.Directory, sheet, []);
        Assert.Equal((0, 2, 0, 0), (diff.Added, diff.Changed, diff.Same, diff.Refused.Count));
        story.Do(new ImportRoster(sheet, []));
        Assert.Equal(
            ("e2", "e1", "e3"),
            (
                story.Fair.Roster.Directory.Booths[new("A1")].Text,
                story.Fair.Roster.Directory.Booths[new("A2")].Text,
                story.Fair.Roster.Directory.Booths[new("B1")].Text
            )
        );
    }

    [Fact]
    public void Who_cannot_move_keeps_its_booth_from_those_who_wait_for_it()
    {
        // 1 wants the booth of 2, and 2 that of 3, which stays
        EmployerRow[] sheet = [TestHub.Employers[0] with { Booth = "A2" }, TestHub.Employers[1] with { Booth = "B1" }];
        var refused = RosterDiff.Of(Story.WithBooths().Fair.Roster.Directory, sheet, []).Refused.OrderBy(r => r.Row);
        Assert.Equal(
            [(2, "The booth is 凌河软件's"), (3, "The booth is 燕都乳业's")],
            refused.Select(r => (r.Row, r.ReasonEn))
        );
    }

    [Fact]
    public void Whatever_a_sheet_asks_for_nobody_shares_a_booth_and_importing_it_again_changes_nothing()
    {
        var employers = Gen.Shuffle((string[])["朝阳重工", "凌河软件", "燕都乳业", "甲", "乙", "丙"]);
        var booths = Gen.OneOfConst<string?>("A1", "A2", "B1", "C1", "", null).Array[0, 6];
        var sheets = Gen.Select(
            employers,
            booths,
            (e, b) =>
                e.Zip(b)
                    .Select((row, i) => new EmployerRow(i + 2, row.First, null, null, null, null, null, row.Second))
                    .ToArray()
        );
        Gen.Select(sheets, sheets)
            .Sample(
                (before, sheet) =>
                {
                    var story = Story.WithBooths();
                    story.Do(new ImportRoster(before, []));
                    var had = story.Fair.Roster.Directory;
                    var diff = RosterDiff.Of(had, sheet, []);
                    story.Do(new ImportRoster(sheet, []));
                    var has = story.Fair.Roster.Directory;

                    Assert.Equal(
                        has.Employers.Values.Where(e => e.Booth is not null)
                            .Select(e => (e.Booth!.Value, e.Id))
                            .Order(),
                        has.Booths.Select(b => (b.Key, b.Value))
                    );
                    foreach (var row in sheet)
                    {
                        EmployerId? id = has.EmployerIds.TryGetValue(Hub.Sheets.Roster.Key(row.Name), out var its)
                            ? its
                            : null;
                        if (diff.Refused.SingleOrDefault(r => r.Row == row.Row) is { } refusal)
                        {
                            Assert.NotEqual(id, has.Booths[new(row.Booth!)]);
                            Assert.Contains(has.Employers[has.Booths[new(row.Booth!)]].Name, refusal.Reason);
                            Assert.Equal(
                                id is { } mine ? had.Employers[mine] : null,
                                id is { } still ? has.Employers[still] : null
                            );
                        }
                        else if (row.Booth is not null)
                            Assert.Equal(row.Booth, has.Employers[id!.Value].Booth?.Text ?? "");
                    }

                    var again = RosterDiff.Of(has, sheet, []);
                    Assert.Equal(
                        (0, 0, diff.Added + diff.Changed + diff.Same),
                        (again.Added, again.Changed, again.Same)
                    );
                    Assert.Equal(diff.Refused.OrderBy(r => r.Row), again.Refused.OrderBy(r => r.Row));
                    Assert.Equal(0, story.Do(new ImportRoster(sheet, [])));
                }
            );
    }
}
