using Hub.Features.Roster;

namespace Hub.Tests.Features.Roster;

public class DegreesTests
{
    public static TheoryData<string, string> Written => Wordings.Of("Degrees.txt");

    [Theory, MemberData(nameof(Written))]
    public void A_position_asks_for_the_least_that_it_names(string text, string asks) =>
        Assert.Equal(asks, Degrees.Asked(text) is var asked and >= 0 ? Degrees.Names[asked] : "");

    [Fact]
    public void Nothing_asks_for_nothing() => Assert.Equal(-1, Degrees.Asked(null));
}
