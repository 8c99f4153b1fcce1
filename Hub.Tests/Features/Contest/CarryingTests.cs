using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest;

/// <summary>Results of an earlier round that count in a later one.</summary>
public class CarryingTests
{
    [Fact]
    public void Official_totals_of_an_earlier_contest_count_in_the_later_one()
    {
        var story = Rounds();
        Assert.Equal("–", Total(story, "2"));
        Mark(story, "qualification", "1", 7);
        Mark(story, "qualification", "2", 8.5m);
        Mark(story, "final", "2", 9);
        Assert.Equal("4.5", Total(story, "2")); // not official yet
        Lock(story, "qualification", "1", "2");
        Assert.Equal("8.75", Total(story, "2"));
        Assert.Contains("前一场比赛 8.5", Explain(story, "2"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_corrected_after_all_is_carried_once_more()
    {
        var story = Rounds();
        Mark(story, "qualification", "2", 8.5m);
        Mark(story, "final", "2", 9);
        Lock(story, "qualification", "1", "2");
        story.Do(new UnlockContest(new("qualification"), "复核"));
        story.Do(new CorrectMark(new("qualification"), new("2"), "run", 1, new("J1"), 9.5m, "复核"));
        Assert.Equal("8.75", Total(story, "2"));
        Lock(story, "qualification", "2");
        Assert.Equal("9.25", Total(story, "2"));
        // who does not take part any more has no result to carry
        story.Do(new UnlockContest(new("qualification"), "复核"));
        story.Do(new SetStatus(new("qualification"), new("2"), Status.Disqualified, "x"));
        story.Do(new LockContest(new("qualification")));
        Assert.Equal("4.5", Total(story, "2"));
    }

    [Fact]
    public void Who_comes_into_the_later_contest_afterwards_brings_the_result_along()
    {
        var story = Rounds();
        Mark(story, "qualification", "1", 7);
        Lock(story, "qualification", "1", "2");
        Mark(story, "final", "1", 8);
        story.Do(new SetContestants(new("final"), [new(new("3"), "丙"), new(new("1"), "甲"), new(new("2"), "乙")]));
        Assert.Equal(("7.5", "–"), (Total(story, "1"), Total(story, "3")));
        story.Do(new DefineContest(Final("other"), [new(new("1"), "甲")]));
        Mark(story, "other", "1", 9);
        Assert.Equal("8", Total(story, "1", "other"));
    }

    [Fact]
    public void A_final_is_drawn_and_its_list_made_shorter_after_the_results_have_come()
    {
        var story = Rounds();
        Mark(story, "qualification", "1", 7);
        Lock(story, "qualification", "1", "2");
        story.Do(new SetContestants(new("final"), [new(new("2"), "乙")]));
        story.Do(new DrawOrder(new("final"), 1, false, Draw.NewSecret()));
        Mark(story, "final", "2", 9);
        Assert.Equal("marking-begun", Code(story, new DrawOrder(new("final"), 1, false, Draw.NewSecret())));
    }

    [Fact]
    public void Nobody_enters_or_signs_a_result_that_is_carried()
    {
        var story = Rounds();
        Mark(story, "qualification", "2", 8.5m);
        Lock(story, "qualification", "1", "2");
        Assert.Equal("unknown-seat", Code(story, new EnterMark(new("final"), new("-"), new("2"), "before", 10)));
        Assert.Equal(
            "unknown-seat",
            Code(story, new CorrectMark(new("final"), new("2"), "before", 1, new("-"), 10, "x"))
        );
        Mark(story, "final", "2", 9);
        story.Do(new SignSheet(new("final"), new("2"), Signer.Judge, new("J1")));
        // waits for no signature of the earlier contest
        story.Do(new SignSheet(new("final"), new("2"), Signer.Contestant));
    }

    [Fact]
    public void A_contest_that_waits_for_itself_or_for_none_is_refused_with_the_place()
    {
        var story = Rounds();
        Assert.Contains(
            "before",
            Assert.Throws<Refusal>(() => story.Do(new SetScheme(Final("later", of: "nothing")))).En,
            StringComparison.Ordinal
        );
        story.Do(new SetScheme(Final("third", of: "final")));
        var circle = Assert.Throws<Refusal>(() => story.Do(new SetScheme(Final("final", of: "third"))));
        Assert.Equal("scheme-has-holes", circle.Code);
        Assert.Contains("final → third → final", circle.En, StringComparison.Ordinal);
        Assert.Contains(
            "final → final",
            Assert.Throws<Refusal>(() => story.Do(new SetScheme(Final("final", of: "final")))).En,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_result_is_carried_on_the_real_way_and_still_there_after_a_restart()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AskAsync(new DefineContest(Qualification, [new(new("1"), "甲")]));
        await hub.AskAsync(new DefineContest(Final("final"), [new(new("1"), "甲")]));
        var (judge, chief) = (
            await hub.BadgeAsync(Role.Judge, contest: "qualification", seat: "J1"),
            await hub.BadgeAsync(Role.Chief, contest: "qualification")
        );
        await judge.AskAsync(
            "contests/qualification/marks",
            new
            {
                seat = "J1",
                contestant = "1",
                criterion = "run",
                value = 8.5,
            }
        );
        await judge.AskAsync("contests/qualification/contestants/1/sign", new { @as = "judge", seat = "J1" });
        await chief.AskAsync("contests/qualification/contestants/1/sign", new { @as = "contestant" });
        await chief.AskAsync("contests/qualification/contestants/1/sign", new { @as = "chief" });
        await chief.AskAsync("contests/qualification/lock", new { });
        var final = await hub.BadgeAsync(Role.Judge, contest: "final", seat: "J1");
        await final.AskAsync(
            "contests/final/marks",
            new
            {
                seat = "J1",
                contestant = "1",
                criterion = "run",
                value = 9,
            }
        );
        Assert.Contains("\"total\":8.75", (await hub.Anonymous.RowsAsync("leaderboard/final"))["1"]);
        await hub.RestartAsync();
        Assert.Contains("\"total\":8.75", (await hub.Anonymous.RowsAsync("leaderboard/final"))["1"]);
    }

    private static readonly Part Run = new("run", "一轮", Kind: Kind.Judged, Panel: "p", Max: 10, Step: 0.5m);

    private static readonly Scheme Qualification = new(
        new("qualification"),
        "预赛",
        new Dictionary<string, Panel> { ["p"] = new([new("J1")]) },
        [Run]
    );

    private static Scheme Final(string id, string of = "qualification") =>
        Qualification with
        {
            Id = new(id),
            Modules =
            [
                Run with
                {
                    Weight = 50,
                },
                new Part("before", "预赛成绩", Kind: Kind.Carried, Of: of, Weight: 50),
            ],
        };

    private static Story Rounds()
    {
        var story = new Story();
        story.Do(new DefineContest(Qualification, [new(new("1"), "甲"), new(new("2"), "乙")]));
        story.Do(new DefineContest(Final("final"), [new(new("1"), "甲"), new(new("2"), "乙")]));
        return story;
    }

    private static void Mark(Story story, string contest, string contestant, decimal value) =>
        story.Do(new EnterMark(new(contest), new("J1"), new(contestant), "run", value));

    private static void Lock(Story story, string contest, params string[] contestants)
    {
        foreach (var c in contestants)
        {
            story.Happen(new SheetSigned(new(contest), new(c), Signer.Contestant, null));
            story.Happen(new SheetSigned(new(contest), new(c), Signer.Chief, null));
        }
        story.Do(new LockContest(new(contest)));
    }

    private static string Total(Story story, string contestant, string contest = "final") =>
        story
            .Fair.Contest(new(contest))
            .Standings.Single(s => s.Entrant.Number.Text == contestant)
            .Entrant.Reckoning.Total.Value.ToString();

    private static string Explain(Story story, string contestant) =>
        Explanation.Of(
            story.Fair.Contest(new("final")).Rules,
            story.Fair.Contest(new("final")).Reckoning(story.Fair.Contest(new("final")).Sheets[new(contestant)]).Total,
            zh: true
        );

    private static string Code(Story story, Command command) => Assert.Throws<Refusal>(() => story.Do(command)).Code;
}
