using Hub.Access;
using Hub.Floor.Queues;
using Hub.Ledger;

namespace Hub.Floor.Intentions;

/// <summary>What an employer can answer.</summary>
public enum Answer { Invite, Decline, Interviewed, Confirm }

/// <summary>The employer in a booth answers an intention: invites, declines (at whatever step), has talked, or confirms the preliminary agreement.</summary>
public sealed record AnswerIntention(string Booth, string Pass, Answer Answer) : Command
{
    public override bool Allows(Asker asker) => asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var employer = fair.EmployerAt(Booth);
        fair.DemandNotErased(Pass);
        var stage = fair.Intentions.Of(Pass, employer).Intention?.Stage;
        if (stage is null) throw Refusal.Unknown("intention", $"通行证 {Pass} 没有表达过意向。", $"Pass {Pass} has declared no intention.");
        return (Answer, stage) switch
        {
            (Answer.Confirm, _) => ConfirmAgreement.Confirm(fair, Pass, employer, Side.Employer),
            (Answer.Invite, Stage.Declared) => new IntentionInvited(Pass, employer),
            (Answer.Invite, Stage.Invited) or (Answer.Decline, Stage.Declined) or (Answer.Interviewed, Stage.Interviewed or Stage.Agreed) => Decision.Nothing,
            (Answer.Decline, not Stage.Withdrawn) => new IntentionDeclined(Pass, employer),
            // who sits at a desk is done there too
            (Answer.Interviewed, Stage.Declared or Stage.Invited) => fair.Queues.Of(Booth).Of(Pass) is { Waits: false } ticket ? new MarkInterviewed(Booth, ticket.Number).Decide(fair, asker, now) : new IntentionInterviewed(Pass, employer),
            (_, Stage.Withdrawn) => throw new Refusal("intention-withdrawn", "对方已撤回意向。", "The intention was withdrawn."),
            (_, Stage.Declined) => throw new Refusal("intention-declined", "已婉拒，不能再变更。", "It was declined, and stays so."),
            _ => throw new Refusal("already-interviewed", "已经面试过了。", "They have talked already."),
        };
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("leads/{booth}/answer", (string booth, AnswerRequest a, HttpContext http) => http.Ask(new AnswerIntention(booth, a.Pass, a.Answer)))
        .AsCommand("Answer an intention: invite, decline, interviewed, confirm (recruiter of the booth, organizer)");
}

public sealed record AnswerRequest(string Pass, Answer Answer);
