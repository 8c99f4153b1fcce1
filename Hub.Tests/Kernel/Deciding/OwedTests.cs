using System.Collections.Immutable;
using Hub.Features.Access;
using Hub.Features.Interest;
using Hub.Features.People;
using Hub.Features.Queues;
using Hub.Host;

namespace Hub.Tests.Kernel.Deciding;

/// <summary>An older hub replaced a pass and died before it handed over what the old one had. By the next start the new
/// one may have something of its own.</summary>
public class OwedTests
{
    private const string First = "ACDEFGHJ",
        Second = "MNPQRTVW",
        Third = "XYACDEFG";

    private static Story WithDesks(params ReadOnlySpan<string> booths)
    {
        var story = Story.WithBooths();
        foreach (var booth in booths)
            story.Do(new OpenDesk(booth, "1", null));
        story.Do(new MakePass(First, PassCode.HashText("1")), asker: Asker.Anonymous);
        return story;
    }

    private static int Settle(Story story)
    {
        var rounds = 0;
        while (HubApp.Consequences.Owed(story.Fair) is { } owed)
        {
            Assert.True(rounds++ < 10, "It is owed for ever.");
            foreach (var fact in owed.Facts)
                story.Happen(fact);
        }
        return rounds;
    }

    [Fact]
    public void A_new_pass_keeps_its_own_places_beside_those_of_the_old_one()
    {
        var story = WithDesks("A1", "A2");
        story.Do(new JoinQueue("A1", First, null));
        story.Happen(new PassMade(Second, PassCode.HashText("2"), First));
        story.Do(new JoinQueue("A2", Second, null));
        Settle(story);
        Assert.Equal(["A1", "A2"], story.Fair.Queues.Where(Second));
        Assert.False(story.Fair.Queues.Knows(First));
        Assert.NotNull(story.Fair.Intentions.Of(Second, new("e1")).Intention);
        Assert.NotNull(story.Fair.Intentions.Of(Second, new("e2")).Intention);
        Assert.False(story.Fair.Intentions.Knows(First));
    }

    [Fact]
    public void Of_two_places_in_one_queue_the_one_whose_turn_is_first_stays()
    {
        var story = WithDesks("A1");
        story.Do(new JoinQueue("A1", First, null));
        story.Happen(new PassMade(Second, PassCode.HashText("2"), First));
        story.Do(new JoinQueue("A1", Second, null));
        Settle(story);
        var ticket = Assert.Single(story.Fair.Queues.Of("A1").Line);
        Assert.Equal((1, Second), (ticket.Number, ticket.Pass));
        Assert.Equal(
            (1, null),
            (story.Fair.Queues.Passes[Second]["A1"].Number, story.Fair.Queues.Passes[Second]["A1"].Outcome)
        );
    }

    [Fact]
    public void Who_is_at_the_desk_under_the_new_pass_stays_there()
    {
        var story = WithDesks("A1");
        story.Do(new JoinQueue("A1", First, null));
        story.Happen(new PassMade(Second, PassCode.HashText("2"), First));
        story.Do(new JoinQueue("A1", Second, null));
        story.Happen(new TicketCalled("A1", 2, "1"));
        Settle(story);
        Assert.Equal(2, Assert.Single(story.Fair.Queues.Of("A1").Line).Number);
        Assert.Equal(2, story.Fair.Queues.Of("A1").Desks["1"].Serving);
    }

    [Fact]
    public void Who_waits_under_the_new_pass_has_missed_no_turn()
    {
        var story = WithDesks("A1");
        story.Do(new JoinQueue("A1", First, null));
        story.Do(new CallNext("A1", "1"));
        story.Happen(new TicketEnded("A1", 1, Outcome.Missed));
        story.Happen(new PassMade(Second, PassCode.HashText("2"), First));
        story.Do(new JoinQueue("A1", Second, null));
        Settle(story);
        Assert.Empty(story.Fair.Queues.Of("A1").Missed);
        Assert.Equal(2, Assert.Single(story.Fair.Queues.Of("A1").Line).Number);
        Assert.Null(story.Fair.Queues.Passes[Second]["A1"].Outcome);
    }

    [Fact]
    public void What_the_new_pass_said_counts_and_no_consent_that_it_withdrew_comes_back()
    {
        var story = WithDesks();
        story.Happen(new IntentionDeclared(First, new("e1"), null));
        story.Happen(new ConsentGiven(First, new("e1"), ["name"], "1"));
        story.Happen(new IntentionDeclared(First, new("e2"), null));
        story.Happen(new PassMade(Second, PassCode.HashText("2"), First));
        story.Happen(new ConsentGiven(Second, new("e1"), ["phone"], "1"));
        story.Happen(new ConsentWithdrawn(Second, new("e1")));
        story.Happen(new IntentionDeclared(Second, new("e2"), null));
        story.Happen(new IntentionInvited(Second, new("e2")));
        Settle(story);
        var e1 = story.Fair.Intentions.Of(Second, new("e1"));
        Assert.Equal((Stage.Declared, null), (e1.Intention?.Stage, e1.Consent));
        Assert.Equal(Stage.Invited, story.Fair.Intentions.Of(Second, new("e2")).Intention?.Stage);
        Assert.Empty(story.Fair.Intentions.OfPass(First));
    }

    [Fact]
    public void Through_two_new_passes_everything_reaches_the_last()
    {
        var story = WithDesks("A1", "A2");
        story.Do(new JoinQueue("A1", First, null));
        story.Happen(new PassMade(Second, PassCode.HashText("2"), First));
        story.Do(new JoinQueue("A2", Second, null));
        story.Happen(new PassMade(Third, PassCode.HashText("3"), Second));
        story.Do(new JoinQueue("A1", Third, null));
        Settle(story);
        Assert.Equal(["A1", "A2"], story.Fair.Queues.Where(Third));
        Assert.Equal(1, Assert.Single(story.Fair.Queues.Of("A1").Line).Number);
        Assert.Equal(["e1", "e2"], story.Fair.Intentions.OfPass(Third).Select(l => l.Employer.Text));
    }

    [Fact]
    public void What_was_typed_under_the_new_pass_is_not_overwritten_by_the_older()
    {
        var story = WithDesks();
        story.Happen(new PassMade(Second, PassCode.HashText("2"), First));
        Person Typed(string school) => new("", null, new Dictionary<string, string> { ["school"] = school });
        var (older, newer) = (new PersonKey.Profile(First), new PersonKey.Profile(Second));
        var note = new PersonKey.Note(new("e1"), First);
        var people = ImmutableDictionary<string, Person>
            .Empty.Add(older.ToString(), Typed("first"))
            .Add(newer.ToString(), Typed("second"))
            .Add(note.ToString(), new Person("seen"));
        var owed = HubApp.Consequences.Owed(story.Fair with { People = people })!;
        Assert.Equal(
            [(note.ToString(), null), ((note with { Pass = Second }).ToString(), "seen"), (older.ToString(), null)],
            owed.People.Select(c => (c.Key, c.Person?.Name)).OrderBy(c => c.Key, StringComparer.Ordinal)
        );
    }
}
