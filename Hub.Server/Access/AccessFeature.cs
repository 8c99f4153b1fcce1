using Hub.Live;

namespace Hub.Access;

/// <summary>Badges, passes, roles, sign-in.</summary>
public static class AccessFeature
{
    public static readonly Feature Feature = new("Access", AccessSlice.Kind, [BadgesBoard.Board], fair =>
    {
        Enter.Map(fair);
        IssueBadgeEndpoint.Map(fair);
        RevokeBadge.Map(fair);
        MakePassEndpoint.Map(fair);
        RevokePass.Map(fair);
        ErasePerson.Map(fair);
    });
}
