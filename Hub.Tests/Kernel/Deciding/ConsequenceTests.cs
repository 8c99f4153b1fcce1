using Hub.Features.Access;
using Hub.Features.Interest;
using Hub.Features.Queues;
using Hub.Features.Roster;
using Hub.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Kernel.Deciding;

public class ConsequenceTests
{
    /// <summary>The whole graph: what follows from what. A new arrow is seen by whoever reads the change.</summary>
    private static readonly string[] Graph =
    [
        "BoothClosed → QueueClosed",
        "ContestLocked → ResultsCarried",
        "ContestSet → LateDrawn",
        "ContestSet → ResultsCarried",
        "InterviewReported → IntentionInterviewed",
        "InterviewReported → TicketEnded",
        "PassErased → PassRevoked",
        "PassErased → TicketEnded",
        "PassMade → LeadsHandedOver",
        "PassMade → TicketEnded",
        "PassMade → TicketsHandedOver",
        "PassRevoked → TicketEnded",
        "RosterImported → QueueClosed",
        "RosterImported → QueuesMoved",
        "RosterWithdrawn → QueueClosed",
        "RosterWithdrawn → QueuesMoved",
        "SecondGiven → BadgeIssued",
        "SecondGiven → PassErased",
        "SecondGiven → PersonErased",
        "SecondGiven → RetentionSet",
        "StatusSet → LateDrawn",
        "TicketEnded → IntentionInterviewed",
        "TicketTaken → IntentionDeclared",
    ];

    private static Consequence From<TFact, TGives>()
        where TFact : Fact
        where TGives : Fact => Consequence.When<TFact>(_ => Decision.Empty, [typeof(TGives)]);

    [Fact]
    public void The_graph_is_as_written_down() =>
        Assert.Equal(
            Graph,
            HubApp
                .Consequences.All.SelectMany(c => c.Gives.Select(g => $"{c.Of.Name} → {g.Name}"))
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void A_circle_and_a_way_that_is_too_long_are_no_graph()
    {
        Assert.Throws<ArgumentException>(() =>
            new Consequences([From<BoothClosed, QueueClosed>(), From<QueueClosed, BoothClosed>()])
        );
        Assert.Throws<ArgumentException>(() => new Consequences([From<BoothClosed, BoothClosed>()]));
        Consequence[] way =
        [
            From<BoothClosed, QueueClosed>(),
            From<QueueClosed, DeskClosed>(),
            From<DeskClosed, DeskPaused>(),
            From<DeskPaused, DeskResumed>(),
        ];
        Assert.Equal(Consequences.Deepest, new Consequences(way).All.Count);
        Assert.Throws<ArgumentException>(() => new Consequences([.. way, From<DeskResumed, TicketCalled>()]));
    }

    [Fact]
    public async Task What_follows_is_kept_with_its_cause_under_the_same_command_and_asked_for_by_the_hub()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (visitor, booth) = (await hub.PassAsync(), await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await booth.AskAsync("queues/A1/desks", new { desk = "1" });
        var joined = await visitor.AskAsync("queues/A1/join", new { pass = visitor.Id });
        Assert.Equal(2, joined.Facts);
        var (command, from) = (Guid.NewGuid(), hub.Offset);
        var receipt = await booth.AskAsync("booths/A1/close", new { }, command);
        Row[] rows = [.. hub.Store.Read(TestHub.Fair, from)];
        Assert.Equal((2, from + 2), (receipt.Facts, receipt.Offset));
        Assert.Equal(
            [(command, 0, booth.Id), (command, 1, "system")],
            rows.Select(r => (r.Command, r.Part, (string?)r.Actor))
        );
        Assert.Equal(
            [typeof(BoothClosed), typeof(QueueClosed)],
            rows.Select(r => HubApp.Slices.Read(r.Slice, r.Body).GetType())
        );
        // again under the same id it answers the same, and changes nothing
        Assert.Equal(
            (receipt with { Repeated = true }, from + 2),
            (await booth.AskAsync("booths/A1/close", new { }, command), hub.Offset)
        );
    }

    [Fact]
    public async Task A_consequence_that_fails_takes_its_cause_back()
    {
        var broken = Consequence.When<BoothClosed>(
            _ => throw new InvalidOperationException("broken"),
            [typeof(QueueClosed)]
        );
        var undeclared = Consequence.When<BoothOpened>(e => new QueueClosed(e.Fact.Booth), []);
        await using var hub = await TestHub.WithFairAsync(change: s =>
            s.AddSingleton(new Consequences([broken, undeclared]))
        );
        var offset = hub.Offset;
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.AskAsync(new CloseBooth(new("A1"), true)));
        Assert.Equal(offset, hub.Offset);
        // the others of its batch are decided all the same
        await hub.AskAsync(new OpenDesk(new("A1"), "1", null));
        Assert.Equal((offset + 1, false), (hub.Offset, hub.Ledger.Fair.Roster.Closed.ContainsKey(new("A1"))));
    }

    [Fact]
    public async Task An_interview_that_the_employer_reports_frees_the_desk_and_counts_once()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (visitor, booth) = (await hub.PassAsync(), await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await booth.AskAsync("queues/A1/desks", new { desk = "1" });
        await visitor.AskAsync("queues/A1/join", new { pass = visitor.Id });
        await booth.AskAsync("queues/A1/desks/1/next", new { });
        await booth.AskAsync("leads/A1/answer", new { pass = visitor.Id, answer = "interviewed" });
        var intention = hub.Ledger.Fair.Intentions.Of(new(visitor.Id!), new("e1")).Intention!;
        Assert.Equal(
            (Stage.Interviewed, 1),
            (intention.Stage, intention.History.Count(p => p.Deed is Deed.Interviewed))
        );
        Assert.Null(hub.Ledger.Fair.Queues.Of(new("A1")).Desks["1"].Serving);
        Assert.Equal(Outcome.Served, hub.Ledger.Fair.Queues.Passes[new(visitor.Id!)][new("A1")].Outcome);
    }

    [Fact]
    public void What_is_owed_is_owed_no_more_once_it_is_there()
    {
        var story = Story.WithBooths();
        story.Do(new OpenDesk(new("A1"), "1", null));
        story.Do(new MakePass(new("ACDEFGHJ"), PassCode.HashText("x")), asker: Asker.Anonymous);
        story.Do(new JoinQueue(new("A1"), new("ACDEFGHJ"), null));
        Assert.Null(HubApp.Consequences.Owed(story.Fair));
        // as an older hub left it that died in between
        story.Happen(new PassMade(new("MNPQRTVW"), PassCode.HashText("y"), new("ACDEFGHJ")));
        story.Happen(new BoothClosed(new("A1")));
        var rounds = 0;
        while (HubApp.Consequences.Owed(story.Fair) is { } owed && rounds++ < 10)
            foreach (var fact in owed.Facts)
                story.Happen(fact);
        Assert.Equal(3, rounds);
        Assert.Equal(Outcome.Closed, story.Fair.Queues.Passes[new("MNPQRTVW")][new("A1")].Outcome);
        Assert.Equal(Stage.Declared, story.Fair.Intentions.Of(new("MNPQRTVW"), new("e1")).Intention!.Stage);
    }
}
