using MediatR;

namespace Hub.Features.Access;

/// <summary>Badges, passes, roles, sign-in.</summary>
public static class AccessFeature
{
    public static readonly Feature Feature = new("Access")
    {
        Slice = AccessSlice.Kind,
        OfAllFairs = [Enter.MapOfAllFairs],
        Endpoints =
        [
            Enter.Map,
            IssueBadgeEndpoint.Map,
            RevokeBadge.Map,
            MakePassEndpoint.Map,
            RevokePass.Map,
            SetFloorRules.Map,
        ],
        Boards = [BadgesBoard.Board],
        Services = services =>
            services
                .AddSingleton<Guesses>()
                .AddSingleton<IDoor, Door>()
                .AddSingleton<INotificationHandler<FactsCommitted>, RevokedScreens>(),
    };
}
