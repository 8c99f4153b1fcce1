using Hub.Ledger;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Spectre.Console;

namespace Hub.Cli;

/// <summary>Serves what is in the database. The first start makes a fair and prints the organizer's link.</summary>
internal static class Serve
{
    public static async Task<int> RunAsync(string[] args, CancellationToken stop)
    {
        await using var app = HubApp.Build(args);
        await StartAsync(app, stop);
        var ledgers = app.Services.GetRequiredService<Ledgers>();
        if (!ledgers.All.Any())
        {
            var secret = await FirstFairAsync(ledgers, app.Configuration["fair"] ?? "fair", app.Configuration["name"] ?? "人才周", app.Configuration["name-en"] ?? "Talent Week");
            Console.WriteLine($"Organizer: {Url(app)}enter#{secret}");
        }
        Console.WriteLine($"Hub is at {Url(app)}");
        await app.WaitForShutdownAsync(stop);
        return 0;
    }

    /// <summary>Replays the ledgers, with a bar when that is long, then listens.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken stop)
    {
        Replay(app.Services.GetRequiredService<Ledgers>());
        await app.StartAsync(stop);
    }

    /// <summary>Where the hub can be reached, with a slash at the end.</summary>
    public static Uri Url(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "localhost").Replace("0.0.0.0", "localhost") + "/");

    /// <returns>The secret of its first organizer.</returns>
    public static async Task<string> FirstFairAsync(Ledgers ledgers, string id, string name, string? nameEn)
    {
        var ledger = ledgers.Open(id);
        await ledger.AskAsync(Guid.NewGuid(), Asker.System, new OpenFair(name, nameEn, "Asia/Shanghai"));
        return await BadgeCommand.IssueAsync(ledger, Role.Organizer, "organizer");
    }

    private static void Replay(Ledgers ledgers)
    {
        if (Console.IsOutputRedirected)
        {
            ledgers.OpenAll();
            return;
        }
        AnsiConsole.Progress().AutoClear(true).Start(bars => ledgers.OpenAll((fair, facts) =>
        {
            if (facts < 50_000) return null;
            var bar = bars.AddTask($"{fair}: {facts:N0} facts", maxValue: facts);
            return new Progress(offset => bar.Value = offset);
        }));
    }

    private sealed class Progress(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
