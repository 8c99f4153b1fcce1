using System.Net;
using Hub.Features.Floor;
using Hub.Tests.Cli;
using Hub.Tests.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Host;

/// <summary>Servers as they are met in halls: behind TLS, and hanging without a goodbye.</summary>
[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class ServerTests(Chromium chromium)
{
    [Fact]
    public async Task Pages_are_live_over_https()
    {
        using var certificate = SelfSigned.Make();
        await using var hub = await TestHub.WithFairAsync(change: s =>
            s.Configure<KestrelServerOptions>(o => o.Listen(IPAddress.Loopback, 0, e => e.UseHttps(certificate)))
        );
        await using var device = await Device.WallAsync(chromium, hub);
        var wall = await device.GoAsync("/wall?scene=floor");
        await Expect(wall.GetByTestId("as-of")).ToContainTextAsync("截至");
        await hub.AskAsync(new RecordVisit(new("p1"), new("A2"), Way.In));
        await Expect(wall.GetByTestId("row-A2")).ToContainTextAsync("1");
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var booth = await tablet.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        Assert.All(
            await tablet.Context.CookiesAsync(),
            cookie => Assert.True(cookie is { Secure: true, HttpOnly: true })
        );
        await Expect(booth.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "展位 A1" }))
            .ToBeVisibleAsync();
    }

    [Fact]
    [Needs(Need.Process)]
    public async Task A_wall_whose_server_hangs_says_so_and_is_right_again_when_it_goes_on()
    {
        var data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;
        await using (var hub = await HubProcess.ServeAsync(data))
        {
            await using var device = await Device.OpenAsync(chromium, hub.Url, (1920, 1080));
            var wall = await device.GoAsync("/wall?scene=floor");
            await Expect(wall.GetByTestId("as-of")).ToContainTextAsync("截至");
            hub.Pause();
            await Expect(wall.GetByTestId("stale")).ToBeVisibleAsync();
            hub.Resume();
            await Expect(wall.GetByTestId("stale")).ToHaveCountAsync(0);
        }
        System.IO.Directory.Delete(data, recursive: true);
    }
}
