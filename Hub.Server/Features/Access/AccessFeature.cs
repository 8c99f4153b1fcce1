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
            FairZone.Map,
            GiveSecond.Map,
            RefuseSecond.Map,
        ],
        Boards = [BadgesBoard.Board, SecondsBoard.Board],
        Consequences = [GiveSecond.Issues],
        Services = services =>
            services
                .AddSingleton<Guesses>()
                .AddSingleton(p => SessionLimits.Of(p.GetRequiredService<IConfiguration>()))
                .AddSingleton<SessionsInUse>()
                .AddSingleton<IDoor, Door>()
                .AddSingleton<INotificationHandler<FactsCommitted>, RevokedScreens>()
                .AddHostedService<SessionClock>(),
    };
}
