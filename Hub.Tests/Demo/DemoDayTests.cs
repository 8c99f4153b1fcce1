using Hub.Demo;

namespace Hub.Tests.Demo;

public sealed class DemoDayTests
{
    private const int Seed = 20240601;
    private static readonly DemoFair Fair = DemoFair.Make(Seed);
    private static readonly IReadOnlyList<Tap> Plan = DemoDay.Plan(Fair, Seed);

    [Fact]
    public void The_same_seed_makes_the_same_day() => Assert.Equal(Plan, DemoDay.Plan(Fair, Seed));

    [Fact]
    public void Everything_happens_in_order_while_the_fair_is_open()
    {
        Assert.True(Plan.Zip(Plan.Skip(1)).All(p => p.First.At <= p.Second.At));
        Assert.All(Plan, tap => Assert.InRange(tap.At, DemoDay.Opens, DemoDay.Closes));
    }

    [Fact]
    public void Whoever_leaves_a_booth_is_in_it_and_all_have_left_at_the_end()
    {
        var here = new Dictionary<string, Scan>();
        foreach (var scan in Plan.OfType<Scan>())
        {
            var before = here.GetValueOrDefault(scan.Pass);
            if (scan.In)
            {
                Assert.NotEqual(scan.Booth, before?.Booth);
                here[scan.Pass] = scan;
            }
            else
            {
                Assert.Equal(scan.Booth, before?.Booth);
                Assert.InRange(scan.At - before!.At, TimeSpan.Zero, TimeSpan.FromMinutes(12));
                here.Remove(scan.Pass);
            }
        }
        Assert.Empty(here);
        Assert.Equal(2000, Plan.OfType<Scan>().Select(s => s.Pass).Distinct().Count());
    }

    [Fact]
    public void Some_booths_draw_many_times_what_others_do()
    {
        var visits = Plan.OfType<Scan>().Where(s => s.In).CountBy(s => s.Booth).Select(v => v.Value).Order().ToArray();
        Assert.Equal(118, visits.Length);
        Assert.True(visits[^1] > 3 * visits[visits.Length / 2], $"{visits[^1]} against {visits[visits.Length / 2]}");
    }

    [Fact]
    public void Every_judge_marks_every_criterion_of_every_contestant_and_corrects_some()
    {
        var criteria = Fair.Contest.Modules.SelectMany(m => m.Criteria).ToDictionary(c => c.Id);
        var marks = Plan.OfType<Marking>().ToArray();
        var expected = 70 * 7 * criteria.Count;
        Assert.Equal(expected, marks.Select(m => (m.Seat, m.Contestant, m.Criterion)).Distinct().Count());
        Assert.InRange(marks.Length - expected, expected / 50, expected / 15);
        Assert.All(
            marks,
            m =>
            {
                Assert.InRange(m.Value, 0, criteria[m.Criterion].Max);
                Assert.Equal(0, m.Value % criteria[m.Criterion].Step);
            }
        );
    }
}
