using System.Globalization;
using Hub.Ledger;
using Microsoft.Playwright;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>From a judge's tap on "save" to the moved row on a wall in another browser, over a hub in a process of its own. Cadence and drawing included:
/// both browsers tell the time of the same machine.</summary>
internal static class TapBench
{
    private const string Fair = "bench";

    public static async Task RunAsync(int taps)
    {
        using var folder = new Folder();
        using (var store = new SqliteStore(folder.Database))
        {
            var made = new MadeFair(store, Fair, TimeProvider.System.GetUtcNow());
            made.Open();
            var p = new Contest.Scoring.Part("m", "飞行", Kind: Contest.Scoring.Kind.Judged, Panel: "p", Max: 10, Step: 0.5m);
            made.Add("system", new Contest.ContestSet(new Contest.Scoring.Scheme("drone", "无人机", new Dictionary<string, Contest.Scoring.Panel> { ["p"] = new(["J1"]) }, [p]),
                [.. Enumerable.Range(1, 9).Select(c => new Contest.Starter($"{c}"))]));
            made.Badge(Role.Judge, "tap-bench-only", contest: "drone", seat: "J1");
            made.Commit();
        }
        var port = Hubs.FreePort();
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        using var hub = Hubs.Start(Hubs.Server, "--data", folder.Path, "--urls", url);
        try
        {
            await Hubs.AnswersAsync(port, hub);
            using var playwright = await Playwright.CreateAsync();
            await using var one = await LaunchAsync(playwright);
            await using var other = await LaunchAsync(playwright);
            var wall = await other.NewPageAsync(new() { ViewportSize = new() { Width = 1920, Height = 1080 } });
            await wall.GotoAsync($"{url}/wall?fair={Fair}&scene=leaderboard/drone");
            await wall.Locator("[data-testid=row-1]").WaitForAsync();
            // when each row's text last changed
            await wall.EvaluateAsync("""
                () => { window.moved = new Promise(m => window.tell = m); new MutationObserver(() => window.tell(performance.timeOrigin + performance.now()))
                    .observe(document.querySelector('[data-testid=row-1]').parentElement, { subtree: true, childList: true, characterData: true }); }
                """);
            var judge = await one.NewPageAsync(new() { ViewportSize = new() { Width = 1024, Height = 768 } });
            await judge.GotoAsync($"{url}/enter#tap-bench-only");
            await judge.Locator("#m").WaitForAsync();
            await judge.EvaluateAsync("addEventListener('submit', () => window.tapped = performance.timeOrigin + performance.now(), true)");

            List<double> times = [];
            for (var i = 0; i < taps; i++)
            {
                await judge.Locator("#m").FillAsync(string.Create(CultureInfo.InvariantCulture, $"{(i % 20 + 1) / 2m}"));
                await wall.EvaluateAsync("() => { window.moved = new Promise(m => window.tell = m); }");
                await judge.GetByTestId("save-m").ClickAsync();
                var moved = await wall.EvaluateAsync<double>("() => window.moved");
                times.Add(moved - await judge.EvaluateAsync<double>("() => window.tapped"));
            }
            times.Sort();
            Say($"{taps} taps: the row moves after p50 {times[taps / 2]:N0} ms, p95 {times[taps * 95 / 100]:N0} ms, max {times[^1]:N0} ms, goal p95 ≤ 150");
        }
        finally { Hubs.Stop(hub); }
    }

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = "/usr/bin/chromium",
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
}
