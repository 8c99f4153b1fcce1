using System.Globalization;
using Hub.Features.Roster.Pay;

namespace Hub.Tests.Features.Roster;

public class SalaryTests
{
    public static TheoryData<string, string> Written => Wordings.Of("Salaries.txt");

    [Theory, MemberData(nameof(Written))]
    public void A_salary_is_read_as_yuan_a_month(string text, string means) =>
        Assert.Equal(
            means,
            Salary.Of(text) is var (low, high) ? string.Create(CultureInfo.InvariantCulture, $"{low}-{high}") : ""
        );

    [Fact]
    public void Nothing_is_no_salary() => Assert.Null(Salary.Of(null));
}
