using Hub.Live;

namespace Hub.Floor.Intentions;

/// <summary>Who is interested in whom and what comes of it; what of a person an employer may see, and for how long anybody.</summary>
public static class IntentionFeature
{
    public static readonly Feature Feature = new("Intentions", IntentionSlice.Kind, [My.Board, Leads.Board, IntentionsBoard.Board, PrivacyBoard.Board], fair =>
    {
        DeclareIntention.Map(fair);
        AnswerIntention.Map(fair);
        TypeProfile.Map(fair);
        GiveConsent.Map(fair);
        WriteNote.Map(fair);
        Leads.Map(fair);
        My.Map(fair);
        ErasePass.Map(fair);
        SetRetention.Map(fair);
    });
}
