using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Features.Access;
using Hub.Features.People;
using Hub.Features.Queues;
using Hub.Tests.Cli;

namespace Hub.Tests.Features.Access;

/// <summary>Whoever finds one organizer's link cannot make organizers and erase people with it.</summary>
public class SecondTests
{
    [Fact]
    public async Task What_one_organizer_asks_to_erase_another_confirms()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (other, visitor) = (await hub.BadgeAsync(Role.Organizer), await hub.PassAsync());
        await hub.AskAsync(new OpenDesk(new("A1"), "1", null));
        await visitor.AskAsync("queues/A1/join", new { pass = visitor.Id });
        await visitor.AskAsync("my/profile", new { pass = visitor.Id, fields = new { name = "样例" } });
        foreach (var path in (string[])["people/drone/1", $"people/pass/{visitor.Id}"])
        foreach (var _ in (int[])[1, 2])
        {
            using var asked = await hub.Organizer.DeleteAsync(path);
            Assert.True(asked.IsSuccessStatusCode, await asked.Content.ReadAsStringAsync());
        }
        // pressed twice, it waits once, and nothing has happened
        Assert.Equal(4, hub.Ledger.Fair.People.Count);
        var waiting = (await other.RowsAsync("seconds")).ToDictionary(
            r => JsonSerializer.Deserialize<JsonElement>(r.Value).GetProperty("of").GetString()!,
            r => r.Key
        );
        Assert.Equal([visitor.Id, "drone/1"], waiting.Keys.Order(StringComparer.Ordinal));
        foreach (var id in waiting.Values)
        {
            Assert.Equal(
                "own-second",
                (await Problem.Of(await hub.Organizer.PostAsync($"seconds/{id}", new { }))).Code
            );
            await other.AskAsync($"seconds/{id}", new { });
            Assert.Equal("unknown-second", (await Problem.Of(await other.PostAsync($"seconds/{id}", new { }))).Code);
        }
        Assert.Equal(["drone/2", "drone/3"], hub.Ledger.Fair.People.Keys.Order(StringComparer.Ordinal));
        // with all that follows from it
        Assert.True(hub.Ledger.Fair.Access.IsRevoked(new(visitor.Id!)));
        Assert.Empty(hub.Ledger.Fair.Queues.Where(new(visitor.Id!)));
        Assert.Empty(await other.RowsAsync("seconds"));
        Assert.Null(hub.Store.Verify(TestHub.Fair).Broken);
    }

    [Fact]
    public async Task An_organizers_badge_counts_when_it_is_confirmed_and_another_badge_at_once()
    {
        await using var hub = await TestHub.StillAsync();
        var other = await hub.BadgeAsync(Role.Organizer);
        async Task<string> IssueAsync(string role)
        {
            using var issued = await hub.Organizer.PostAsync("badges", new { role, label = role });
            return (await issued.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;
        }
        async Task<HttpStatusCode> MeAsync(string secret) => (await hub.Bearer(secret).Http.GetAsync("me")).StatusCode;

        Assert.Equal(HttpStatusCode.OK, await MeAsync(await IssueAsync("display")));
        var (wanted, refused, late) = (
            await IssueAsync("organizer"),
            await IssueAsync("organizer"),
            await IssueAsync("organizer")
        );
        string Id(string secret) => hub.Ledger.Fair.Access.Seconds.Single(s => s.Value.Hash == Secret.Hash(secret)).Key;
        var (first, second, third) = (Id(wanted), Id(refused), Id(late));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(wanted));
        Assert.Equal("forbidden", (await Problem.Of(await hub.Anonymous.PostAsync($"seconds/{first}", new { }))).Code);
        await other.AskAsync($"seconds/{first}", new { });
        using var no = await other.DeleteAsync($"seconds/{second}");
        Assert.True(no.IsSuccessStatusCode);
        Assert.Equal("unknown-second", (await Problem.Of(await other.PostAsync($"seconds/{second}", new { }))).Code);
        hub.Pass(Seconds.Patience + TimeSpan.FromSeconds(1));
        Assert.Equal("unknown-second", (await Problem.Of(await other.PostAsync($"seconds/{third}", new { }))).Code);
        Assert.Empty(await other.RowsAsync("seconds"));
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized),
            (await MeAsync(wanted), await MeAsync(refused), await MeAsync(late))
        );
    }

    [Fact]
    public async Task What_a_badge_asked_that_was_taken_back_since_is_nobodys_wish()
    {
        await using var hub = await TestHub.WithFairAsync();
        var stolen = await hub.BadgeAsync(Role.Organizer);
        using var asked = await stolen.DeleteAsync("people/drone/1");
        var id = Assert.Single(hub.Ledger.Fair.Access.Seconds.Keys);
        await hub.AskAsync(new RevokeBadge(stolen.Id!));
        Assert.Empty(await hub.Organizer.RowsAsync("seconds"));
        Assert.Equal(
            "unknown-second",
            (await Problem.Of(await hub.Organizer.PostAsync($"seconds/{id}", new { }))).Code
        );
        Assert.True(hub.Ledger.Fair.People.ContainsKey("drone/1"));
    }

    [Fact]
    public async Task To_keep_data_shorter_needs_a_second_while_some_is_kept_and_to_keep_it_longer_does_not()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.Organizer.AskAsync("retention", new { days = 20 });
        Assert.Equal(20, hub.Ledger.Fair.Privacy.Days);
        var visitor = await hub.PassAsync();
        await visitor.AskAsync("my/profile", new { pass = visitor.Id, fields = new { name = "样例" } });
        await hub.Organizer.AskAsync("retention", new { days = 25 });
        await hub.Organizer.AskAsync("retention", new { days = 0, ends = new DateOnly(2020, 1, 1) });
        Assert.Equal((25, null), (hub.Ledger.Fair.Privacy.Days, hub.Ledger.Fair.Privacy.Ends));
        await hub.ConfirmAsync();
        Assert.Equal((0, new DateOnly(2020, 1, 1)), (hub.Ledger.Fair.Privacy.Days, hub.Ledger.Fair.Privacy.Ends));
    }

    [Fact]
    public async Task One_organizer_does_not_fill_the_desk_with_what_waits()
    {
        await using var hub = await TestHub.WithFairAsync();
        for (var i = 0; i < 20; i++)
            using (var issued = await hub.Organizer.PostAsync("badges", new { role = "organizer", label = "x" }))
                Assert.True(issued.IsSuccessStatusCode);
        Assert.Equal(
            "too-many-seconds",
            (await Problem.Of(await hub.Organizer.PostAsync("badges", new { role = "organizer", label = "x" }))).Code
        );
    }

    [Fact]
    [Needs(Need.Process)]
    public async Task Where_there_is_one_organizer_the_keyboard_is_the_second()
    {
        var data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;
        try
        {
            await using var hub = await TestHub.WithFairAsync(data);
            using var asked = await hub.Organizer.DeleteAsync("people/drone/1");
            var id = Assert.Single(hub.Ledger.Fair.Access.Seconds.Keys);
            var (code, listed) = await HubProcess.RunAsync("confirm", "--data", data);
            Assert.Equal(0, code);
            Assert.Contains($"{id}  Person drone/1  asked by test", listed);
            Assert.Equal(0, (await HubProcess.RunAsync("confirm", id, "--data", data)).Code);
            await Eventually.TrueAsync(
                () => !hub.Ledger.Fair.People.ContainsKey("drone/1"),
                "the running hub hears it"
            );
            Assert.Equal(1, (await HubProcess.RunAsync("confirm", id, "--data", data)).Code);
        }
        finally
        {
            System.IO.Directory.Delete(data, recursive: true);
        }
    }
}
