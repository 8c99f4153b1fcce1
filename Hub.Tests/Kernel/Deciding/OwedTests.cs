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
            story.Do(new OpenDesk(new(booth), "1", null));
        story.Do(new MakePass(new(First), PassCode.HashText("1")), asker: Asker.Anonymous);
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
        story.Do(new JoinQueue(new("A1"), new(First), null));
        story.Happen(new PassMade(new(Second), PassCode.HashText("2"), new(First)));
        story.Do(new JoinQueue(new("A2"), new(Second), null));
        Settle(story);
        Assert.Equal(["A1", "A2"], story.Fair.Queues.Where(new(Second)).Select(x => x.Text));
        Assert.False(story.Fair.Queues.Knows(new(First)));
        Assert.NotNull(story.Fair.Intentions.Of(new(Second), new("e1")).Intention);
        Assert.NotNull(story.Fair.Intentions.Of(new(Second), new("e2")).Intention);
        Assert.False(story.Fair.Intentions.Knows(new(First)));
    }

    [Fact]
    public void Of_two_places_in_one_queue_the_one_whose_turn_is_first_stays()
    {
        var story = WithDesks("A1");
        story.Do(new JoinQueue(new("A1"), new(First), null));
        story.Happen(new PassMade(new(Second), PassCode.HashText("2"), new(First)));
        story.Do(new JoinQueue(new("A1"), new(Second), null));
        Settle(story);
        var ticket = Assert.Single(story.Fair.Queues.Of(new("A1")).Line);
        Assert.Equal((1, Second), (ticket.Number, ticket.Pass.Text));
        Assert.Equal(
            (1, null),
            (
                story.Fair.Queues.Passes[new(Second)][new("A1")].Number,
                story.Fair.Queues.Passes[new(Second)][new("A1")].Outcome
            )
        );
    }

    [Fact]
    public void Who_is_at_the_desk_under_the_new_pass_stays_there()
    {
        var story = WithDesks("A1");
        story.Do(new JoinQueue(new("A1"), new(First), null));
        story.Happen(new PassMade(new(Second), PassCode.HashText("2"), new(First)));
        story.Do(new JoinQueue(new("A1"), new(Second), null));
        story.Happen(new TicketCalled(new("A1"), 2, "1"));
        Settle(story);
        Assert.Equal(2, Assert.Single(story.Fair.Queues.Of(new("A1")).Line).Number);
        Assert.Equal(2, story.Fair.Queues.Of(new("A1")).Desks["1"].Serving);
    }

    [Fact]
    public void Who_waits_under_the_new_pass_has_missed_no_turn()
    {
        var story = WithDesks("A1");
        story.Do(new JoinQueue(new("A1"), new(First), null));
        story.Do(new CallNext(new("A1"), "1"));
        story.Happen(new TicketEnded(new("A1"), 1, Outcome.Missed));
        story.Happen(new PassMade(new(Second), PassCode.HashText("2"), new(First)));
        story.Do(new JoinQueue(new("A1"), new(Second), null));
        Settle(story);
        Assert.Empty(story.Fair.Queues.Of(new("A1")).Missed);
        Assert.Equal(2, Assert.Single(story.Fair.Queues.Of(new("A1")).Line).Number);
        Assert.Null(story.Fair.Queues.Passes[new(Second)][new("A1")].Outcome);
    }

    [Fact]
    public void What_the_new_pass_said_counts_and_no_consent_that_it_withdrew_comes_back()
    {
        var story = WithDesks();
        story.Happen(new IntentionDeclared(new(First), new("e1"), null));
        story.Happen(new ConsentGiven(new(First), new("e1"), ["name"], "1"));
        story.Happen(new IntentionDeclared(new(First), new("e2"), null));
        story.Happen(new PassMade(new(Second), PassCode.HashText("2"), new(First)));
        story.Happen(new ConsentGiven(new(Second), new("e1"), ["phone"], "1"));
        story.Happen(new ConsentWithdrawn(new(Second), new("e1")));
        story.Happen(new IntentionDeclared(new(Second), new("e2"), null));
        story.Happen(new IntentionInvited(new(Second), new("e2")));
        Settle(story);
        var e1 = story.Fair.Intentions.Of(new(Second), new("e1"));
        Assert.Equal((Stage.Declared, null), (e1.Intention?.Stage, e1.Consent));
        Assert.Equal(Stage.Invited, story.Fair.Intentions.Of(new(Second), new("e2")).Intention?.Stage);
        Assert.Empty(story.Fair.Intentions.OfPass(new(First)));
    }

    [Fact]
    public void Through_two_new_passes_everything_reaches_the_last()
    {
        var story = WithDesks("A1", "A2");
        story.Do(new JoinQueue(new("A1"), new(First), null));
        story.Happen(new PassMade(new(Second), PassCode.HashText("2"), new(First)));
        story.Do(new JoinQueue(new("A2"), new(Second), null));
        story.Happen(new PassMade(new(Third), PassCode.HashText("3"), new(Second)));
        story.Do(new JoinQueue(new("A1"), new(Third), null));
        Settle(story);
        Assert.Equal(["A1", "A2"], story.Fair.Queues.Where(new(Third)).Select(x => x.Text));
        Assert.Equal(1, Assert.Single(story.Fair.Queues.Of(new("A1")).Line).Number);
        Assert.Equal(["e1", "e2"], story.Fair.Intentions.OfPass(new(Third)).Select(l => l.Employer.Text));
    }

    [Fact]
    public void What_was_typed_under_the_new_pass_is_not_overwritten_by_the_older()
    {
        var story = WithDesks();
        story.Happen(new PassMade(new(Second), PassCode.HashText("2"), new(First)));
        Person Typed(string school) => new("", null, new Dictionary<string, string> { ["school"] = school });
        var (older, newer) = (new PersonKey.Profile(new(First)), new PersonKey.Profile(new(Second)));
        var note = new PersonKey.Note(new("e1"), new(First));
        var people = ImmutableDictionary<string, Person>
            .Empty.Add(older.ToString(), Typed("first"))
            .Add(newer.ToString(), Typed("second"))
            .Add(note.ToString(), new Person("seen"));
        var owed = HubApp.Consequences.Owed(story.Fair with { People = people })!;
        Assert.Equal(
            [
                (note.ToString(), null),
                ((note with { Pass = new(Second) }).ToString(), "seen"),
                (older.ToString(), null),
            ],
            owed.People.Select(c => (c.Key, c.Person?.Name)).OrderBy(c => c.Key, StringComparer.Ordinal)
        );
    }
}
