using System.Collections.Immutable;
using CsCheck;
using Hub.Contest;
using Hub.Ledger;
using Module = Hub.Contest.Module;

namespace Hub.Tests.Contest;

public class RankingTests
{
    [Theory]
    [InlineData(1, new[] { 9.0, 5.0, 7.0, 8.0, 1.0 }, 6.6666666666666666666666666667)]
    [InlineData(2, new[] { 9.0, 5.0, 7.0, 8.0, 1.0 }, 7)]
    [InlineData(0, new[] { 9.0, 5.0, 7.0 }, 7)]
    [InlineData(1, new[] { 9.0, 9.0, 3.0 }, 9)]
    public void The_highest_and_the_lowest_marks_do_not_count(int trim, double[] marks, double mean) =>
        Assert.Equal((decimal)mean, Ranking.TrimmedMean([.. marks.Select(m => (decimal)m)], trim), 10);

    [Theory]
    [InlineData(new double[0], 0)]
    [InlineData(new[] { 9.0 }, 9)]
    [InlineData(new[] { 9.0, 6.0 }, 7.5)]
    public void With_too_few_marks_to_trim_all_count(double[] marks, double mean) => Assert.Equal((decimal)mean, Ranking.TrimmedMean([.. marks.Select(m => (decimal)m)], 1));

    [Fact]
    public void Criteria_and_modules_count_by_their_weights()
    {
        var scheme = new Scheme("c", "c", null, 0,
            [new Module("a", "a", 3, [new Criterion("a1", "", 10, 1, 1), new Criterion("a2", "", 20, 1, 3)]), new Module("b", "b", 1, [new Criterion("b1", "", 5, 1, 1)])],
            ["J1"], ["1"]);
        var result = Of(scheme, ("1", "a1", "J1", 10), ("1", "a2", "J1", 10), ("1", "b1", "J1", 1))[0];
        // a: (100·1 + 50·3) / 4 = 62.5; b: 20; total (62.5·3 + 20·1) / 4 = 51.875, half away from zero
        Assert.Equal((62.5m, 20m, 51.88m), (result.Modules["a"], result.Modules["b"], result.Total));
        Assert.Equal(3, result.Marks);
        Assert.Equal(["a"], Of(scheme, ("1", "a2", "J1", 0))[0].Modules.Keys);
    }

    [Fact]
    public void Equal_totals_share_a_rank_and_the_next_one_is_skipped()
    {
        var results = Of(Simple(1, 4), ("1", "c", "J1", 7), ("2", "c", "J1", 9), ("3", "c", "J1", 7), ("4", "c", "J1", 3));
        Assert.Equal([2, 1, 2, 4], results.Select(r => r.Rank));
    }

    [Fact]
    public void Nobody_has_a_rank_before_the_first_mark_and_a_zero_is_a_mark()
    {
        Assert.All(Of(Simple(1, 3)), r => Assert.Null(r.Rank));
        Assert.Equal([1, 2, null], Of(Simple(1, 3), ("1", "c", "J1", 5), ("2", "c", "J1", 0)).Select(r => r.Rank));
    }

    [Fact]
    public void The_order_in_which_marks_arrive_does_not_matter() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[0, 20]).Array[1, 40].SelectMany(marks => Gen.Shuffle(marks.DistinctBy(m => (m.Item1, m.Item2)).ToArray()).Select(shuffled => (marks, shuffled))).Sample(both =>
        {
            var straight = Enter(both.marks.DistinctBy(m => (m.Item1, m.Item2)));
            Assert.Equivalent(straight, Enter(both.shuffled), strict: true);
            Assert.All(straight.Where(r => r.Marks > 0), r => Assert.Equal(1 + straight.Count(o => o.Marks > 0 && o.Total > r.Total), r.Rank));
        });

    private static IReadOnlyList<Result> Enter(IEnumerable<(int Contestant, int Seat, int Value)> marks)
    {
        var story = new Story();
        story.Happen(new ContestDefined(Simple(3, 4)));
        foreach (var (contestant, seat, value) in marks) story.Happen(new MarkEntered("c", $"{contestant}", "c", $"J{seat}", value / 2m));
        return Ranking.Of(story.Fair.Contest("c"));
    }

    private static Scheme Simple(int seats, int contestants) => new("c", "c", null, seats > 2 ? 1 : 0, [new Module("m", "m", 1, [new Criterion("c", "", 10, 0.5m, 1)])],
        [.. Enumerable.Range(1, seats).Select(i => $"J{i}")], [.. Enumerable.Range(1, contestants).Select(i => $"{i}")]);

    private static IReadOnlyList<Result> Of(Scheme scheme, params (string Contestant, string Criterion, string Seat, decimal Value)[] marks) =>
        Ranking.Of(new ContestState(scheme, marks.ToImmutableDictionary(m => new MarkKey(m.Contestant, m.Criterion, m.Seat), m => new Mark(m.Value, Story.Morning))));
}
