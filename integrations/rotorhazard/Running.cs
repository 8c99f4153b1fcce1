namespace Hub.RotorHazard;

/// <summary>What the program does until it is told to end.</summary>
internal static class Running
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <param name="to">Where laps are posted to.</param>
    /// <param name="path">The outbox's file.</param>
    /// <returns>The exit code: 0, or 2 where something is left in the outbox.</returns>
    /// <exception cref="IOException">The outbox cannot be kept.</exception>
    public static async Task<int> ForRealAsync(
        Uri timer,
        Uri to,
        string badge,
        Numbers numbers,
        Places places,
        string path,
        Say say,
        CancellationToken stop
    )
    {
        using var outbox = new Outbox(path);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience };
        if (to.Scheme != Uri.UriSchemeHttps && !to.IsLoopback)
            say.Line(
                "注意：没有 https，徽章在网络上可以被看到。",
                "Mind: without https the badge can be read on the network."
            );
        if (outbox.Waiting > 0)
            say.Line($"上次有 {outbox.Waiting} 份圈速没有发送。", $"{outbox.Waiting} of last time were not sent yet.");
        var bridge = new Bridge(timer, numbers, places, () => outbox.Last(to), Take, say);
        await UntilAsync(stop, bridge.RunAsync, new Sender(outbox, http, badge, say).RunAsync);
        if (outbox.Waiting == 0)
            return 0;
        say.Line(
            $"还有 {outbox.Waiting} 份没有发送，下次启动时发送：{path}",
            $"{outbox.Waiting} not sent yet; they are sent after the next start: {path}"
        );
        return 2;

        void Take(FlightReport report)
        {
            if (outbox.Put(to, report))
                say.Line(
                    $"{report.Run}：{report.Pilots.Sum(p => p.Laps.Length)} 圈{(report.Finished ? "，结束" : "")}",
                    $"{report.Run}: {report.Pilots.Sum(p => p.Laps.Length)} laps"
                        + (report.Finished ? ", finished" : "")
                );
        }
    }

    /// <summary>Prints the bodies that would be sent.</summary>
    public static async Task<int> DryAsync(
        Uri timer,
        Numbers numbers,
        Places places,
        Say say,
        TextWriter bodies,
        CancellationToken stop
    )
    {
        FlightReport? last = null;
        await UntilAsync(stop, new Bridge(timer, numbers, places, () => last, Take, say).RunAsync);
        return 0;

        void Take(FlightReport report)
        {
            if (last?.Body() != report.Body())
                bodies.WriteLine(report.Body());
            last = report;
        }
    }

    /// <summary>Runs all of them until it is told to stop, or until one of them fails.</summary>
    private static async Task UntilAsync(CancellationToken stop, params Func<CancellationToken, Task>[] runs)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] running = [.. runs.Select(r => r(ending.Token))];
        await Task.WhenAny(running);
        await ending.CancelAsync();
        try
        {
            await Task.WhenAll(running);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
    }
}
