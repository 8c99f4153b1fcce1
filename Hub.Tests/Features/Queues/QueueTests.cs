using CsCheck;
using Hub.Features.Access;
using Hub.Features.Interest;
using Hub.Features.People;
using Hub.Features.Queues;
using Hub.Features.Roster;

namespace Hub.Tests.Features.Queues;

public class QueueTests
{
    [Fact]
    public void Who_joins_gets_a_number_and_is_called_in_their_turn()
    {
        var story = Open();
        foreach (var pass in (string[])["p1", "p2", "p3"])
            Assert.Equal(2, story.Do(new JoinQueue(new("A1"), new(pass), null)));
        Assert.Equal([1, 2, 3], Line(story));
        story.Do(new CallNext(new("A1"), "1"));
        Assert.Equal(("1", 1), (Of(story, "p1").Desk, Of(story, "p1").Calls));
        story.Do(new MarkInterviewed(new("A1"), 1));
        story.Do(new CallNext(new("A1"), "1"));
        Assert.Equal([2, 3], Line(story));
        Assert.Equal(1, story.Fair.Queues.Of(new("A1")).Ahead(Of(story, "p3")) + 1);
    }

    [Fact]
    public void Two_devices_of_one_person_have_one_place()
    {
        var story = Open();
        story.Do(new JoinQueue(new("A1"), new("p1"), null));
        Assert.Equal(0, story.Do(new JoinQueue(new("A1"), new("p1"), null)));
        Assert.Single(Line(story));
        story.Do(new LeaveQueue(new("A1"), new("p1")));
        Assert.Equal(0, story.Do(new LeaveQueue(new("A1"), new("p1"))));
        // back at the end, under a new number
        story.Do(new JoinQueue(new("A1"), new("p2"), null));
        story.Do(new JoinQueue(new("A1"), new("p1"), null));
        Assert.Equal([2, 3], Line(story));
    }

    [Fact]
    public void A_queue_without_an_interviewer_takes_nobody()
    {
        var story = Story.WithBooths();
        Assert.Equal("queue-closed", Code(story, new JoinQueue(new("A1"), new("p1"), null)));
        story.Do(new OpenDesk(new("A1"), "1", null));
        Assert.Equal("desk-closed", Code(story, new JoinQueue(new("A1"), new("p1"), "2")));
        Assert.Equal("unknown-booth", Code(story, new JoinQueue(new("Z9"), new("p1"), null)));
        story.Do(new PauseDesk(new("A1"), "1", 10));
        story.Do(new JoinQueue(new("A1"), new("p1"), null));
        Assert.Equal("desk-paused", Code(story, new CallNext(new("A1"), "1")));
        story.Do(new ResumeDesk(new("A1"), "1"));
        story.Do(new CallNext(new("A1"), "1"));
        Assert.Equal("nobody-waits", Code(Open(), new CallNext(new("A1"), "1")));
    }

    [Fact]
    public void A_full_queue_says_so_and_takes_people_again_when_there_is_room()
    {
        var story = Open();
        story.Do(new SetQueue(new("A1"), 2, 60));
        story.Do(new JoinQueue(new("A1"), new("p1"), null));
        story.Do(new JoinQueue(new("A1"), new("p2"), null));
        var full = Assert.Throws<Refusal>(() => story.Do(new JoinQueue(new("A1"), new("p3"), null)));
        Assert.Equal(("queue-full", true), (full.Code, full.Retry));
        // who is in it is in it
        Assert.Equal(0, story.Do(new JoinQueue(new("A1"), new("p2"), null)));
        story.Do(new CallNext(new("A1"), "1"));
        story.Do(new JoinQueue(new("A1"), new("p3"), null));
        Assert.Equal("malformed", Code(story, new SetQueue(new("A1"), -1, 60)));
    }

    [Fact]
    public void Nobody_waits_everywhere_at_once()
    {
        var story = Story.WithBooths();
        story.Do(new ImportRoster([TestHub.Employers[0] with { Name = "第四家", NameEn = null, Booth = "C1" }], []));
        foreach (var booth in (string[])["A1", "A2", "B1", "C1"])
            story.Do(new OpenDesk(new(booth), "1", null));
        foreach (var booth in (string[])["A1", "A2", "B1"])
            story.Do(new JoinQueue(new(booth), new("p1"), null));
        Assert.Equal("too-many-queues", Code(story, new JoinQueue(new("C1"), new("p1"), null)));
        story.Do(new LeaveQueue(new("A2"), new("p1")));
        story.Do(new JoinQueue(new("C1"), new("p1"), null));
    }

    [Fact]
    public void A_booth_that_puts_somebody_into_its_queue_takes_no_place_of_theirs()
    {
        var story = Open();
        foreach (var booth in (string[])["A2", "B1"])
            story.Do(new OpenDesk(new(booth), "1", null));
        Asker At(string booth) => new($"b{booth}", Role.Recruiter, Booth: new(booth));
        foreach (var booth in (string[])["A1", "A2", "B1"])
            story.Do(new JoinQueue(new(booth), new("p1"), null), asker: At(booth));
        Assert.Equal((3, 0), (story.Fair.Queues.Where(new("p1")).Count(), story.Fair.Queues.Wished(new("p1"))));
        Assert.All(
            new[] { "A1", "A2", "B1" },
            b => Assert.Equal(AskedBy.Staff, story.Fair.Queues.Of(new(b)).Of(new("p1"))!.By)
        );
        // called, put back, taken out: who did it stays known
        story.Do(new CallNext(new("A1"), "1"));
        Assert.Equal(AskedBy.Staff, story.Fair.Queues.Passes[new("p1")][new("A1")].By);
        story.Do(new LeaveQueue(new("A1"), new("p1")), asker: At("A1"));
        Assert.Equal(
            new Stub(1, Outcome.Left, Story.Morning, AskedBy.Staff),
            story.Fair.Queues.Passes[new("p1")][new("A1")]
        );
        story.Do(new LeaveQueue(new("A2"), new("p1")));
        Assert.Equal(AskedBy.Person, story.Fair.Queues.Passes[new("p1")][new("A2")].By);
    }

    [Fact]
    public void A_fact_says_who_asked_and_one_that_does_not_was_the_persons()
    {
        var story = Open();
        foreach (var pass in (string[])["p1", "p2"])
            story.Do(new JoinQueue(new("A1"), new(pass), null));
        var queue = story.Fair;
        Asker[] askers = [Asker.Of(new("p1")), new("b1", Role.Recruiter, Booth: new("A1")), Asker.System];
        foreach (var (asker, by) in askers.Zip([AskedBy.Person, AskedBy.Staff, AskedBy.Hub]))
        {
            Fact Made(Command command) => Assert.Single(command.Decide(queue, asker, Story.Morning).Facts.ToArray());
            Assert.Equal(new TicketPostponed(new("A1"), 1, 2, by), Made(new PostponeTurn(new("A1"), new("p1"))));
            Assert.Equal(new TicketEnded(new("A1"), 1, Outcome.Left, by), Made(new LeaveQueue(new("A1"), new("p1"))));
        }
        Assert.Equal(
            new TicketTaken(new("A1"), 1, new("p1"), null),
            Story.Kinds.Read("queue", """{"t":"join","booth":"A1","number":1,"pass":"p1"}"""u8)
        );
        Assert.Equal(
            """{"t":"join","booth":"A1","number":1,"pass":"P1","by":"Staff"}""",
            System.Text.Encoding.UTF8.GetString(
                Story.Kinds.Write(new TicketTaken(new("A1"), 1, new("p1"), null, By: AskedBy.Staff))
            )
        );
    }

    [Fact]
    public void Letting_the_next_one_go_first_costs_one_turn_and_no_more()
    {
        var story = Open();
        foreach (var pass in (string[])["p1", "p2", "p3"])
            story.Do(new JoinQueue(new("A1"), new(pass), null));
        story.Do(new PostponeTurn(new("A1"), new("p1")));
        Assert.Equal([2, 1, 3], Line(story));
        story.Do(new CallNext(new("A1"), "1"));
        // also who is called already may need a moment
        story.Do(new PostponeTurn(new("A1"), new("p2")));
        Assert.Equal([1, 2, 3], Line(story));
        Assert.Null(story.Fair.Queues.Of(new("A1")).Desks["1"].Serving);
        Assert.Equal("nobody-behind", Code(story, new PostponeTurn(new("A1"), new("p3"))));
        Assert.Equal("not-in-queue", Code(story, new PostponeTurn(new("A1"), new("p9"))));
    }

    [Fact]
    public void Who_does_not_come_within_the_grace_is_a_no_show_and_may_be_called_again()
    {
        var story = Open();
        story.Do(new SetQueue(new("A1"), 10, 120));
        story.Do(new JoinQueue(new("A1"), new("p1"), null));
        story.Do(new JoinQueue(new("A1"), new("p2"), null));
        story.Do(new CallNext(new("A1"), "1"));
        Assert.Equal("desk-busy", Code(story, new CallNext(new("A1"), "1")));
        Assert.Equal("grace-not-over", Code(story, new MarkNoShow(new("A1"), 1), 119));
        // called again, the grace begins anew
        story.Do(new Recall(new("A1"), 1, null), Story.Morning.AddSeconds(100));
        Assert.Equal("grace-not-over", Code(story, new MarkNoShow(new("A1"), 1), 219));
        Assert.Equal("not-called", Code(story, new MarkNoShow(new("A1"), 2), 220));
        story.Do(new MarkNoShow(new("A1"), 1), Story.Morning.AddSeconds(220));
        Assert.Equal(0, story.Do(new MarkNoShow(new("A1"), 1), Story.Morning.AddSeconds(221)));
        Assert.Equal([2], Line(story));
        story.Do(new CallNext(new("A1"), "1"), Story.Morning.AddSeconds(230));
        // too late, but here: when the desk is free
        Assert.Equal("desk-busy", Code(story, new Recall(new("A1"), 1, "1"), 240));
        story.Do(new MarkInterviewed(new("A1"), 2), Story.Morning.AddSeconds(500));
        story.Do(new Recall(new("A1"), 1, "1"), Story.Morning.AddSeconds(510));
        Assert.Equal("1", Of(story, "p1").Desk);
        Assert.Equal(1, story.Fair.Queues.Of(new("A1")).Rhythm.Missed);
    }

    [Fact]
    public void Several_interviewers_call_who_wants_them_or_anybody_and_a_transfer_keeps_the_place()
    {
        var story = Open();
        story.Do(new OpenDesk(new("A1"), "2", "研发岗"));
        foreach (var (pass, desk) in ((string, string?)[])[("p1", "2"), ("p2", null), ("p3", "1"), ("p4", "2")])
            story.Do(new JoinQueue(new("A1"), new(pass), desk));
        story.Do(new CallNext(new("A1"), "1"));
        Assert.Equal("1", Of(story, "p2").Desk);
        story.Do(new CallNext(new("A1"), "2"));
        Assert.Equal("2", Of(story, "p1").Desk);
        // to the other interviewer: called again before all who came later
        story.Do(new TransferTicket(new("A1"), 1, "1"));
        Assert.Equal([1, 2, 3, 4], Line(story));
        story.Do(new MarkInterviewed(new("A1"), 2));
        story.Do(new CallNext(new("A1"), "1"));
        Assert.Equal("1", Of(story, "p1").Desk);
        Assert.Equal("unknown-desk", Code(story, new TransferTicket(new("A1"), 4, "9")));
        // an interviewer goes: who waited for that one is not forgotten
        story.Do(new CloseDesk(new("A1"), "2"));
        Assert.Null(Of(story, "p4").Wish);
        Assert.Equal("desk-busy", Code(story, new CloseDesk(new("A1"), "1")));
    }

    [Fact]
    public void The_last_interviewer_does_not_go_while_people_wait_but_the_queue_can_be_ended()
    {
        var story = Open();
        story.Do(new JoinQueue(new("A1"), new("p1"), null));
        Assert.Equal("people-waiting", Code(story, new CloseDesk(new("A1"), "1")));
        story.Do(new CloseQueue(new("A1")));
        Assert.Equal((Outcome.Closed, 0), (story.Fair.Queues.Passes[new("p1")][new("A1")].Outcome, Line(story).Length));
        Assert.Equal(0, story.Do(new CloseQueue(new("A1"))));
        Assert.Equal("queue-closed", Code(story, new JoinQueue(new("A1"), new("p1"), null)));
        Assert.Equal("not-in-queue", Code(story, new MarkInterviewed(new("A1"), 1)));
    }

    [Fact]
    public void A_booth_that_closes_ends_its_queue_and_takes_nobody()
    {
        var story = Open();
        story.Do(new JoinQueue(new("A1"), new("p1"), null));
        story.Do(new CloseBooth(new("A1"), true));
        Assert.Equal(Outcome.Closed, story.Fair.Queues.Passes[new("p1")][new("A1")].Outcome);
        Assert.Equal("booth-closed", Code(story, new JoinQueue(new("A1"), new("p2"), null)));
        Assert.Equal("booth-closed", Code(story, new OpenDesk(new("A1"), "1", null)));
        story.Do(new CloseBooth(new("A1"), false));
        story.Do(new OpenDesk(new("A1"), "1", null));
        story.Do(new JoinQueue(new("A1"), new("p2"), null));
    }

    [Fact]
    public void A_new_roster_that_moves_an_employer_moves_its_queue_and_one_that_removes_a_booth_ends_it()
    {
        var story = Open();
        story.Do(new OpenDesk(new("A2"), "1", null));
        story.Do(new JoinQueue(new("A1"), new("p1"), null));
        story.Do(new JoinQueue(new("A1"), new("p2"), null));
        story.Do(new JoinQueue(new("A2"), new("p1"), null));
        // two employers change places
        story.Do(
            new ImportRoster(
                [TestHub.Employers[0] with { Booth = "A2" }, TestHub.Employers[1] with { Booth = "A1" }],
                []
            )
        );
        Assert.Equal(["P1", "P2"], story.Fair.Queues.Of(new("A2")).Line.Select(t => t.Pass.Text));
        Assert.Equal(["P1"], story.Fair.Queues.Of(new("A1")).Line.Select(t => t.Pass.Text));
        Assert.Equal(["A1", "A2"], story.Fair.Queues.Where(new("p1")).Select(x => x.Text));
        story.Do(new ImportRoster([TestHub.Employers[0] with { Booth = "" }], []));
        Assert.Equal(Outcome.Closed, story.Fair.Queues.Passes[new("p2")][new("A2")].Outcome);
        Assert.Equal(["A1"], story.Fair.Queues.Where(new("p1")).Select(x => x.Text));
        Assert.Equal("unknown-booth", Code(story, new CallNext(new("A2"), "1")));
    }

    [Fact]
    public void Who_is_erased_while_queueing_gives_the_place_up_and_the_counts_stay_true()
    {
        var story = Open();
        story.Do(new MakePass(new("K7M4QXNW"), PassCode.HashText("x")), asker: Asker.Anonymous);
        story.Do(new JoinQueue(new("A1"), new("k7m4-qxnw"), null));
        story.Do(new JoinQueue(new("A1"), new("p2"), null));
        story.Do(new ErasePass(new("K7M4QXNW")), asker: Asker.Of(new("K7M4QXNW")));
        Assert.Equal([2], Line(story));
        Assert.Equal(2, story.Fair.Intentions.Employers[new("e1")].Count);
        Assert.Equal("pass-revoked", Code(story, new JoinQueue(new("A1"), new("K7M4QXNW"), null)));
        Assert.Equal(0, story.Do(new ErasePass(new("K7M4QXNW"))));
        story.Do(new CallNext(new("A1"), "1"));
        Assert.Equal("1", Of(story, "p2").Desk);
        // also one with a number on paper
        story.Do(new JoinQueue(new("A1"), new("P-0042V"), null));
        story.Do(new ErasePass(new("P-0042V")));
        Assert.Equal([2], Line(story));
        Assert.Equal("unknown-person", Code(story, new ErasePass(new("P-0043A"))));
    }

    [Fact]
    public void A_revoked_pass_is_not_called_and_a_new_pass_has_the_place_of_the_old_one()
    {
        var story = Open();
        foreach (var pass in (string[])["K7M4QXNW", "ACDEFGHJ"])
            story.Do(new MakePass(new(pass), PassCode.HashText(pass)), asker: Asker.Anonymous);
        foreach (var pass in (string[])["K7M4QXNW", "ACDEFGHJ", "p3"])
            story.Do(new JoinQueue(new("A1"), new(pass), null));
        story.Do(new RevokePass(new("K7M4QXNW")));
        story.Do(new MakePass(new("MNPQRTVW"), PassCode.HashText("MNPQRTVW")), asker: Asker.Of(new("ACDEFGHJ")));
        story.Do(new CallNext(new("A1"), "1"));
        Assert.Equal(Outcome.Left, story.Fair.Queues.Passes[new("K7M4QXNW")][new("A1")].Outcome);
        Assert.Equal(("1", 2), (Of(story, "MNPQRTVW").Desk, Of(story, "MNPQRTVW").Number));
        Assert.DoesNotContain("ACDEFGHJ", story.Fair.Queues.Passes.Keys.Select(x => x.Text));
    }

    [Fact]
    public void In_whatever_order_commands_come_no_place_is_lost_overtaken_or_doubled() =>
        Gen.Select(Gen.Int[0, 13], Gen.Int[0, 6], Gen.Int[0, 2])
            .Array[0, 90]
            .Sample(acts =>
            {
                var (story, now, given) = (Open(), Story.Morning, 0);
                story.Do(new SetQueue(new("A1"), 5, 60));
                foreach (var (act, who, where) in acts)
                {
                    var before = story.Fair.Queues.Of(new("A1"));
                    now = now.AddSeconds(50);
                    var (pass, desk) = ($"P{who}", $"{where + 1}");
                    Command command = act switch
                    {
                        0 => new OpenDesk(new("A1"), desk, null),
                        1 => new CloseDesk(new("A1"), desk),
                        2 or 3 or 4 or 5 => new JoinQueue(new("A1"), new(pass), act == 2 ? desk : null),
                        6 => new LeaveQueue(new("A1"), new(pass)),
                        7 => new PostponeTurn(new("A1"), new(pass)),
                        8 or 9 => new CallNext(new("A1"), desk),
                        10 => new MarkInterviewed(new("A1"), before.Of(new(pass))?.Number ?? 1),
                        11 => new MarkNoShow(new("A1"), before.Of(new(pass))?.Number ?? 1),
                        12 => new Recall(
                            new("A1"),
                            before.Missed.Keys.FirstOrDefault(before.Of(new(pass))?.Number ?? 1),
                            desk
                        ),
                        _ => new TransferTicket(new("A1"), before.Of(new(pass))?.Number ?? 1, where == 0 ? null : desk),
                    };
                    var granted = true;
                    try
                    {
                        story.Do(command, now);
                    }
                    catch (Refusal)
                    {
                        granted = false;
                    }
                    var after = story.Fair.Queues.Of(new("A1"));
                    if (!granted)
                        Assert.Equal(before, after);

                    // not doubled
                    Assert.Equal(after.Line.Count, after.Line.Select(t => t.Pass).Distinct().Count());
                    Assert.Equal(after.Line.Count, after.Line.Select(t => t.Number).Distinct().Count());
                    Assert.All(
                        after.Desks.Values,
                        d => Assert.Equal(d.Serving, after.Line.SingleOrDefault(t => t.Desk == d.Id)?.Number)
                    );
                    // not lost: who was in it still is, but who left, was served, did not come
                    var gone = before.Line.Where(t => after.Numbered(t.Number) is null).ToArray();
                    if (gone.Length > 0)
                        Assert.True(
                            command is LeaveQueue or MarkInterviewed or MarkNoShow && gone.Length == 1,
                            $"{command} lost {gone.Length}"
                        );
                    foreach (var ticket in after.Line)
                        Assert.Null(story.Fair.Queues.Passes[ticket.Pass][new("A1")].Outcome);
                    Assert.Equal(after.Last, given = Math.Max(given, after.Last));
                    // not overtaken: the order changes by nobody but who lets the next one go first, and then by one
                    // who competes
                    Ticket[] had = [.. before.Line.Where(t => after.Numbered(t.Number) is not null)],
                        has = [.. after.Line.Where(t => before.Numbered(t.Number) is not null)];
                    if (command is not PostponeTurn || !granted)
                        Assert.Equal(had.Select(t => t.Number), has.Select(t => t.Number));
                    else
                    {
                        var mover = before.Of(new(pass))!;
                        Assert.Equal(
                            had.Where(t => t.Pass.Text != pass).Select(t => t.Number),
                            has.Where(t => t.Pass.Text != pass).Select(t => t.Number)
                        );
                        Assert.Single(
                            before.Line.SkipWhile(t => t.Pass.Text != pass).Skip(1),
                            t =>
                                t.Waits
                                && t.Competes(mover)
                                && after.Line.IndexOf(after.Numbered(t.Number)!)
                                    < after.Line.IndexOf(after.Of(new(pass))!)
                        );
                    }
                    // who is called is the first whom the desk may call
                    if (command is CallNext && granted)
                        Assert.Equal(before.Next(desk)!.Number, after.Desks[desk].Serving);
                }
            });

    [Fact]
    public async Task Two_phones_and_the_booth_see_the_same_place_while_it_changes_and_nobody_else_does()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (booth, visitor, other) = (
            await hub.BadgeAsync(Role.Recruiter, booth: "A1"),
            await hub.PassAsync(),
            await hub.PassAsync()
        );
        var second = hub.Bearer(visitor.Secret!);
        await booth.AskAsync("queues/A1/desks", new { desk = "1", label = "研发岗" });
        await using var one = await hub.ScreenAsync(visitor, "phone");
        await using var two = await hub.ScreenAsync(second, "phone");
        await using var tablet = await hub.ScreenAsync(booth, "tablet");
        foreach (var phone in (TestScreen[])[one, two])
            await phone.OpenAsync($"my/{visitor.Id}");
        await tablet.OpenAsync("line/A1");
        await other.AskAsync("queues/A1/join", new { pass = other.Id });
        var key = Guid.NewGuid();
        await visitor.AskAsync("queues/A1/join", new { pass = visitor.Id }, key);
        // the answer was lost, the second phone asks too
        Assert.True((await visitor.AskAsync("queues/A1/join", new { pass = visitor.Id }, key)).Repeated);
        await second.AskAsync("queues/A1/join", new { pass = visitor.Id });
        foreach (var phone in (TestScreen[])[one, two])
            await Eventually.TrueAsync(
                () =>
                    Ticket(phone) is { ValueKind: System.Text.Json.JsonValueKind.Object } t
                    && t.GetProperty("ahead").GetInt32() == 1
                    && t.GetProperty("soon").GetBoolean(),
                "one ahead on both phones"
            );
        await second.AskAsync("queues/A1/leave", new { pass = visitor.Id });
        foreach (var phone in (TestScreen[])[one, two])
            await Eventually.TrueAsync(
                () => Ticket(phone).GetProperty("outcome").GetString() == "left",
                "left on both phones"
            );
        await Eventually.TrueAsync(() => tablet.Rows("line/A1").Count == 2, "one in the line");

        // each for their own
        Assert.Equal(
            "forbidden",
            (await Problem.Of(await visitor.PostAsync("queues/A1/leave", new { pass = other.Id }))).Code
        );
        foreach (
            var (who, board) in ((Client, string)[])
                [
                    (other, $"my/{visitor.Id}"),
                    (hub.Organizer, $"my/{visitor.Id}"),
                    (hub.Anonymous, $"my/{visitor.Id}"),
                    (visitor, "line/A1"),
                    (await hub.BadgeAsync(Role.Recruiter, booth: "A2"), "line/A1"),
                ]
        )
            Assert.Equal("forbidden", (await Problem.Of(await who.Http.GetAsync($"boards/{board}"))).Code);
        var row = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(
            (await hub.Anonymous.RowsAsync("queue/A1"))["A1"]
        );
        Assert.Equal((1, true), (row.GetProperty("length").GetInt32(), row.GetProperty("open").GetBoolean()));
        Assert.DoesNotContain(other.Id!, row.GetRawText());

        System.Text.Json.JsonElement Ticket(TestScreen phone) =>
            phone.Rows($"my/{visitor.Id}").TryGetValue("ticket/A1", out var json)
                ? System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(json)
                : default;
    }

    [Fact]
    public async Task A_pass_that_is_replaced_keeps_its_place_and_one_that_is_revoked_gives_it_up()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new OpenDesk(new("A1"), "1", null));
        var (lost, revoked) = (await hub.PassAsync(), await hub.PassAsync());
        foreach (var who in (Client[])[revoked, lost])
            await who.AskAsync("queues/A1/join", new { pass = who.Id });
        await hub.Ledger.AskAsync(
            Guid.NewGuid(),
            Asker.Of(new(lost.Id!)),
            new MakePass(new("K7M4QXNW"), PassCode.HashText("new"))
        );
        using var answer = await hub.Organizer.DeleteAsync($"passes/{revoked.Id}");
        await Eventually.TrueAsync(
            () => hub.Ledger.Fair.Queues.Of(new("A1")).Line.Select(t => t.Pass.Text).SequenceEqual(["K7M4QXNW"]),
            "the new pass has the place"
        );
    }

    private static Story Open()
    {
        var story = Story.WithBooths();
        story.Do(new OpenDesk(new("A1"), "1", null));
        return story;
    }

    private static int[] Line(Story story) => [.. story.Fair.Queues.Of(new("A1")).Line.Select(t => t.Number)];

    private static Ticket Of(Story story, string pass) => story.Fair.Queues.Of(new("A1")).Of(new(pass))!;

    /// <param name="after">Seconds of the morning.</param>
    private static string Code(Story story, Command command, int after = 0) =>
        Assert.Throws<Refusal>(() => story.Do(command, Story.Morning.AddSeconds(after))).Code;
}
