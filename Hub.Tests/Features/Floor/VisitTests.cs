using CsCheck;
using Hub.Features.Floor;
using Hub.Features.Roster;

namespace Hub.Tests.Features.Floor;

public class VisitTests
{
    private static readonly string[] Booths = ["A1", "A2", "B1"];

    [Fact]
    public void Entering_elsewhere_leaves_the_last_booth()
    {
        var story = Story.WithBooths();
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.In));
        story.Do(new RecordVisit(new("p1"), new("A2"), Way.In));
        Assert.Equal((0, 1), (Row(story, "A1").Here, Row(story, "A2").Here));
        Assert.Equal((1, 1), (Row(story, "A1").Today, Row(story, "A2").Today));
        Assert.Equal((1, 1, 2), (Totals(story).Here, Totals(story).People, Totals(story).Visits));
    }

    [Fact]
    public void Leaving_where_one_is_not_changes_nothing()
    {
        var story = Story.WithBooths();
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.Out));
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.In));
        story.Do(new RecordVisit(new("p1"), new("A2"), Way.Out));
        Assert.Equal((1, 0), (Row(story, "A1").Here, Row(story, "A2").Here));
        Assert.Equal((1, 1), (Totals(story).Here, Totals(story).Visits));
    }

    [Fact]
    public void Entering_twice_counts_once()
    {
        var story = Story.WithBooths();
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.In));
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.In));
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.In), Story.Morning.Add(Trail.Again));
        Assert.Equal((1, 1), (Row(story, "A1").Here, Row(story, "A1").Today));
        // whether it was away in between, nobody knows: it is another visit
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.In), Story.Morning.Add(2 * Trail.Again).AddSeconds(1));
        Assert.Equal((1, 2), (Row(story, "A1").Here, Row(story, "A1").Today));
    }

    [Fact]
    public void Coming_back_is_another_visit_of_the_same_person()
    {
        var story = Story.WithBooths();
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.In));
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.Out));
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.In));
        Assert.Equal((1, 2), (Row(story, "A1").Here, Row(story, "A1").Today));
        Assert.Equal(1, Totals(story).People);
    }

    [Fact]
    public void Midnight_at_the_fairs_place_begins_a_day_with_an_empty_floor()
    {
        var story = Story.WithBooths();
        var before = new DateTimeOffset(2026, 6, 6, 23, 59, 59, TimeSpan.FromHours(8));
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.In), before);
        story.Do(new RecordVisit(new("p2"), new("A1"), Way.In), before);
        Assert.Equal((2, 2), (Row(story, "A1", before).Here, Row(story, "A1", before).Today));
        // midnight in Shanghai is 16:00 in UTC
        var after = new DateTimeOffset(2026, 6, 6, 16, 0, 0, TimeSpan.Zero);
        Assert.Equal((0, 0), (Row(story, "A1", after).Here, Row(story, "A1", after).Today));
        Assert.Equal((0, 0, 0), (Totals(story, after).Here, Totals(story, after).People, Totals(story, after).Visits));

        story.Do(new RecordVisit(new("p1"), new("A2"), Way.In), after);
        Assert.Equal((0, 0), (Row(story, "A1", after).Here, Row(story, "A1", after).Today));
        Assert.Equal((1, 1), (Row(story, "A2", after).Here, Row(story, "A2", after).Today));
        Assert.Equal((1, 1, 1), (Totals(story, after).Here, Totals(story, after).People, Totals(story, after).Visits));
    }

    [Fact]
    public void An_unknown_booth_is_refused() =>
        Assert.Equal(
            "unknown-booth",
            Assert.Throws<Refusal>(() => Story.WithBooths().Do(new RecordVisit(new("p1"), new("Z9"), Way.In))).Code
        );

    [Theory]
    [InlineData("")]
    [InlineData("p 1")]
    [InlineData("p1\n")]
    [InlineData("张三")]
    [InlineData("<b>")]
    [InlineData("123456789012345678901234567890123")]
    public void A_pass_has_1_to_32_letters_digits_and_dashes(string pass) =>
        Assert.Equal(
            "malformed",
            Assert.Throws<Refusal>(() => Story.WithBooths().Do(new RecordVisit(new(pass), new("A1"), Way.In))).Code
        );

    [Fact]
    public void In_whatever_order_people_come_and_go_the_booths_add_up_to_the_people_inside() =>
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 2], Gen.Bool)
            .Array[0, 80]
            .Sample(visits =>
            {
                var story = Story.WithBooths();
                var inside = new Dictionary<string, string>();
                foreach (var (person, booth, enters) in visits)
                {
                    story.Do(new RecordVisit(new($"p{person}"), new(Booths[booth]), enters ? Way.In : Way.Out));
                    if (enters)
                        inside[$"p{person}"] = Booths[booth];
                    else if (inside.GetValueOrDefault($"p{person}") == Booths[booth])
                        inside.Remove($"p{person}");
                }
                Assert.Equal(inside.Count, Totals(story).Here);
                Assert.Equal(inside.Count, Rows(story).Sum(r => r.Here));
                Assert.Equal(Totals(story).Visits, Rows(story).Sum(r => r.Today));
                foreach (var booth in Booths)
                    Assert.Equal(inside.Count(i => i.Value == booth), Row(story, booth).Here);
                Assert.Equal(Totals(story).Here, Clusters(story).Sum(c => c.Here));
            });

    [Fact]
    public void When_an_employer_moves_to_another_booth_the_booths_still_add_up_to_the_people_inside()
    {
        var story = Story.WithBooths();
        story.Do(new RecordVisit(new("p1"), new("A1"), Way.In));
        story.Do(new RecordVisit(new("p2"), new("A2"), Way.In));
        story.Do(new ImportRoster([TestHub.Employers[0] with { Booth = "C1" }], []));
        Assert.Equal(Totals(story).Here, Rows(story).Sum(r => r.Here));
        Assert.Equal(Totals(story).Here, story.Fair.Floor.Passes.Values.Count(p => p.Booth is not null));
    }

    [Fact]
    public void Facts_folded_together_come_to_the_same_as_one_after_the_other() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 40])
            .Array[0, 60]
            .Sample(events =>
            {
                var (story, entries) = (Story.WithBooths(), new List<Entry>());
                var (start, roster) = (story.Fair.Floor, story.Fair.Roster);
                foreach (var (person, booth, enters, hours) in events)
                {
                    var at = Story.Morning.AddHours(
                        entries.Count > 0 ? Math.Max(hours, (entries[^1].At - Story.Morning).TotalHours) : hours
                    );
                    Fact fact =
                        hours == 40
                            ? new RosterImported(
                                [roster.Directory.Employers[new("e1")] with { Booth = new(enters ? "A1" : "C1") }],
                                []
                            )
                            : new VisitRecorded(
                                new($"p{person}"),
                                new(Booths[booth]),
                                enters,
                                story.Fair.Slice<About>().Day(at)
                            );
                    entries.Add(new Entry(0, at, "", Guid.Empty, 0, "floor", fact));
                    story.Happen(fact, at);
                }
                var (one, together) = (story.Fair.Floor, (FloorSlice)start.Then(entries));
                static byte[] Hash(Story story, FloorSlice floor) =>
                    StateHash.Of(story.Fair with { Slices = story.Fair.Slices.Replace(story.Fair.Floor, floor) });
                Assert.Equal(Hash(story, one), Hash(story, together));
            });

    private static FloorRow[] Rows(Story story, DateTimeOffset? now = null) =>
        [.. FloorBoards.Floor.Rows(story.Fair, [], now ?? Story.Morning)!.Select(r => Assert.IsType<FloorRow>(r.Row))];

    private static FloorRow Row(Story story, string booth, DateTimeOffset? now = null) =>
        Rows(story, now).Single(r => r.Booth.Text == booth);

    private static TotalsRow Totals(Story story, DateTimeOffset? now = null) =>
        (TotalsRow)FloorBoards.Totals.Rows(story.Fair, [], now ?? Story.Morning)!.Single(r => r.Key == "fair").Row;

    private static ClusterRow[] Clusters(Story story) =>
        [.. FloorBoards.Totals.Rows(story.Fair, [], Story.Morning)!.Select(r => r.Row).OfType<ClusterRow>()];
}
