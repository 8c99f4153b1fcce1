using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Hub.Demo;
using Hub.Host;

namespace Hub.Cli;

/// <summary>The Chaoyang fair, made up, and a simulated or real day of it.</summary>
internal static class DemoCommand
{
    private const string Fair = "chaoyang";

    public static System.CommandLine.Command Make()
    {
        var speed = new Option<double>("--speed")
        {
            Description = "Simulated seconds in a second, 0.01 to 1,000,000",
            DefaultValueFactory = _ => 60,
            CustomParser = Speed,
        };
        var day = new Option<string?>("--day")
        {
            Description = "Replay this file: rows time, pass, booth, in/out; or stays id, start, end, pos (may be .gz)",
        };
        var seed = new Option<int>("--seed")
        {
            Description = "Another seed makes another fair",
            DefaultValueFactory = _ => 20240601,
        };
        var zone = Serve.ZoneOption();
        var through = new Option<Uri?>("--through")
        {
            Description = "Play the day through a proxy at this address, like http://localhost:5080",
            CustomParser = Address,
        };
        var command = new System.CommandLine.Command("demo", "Start the hub with a made-up fair and its simulated day")
        {
            speed,
            day,
            seed,
            zone,
            through,
        };
        var hosting = new Hosting(command);
        command.SetAction(
            (said, stop) =>
                RunAsync(
                    hosting.Args(said),
                    said.GetValue(through),
                    said.GetValue(zone)!,
                    new DemoOptions(said.GetValue(speed), Day(said.GetValue(day)), said.GetValue(seed)),
                    stop
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string[] args,
        Uri? through,
        string zone,
        DemoOptions options,
        CancellationToken stop
    )
    {
        using var alone = Storage.Alone(HubApp.Settings(args), Console.WriteLine);
        await using var app = HubApp.Build(args);
        var ledgers = app.Services.GetRequiredService<Ledgers>();
        Serve.Replay(ledgers);
        ledgers.Open(Fair);
        var keyboard = new Keyboard(app.Services, Fair);
        // before anybody can look for it
        if (keyboard.Fair.Offset == 0)
            await keyboard.AskAsync(
                new OpenFair(
                    "朝阳市第二届“人才·科技·创业”活动周",
                    "Chaoyang Talent · Technology · Entrepreneurship Week",
                    zone
                )
            );
        using var second = new SecondSignal();
        await Serve.ListenAsync(app, stop);
        var organizer = await BadgeCommand.IssueAsync(keyboard, Role.Organizer, "demo");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, app.Lifetime.ApplicationStopping);
        try
        {
            await DemoRun.RunAsync(through ?? Serve.Url(app), Fair, organizer, options, Console.Out, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested) { }
        await app.WaitForShutdownAsync(stop);
        return 0;
    }

    private static double Speed(ArgumentResult said)
    {
        if (
            said.Tokens is [var word]
            && double.TryParse(word.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed)
            && speed is >= 0.01 and <= 1_000_000
        )
            return speed;
        said.AddError("--speed is a number from 0.01 to 1,000,000.");
        return default;
    }

    private static Uri? Address(ArgumentResult said)
    {
        if (
            said.Tokens is [var word]
            && Uri.TryCreate(word.Value, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https"
        )
            return address;
        said.AddError("--through is an address like http://localhost:5080.");
        return null;
    }

    private static IReadOnlyList<Tap>? Day(string? file)
    {
        try
        {
            return file is null ? null : DayFile.Read(file);
        }
        catch (Exception e)
            when (e is FormatException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw Refusal.Malformed(
                $"日程文件 {file} 读不了。{e.Message}",
                $"The day {file} cannot be read. {e.Message}"
            );
        }
    }
}
