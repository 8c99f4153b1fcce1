using System.Globalization;
using Hub.Tests;
using Microsoft.Playwright;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>From a judge's tap on "save" to the moved row on a wall in another browser, over a hub in a process of its
/// own. Cadence and drawing included: both browsers tell the time of the same machine.</summary>
internal static class TapBench
{
    private const string Fair = "bench";

    public static async Task RunAsync(int taps)
    {
        await WithHubAsync(
            contestants: 9,
            criteria: 1,
            async (playwright, url) =>
            {
                await using var one = await LaunchAsync(playwright);
                await using var other = await LaunchAsync(playwright);
                var wall = await other.NewPageAsync(
                    new()
                    {
                        ViewportSize = new() { Width = 1920, Height = 1080 },
                    }
                );
                await wall.GotoAsync($"{url}/wall?fair={Fair}&scene=leaderboard/drone");
                await wall.Locator("[data-testid=row-1]").WaitForAsync();
                // when each row's text last changed
                await wall.EvaluateAsync(
                    """
                    () => {
                        window.moved = new Promise(m => window.tell = m);
                        const rows = document.querySelector('[data-testid=row-1]').parentElement;
                        new MutationObserver(() => window.tell(performance.timeOrigin + performance.now()))
                            .observe(rows, { subtree: true, childList: true, characterData: true });
                    }
                    """
                );
                var judge = await one.NewPageAsync(
                    new()
                    {
                        ViewportSize = new() { Width = 1024, Height = 768 },
                    }
                );
                await judge.GotoAsync($"{url}/enter#tap-bench-only");
                await judge.GetByTestId("take").ClickAsync();
                await judge.Locator("#m0").WaitForAsync();
                await judge.EvaluateAsync(
                    "addEventListener('submit', () => window.tapped = performance.timeOrigin + performance.now(), true)"
                );

                List<double> times = [];
                for (var i = 0; i < taps; i++)
                {
                    await judge
                        .Locator("#m0")
                        .FillAsync(string.Create(CultureInfo.InvariantCulture, $"{(i % 20 + 1) / 2m}"));
                    await wall.EvaluateAsync("() => { window.moved = new Promise(m => window.tell = m); }");
                    await judge.GetByTestId("save-m0").ClickAsync();
                    var moved = await wall.EvaluateAsync<double>("() => window.moved");
                    times.Add(moved - await judge.EvaluateAsync<double>("() => window.tapped"));
                }
                times.Sort();
                Say(
                    $"{taps} taps: the row moves after p50 {times[taps / 2]:N0} ms, p95 {times[taps * 95 / 100]:N0} "
                        + $"ms, max {times[^1]:N0} ms, goal p95 ≤ 150"
                );
            }
        );
    }

    /// <summary>A judge's tablet four times slower than this machine, with 70 contestants and 60 criteria: from a tap
    /// to what is drawn then. Up to 200 ms the web's own measure (Interaction to Next Paint) calls good.</summary>
    public static Task SlowAsync(int taps) =>
        WithHubAsync(
            contestants: 70,
            criteria: 60,
            async (playwright, url) =>
            {
                await using var browser = await LaunchAsync(playwright);
                var judge = await browser.NewPageAsync(
                    new()
                    {
                        ViewportSize = new() { Width = 1024, Height = 768 },
                    }
                );
                await (await judge.Context.NewCDPSessionAsync(judge)).SendAsync(
                    "Emulation.setCPUThrottlingRate",
                    new Dictionary<string, object> { ["rate"] = 4 }
                );
                var clock = System.Diagnostics.Stopwatch.StartNew();
                await judge.GotoAsync($"{url}/enter#tap-bench-only");
                await judge.GetByTestId("take").ClickAsync();
                await judge.Locator("#m0").WaitForAsync();
                Say(
                    $"a judge's page with 70 contestants and 60 criteria, CPU four times slower: opened after "
                        + $"{clock.Elapsed.TotalSeconds:N1} s"
                );
                const string toNextPaint = """
                    ([selector, value]) => new Promise(done => {
                        const element = document.querySelector(selector), began = performance.now();
                        if (value === null) element.click();
                        else { element.value = value; element.dispatchEvent(new Event('input', { bubbles: true })); }
                        requestAnimationFrame(() => {
                            const channel = new MessageChannel();
                            channel.port1.onmessage = () => done(performance.now() - began);
                            channel.port2.postMessage(0);
                        });
                    })
                    """;
                var times = new Dictionary<string, List<double>>
                {
                    ["another contestant"] = [],
                    ["a digit typed"] = [],
                    ["saved"] = [],
                };
                for (var i = 0; i < taps; i++)
                {
                    async Task Tap(string what, string selector, string? value = null)
                    {
                        times[what].Add(await judge.EvaluateAsync<double>(toNextPaint, new[] { selector, value }));
                        // nobody is so quick that the page is not at rest by the next tap
                        await judge.EvaluateAsync("() => new Promise(rest => requestIdleCallback(rest))");
                    }
                    await Tap("another contestant", $"[data-testid=contestant-{i % 70 + 1}]");
                    await Tap("a digit typed", $"#m{i % 60}", $"{i % 9 + 1}");
                    await Tap("saved", $"[data-testid=save-m{i % 60}]");
                }
                foreach (var (what, of) in times)
                {
                    of.Sort();
                    Say(
                        $"{what}: drawn after p50 {of[taps / 2]:N0} ms, p95 {of[taps * 95 / 100]:N0} ms, max "
                            + $"{of[^1]:N0} ms, goal p95 ≤ 200"
                    );
                }
            }
        );

    private static async Task WithHubAsync(int contestants, int criteria, Func<IPlaywright, string, Task> measure)
    {
        using var folder = new Folder();
        using (var store = new SqliteStore(folder.Database))
        {
            var made = new MadeFair(store, Fair, TimeProvider.System.GetUtcNow());
            made.Open();
            var parts = Enumerable
                .Range(0, criteria)
                .Select(c => new Hub.Features.Contest.Scoring.Part(
                    $"m{c}",
                    $"飞行 {c}",
                    Kind: Hub.Features.Contest.Scoring.Kind.Judged,
                    Panel: "p",
                    Max: 10,
                    Step: 0.5m
                ));
            made.Add(
                "system",
                new Hub.Features.Contest.ContestSet(
                    new Hub.Features.Contest.Scoring.Scheme(
                        new("drone"),
                        "无人机",
                        new Dictionary<string, Hub.Features.Contest.Scoring.Panel> { ["p"] = new([new("J1")]) },
                        [new Hub.Features.Contest.Scoring.Part("flight", "飞行", Criteria: [.. parts])]
                    ),
                    [.. Enumerable.Range(1, contestants).Select(c => new Hub.Features.Contest.Starter(new($"{c}")))]
                )
            );
            made.Badge(Role.Judge, "tap-bench-only", contest: "drone", seat: "J1");
            made.Commit();
        }
        var port = Ports.Free();
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        using var hub = Hubs.Start(Hubs.Server, "--data", folder.Path, "--urls", url);
        try
        {
            await Hubs.AnswersAsync(port, hub);
            using var playwright = await Playwright.CreateAsync();
            await measure(playwright, url);
        }
        finally
        {
            await Hubs.StopAsync(hub);
        }
    }

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = "/usr/bin/chromium",
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
}
