namespace Hub.Features.People;

/// <summary>Personal data: what visitors type, who may erase it, and for how long it is kept.</summary>
public static class PeopleFeature
{
    public static readonly Feature Feature = new("People")
    {
        Slice = PeopleSlice.Kind,
        Endpoints = [TypeProfile.Map, ErasePass.Map, ErasePerson.Map, SetRetention.Map],
        Boards = [PrivacyBoard.Board],
        Consequences = [ErasePass.Revokes, KeepProfile.OfReplaced, AfterSecond.Done],
        Services = services => services.AddHostedService<RetentionClock>(),
    };
}
