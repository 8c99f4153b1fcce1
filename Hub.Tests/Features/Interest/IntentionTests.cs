using System.Text;
using CsCheck;
using Hub.Features.Access;
using Hub.Features.Interest;
using Hub.Features.People;
using Hub.Features.Queues;
using Hub.Features.Roster;
using Hub.Sheets;

namespace Hub.Tests.Features.Interest;

public class IntentionTests
{
    private static readonly Asker Visitor = Asker.Of(new("p1")),
        Recruiter = new("b1", Role.Recruiter, Booth: new("A1"));

    [Fact]
    public void An_intention_goes_from_declared_to_an_agreement_when_both_have_confirmed()
    {
        var story = Declared();
        story.Do(new AnswerIntention(new("A1"), new("p1"), Answer.Invite));
        Assert.Equal("not-interviewed", Code(story, new ConfirmAgreement(new("p1"), new("e1"))));
        story.Do(new AnswerIntention(new("A1"), new("p1"), Answer.Interviewed));
        story.Do(new ConfirmAgreement(new("p1"), new("e1")));
        Assert.Equal(0, story.Do(new ConfirmAgreement(new("p1"), new("e1"))));
        Assert.Equal(Stage.Interviewed, Of(story).Stage);
        story.Do(new AnswerIntention(new("A1"), new("p1"), Answer.Confirm));
        Assert.Equal(Stage.Agreed, Of(story).Stage);
        Assert.Equal(
            [
                (Deed.Declared, Side.Person),
                (Deed.Invited, Side.Employer),
                (Deed.Interviewed, Side.Employer),
                (Deed.Confirmed, Side.Person),
                (Deed.Confirmed, Side.Employer),
                (Deed.Agreed, Side.Employer),
            ],
            Of(story).History.Select(p => (p.Deed, p.By))
        );
        // either side can still go back on it
        story.Do(new WithdrawIntention(new("p1"), new("e1")));
        Assert.Equal(Stage.Withdrawn, Of(story).Stage);
        Assert.Equal("intention-withdrawn", Code(story, new AnswerIntention(new("A1"), new("p1"), Answer.Invite)));
        story.Do(new DeclareIntention(new("p1"), new("e1"), null));
        Assert.Equal((Stage.Declared, false), (Of(story).Stage, Of(story).Person));
    }

    [Fact]
    public void Who_was_declined_cannot_press_again_and_may_still_withdraw()
    {
        var story = Declared();
        story.Do(new AnswerIntention(new("A1"), new("p1"), Answer.Decline));
        Assert.Equal(0, story.Do(new AnswerIntention(new("A1"), new("p1"), Answer.Decline)));
        Assert.Equal("intention-declined", Code(story, new DeclareIntention(new("p1"), new("e1"), null)));
        Assert.Equal("intention-declined", Code(story, new AnswerIntention(new("A1"), new("p1"), Answer.Invite)));
        story.Do(new WithdrawIntention(new("p1"), new("e1")));
        Assert.Equal(0, story.Do(new WithdrawIntention(new("p1"), new("e1"))));
        Assert.Equal("intention-declined", Code(story, new DeclareIntention(new("p1"), new("e1"), null)));
        Assert.Equal("unknown-intention", Code(story, new AnswerIntention(new("A1"), new("p2"), Answer.Invite)));
        Assert.Equal("unknown-employer", Code(story, new DeclareIntention(new("p1"), new("e9"), null)));
        Assert.Equal("unknown-position", Code(story, new DeclareIntention(new("p1"), new("e1"), "p9")));
    }

    [Fact]
    public void Who_queues_for_a_position_is_interested_in_it()
    {
        var story = Story.WithBooths();
        story.Do(
            new ImportRoster(
                [],
                [
                    new PositionRow(2, "朝阳重工", "焊工", 1, null, null, null, null, null),
                    new PositionRow(3, "凌河软件", "测试", 1, null, null, null, null, null),
                ]
            )
        );
        var (welder, tester) = (
            story.Fair.Roster.Directory.Positions.Values.Single(p => p.Title == "焊工").Id,
            story.Fair.Roster.Directory.Positions.Values.Single(p => p.Title == "测试").Id
        );
        story.Do(new OpenDesk(new("A1"), "1", null));
        Assert.Equal("unknown-position", Code(story, new JoinQueue(new("A1"), new("p1"), null, tester)));
        story.Do(new JoinQueue(new("A1"), new("p1"), null, welder));
        Assert.Equal((Stage.Declared, welder), (Of(story).Stage, Of(story).Position));
        // without one, what was named before holds
        story.Do(new LeaveQueue(new("A1"), new("p1")));
        Assert.Equal(1, story.Do(new JoinQueue(new("A1"), new("p1"), null)));
        Assert.Equal(welder, Of(story).Position);
    }

    [Fact]
    public void Who_sits_at_a_desk_and_is_marked_interviewed_on_the_list_is_done_at_the_desk_too()
    {
        var story = Story.WithBooths();
        story.Do(new OpenDesk(new("A1"), "1", null));
        story.Do(new JoinQueue(new("A1"), new("p1"), null));
        story.Do(new CallNext(new("A1"), "1"));
        story.Do(new AnswerIntention(new("A1"), new("p1"), Answer.Interviewed));
        Assert.Equal((Stage.Interviewed, null), (Of(story).Stage, story.Fair.Queues.Of(new("A1")).Desks["1"].Serving));
        Assert.Equal(Outcome.Served, story.Fair.Queues.Passes[new("p1")][new("A1")].Outcome);
    }

    [Fact]
    public void Who_withdraws_shows_nothing_any_more()
    {
        var story = Declared();
        story.Do(new GiveConsent(new("p1"), new("e1"), ["name"], ConsentText.Now.Version));
        Assert.Equal(2, story.Do(new WithdrawIntention(new("p1"), new("e1"))));
        Assert.Null(story.Fair.Intentions.Of(new("p1"), new("e1")).Consent);
        Assert.Equal(0, story.Do(new WithdrawIntention(new("p1"), new("e1"))));
    }

    [Fact]
    public void Whom_a_booth_puts_into_its_queue_has_declared_nothing_until_they_say_so_themselves()
    {
        var story = Story.WithBooths();
        story.Do(new OpenDesk(new("A1"), "1", null));
        story.Do(new JoinQueue(new("A1"), new("p1"), null), asker: Recruiter);
        Assert.Equal((Stage.Declared, false), (Of(story).Stage, Of(story).IsDeclared));
        Assert.Equal([(Deed.Declared, Side.Employer)], Of(story).History.Select(p => (p.Deed, p.By)));
        Assert.Equal(new Count(0, 0, 0), Count.Of(Of(story)));
        // both sides are told
        Assert.Contains("\"byBooth\":true", BoardRows.Of(story.Fair, "my/p1", Story.Morning)["intention/e1"]);
        Assert.Contains("\"byBooth\":true", BoardRows.Of(story.Fair, "my/p1", Story.Morning)["ticket/A1"]);
        Assert.Contains("\"byBooth\":true", BoardRows.Of(story.Fair, "leads/A1", Story.Morning)["P1"]);
        Assert.Contains("\"byBooth\":true", BoardRows.Of(story.Fair, "line/A1", Story.Morning)["0000"]);

        // they are interviewed all the same, and may say themselves what they want at any time
        story.Do(new CallNext(new("A1"), "1"));
        story.Do(new MarkInterviewed(new("A1"), 1));
        Assert.Equal(new Count(0, 1, 0), Count.Of(Of(story)));
        Assert.Equal(1, story.Do(new DeclareIntention(new("p1"), new("e1"), null)));
        Assert.Equal(0, story.Do(new DeclareIntention(new("p1"), new("e1"), null)));
        Assert.Equal((Stage.Interviewed, true), (Of(story).Stage, Of(story).IsDeclared));
        Assert.Equal(new Count(1, 1, 0), Count.Of(Of(story)));
    }

    [Fact]
    public void What_a_person_has_taken_back_no_booth_says_again()
    {
        var story = Declared();
        story.Do(new WithdrawIntention(new("p1"), new("e1")));
        story.Do(new OpenDesk(new("A1"), "1", null));
        Assert.Equal(1, story.Do(new JoinQueue(new("A1"), new("p1"), null), asker: Recruiter));
        Assert.Equal(Stage.Withdrawn, Of(story).Stage);
        story.Do(new LeaveQueue(new("A1"), new("p1")));
        Assert.Equal(2, story.Do(new JoinQueue(new("A1"), new("p1"), null)));
        Assert.Equal((Stage.Declared, true), (Of(story).Stage, Of(story).IsDeclared));
    }

    [Theory]
    [InlineData("phone", "138 0013-8000", true)]
    [InlineData("phone", "+86 421 2612345", true)]
    [InlineData("phone", "abc", false)]
    [InlineData("year", "2026", true)]
    [InlineData("year", "20x6", false)]
    [InlineData("email", "a@b.cn", true)]
    [InlineData("email", "a b@c", false)]
    [InlineData("wechat", "随便", true)]
    public void A_phone_number_a_year_and_an_address_look_like_one(string field, string text, bool fits)
    {
        var typed = new TypeProfile(new("p1"), new Dictionary<string, string> { [field] = text });
        var story = Story.WithBooths();
        if (fits)
            story.Do(typed);
        else
            Assert.Equal("malformed", Code(story, typed));
    }

    [Fact]
    public void Queueing_declares_an_intention_and_the_interview_takes_it_further()
    {
        var story = Story.WithBooths();
        story.Do(new OpenDesk(new("A1"), "1", null));
        story.Do(new JoinQueue(new("A1"), new("p1"), null));
        Assert.Equal(Stage.Declared, Of(story).Stage);
        story.Do(new CallNext(new("A1"), "1"));
        story.Do(new MarkInterviewed(new("A1"), 1));
        Assert.Equal(Stage.Interviewed, Of(story).Stage);
    }

    [Fact]
    public void In_whatever_order_both_sides_act_they_agree_only_after_an_interview_and_with_both_confirmed() =>
        Gen.Int[0, 6]
            .Array[0, 40]
            .Sample(acts =>
            {
                var story = Declared();
                foreach (var act in acts)
                {
                    var before = Of(story);
                    Command command = act switch
                    {
                        0 => new DeclareIntention(new("p1"), new("e1"), null),
                        1 => new WithdrawIntention(new("p1"), new("e1")),
                        2 => new ConfirmAgreement(new("p1"), new("e1")),
                        _ => new AnswerIntention(new("A1"), new("p1"), (Answer)(act - 3)),
                    };
                    try
                    {
                        story.Do(command);
                    }
                    catch (Refusal)
                    {
                        Assert.Equal(before, Of(story));
                        continue;
                    }
                    var now = Of(story);
                    // the history only grows, and says what the stage is
                    Assert.Equal(before.History, now.History.Take(before.History.Count));
                    if (now.Stage is Stage.Agreed)
                    {
                        var since = now.History.ToList().FindLastIndex(p => p.Deed is Deed.Declared);
                        Past[] after = [.. now.History.Skip(since)];
                        Assert.Contains(after, p => p.Deed is Deed.Interviewed);
                        Assert.Contains(after, p => p is { Deed: Deed.Confirmed, By: Side.Person });
                        Assert.Contains(after, p => p is { Deed: Deed.Confirmed, By: Side.Employer });
                    }
                    if (now.Person && now.Employer)
                        Assert.Equal(Stage.Agreed, now.Stage);
                    if (command is WithdrawIntention)
                        Assert.Equal(Stage.Withdrawn, now.Stage);
                    if (now.WasDeclined)
                        Assert.True(now.Stage is Stage.Declined or Stage.Withdrawn);
                    var last = now.History.Last(p => p.Deed is not Deed.Confirmed).Deed;
                    Assert.Equal(now.Stage.ToString(), last.ToString());
                }
            });

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(4, null)]
    [InlineData(5, 5)]
    [InlineData(9, 5)]
    [InlineData(148, 145)]
    public void A_public_number_of_people_goes_in_steps_of_five_and_none_looks_like_four(int people, int? shown) =>
        Assert.Equal(shown, Steps.Shown(people));

    [Fact]
    public void The_walls_numbers_count_each_person_once_in_steps_and_the_ticker_tells_steps_only()
    {
        var story = Story.WithBooths();
        foreach (var i in Enumerable.Range(0, 9))
        {
            story.Do(new DeclareIntention(new($"p{i}"), new("e1"), null));
            // the same people, with another employer of the same cluster
            story.Do(new DeclareIntention(new($"p{i}"), new("e3"), null));
        }
        foreach (var i in Enumerable.Range(0, 6))
            story.Do(new AnswerIntention(new("A1"), new($"p{i}"), Answer.Interviewed));
        foreach (var i in Enumerable.Range(0, 2))
            story.Do(new DeclareIntention(new($"q{i}"), new("e2"), null));
        var rows = IntentionsBoard.Board.Rows(story.Fair, [], Story.Morning)!.ToDictionary(r => r.Key, r => r.Row);
        (int?, int?, int?) Of(string key) =>
            Assert.IsType<IntentionRow>(rows[key]) is var r ? (r.Declared, r.Interviewed, r.Agreed) : default;
        Assert.Equal((10, 5, null), Of("fair"));
        Assert.Equal((5, 5, null), Of("cluster/装备制造"));
        Assert.Equal((5, 5, null), Of("employer/e1"));
        Assert.Equal((5, null, null), Of("employer/e3"));
        Assert.DoesNotContain("employer/e2", rows.Keys);
        Assert.DoesNotContain("cluster/数字经济", rows.Keys);
        Assert.Equal(
            [
                (Deed.Declared, "朝阳重工", 5),
                (Deed.Declared, null, 5),
                (Deed.Declared, "燕都乳业", 5),
                (Deed.Interviewed, "朝阳重工", 5),
                (Deed.Interviewed, null, 5),
                (Deed.Declared, null, 10),
            ],
            rows.Values.OfType<TickRow>().Select(t => (t.Deed, t.Employer, t.Count))
        );
    }

    [Fact]
    public void A_pass_that_takes_anothers_place_is_still_one_person()
    {
        var story = Story.WithBooths();
        story.Do(new MakePass(new("K7M4QXNW"), PassCode.HashText("x")), asker: Asker.Anonymous);
        foreach (var pass in (string[])["K7M4QXNW", "ACDEFGHJ"])
            story.Do(new DeclareIntention(new(pass), new("e1"), null));
        Assert.Equal(new Count(2, 0, 0), story.Fair.Intentions.People);
        story.Do(new MakePass(new("ACDEFGHJ"), PassCode.HashText("y")), asker: Asker.Of(new("K7M4QXNW")));
        Assert.Equal(new Count(1, 0, 0), story.Fair.Intentions.People);
        Assert.Equal(new Count(1, 0, 0), story.Fair.Intentions.Counts[new("e1")]);
    }

    [Fact]
    public async Task An_employer_sees_what_was_consented_to_field_by_field_and_no_other_employer_sees_anything()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (visitor, a1, a2) = (
            await hub.PassAsync(),
            await hub.BadgeAsync(Role.Recruiter, booth: "A1"),
            await hub.BadgeAsync(Role.Recruiter, booth: "A2")
        );
        await visitor.AskAsync(
            "my/profile",
            new
            {
                pass = visitor.Id,
                fields = new
                {
                    name = "欧阳修",
                    phone = "13800001111",
                    school = "朝阳师专",
                },
            }
        );
        foreach (var employer in (string[])["e1", "e2"])
            await visitor.AskAsync("intentions", new { pass = visitor.Id, employer });
        Assert.DoesNotContain("欧阳修", await a1.Http.GetStringAsync("leads/A1"));
        var version = ConsentText.Now.Version;
        Assert.Equal(
            "consent-text-changed",
            (
                await Problem.Of(
                    await visitor.PostAsync(
                        "my/consents",
                        new
                        {
                            pass = visitor.Id,
                            employer = "e1",
                            fields = (string[])["name"],
                            version = "2020-01",
                        }
                    )
                )
            ).Code
        );
        await visitor.AskAsync(
            "my/consents",
            new
            {
                pass = visitor.Id,
                employer = "e1",
                fields = (string[])["name", "school"],
                version,
            }
        );
        var list = await a1.Http.GetStringAsync("leads/A1");
        Assert.Contains("欧阳修", list);
        Assert.Contains("朝阳师专", list);
        Assert.DoesNotContain("13800001111", list);
        Assert.DoesNotContain("欧阳修", await a2.Http.GetStringAsync("leads/A2"));
        Assert.Equal("forbidden", (await Problem.Of(await a2.Http.GetAsync("leads/A1"))).Code);
        Assert.Equal("forbidden", (await Problem.Of(await visitor.Http.GetAsync("leads/A1/export?format=csv"))).Code);

        await a1.AskAsync("leads/A1/note", new { pass = visitor.Id, text = "=笔试好，\"约复试\"" });
        var csv = await a1.Http.GetByteArrayAsync("leads/A1/export?format=csv");
        Assert.Equal([0xEF, 0xBB, 0xBF], csv[..3]);
        Assert.Contains($"{visitor.Id},有意向,,欧阳修,,,,朝阳师专", Encoding.UTF8.GetString(csv));
        Assert.Contains("\"'=笔试好，\"\"约复试\"\"\"", Encoding.UTF8.GetString(csv));
        var xlsx = Sheet.Read(await a1.Http.GetByteArrayAsync("leads/A1/export?format=xlsx"), "leads.xlsx");
        Assert.Contains("欧阳修", xlsx.Rows[0]);

        // withdrawn: gone at once
        await visitor.AskAsync(
            "my/consents",
            new
            {
                pass = visitor.Id,
                employer = "e1",
                fields = (string[])[],
                version,
            }
        );
        Assert.DoesNotContain("欧阳修", await a1.Http.GetStringAsync("leads/A1"));
    }

    private static Story Declared()
    {
        var story = Story.WithBooths();
        story.Do(new DeclareIntention(new("p1"), new("e1"), null), asker: Visitor);
        return story;
    }

    private static Intention Of(Story story) => story.Fair.Intentions.Of(new("p1"), new("e1")).Intention!;

    private static string Code(Story story, Command command) => Assert.Throws<Refusal>(() => story.Do(command)).Code;
}
