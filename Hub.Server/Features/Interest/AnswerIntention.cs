using Hub.Features.People;
using Hub.Features.Roster;

namespace Hub.Features.Interest;

/// <summary>What an employer can answer.</summary>
public enum Answer
{
    Invite,
    Decline,
    Interviewed,
    Confirm,
}

/// <summary>The employer in a booth answers an intention: invites, declines (at whatever step), has talked, or confirms
/// the preliminary agreement.</summary>
public sealed record AnswerIntention(BoothId Booth, PassId Pass, Answer Answer) : Command
{
    public override Who May() => Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var employer = fair.EmployerAt(Booth);
        fair.DemandNotErased(Pass);
        if (fair.Intentions.Of(Pass, employer).Intention is not { } intention)
            throw InterestRefusals.UnknownIntention(Pass);
        return (Answer, intention.Stage) switch
        {
            (Answer.Confirm, _) => ConfirmAgreement.By(Side.Employer, Pass, employer, intention),
            (Answer.Invite, Stage.Declared) => new IntentionInvited(Pass, employer),


            (Answer.Invite, Stage.Invited)
            or
            (Answer.Decline, Stage.Declined)
            or (Answer.Interviewed, Stage.Interviewed or Stage.Agreed) => Decision.Nothing,
            (Answer.Decline, not Stage.Withdrawn) => new IntentionDeclined(Pass, employer),
            (Answer.Interviewed, Stage.Declared or Stage.Invited) => new InterviewReported(Pass, employer, Booth),
            (_, Stage.Withdrawn) => throw InterestRefusals.Withdrawn(),
            (_, Stage.Declined) => throw InterestRefusals.Declined(),
            _ => throw InterestRefusals.AlreadyInterviewed(),
        };
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "leads/{booth}/answer",
                (BoothId booth, AnswerRequest a, HttpContext http) =>
                    http.Ask(new AnswerIntention(booth, a.Pass, a.Answer))
            )
            .Asks<AnswerIntention>("Answer an intention: invite, decline, interviewed, confirm");
}

public sealed record AnswerRequest(PassId Pass, Answer Answer);
