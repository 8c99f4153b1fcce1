using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

[assembly: AssemblyFixture(typeof(Hub.Tests.Web.Chromium))]

namespace Hub.Tests.Web;

/// <summary>One real browser for all tests that need one; without it they are skipped, by name.</summary>
public sealed class Chromium : IAsyncDisposable
{
    /// <summary>A name that leads here too, but without the trust that browsers put into localhost: as a tablet in a
    /// hall without https sees the hub.</summary>
    public const string Hall = "hall.test";

    private static readonly string? Executable = new[]
    {
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    }.FirstOrDefault(File.Exists);

    private readonly Lazy<Task<IBrowser>> _browser = new(() => LaunchAsync());

    public async Task<IBrowser> BrowserAsync()
    {
        Assert.SkipUnless(Executable is not null, "Chromium is not installed; ./test.sh installs it.");
        return await _browser.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated)
            await (await _browser.Value).DisposeAsync();
    }

    /// <summary>A browser of a test's own.</summary>
    /// <param name="without">Arguments that Playwright gives it otherwise.</param>
    public static async Task<IBrowser> LaunchAsync(params string[] without)
    {
        Assert.SkipUnless(Executable is not null, "Chromium is not installed; ./test.sh installs it.");
        Assertions.SetDefaultExpectTimeout((float)Eventually.Patience.TotalMilliseconds);
        return await (await Playwright.CreateAsync()).Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Executable,
                IgnoreDefaultArgs = without,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    $"--host-resolver-rules=MAP {Hall} 127.0.0.1",
                ],
                Timeout = (float)Eventually.Patience.TotalMilliseconds,
            }
        );
    }
}

/// <summary>A device of somebody at the fair: a browser that knows nothing of the others.</summary>
internal sealed class Device : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _errors = [];
    private readonly Uri _hub;

    private Device(IBrowserContext context, Uri hub) => (Context, _hub) = (context, hub);

    public IBrowserContext Context { get; }

    /// <param name="host">The name by which it reaches the hub.</param>
    public static Task<Device> OpenAsync(
        Chromium chromium,
        TestHub hub,
        (int Width, int Height) size,
        string? host = null
    ) => OpenAsync(chromium, new UriBuilder(hub.Url) { Host = host ?? hub.Url.Host }.Uri, size);

    public static async Task<Device> OpenAsync(Chromium chromium, Uri hub, (int Width, int Height) size)
    {
        var context = await (await chromium.BrowserAsync()).NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = size.Width, Height = size.Height },
                Locale = "zh-CN",
                IgnoreHTTPSErrors = true,
            }
        );
        context.SetDefaultTimeout((float)Eventually.Patience.TotalMilliseconds);
        return new Device(context, hub);
    }

    public static Task<Device> PhoneAsync(Chromium chromium, TestHub hub) => OpenAsync(chromium, hub, (390, 844));

    public static Task<Device> TabletAsync(Chromium chromium, TestHub hub, string? host = null) =>
        OpenAsync(chromium, hub, (1024, 768), host);

    public static Task<Device> WallAsync(Chromium chromium, TestHub hub) => OpenAsync(chromium, hub, (1920, 1080));

    public async Task<IPage> GoAsync(string path)
    {
        var page = await Context.NewPageAsync();
        page.PageError += (_, error) => _errors.Enqueue(error);
        // what a policy or a mistake of ours keeps from running; that a server is away is no mistake
        page.Console += (_, message) =>
        {
            if (
                message.Type is "error"
                && !message.Text.Contains("net::ERR")
                && !message.Text.Contains("WebSocket")
                && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)
            )
                _errors.Enqueue(message.Text);
        };
        await page.GotoAsync(new Uri(_hub, path).ToString());
        return page;
    }

    /// <summary>From now on its camera sees this picture.</summary>
    /// <param name="picture">PNG.</param>
    public Task HoldBeforeCameraAsync(byte[] picture) =>
        Context.AddInitScriptAsync(
            $$"""
            navigator.mediaDevices.getUserMedia = async () => {
              const [image, canvas] = [new Image(), document.createElement("canvas")];
              image.src = "data:image/png;base64,{{Convert.ToBase64String(picture)}}";
              await image.decode();
              [canvas.width, canvas.height] = [1280, 720];
              const [context, stream] = [canvas.getContext("2d"), canvas.captureStream(10)];
              const size = 500, height = (size * image.height) / image.width;
              const draw = () => context.drawImage(image, 390, 110, size, height);
              draw();
              setInterval(draw, 100);
              return stream;
            };
            """
        );

    /// <summary>Opens the link that an organizer hands out with a badge, and agrees to it.</summary>
    public Task<IPage> EnterAsync(Client badge) => EnterAsync($"/enter#{badge.Secret}");

    public async Task<IPage> EnterAsync(string link)
    {
        var page = await GoAsync(link);
        // a badge that the device has already is not asked about
        var take = page.GetByTestId("take");
        await Eventually.TrueAsync(
            async () => !page.Url.Contains("/enter") || await take.CountAsync() > 0,
            "the link is understood"
        );
        if (page.Url.Contains("/enter"))
            await take.ClickAsync();
        // not WaitForURLAsync, which looks once and then listens: it never hears of what came in between
        await Expect(page).Not.ToHaveURLAsync(new Regex("/enter"));
        return page;
    }

    /// <summary>Nothing on any of its pages went wrong.</summary>
    public async ValueTask DisposeAsync()
    {
        // a browser that does not let go of its pages fails one test, not the run; a context whose page is just being
        // loaded again it does not let go of at all (Chromium 156), a page it does
        foreach (var page in Context.Pages.ToArray())
            await page.CloseAsync().WaitAsync(Eventually.Patience);
        await Context.DisposeAsync().AsTask().WaitAsync(Eventually.Patience);
        Assert.Empty(_errors);
    }
}

/// <summary>Tests with a browser take the whole machine, one after the other.</summary>
[CollectionDefinition(nameof(Web), DisableParallelization = true)]
public sealed class Web;
