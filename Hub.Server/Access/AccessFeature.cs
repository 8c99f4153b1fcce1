using Hub.Live;

namespace Hub.Access;

/// <summary>Badges, roles, sign-in.</summary>
public static class AccessFeature
{
    public static readonly Feature Feature = new("Access", AccessSlice.Kind, [BadgesBoard.Board], fair =>
    {
        Enter.Map(fair);
        IssueBadgeEndpoint.Map(fair);
        RevokeBadge.Map(fair);
        ErasePerson.Map(fair);
    });
}
