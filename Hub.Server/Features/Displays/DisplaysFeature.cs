namespace Hub.Features.Displays;

/// <summary>Which nodes, walls and tablets there are, and what they show.</summary>
public static class DisplaysFeature
{
    public static readonly Feature Feature = new("Displays")
    {
        Endpoints = [Clocks.Map],
        Services = services =>
            services
                .AddHosted<Presence>()
                .AddSingleton(s => ScreensBoard.Board(s.GetRequiredService<Presence>()))
                .AddSingleton(s => TabletsBoard.Board(s.GetRequiredService<Presence>())),
    };
}
