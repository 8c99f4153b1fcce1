namespace Hub.Features.Interest;

/// <summary>Who is interested in whom and what comes of it, and what of a person an employer may see.</summary>
public static class InterestFeature
{
    public static readonly Feature Feature = new("Interest")
    {
        Slice = InterestSlice.Kind,
        Endpoints =
        [
            DeclareIntention.Map,
            WithdrawIntention.Map,
            ConfirmAgreement.Map,
            AnswerIntention.Map,
            GiveConsent.Map,
            WriteNote.Map,
            Leads.Map,
            Ties.Map,
        ],
        Boards = [Leads.Board, IntentionsBoard.Board],
        Consequences = AfterQueues.All,
    };
}
