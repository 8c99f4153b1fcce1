using System.Text.Json;
using Hub.Demo;

namespace Hub.Tests.Demo;

public sealed class DemoFairTests
{
    private static readonly DemoFair Fair = DemoFair.Make(20240601);

    [Fact]
    public void It_is_as_big_as_the_real_fair()
    {
        Assert.Equal(118, Fair.Employers.Count);
        Assert.Equal(14, Fair.Employers.Select(e => e.Cluster).Distinct().Count());
        Assert.Equal(2135, Fair.Positions.Count);
        Assert.Equal(2000, Fair.Passes.Distinct().Count());
        Assert.Equal(70, Fair.Contest.Contestants.Count);
        Assert.Equal(["J1", "J2", "J3", "J4", "J5", "J6", "J7"], Fair.Contest.Seats);
    }

    [Fact]
    public void The_same_seed_makes_the_same_fair_and_another_makes_another()
    {
        Assert.Equal(JsonSerializer.Serialize(Fair), JsonSerializer.Serialize(DemoFair.Make(20240601)));
        Assert.NotEqual(JsonSerializer.Serialize(Fair), JsonSerializer.Serialize(DemoFair.Make(7)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20240601)]
    public void Whatever_the_seed_an_import_would_take_every_row(int seed)
    {
        var fair = DemoFair.Make(seed);
        Assert.Equal(118, fair.Employers.Select(e => e.Name).Distinct().Count());
        Assert.Equal(118, fair.Employers.Select(e => e.Booth).Distinct().Count());
        Assert.Equal(2135, fair.Positions.Select(p => (p.Employer, p.Title)).Distinct().Count());
        Assert.Equal(
            fair.Employers.Select(e => e.Name).Order(),
            fair.Positions.Select(p => p.Employer).Distinct().Order()
        );
        Assert.Equal("A01", fair.Employers[0].Booth);
        Assert.Equal("F18", fair.Employers[^1].Booth);
    }

    [Fact]
    public void Modules_weigh_a_hundred_and_steps_divide_what_can_be_had()
    {
        Assert.Equal([20, 20, 40, 20], Fair.Contest.Modules.Select(m => m.Weight));
        Assert.All(Fair.Contest.Modules, m => Assert.InRange(m.Criteria.Count, 2, 4));
        Assert.All(Fair.Contest.Modules.SelectMany(m => m.Criteria), c => Assert.Equal(0, c.Max % c.Step));
    }

    [Fact]
    public void A_mistyped_pass_is_no_pass()
    {
        var passes = Fair.Passes.ToHashSet();
        Assert.All(Fair.Passes, pass => Assert.Matches("^P-[0-9]{4}[A-Z]$", pass));
        foreach (var pass in Fair.Passes)
            for (var i = 2; i < 6; i++)
            {
                for (var digit = '0'; digit <= '9'; digit++)
                    Assert.True(digit == pass[i] || !passes.Contains(pass[..i] + digit + pass[(i + 1)..]));
                if (i < 5 && pass[i] != pass[i + 1])
                    Assert.DoesNotContain(pass[..i] + pass[i + 1] + pass[i] + pass[(i + 2)..], passes);
            }
    }
}
