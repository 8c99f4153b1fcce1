using Hub.Features.Access;
using Hub.Features.Queues;
using Hub.Features.Roster;

namespace Hub.Features.Interest;

/// <summary>What follows for intentions from passes and queues.</summary>
public static class AfterQueues
{
    /// <summary>A pass that was replaced: its intentions, consents and notes go over to the new one.</summary>
    public static readonly Consequence Replaced = Consequence.When<PassMade>(
        e =>
            e.Fact.Replaces is { } old && e.Fair.Intentions.Passes.ContainsKey(old)
                ? new LeadsHandedOver(old, e.Fact.Pass)
                : Decision.Empty,
        gives: [typeof(LeadsHandedOver)],
        owed: fair =>
            Decision.Of(
                fair.Access.HandOvers(fair.Intentions.Passes.ContainsKey).Select(r => new LeadsHandedOver(r.Pass, r.To))
            )
    );

    /// <summary>Who joins a queue is interested in the employer. Whom a booth puts into its queue has not said
    /// so.</summary>
    public static readonly Consequence Joined = Consequence.When<TicketTaken>(
        e => Declares(e.Fair, e.Fact) ?? Decision.Empty,
        gives: [typeof(IntentionDeclared)]
    );

    /// <summary>An interview in a queue is one for the intention too.</summary>
    public static readonly Consequence Served = Consequence.When<TicketEnded>(
        e =>
            e.Fact.Outcome is Outcome.Served
            && e.Before.Queues.Of(e.Fact.Booth).Numbered(e.Fact.Number) is { } ticket
            && IsDue(e.Fair, ticket.Pass, e.Fair.EmployerAt(e.Fact.Booth))
                ? new IntentionInterviewed(ticket.Pass, e.Fair.EmployerAt(e.Fact.Booth))
                : Decision.Empty,
        gives: [typeof(IntentionInterviewed)]
    );

    /// <summary>An employer that says so ends the interview at the desk; where nobody sits at one, they have talked
    /// elsewhere.</summary>
    public static readonly Consequence Reported = Consequence.When<InterviewReported>(
        e =>
            e.Fair.Queues.Of(e.Fact.Booth).Of(e.Fact.Pass) is { Waits: false } ticket
                ? new TicketEnded(e.Fact.Booth, ticket.Number, Outcome.Served)
            : IsDue(e.Fair, e.Fact.Pass, e.Fact.Employer) ? new IntentionInterviewed(e.Fact.Pass, e.Fact.Employer)
            : Decision.Empty,
        gives: [typeof(TicketEnded), typeof(IntentionInterviewed)]
    );

    public static readonly Consequence[] All = [Replaced, Joined, Served, Reported];

    /// <returns>Null: it says nothing that is new.</returns>
    private static IntentionDeclared? Declares(Fair fair, TicketTaken taken)
    {
        var (employer, position) = (fair.EmployerAt(taken.Booth), taken.Position);
        var had = fair.Intentions.Of(taken.Pass, employer).Intention;
        var by = taken.By is AskedBy.Person ? Side.Person : Side.Employer;
        // what a person has said, or taken back, no booth says again
        var isNew =
            had is null
            || by is Side.Person
                && (
                    had.IsOpen ? !had.IsDeclared || position is not null && position != had.Position : !had.WasDeclined
                );
        return isNew ? new IntentionDeclared(taken.Pass, employer, position ?? had?.Position, by) : null;
    }

    private static bool IsDue(Fair fair, PassId pass, EmployerId employer) =>
        fair.Intentions.Of(pass, employer).Intention is { Stage: Stage.Declared or Stage.Invited };
}
