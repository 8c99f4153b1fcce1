using System.CommandLine;
using Hub.Demo;
using Hub.Ledger;

namespace Hub.Cli;

/// <summary>The Chaoyang fair, made up, and a simulated or real day of it.</summary>
internal static class DemoCommand
{
    private const string Fair = "chaoyang";

    public static System.CommandLine.Command Make()
    {
        var speed = new Option<double>("--speed") { Description = "Simulated seconds in a second", DefaultValueFactory = _ => 60 };
        var day = new Option<string?>("--day") { Description = "Replay this file: rows time, pass, booth, in/out; or stays id, start, end, pos (may be .gz)" };
        var seed = new Option<int>("--seed") { Description = "Another seed makes another fair", DefaultValueFactory = _ => 20240601 };
        var command = new System.CommandLine.Command("demo", "Start the hub with a made-up fair and its simulated day") { speed, day, seed };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, stop) => RunAsync([.. parsed.UnmatchedTokens],
            new DemoOptions(parsed.GetValue(speed), parsed.GetValue(day), parsed.GetValue(seed)), stop));
        return command;
    }

    private static async Task<int> RunAsync(string[] args, DemoOptions options, CancellationToken stop)
    {
        await using var app = HubApp.Build(args);
        await Serve.StartAsync(app, stop);
        var ledgers = app.Services.GetRequiredService<Ledgers>();
        var organizer = ledgers.Find(Fair) is { Fair.Offset: > 0 } ledger
            ? await BadgeCommand.IssueAsync(ledger, Role.Organizer, "demo")
            : await Serve.FirstFairAsync(ledgers, Fair, "朝阳市第二届“人才·科技·创业”活动周", "Chaoyang Talent · Technology · Entrepreneurship Week");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, app.Lifetime.ApplicationStopping);
        try { await DemoRun.RunAsync(Serve.Url(app), Fair, organizer, options, Console.Out, ended.Token); }
        catch (OperationCanceledException) when (ended.IsCancellationRequested) { }
        await app.WaitForShutdownAsync(stop);
        return 0;
    }
}
