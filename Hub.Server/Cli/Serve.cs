using System.CommandLine;
using Hub.Host;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Spectre.Console;

namespace Hub.Cli;

/// <summary>Serves what is in the database. The first start makes a fair and prints the organizer's link.</summary>
internal static class Serve
{
    private const string UsualZone = "Asia/Shanghai";

    /// <summary>Of the fair that a first start makes.</summary>
    public static Option<string> ZoneOption() =>
        new("--zone")
        {
            Description = "Its time zone, an IANA name like Europe/Berlin",
            DefaultValueFactory = _ => UsualZone,
            Validators =
            {
                said =>
                {
                    if (said.Tokens is [var zone] && !About.IsZone(zone.Value))
                        said.AddError(Refusal.UnknownZone(zone.Value).En);
                },
            },
        };

    public static RootCommand Make()
    {
        var fair = new Option<string>("--fair")
        {
            Description = "The id of the fair that the first start makes",
            DefaultValueFactory = _ => "fair",
        };
        var name = new Option<string>("--name") { Description = "Its name", DefaultValueFactory = _ => "人才周" };
        var nameEn = new Option<string>("--name-en")
        {
            Description = "Its English name",
            DefaultValueFactory = _ => "Talent Week",
        };
        var zone = ZoneOption();
        var root = new RootCommand("The real-time hub of a talent week: live booth traffic and leaderboards.")
        {
            fair,
            name,
            nameEn,
            zone,
            Database.Folder,
            Database.Connections,
        };
        var hosting = new Hosting(root);
        root.SetAction(
            (said, stop) =>
                RunAsync(
                    hosting.Args(said),
                    new OpenFair(said.GetValue(name)!, said.GetValue(nameEn), said.GetValue(zone)!),
                    said.GetValue(fair)!,
                    stop
                )
        );
        return root;
    }

    private static async Task<int> RunAsync(string[] args, OpenFair first, string fair, CancellationToken stop)
    {
        using var alone = Storage.Alone(HubApp.Settings(args), Console.WriteLine);
        await using var app = HubApp.Build(args);
        using var second = new SecondSignal();
        await StartAsync(app, stop);
        var ledgers = app.Services.GetRequiredService<Ledgers>();
        if (!ledgers.All.Any() && ledgers.Damaged.Count == 0)
        {
            ledgers.Open(fair);
            var keyboard = new Keyboard(app.Services, fair);
            await keyboard.AskAsync(first);
            Console.WriteLine(
                $"Organizer: {Url(app)}enter#{await BadgeCommand.IssueAsync(keyboard, Role.Organizer, "organizer")}"
            );
        }
        Console.WriteLine($"Hub is at {Url(app)}");
        await app.WaitForShutdownAsync(stop);
        return 0;
    }

    /// <summary>Replays the ledgers, then listens.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken stop)
    {
        Replay(app.Services.GetRequiredService<Ledgers>());
        await ListenAsync(app, stop);
    }

    public static async Task ListenAsync(WebApplication app, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch
        {
            // what runs beside it ends then, and does not fail: only the reason is told
            app.Lifetime.StopApplication();
            throw;
        }
    }

    /// <summary>Where the hub can be reached, with a slash at the end.</summary>
    public static Uri Url(WebApplication app) =>
        new(
            app.Services.GetRequiredService<IServer>()
                .Features.Get<IServerAddressesFeature>()!
                .Addresses.First()
                .Replace("[::]", "localhost")
                .Replace("0.0.0.0", "localhost") + "/"
        );

    /// <summary>Replays every ledger, with a bar when that is long.</summary>
    public static void Replay(Ledgers ledgers)
    {
        if (Console.IsOutputRedirected)
        {
            ledgers.OpenAll();
            return;
        }
        AnsiConsole
            .Progress()
            .AutoClear(true)
            .Start(bars =>
                ledgers.OpenAll(
                    (fair, facts) =>
                    {
                        if (facts < 50_000)
                            return null;
                        var bar = bars.AddTask($"{fair}: {facts:N0} facts", maxValue: facts);
                        return new Progress(offset => bar.Value = offset);
                    }
                )
            );
    }

    private sealed class Progress(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
