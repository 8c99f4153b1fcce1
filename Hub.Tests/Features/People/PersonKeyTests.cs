using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;
using Hub.Features.People;

namespace Hub.Tests.Features.People;

public class PersonKeyTests
{
    private static readonly Person Typed = new("样例", null, new Dictionary<string, string> { ["name"] = "样例" });
    private static readonly Person Named = new("样例选手", "样例技校");

    [Theory]
    [InlineData("drone", "drone/17")]
    [InlineData("pass", "contestant/pass/17")]
    [InlineData("note", "contestant/note/17")]
    [InlineData("contestant", "contestant/contestant/17")]
    public void A_contestants_key_is_no_visitors_whatever_the_contest_is_called(string contest, string text)
    {
        var key = new PersonKey.Contestant(new(contest), new("17"));
        Assert.Equal((text, null), (key.ToString(), key.Visitor));
        Assert.Equal(key, PersonKey.Read(text, Named));
        Assert.Equal(key, PersonKey.Read(key.FirstText, Named));
    }

    [Fact]
    public void A_visitors_keys_are_read_as_they_are_written()
    {
        Assert.Equal(new PersonKey.Profile(new("ACDEFGHJ")), PersonKey.Read("pass/ACDEFGHJ", Typed));
        Assert.Equal(new PersonKey.Note(new("e1"), new("ACDEFGHJ")), PersonKey.Read("note/e1/ACDEFGHJ", Typed));
        Assert.Equal("ACDEFGHJ", new PersonKey.Note(new("e1"), new("ACDEFGHJ")).Visitor?.Text);
        Assert.Null(new PersonKey.Contestant(new("pass"), new("ACDEFGHJ")).Visitor);
        Assert.Null(PersonKey.Read("one", Named));
    }

    [Theory]
    [InlineData("pass")]
    [InlineData("note")]
    public async Task The_visitors_clock_leaves_the_contestants_of_any_contest_alone(string contest)
    {
        await using var hub = await TestHub.WithFairAsync();
        var scheme = new Scheme(
            new(contest),
            "样例",
            new Dictionary<string, Panel> { ["p"] = new([new("J1")]) },
            [new Part("m", "样例", Kind: Kind.YesNo, Panel: "p")]
        );
        await hub.AskAsync(new DefineContest(scheme, [new Contestant(new("17"), "样例选手")]));
        var visitor = await hub.PassAsync();
        await visitor.AskAsync("my/profile", new { pass = visitor.Id, fields = new { name = "样例" } });
        await hub.AskAsync(new SetRetention(0, new DateOnly(2020, 1, 1)));
        await hub.AskAsync(new ErasePeople());
        Assert.Equal("样例选手", hub.Ledger.Fair.Person(new PersonKey.Contestant(new(contest), new("17")))?.Name);
        Assert.Empty(hub.Ledger.Fair.VisitorsData);

        // and the organizer can erase one by the key that is shown, or was shown once
        await hub.Organizer.DeleteAsync($"people/{new PersonKey.Contestant(new(contest), new("17"))}");
        await hub.ConfirmAsync();
        Assert.Null(hub.Ledger.Fair.Person(new PersonKey.Contestant(new(contest), new("17"))));
    }

    [Fact]
    public void What_an_older_hub_wrote_of_a_contest_called_pass_is_read_and_can_be_erased()
    {
        var fair = new Story().Fair with
        {
            People = new Story().Fair.People.Add("pass/17", Named).Add("pass/ACDEFGHJ", Typed),
        };
        var key = new PersonKey.Contestant(new("pass"), new("17"));
        Assert.Equal(Named, fair.Person(key));
        Assert.Null(fair.Person(new PersonKey.Contestant(new("pass"), new("ACDEFGHJ"))));
        Assert.Equal(["contestant/pass/17", "pass/17"], key.To(null).Select(c => c.Key));
        Assert.Equal(["pass/ACDEFGHJ"], fair.VisitorsData.Select(d => d.Text));
    }
}
