using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Hub.Features.Access;
using Hub.Tests.Kernel.Live;
using Microsoft.AspNetCore.Http;

namespace Hub.Tests.Features.Access;

public class RevokeTests
{
    [Fact]
    public async Task Revoking_a_badge_ends_its_live_connections_at_once_and_its_commands()
    {
        await using var hub = await TestHub.StillAsync();
        var tablet = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        await using var lost = await hub.ScreenAsync(tablet);
        await using var other = await hub.ScreenAsync(hub.Organizer);
        await lost.OpenAsync("booth/A1");
        await other.OpenAsync("booth/A1");

        using var answer = await hub.Organizer.DeleteAsync($"badges/{tablet.Id}");
        Assert.True(answer.IsSuccessStatusCode);
        await Eventually.TrueAsync(() => lost.Closed, "the connection ends");
        Assert.Equal(["badge-revoked"], lost.Notices);
        Assert.False(other.Closed);

        var offset = hub.Offset;
        var problem = await Problem.Of(await tablet.PostAsync("visits", Client.Visit("p1", "A1")));
        Assert.Equal(
            (HttpStatusCode.Unauthorized, "badge-unknown", false),
            (problem.Status, problem.Code, problem.Retry)
        );
        Assert.Equal(HttpStatusCode.Unauthorized, (await Problem.Of(await tablet.Http.GetAsync("me"))).Status);
        Assert.Equal(offset, hub.Offset);
    }

    [Fact]
    public async Task A_badge_that_is_revoked_while_a_request_is_under_way_counts_no_more_in_it()
    {
        await using var hub = await TestHub.WithFairAsync();
        var tablet = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        var door = new Door(hub.Ledgers, new Guesses(TimeProvider.System), new SessionsInUse());
        var http = new DefaultHttpContext();
        http.Request.Headers.Authorization = $"Bearer {tablet.Secret}";
        Assert.Equal(tablet.Id, door.Who(http, TestHub.Fair).Id);
        // who is asked for again is the same one, and a look at another secret is not taken for it
        Assert.Equal(tablet.Id, door.Who(http, TestHub.Fair).Id);
        http.Request.Headers.Authorization = $"Bearer {hub.Organizer.Secret}";
        Assert.Equal(hub.Organizer.Id, door.Who(http, TestHub.Fair).Id);
        http.Request.Headers.Authorization = $"Bearer {tablet.Secret}";
        Assert.Equal(tablet.Id, door.Who(http, TestHub.Fair).Id);
        using var answer = await hub.Organizer.DeleteAsync($"badges/{tablet.Id}");
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("badge-unknown", Assert.Throws<Refusal>(() => door.Who(http, TestHub.Fair)).Code);
    }

    [Fact]
    public async Task A_revoked_screen_that_does_not_read_holds_up_no_other_and_ends_too()
    {
        await using var hub = await TestHub.StillAsync();
        var display = await hub.BadgeAsync(Role.Display);
        var gate = await hub.BadgeAsync(Role.Integration, board: "gate");
        var stalled = new List<ClientWebSocket>();
        for (var i = 0; i < 4; i++)
            stalled.Add(await ScreenTests.StalledAsync(hub, display.Secret, "custom/gate"));
        var walls = new List<TestScreen>();
        for (var i = 0; i < 4; i++)
            walls.Add(await hub.ScreenAsync(display));
        foreach (var wall in walls)
            await wall.OpenAsync("custom/gate");
        for (var i = 0; i < 120; i++)
        {
            using var reading = await gate.PostAsync(
                $"custom/gate/r{i % 20}",
                new { i, filler = new string('x', 60_000) }
            );
            if (i % 20 != 19)
                continue;
            hub.Pass(0.1);
            await Eventually.TrueAsync(
                () =>
                    walls[0]
                        .Rows("custom/gate")
                        .GetValueOrDefault($"r{i % 20}")
                        ?.StartsWith($"{{\"i\":{i},", StringComparison.Ordinal)
                        is true,
                "the readings"
            );
        }

        using var answer = await hub.Organizer.DeleteAsync($"badges/{display.Id}");
        await Eventually.TrueAsync(() => walls.All(w => w.Closed), "every wall's connection ends");
        // those that do not read are given a moment for the last word
        hub.Pass(0.5);
        foreach (var socket in stalled)
            Assert.True(await EndsAsync(socket), "a stalled connection ends");
        foreach (var wall in walls)
            await wall.DisposeAsync();
        foreach (var socket in stalled)
            socket.Dispose();
    }

    [Fact]
    public async Task A_screen_that_comes_with_a_revoked_badge_is_told_why_it_sees_nothing()
    {
        await using var hub = await TestHub.WithFairAsync();
        var display = await hub.BadgeAsync(Role.Display);
        using var answer = await hub.Organizer.DeleteAsync($"badges/{display.Id}");
        await using var screen = await hub.ScreenAsync(display);
        await Eventually.TrueAsync(() => screen.Notices.Contains("badge-unknown"), "the notice");
    }

    [Theory]
    [InlineData("visits", "recruiter", """{"pass":"p1","booth":"A1","way":"in"}""")]
    [InlineData("custom/gate/r", "integration", """{"x":1}""")]
    public async Task A_badge_revoked_while_its_request_is_under_way_does_not_count(
        string path,
        string role,
        string body
    )
    {
        await using var hub = await TestHub.WithFairAsync();
        var badge = role is "recruiter"
            ? await hub.BadgeAsync(Role.Recruiter, booth: "A1")
            : await hub.BadgeAsync(Role.Integration, board: "gate");
        await hub.BadgeAsync(Role.Integration, board: "gate");
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, hub.Url.Port);
        var stream = tcp.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /api/fairs/{TestHub.Fair}/{path} HTTP/1.1\r\nHost: {hub.Url.Authority}\r\nAuthorization: Bearer "
                    + $"{badge.Secret}\r\n"
                    + $"Content-Type: application/json\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: "
                    + $"{body.Length}\r\n\r\n"
            )
        );
        // it asks for the body: it has let the badge in
        var buffer = new byte[4096];
        Assert.Contains("100 Continue", Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));
        using var revoked = await hub.Organizer.DeleteAsync($"badges/{badge.Id}");
        var offset = hub.Offset;
        await stream.WriteAsync(Encoding.ASCII.GetBytes(body));
        var answer = await new StreamReader(stream).ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 401", answer);
        Assert.Contains("badge-unknown", answer);
        Assert.Equal(offset, hub.Offset);
        Assert.Empty(await hub.Anonymous.RowsAsync("custom/gate"));
    }

    [Fact]
    public async Task The_last_organizer_cannot_lock_everybody_out()
    {
        await using var hub = await TestHub.WithFairAsync();
        Assert.Equal(
            "last-organizer",
            (await Problem.Of(await hub.Organizer.DeleteAsync($"badges/{hub.Organizer.Id}"))).Code
        );
        Assert.Equal("unknown-badge", (await Problem.Of(await hub.Organizer.DeleteAsync("badges/nobody"))).Code);
    }

    /// <summary>Reads what is left under way until the far end has closed.</summary>
    private static async Task<bool> EndsAsync(ClientWebSocket socket)
    {
        using var limit = new CancellationTokenSource(Eventually.Patience);
        var buffer = new byte[64 * 1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer, limit.Token)).MessageType is not WebSocketMessageType.Close) { }
            return true;
        }
        catch (WebSocketException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
