using Hub.Features.Queues;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

/// <summary>A hall's network carries one live connection for each page, not one for each part of a page.</summary>
[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class ConnectionTests(Chromium chromium)
{
    [Fact]
    public async Task A_phone_that_makes_its_pass_on_an_employers_page_holds_one_connection_before_and_after()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new OpenDesk(new("A1"), "1", null));
        await hub.AskAsync(new JoinQueue(new("A1"), new("p1"), null));
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var sockets = new Sockets(phone);
        var page = await phone.GoAsync("/employer?id=e1");
        await Expect(page.GetByTestId("wait-A1")).ToContainTextAsync("1 人在等");
        Assert.Equal(1, sockets.Open);
        await page.GetByTestId("join").ClickAsync();
        await Expect(page.GetByTestId("my-number")).ToContainTextAsync("2");
        await Expect(page.GetByTestId("my-turn")).ToContainTextAsync("前面还有 1");
        // what everybody sees goes on over the same connection
        await hub.AskAsync(new LeaveQueue(new("A1"), new("p1")));
        await Expect(page.GetByTestId("my-number")).ToContainTextAsync("下一个就是您");
        // who has a pass now comes again as somebody else: the browser may hear last that the old connection has ended
        await Eventually.TrueAsync(() => sockets.Open == 1, "one connection");
        Assert.Equal(2, sockets.Ever);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/pass")]
    [InlineData("/my")]
    [InlineData("/employer?id=e2")]
    public async Task A_page_of_a_phone_that_waits_somewhere_holds_one_connection(string path)
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new OpenDesk(new("A1"), "1", null));
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/employer?id=e1");
        await page.GetByTestId("join").ClickAsync();
        await Expect(page.GetByTestId("my-number")).ToContainTextAsync("下一个就是您");
        await page.CloseAsync();
        var sockets = new Sockets(phone);
        page = await phone.GoAsync(path);
        await Expect(page.GetByTestId(path == "/my" ? "ticket-A1" : "my-turn")).ToContainTextAsync("下一个就是您");
        Assert.Equal((1, 1), (sockets.Open, sockets.Most));
    }

    /// <summary>The connections of all pages that a device opens from now on.</summary>
    private sealed class Sockets
    {
        private readonly Lock _lock = new();

        public Sockets(Device device) =>
            device.Context.Page += (_, page) =>
                page.WebSocket += (_, socket) =>
                {
                    Count(1);
                    socket.Close += (_, _) => Count(-1);
                };

        public int Open { get; private set; }

        /// <summary>One after the other.</summary>
        public int Ever { get; private set; }

        /// <summary>At the same time.</summary>
        public int Most { get; private set; }

        private void Count(int change)
        {
            lock (_lock)
            {
                (Open, Most) = (Open + change, Math.Max(Most, Open + change));
                Ever += Math.Max(change, 0);
            }
        }
    }
}
