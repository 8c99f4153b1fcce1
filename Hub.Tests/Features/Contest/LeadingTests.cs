using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;
using Hub.Tests.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest;

/// <summary>What a chief judge decides: signing, correcting, appeals, official results. The pure rules.</summary>
public class LeadingTests
{
    private static readonly Asker Chief = new("chief", Role.Chief, Contest: new("drone"));

    [Fact]
    public void A_sheet_is_signed_by_its_judges_then_by_the_contestant_then_by_the_chief_and_then_it_is_the_chiefs()
    {
        var story = Marked();
        Assert.Equal("judges-first", Code(story, new SignSheet(new("drone"), new("1"), Signer.Contestant)));
        Assert.Equal("contestant-first", Code(story, new SignSheet(new("drone"), new("1"), Signer.Chief)));
        foreach (var seat in (string[])["J1", "J2", "J3"])
            Assert.Equal(1, story.Do(new SignSheet(new("drone"), new("1"), Signer.Judge, new(seat))));
        Assert.Equal(0, story.Do(new SignSheet(new("drone"), new("1"), Signer.Judge, new("J1"))));
        Assert.Equal("sheet-signed", Code(story, new EnterMark(new("drone"), new("J1"), new("1"), "speed", 1)));
        Assert.Equal(1, story.Do(new EnterMark(new("drone"), new("J1"), new("2"), "speed", 1)));
        Assert.Equal(1, story.Do(new SignSheet(new("drone"), new("1"), Signer.Contestant)));
        Assert.Equal(1, story.Do(new SignSheet(new("drone"), new("1"), Signer.Chief)));
        // a correction voids what was signed to other marks; the judge stands by the own ones
        story.Do(new CorrectMark(new("drone"), new("1"), "speed", 1, new("J1"), 9.5m, "抄错"));
        Assert.Equal((3, false, false), Signed(story, "1"));
        story.Do(new ReturnSheet(new("drone"), new("1"), "重新评"));
        Assert.Equal((0, false, false), Signed(story, "1"));
        Assert.Equal(1, story.Do(new EnterMark(new("drone"), new("J1"), new("1"), "speed", 8)));
    }

    [Fact]
    public void A_judge_signs_when_every_mark_is_in()
    {
        var story = new Story();
        story.Do(TestHub.Drone());
        story.Do(new EnterMark(new("drone"), new("J1"), new("1"), "speed", 9));
        var refused = Assert.Throws<Refusal>(() =>
            story.Do(new SignSheet(new("drone"), new("1"), Signer.Judge, new("J1")))
        );
        Assert.Equal(("marks-missing", "1 marks are missing: 规范."), (refused.Code, refused.En));
        story.Do(new EnterMark(new("drone"), new("J1"), new("1"), "care", 9));
        Assert.Equal(1, story.Do(new SignSheet(new("drone"), new("1"), Signer.Judge, new("J1"))));
        // nothing is due for who did not come
        story.Do(new SetStatus(new("drone"), new("2"), Status.DidNotStart, "未到"));
        Assert.Equal(1, story.Do(new SignSheet(new("drone"), new("2"), Signer.Judge, new("J1"))));
    }

    [Fact]
    public void A_correction_says_what_it_moves_before_it_is_made_and_keeps_the_old_mark()
    {
        var story = Marked(); // 1: 45, 2: 47, 3: 49 of 100
        var correction = new CorrectMark(new("drone"), new("1"), "speed", 1, new("J1"), 10, "抄错");
        var moved = CorrectMark.Preview(story.Fair, correction);
        Assert.Equal(
            [("3", 1, 2), ("2", 2, 3), ("1", 3, 1)],
            moved.Select(m => (m.Contestant.Text, m.Rank, m.NewRank))
        );
        var before = story.Fair.Contest(new("drone")).Standings.Select(s => s.Entrant.Number.Text).ToArray();
        Assert.Equal(["3", "2", "1"], before);
        story.Do(correction);
        Assert.Equal(
            moved.OrderBy(m => m.NewRank).Select(m => (m.Contestant, m.NewTotal)),
            story.Fair.Contest(new("drone")).Standings.Select(s => (s.Entrant.Number, s.Entrant.Reckoning.Total.Value))
        );
        var kept = Assert.Single(story.Fair.Contest(new("drone")).Corrections);
        Assert.Equal((5m, 10m, "抄错"), (kept.Was.Number, kept.Value.Number, kept.Reason));
        Assert.Equal(0, story.Do(correction));
        Assert.Empty(CorrectMark.Preview(story.Fair, correction));
        Assert.Equal("malformed", Code(story, correction with { Reason = "", Value = 1 }));
        Assert.Equal("mark-out-of-range", Code(story, correction with { Value = 11 }));
        Assert.Equal("unknown-seat", Code(story, correction with { Seat = new("J9") }));
        // a mark may be taken away too
        story.Do(correction with { Value = default });
        Assert.Equal(10m, story.Fair.Contest(new("drone")).Corrections[^1].Was.Number);
    }

    [Fact]
    public void Results_are_official_when_all_is_signed_and_every_appeal_is_decided_and_then_nothing_changes()
    {
        var story = Marked();
        Assert.Equal("sheets-unsigned", Code(story, new LockContest(new("drone"))));
        foreach (var c in (string[])["1", "2"])
            SignAll(story, c);
        story.Do(new SetStatus(new("drone"), new("3"), Status.Withdrawn, "受伤"));
        story.Do(new PostResults(new("drone")));
        story.Do(new FileAppeal(new("drone"), "a1", new("1"), "计时有误"));
        Assert.Equal("appeals-open", Code(story, new LockContest(new("drone"))));
        story.Do(new DecideAppeal(new("drone"), "a1", false, "录像核实无误"));
        Assert.Equal(1, story.Do(new LockContest(new("drone"))));
        Assert.Equal(0, story.Do(new LockContest(new("drone"))));
        Command[] late =
        [
            new EnterMark(new("drone"), new("J1"), new("1"), "speed", 1),
            new CorrectMark(new("drone"), new("1"), "speed", 1, new("J1"), 1, "x"),
            new SetStatus(new("drone"), new("1"), Status.Disqualified, "x"),
            new SignSheet(new("drone"), new("1"), Signer.Judge, new("J1")),
            new ReturnSheet(new("drone"), new("1"), "x"),
            new FileAppeal(new("drone"), "a2", new("2"), "x"),
            new DecideAppeal(new("drone"), "a1", true, "x"),
            new PostResults(new("drone")),
            TestHub.Drone(),
        ];
        Assert.All(late, command => Assert.Equal("contest-locked", Code(story, command)));
        story.Do(new UnlockContest(new("drone"), "复核"));
        Assert.Equal(1, story.Do(new CorrectMark(new("drone"), new("1"), "speed", 1, new("J1"), 1, "复核")));
    }

    [Fact]
    public void Appeals_are_taken_once_a_contestant_while_there_is_time()
    {
        var story = Marked();
        Assert.Equal("not-posted", Code(story, new FileAppeal(new("drone"), "a1", new("1"), "计时有误")));
        story.Do(new PostResults(new("drone")), Story.Morning);
        story.Do(new FileAppeal(new("drone"), "a1", new("1"), "计时有误"), Story.Morning.AddMinutes(20));
        Assert.Equal(
            0,
            story.Do(new FileAppeal(new("drone"), "a1", new("1"), "计时有误"), Story.Morning.AddMinutes(20))
        );
        Assert.Equal("appealed-before", Code(story, new FileAppeal(new("drone"), "a2", new("1"), "又有误")));
        Assert.Equal(
            "appeal-too-late",
            Code(
                story,
                new FileAppeal(new("drone"), "a2", new("2"), "计时有误"),
                Story.Morning.AddMinutes(20).AddMilliseconds(1)
            )
        );
        Assert.Equal("unknown-appeal", Code(story, new DecideAppeal(new("drone"), "a9", true, "x")));
        story.Do(new DecideAppeal(new("drone"), "a1", true, "秒表故障"));
        Assert.Equal("appeal-decided", Code(story, new DecideAppeal(new("drone"), "a1", false, "x")));
    }

    [Fact]
    public void Only_official_results_are_revealed_and_a_tap_too_many_shows_nobody_more()
    {
        var story = Marked();
        Assert.Equal("not-official", Code(story, new RevealRank(new("drone"), 0)));
        foreach (var c in (string[])["1", "2", "3"])
            SignAll(story, c);
        story.Do(new LockContest(new("drone")));
        story.Do(new RevealRank(new("drone"), 0));
        story.Do(new RevealRank(new("drone"), 1));
        Assert.Equal("not-this-step", Code(story, new RevealRank(new("drone"), 1)));
        Assert.Equal("not-this-step", Code(story, new RevealRank(new("drone"), 3)));
        Assert.Equal("reveal-under-way", Code(story, new UnlockContest(new("drone"), "x")));
        story.Do(new RevealRank(new("drone"), 2));
        story.Do(new RevealRank(new("drone"), 3));
        Assert.Null(story.Fair.Contest(new("drone")).Reveal);
    }

    [Fact]
    public void Who_does_not_lead_the_contest_decides_nothing()
    {
        Command[] led =
        [
            new CorrectMark(new("drone"), new("1"), "speed", 1, new("J1"), 1, "x"),
            new ReturnSheet(new("drone"), new("1"), "x"),
            new SignSheet(new("drone"), new("1"), Signer.Chief),
            new LockContest(new("drone")),
            new UnlockContest(new("drone"), "x"),
            new Freeze(new("drone"), true),
            new RevealRank(new("drone"), 0),
            new PostResults(new("drone")),
            new FileAppeal(new("drone"), "a", new("1"), "x"),
            new DecideAppeal(new("drone"), "a", true, "x"),
            new SetStatus(new("drone"), new("1"), Status.Withdrawn, "x"),
            new DrawOrder(new("drone"), 1, true, Draw.NewSecret()),
            new ReleaseNames(new("drone")),
            new CallHeat(new("drone"), 1),
        ];
        Asker[] others =
        [
            Asker.Anonymous,
            new("j", Role.Judge, Contest: new("drone"), Seat: new("J1")),
            new("c", Role.Chief, Contest: new("other")),
            new("d", Role.Display),
            new("r", Role.Recruiter, Booth: new("A1")),
        ];
        Assert.All(led, command => Assert.All(others, asker => Assert.False(command.Allows(asker))));
        Assert.All(led, command => Assert.True(command.Allows(Chief)));
        var own = new SignSheet(new("drone"), new("1"), Signer.Judge, new("J1"));
        Assert.True(own.Allows(others[1]));
        Assert.False((own with { Seat = new("J2") }).Allows(others[1]));
        Assert.False(own.Allows(Chief));
        Assert.False(new CallContestant(new("drone"), new("1"), null).Allows(Asker.Anonymous));
    }

    [Fact]
    public void Doubtful_marks_are_pointed_out_and_a_strict_judge_is_seen()
    {
        var rules = Sheet.Rules(
            """
            { "id": "m", "name": "m", "kind": "judged", "panel": "p", "max": 10, "step": 0.5 }, { "id": "g",
            "name": "g", "kind": "judgement", "panel": "p", "combine": { "by": "mean", "gap": 1 } }
            """,
            seats: "a b c"
        );
        var one = Assert
            .Single(rules.Standings("1,m,,a,5", "1,m,,b,8", "1,m,,c,8.5", "1,g,,a,0", "1,g,,b,2"))
            .Entrant.Reckoning;
        Assert.Equal(
            [
                new(DoubtKind.Outlier, "m", 1, new("a")),
                new(DoubtKind.Missing, "g", 1, new("c")),
                new(DoubtKind.Gap, "g", 1, null),
            ],
            Doubts.Of(rules, one)
        );
        // a: 5 against 8.25 is 32.5 % of the range, 0 against 2 is 66.7 %
        Assert.Equal(
            (-49.6m, null),
            (Doubts.Drift([Doubts.Leanings(rules, one)], new("a")), Doubts.Drift([], new("b")))
        );
        Assert.Equal(
            [true, true, false, false, true, true, false],
            new decimal?[] { -49.6m, -5, -4.9m, 4.9m, 5, 12, null }.Select(Doubts.IsFar)
        );
        Assert.Empty(
            Doubts.Of(rules, Assert.Single(rules.Standings("1,m,,a,7", "1,m,,b,8", "1,m,,c,8.5")).Entrant.Reckoning)
        );
    }

    private static Story Marked()
    {
        var story = new Story();
        story.Do(TestHub.Drone());
        foreach (var (c, value) in ((string, decimal)[])[("1", 5), ("2", 5.5m), ("3", 6)])
        foreach (var seat in (string[])["J1", "J2", "J3"])
        {
            story.Do(new EnterMark(new("drone"), new(seat), new(c), "speed", value));
            story.Do(new EnterMark(new("drone"), new(seat), new(c), "care", 10));
        }
        return story;
    }

    private static void SignAll(Story story, string contestant)
    {
        foreach (var seat in (string[])["J1", "J2", "J3"])
            story.Do(new SignSheet(new("drone"), new(contestant), Signer.Judge, new(seat)));
        story.Do(new SignSheet(new("drone"), new(contestant), Signer.Contestant));
        story.Do(new SignSheet(new("drone"), new(contestant), Signer.Chief));
    }

    private static (int, bool, bool) Signed(Story story, string contestant) =>
        story.Fair.Contest(new("drone")).Sheets[new(contestant)].Signed is var s
            ? (s.Judges.Count, s.Contestant, s.Chief)
            : default;

    private static string Code(Story story, Command command, DateTimeOffset? at = null) =>
        Assert.Throws<Refusal>(() => story.Do(command, at)).Code;
}
