namespace Hub.Demo;

/// <param name="Speed">Simulated seconds in a second.</param>
/// <param name="Day">A real day to replay (see <see cref="DayFile"/>); null plays the made-up day.</param>
/// <param name="Seed">Another seed makes another fair and day.</param>
public sealed record DemoOptions(double Speed = 60, IReadOnlyList<Tap>? Day = null, int Seed = 20240601);

/// <summary>The demo from outside: all it knows of the hub is its address and the organizer's secret.</summary>
public static class DemoRun
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(10);

    /// <summary>Sets the fair up, prints a link for each surface, plays the day, says so, and ends. That a hub refuses
    /// the setup is told on <paramref name="output"/>.</summary>
    /// <param name="hub">An address of this very process, or of a proxy before it: its certificate is not asked
    /// about.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static async Task RunAsync(
        Uri hub,
        string fair,
        string organizerSecret,
        DemoOptions options,
        TextWriter output,
        CancellationToken stop
    )
    {
        try
        {
            await TryRunAsync(hub, fair, organizerSecret, options, output, stop);
        }
        catch (DemoRefusedException e)
        {
            await output.WriteLineAsync($"demo: the hub refused the setup. {e.Message}");
        }
    }

    private static async Task TryRunAsync(
        Uri hub,
        string fair,
        string organizerSecret,
        DemoOptions options,
        TextWriter output,
        CancellationToken stop
    )
    {
        // never led elsewhere, it meets only the hub's own certificate: a developer's, or one for another name
        using var own = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = 32,
            UseProxy = false,
            AllowAutoRedirect = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        };
        using var http = new HttpClient(own) { BaseAddress = hub, Timeout = TimeSpan.FromSeconds(15) };
        var client = new DemoClient(http, fair);
        await client.WaitUntilHealthyAsync(stop);

        var made = DemoFair.Make(options.Seed);
        var taps = options.Day ?? DemoDay.Plan(made, options.Seed);
        var badges = await new DemoSetup(client, organizerSecret).RunAsync(
            made,
            DayPlayer.Tablets(taps, options.Speed),
            stop
        );
        await PrintLinksAsync(hub, fair, organizerSecret, badges, Busiest(taps), output);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var queues = options.Day is null
            ? Queues(client, made, badges, options).PlayAsync(over.Token)
            : Task.CompletedTask;
        await PlayAsync(
            new DayPlayer(client, badges, made.Contest.Id, options.Speed),
            client,
            taps,
            options,
            output,
            stop
        );
        await over.CancelAsync();
        try
        {
            await queues;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested) { }
    }

    /// <summary>The booths that draw most have interviewers.</summary>
    private static DemoQueues Queues(DemoClient client, DemoFair made, DemoBadges badges, DemoOptions options) =>
        new(
            client,
            made.Employers.OrderByDescending(e => e.Draw)
                .Where(e => badges.Recruiters.ContainsKey(e.Booth))
                .Take(18)
                .ToDictionary(e => e.Booth, e => badges.Recruiters[e.Booth][0]),
            seekers: 110,
            options.Speed,
            options.Seed
        );

    private static string? Busiest(IEnumerable<Tap> taps) =>
        taps.OfType<Scan>().CountBy(s => s.Booth).MaxBy(b => b.Value).Key;

    private static async Task PrintLinksAsync(
        Uri hub,
        string fair,
        string organizer,
        DemoBadges badges,
        string? booth,
        TextWriter output
    )
    {
        Uri Enter(string secret) => new(hub, $"enter#{secret}");
        var (seat, judge) = badges.Judges.MinBy(j => j.Key, StringComparer.Ordinal);
        await output.WriteLineAsync();
        await output.WriteLineAsync($"  手机 phone   {new Uri(hub, $"?fair={fair}")}");
        if (booth is not null)
            await output.WriteLineAsync($"  展位 booth   {Enter(badges.Recruiters[booth][0])}   ({booth})");
        await output.WriteLineAsync($"  评委 judge   {Enter(judge)}   ({seat})");
        await output.WriteLineAsync($"  裁判长 chief {Enter(badges.Chief)}");
        await output.WriteLineAsync($"  大屏 wall    {Enter(badges.Wall)}");
        await output.WriteLineAsync($"  组织台 desk  {Enter(organizer)}");
        await output.WriteLineAsync();
    }

    private static async Task PlayAsync(
        DayPlayer player,
        DemoClient client,
        IReadOnlyList<Tap> taps,
        DemoOptions options,
        TextWriter output,
        CancellationToken stop
    )
    {
        if (taps.Count > 0)
            await output.WriteLineAsync(
                $@"The day runs from {taps[0].At:hh\:mm} to {taps[^1].At:hh\:mm} "
                    + $"at {options.Speed:0.##} times the speed of life: {taps.Count:N0} taps."
            );
        var day = player.PlayAsync(taps, stop);
        while (!day.IsCompleted)
        {
            await Task.WhenAny(day, Task.Delay(ReportEvery, CancellationToken.None));
            if (!day.IsCompleted)
                await output.WriteLineAsync(Report(player, client));
        }
        await day;
        await output.WriteLineAsync($"{Report(player, client)}. The day is over; the hub goes on.");
    }

    private static string Report(DayPlayer player, DemoClient client)
    {
        var late = player.Late > TimeSpan.FromSeconds(1) ? $", {player.Late.TotalSeconds:0} s late" : "";
        var repeats = client.Repeats > 0 ? $", {client.Repeats:N0} asked again" : "";
        var refused = player.Refused > 0 ? $", {player.Refused:N0} refused (first {player.FirstRefusal})" : "";
        return $@"{player.Now:hh\:mm}  {player.Done:N0} done{repeats}{refused}{late}";
    }
}
