using System.Net.Http.Json;
using Hub.Features.Access;

namespace Hub.Tests.Features.Access;

/// <summary>A hall of thousands behind one address.</summary>
public class HallTests
{
    private const string Address = "203.0.113.7";

    [Fact]
    [Needs(Need.Time)]
    public async Task Two_thousand_phones_make_passes_in_a_minute_and_staff_enter_while_one_of_them_floods()
    {
        const int phones = 2_000,
            flood = 10;
        await using var hub = await TestHub.StillAsync();
        var judge = await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1");
        using var http = new HttpClient { BaseAddress = hub.Url };
        // its cookies are kept: each pass takes the place of the one before
        using var madBrowser = new HttpClient { BaseAddress = hub.Url };
        var (made, entered, guessed, bare, instead) = (0, 0, 0, 0, 0);
        for (var second = 0; second < 60; second++)
        {
            // the flood comes first, all of it within the second
            for (var i = 0; i < flood; i++)
            {
                guessed += await StatusAsync(http, Enter($"guess{second}-{i}", port: 1)) is 401 ? 1 : 0;
                bare += await StatusAsync(http, Pass(port: 2)) is 200 ? 1 : 0;
                instead += await StatusAsync(madBrowser, Pass(port: 3, "visitor")) is 200 ? 1 : 0;
            }
            var come = Math.Min(34, phones - made);
            var answers = await Task.WhenAll(
                Enumerable.Range(made, come).Select(i => StatusAsync(http, Pass(port: 10_000 + i)))
            );
            Assert.All(answers, status => Assert.Equal(200, status));
            made += come;
            Assert.Equal(200, await StatusAsync(http, Enter(judge.Secret!, port: 20_000 + second)));
            entered++;
            hub.Pass(1);
        }
        Assert.Equal((phones, 60), (made, entered));
        // a connection's burst, and two a second; a guesser's, and one a second
        Assert.Equal((60 + 2 * 59, 60 + 2 * 59, 30 + 59), (bare, instead, guessed));
        Assert.Equal(phones + bare + instead, hub.Ledger.Fair.Access.Passes.Count);
    }

    [Fact]
    [Needs(Need.Time)]
    public async Task A_hall_that_opens_its_pages_at_once_has_its_passes_and_a_flood_of_new_connections_ends()
    {
        await using var hub = await TestHub.StillAsync();
        using var http = new HttpClient { BaseAddress = hub.Url };
        var statuses = new List<int>();
        for (var port = 1; port <= 3_300; port += 100)
            statuses.AddRange(await Task.WhenAll(Enumerable.Range(port, 100).Select(p => StatusAsync(http, Pass(p)))));
        Assert.Equal(3_000, statuses.TakeWhile(s => s == 200).Count());
        Assert.All(statuses.Skip(3_000), s => Assert.Equal(429, s));
    }

    [Fact]
    public async Task Who_shows_wrong_badges_is_slowed_wherever_they_are_shown_and_a_revoked_one_is_no_guess()
    {
        await using var hub = await TestHub.StillAsync();
        var (gone, other) = (await hub.BadgeAsync(Role.Display), await hub.BadgeAsync(Role.Display));
        using var revoked = await hub.Organizer.DeleteAsync($"badges/{gone.Id}");
        using var http = new HttpClient { BaseAddress = hub.Url };
        var statuses = new List<int>();
        for (var i = 0; i < 40; i++)
            statuses.Add(await StatusAsync(http, Me($"guess{i}", port: 7)));
        Assert.Equal(30, statuses.Count(s => s == 401));
        Assert.All(statuses.Skip(30), s => Assert.Equal(429, s));
        Assert.Equal(200, await StatusAsync(http, Me(other.Secret!, port: 8)));
        for (var i = 0; i < 40; i++)
            Assert.Equal(401, await StatusAsync(http, Me(gone.Secret!, port: 9)));
    }

    private static HttpRequestMessage Me(string secret, int port)
    {
        var request = From(port, new HttpRequestMessage(HttpMethod.Get, $"/api/fairs/{TestHub.Fair}/me"));
        request.Headers.Authorization = new("Bearer", secret);
        return request;
    }

    private static HttpRequestMessage Pass(int port, string? role = null)
    {
        var request = From(port, new HttpRequestMessage(HttpMethod.Post, $"/api/fairs/{TestHub.Fair}/passes"));
        if (role is not null)
            request.Headers.Add("Hub-As", role);
        return request;
    }

    private static HttpRequestMessage Enter(string secret, int port) =>
        From(
            port,
            new HttpRequestMessage(HttpMethod.Post, "/api/enter") { Content = JsonContent.Create(new { secret }) }
        );

    /// <summary>As a proxy tells it: which of the address's connections it was.</summary>
    private static HttpRequestMessage From(int port, HttpRequestMessage request)
    {
        request.Headers.Add("X-Forwarded-For", $"{Address}:{port}");
        return request;
    }

    private static async Task<int> StatusAsync(HttpClient http, HttpRequestMessage request)
    {
        using (request)
        using (var answer = await http.SendAsync(request))
            return (int)answer.StatusCode;
    }
}
