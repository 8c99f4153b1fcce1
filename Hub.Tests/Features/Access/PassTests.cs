using System.Net;
using System.Net.Http.Json;
using System.Text;
using Hub.Features.Access;
using Hub.Features.Floor;
using Hub.Features.Queues;

namespace Hub.Tests.Features.Access;

public class PassTests
{
    private const string Fair = $"/api/fairs/{TestHub.Fair}/";

    [Fact]
    public async Task A_phone_makes_its_pass_and_is_known_by_it()
    {
        await using var hub = await TestHub.WithFairAsync();
        using var phone = new Phone(hub);
        Assert.Null((await phone.MeAsync()).Pass);
        var own = await phone.MakeAsync();
        Assert.Matches("^[34679ACDEFGHJKMNPQRTVWXY]{8}$", own.Pass.Text);
        Assert.Matches("^([34679ACDEFGHJKMNPQRTVWXY]{5}-){2}[34679ACDEFGHJKMNPQRTVWXY]{5}$", own.Code);
        var me = await phone.MeAsync();
        Assert.Equal((Role.Visitor, own.Pass, null), (me.Role, me.Pass, me.Badge));
        // its owner may see the code again, and nobody else
        Assert.Equal(own, await phone.Http.GetFromJsonAsync<OwnPass>(Fair + "passes/mine"));
        Assert.Equal("unknown-pass", (await Problem.Of(await hub.Anonymous.Http.GetAsync("passes/mine"))).Code);
    }

    [Fact]
    public async Task The_code_brings_the_pass_to_another_phone_however_it_is_typed()
    {
        await using var hub = await TestHub.WithFairAsync();
        using var phone = new Phone(hub);
        var own = await phone.MakeAsync();
        foreach (
            var typed in (string[])[own.Code, own.Code.Replace("-", ""), own.Code.ToLowerInvariant().Replace('-', ' ')]
        )
        {
            using var other = new Phone(hub);
            using var entered = await other.Http.PostAsJsonAsync("/api/enter", new { secret = typed });
            var cookie = Assert.Single(entered.Headers.GetValues("Set-Cookie"));
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(own.Pass, (await other.MeAsync()).Pass);
        }
    }

    [Fact]
    public async Task A_new_pass_takes_the_place_of_a_lost_one()
    {
        await using var hub = await TestHub.WithFairAsync();
        using var phone = new Phone(hub);
        var lost = await phone.MakeAsync();
        using var other = new Phone(hub);
        await other.Http.PostAsJsonAsync("/api/enter", new { secret = lost.Code });
        var own = await phone.MakeAsync();
        Assert.NotEqual(lost.Pass, own.Pass);
        Assert.Equal("badge-unknown", (await Problem.Of(await other.Http.GetAsync(Fair + "me"))).Code);
        Assert.Equal(
            "badge-unknown",
            (await Problem.Of(await other.Http.PostAsJsonAsync("/api/enter", new { secret = lost.Code }))).Code
        );
        Assert.Equal(
            "pass-revoked",
            (await Problem.Of(await hub.Organizer.PostAsync("visits", Client.Visit(lost.Pass.Text, "A1")))).Code
        );
        await hub.Organizer.VisitAsync(own.Pass.Text, "A1");
    }

    [Fact]
    public async Task A_revoked_pass_ends_its_live_connections_and_asks_nothing_more()
    {
        await using var hub = await TestHub.StillAsync();
        var visitor = await hub.PassAsync();
        await using var screen = await hub.ScreenAsync(visitor, "phone");
        await screen.OpenAsync("floor");
        using var answer = await hub.Organizer.DeleteAsync($"passes/{visitor.Id!.ToLowerInvariant()}");
        Assert.True(answer.IsSuccessStatusCode);
        await Eventually.TrueAsync(() => screen.Closed, "the connection ends");
        Assert.Equal(["badge-revoked"], screen.Notices);
        Assert.Equal(
            "badge-unknown",
            (await Problem.Of(await visitor.PostAsync("visits", Client.Visit(visitor.Id, "A1")))).Code
        );
        Assert.Equal("unknown-pass", (await Problem.Of(await hub.Organizer.DeleteAsync("passes/ACDEFGHJ"))).Code);
    }

    [Fact]
    public async Task A_visitor_checks_in_with_its_own_pass_and_no_other()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (one, other) = (await hub.PassAsync(), await hub.PassAsync());
        await one.VisitAsync(one.Id!, "A1");
        Assert.Equal("forbidden", (await Problem.Of(await one.PostAsync("visits", Client.Visit(other.Id, "A1")))).Code);
        Assert.Equal("forbidden", (await Problem.Of(await one.DeleteAsync($"passes/{other.Id}"))).Code);
        Assert.Equal("A1", hub.Ledger.Fair.Floor.Passes[new(one.Id!)].Booth?.Text);
        using var gone = await one.DeleteAsync($"passes/{one.Id}");
        Assert.True(gone.IsSuccessStatusCode);
    }

    [Fact]
    public void A_pass_that_the_fair_did_not_make_counts_until_the_fair_demands_its_own()
    {
        var story = Story.WithBooths();
        story.Do(new MakePass(new("K7M4QXNW"), PassCode.HashText("x")), asker: Asker.Anonymous);
        Assert.Equal(1, story.Do(new RecordVisit(new("P-0001"), new("A1"), Way.In)));
        Assert.Equal(1, story.Do(new SetFloorRules(true)));
        Assert.Equal(0, story.Do(new SetFloorRules(true)));
        Assert.Equal(
            "unknown-pass",
            Assert.Throws<Refusal>(() => story.Do(new RecordVisit(new("P-0002"), new("A1"), Way.In))).Code
        );
        // typed as it is read out
        story.Do(new RecordVisit(new("k7m4-qxnw"), new("A1"), Way.In));
        Assert.Equal("A1", story.Fair.Floor.Passes[new("K7M4QXNW")].Booth?.Text);
    }

    [Theory]
    [InlineData("p-0001", "P-0001")]
    [InlineData("P-0001", "P-0001")]
    [InlineData("a0000001", "A0000001")]
    [InlineData("A000-0001", "A000-0001")]
    [InlineData("k7m4-qxnw", "K7M4QXNW")]
    [InlineData("K7M4QXNW", "K7M4QXNW")]
    [InlineData("k7m4-qxn", "K7M4-QXN")]
    public void A_pass_has_one_spelling_and_another_one_has_another(string typed, string pass) =>
        Assert.Equal((pass, new PassId(pass)), (new PassId(typed).Text, new PassId(typed)));

    [Fact]
    public async Task Capitals_make_no_other_pass_on_any_way_in()
    {
        await using var hub = await TestHub.WithFairAsync();
        var booth = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        await booth.VisitAsync("p-0001", "A1");
        await booth.VisitAsync("P-0001", "A1");
        Assert.Equal((1, 1), (hub.Ledger.Fair.Floor.Visits, hub.Ledger.Fair.Floor.People));
        Assert.Equal(["P-0001"], (await booth.RowsAsync("booth/A1")).Keys);
        await booth.AskAsync("queues/A1/desks", new { desk = "1" });
        await booth.AskAsync("queues/A1/join", new { pass = "p-0001" });
        await booth.AskAsync("queues/A1/join", new { pass = "P-0001" });
        Assert.Single(hub.Ledger.Fair.Queues.Of(new("A1")).Line);
        await booth.AskAsync("leads/A1/note", new { pass = "p-0001", text = "谈得好" });
        Assert.Equal(["P-0001"], (await booth.RowsAsync("leads/A1")).Keys);
        await booth.AskAsync("queues/A1/leave", new { pass = "p-0001" });
        Assert.Empty(hub.Ledger.Fair.Queues.Of(new("A1")).Line);
        // of the hub's own making also as it is read out, in an address too
        var visitor = await hub.PassAsync();
        var spoken = $"{visitor.Id![..4]}-{visitor.Id[4..]}".ToLowerInvariant();
        await booth.VisitAsync(spoken, "A1");
        await visitor.AskAsync("queues/A1/join", new { pass = spoken });
        Assert.Contains("ticket/A1", (await visitor.RowsAsync($"my/{spoken}")).Keys);
        using var erased = await visitor.DeleteAsync($"people/pass/{spoken}");
        Assert.True(erased.IsSuccessStatusCode);
        Assert.True(hub.Ledger.Fair.Access.IsRevoked(new(visitor.Id)));
    }

    [Fact]
    public async Task Codes_are_nowhere_kept_and_passes_are_not_listed_among_the_badges()
    {
        await using var hub = await TestHub.WithFairAsync();
        var visitor = await hub.PassAsync();
        Assert.DoesNotContain(
            visitor.Id!,
            string.Concat((await hub.Organizer.RowsAsync("badges")).Select(r => r.Key + r.Value))
        );
        foreach (var file in System.IO.Directory.GetFiles(hub.Data))
        {
            await using var shared = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[shared.Length];
            await shared.ReadExactlyAsync(bytes);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(visitor.Secret!)) < 0, $"a code is in {file}");
        }
    }

    [Fact]
    public async Task Making_passes_in_a_loop_is_slowed_down()
    {
        await using var hub = await TestHub.StillAsync();
        HttpResponseMessage answer;
        var made = 0;
        do answer = await hub.Anonymous.PostAsync("passes", new { });
        while (answer.StatusCode == HttpStatusCode.OK && ++made < 300);
        Assert.Equal("too-many-requests", (await Problem.Of(answer)).Code);
        Assert.Equal(60, made);
        hub.Pass(0.5);
        Assert.Equal(HttpStatusCode.OK, (await hub.Anonymous.PostAsync("passes", new { })).StatusCode);
    }

    /// <summary>A browser that acts as a visitor.</summary>
    private sealed class Phone : IDisposable
    {
        public Phone(TestHub hub)
        {
            Http = new HttpClient { BaseAddress = hub.Url };
            Http.DefaultRequestHeaders.Add("Hub-As", "visitor");
        }

        public HttpClient Http { get; }

        public async Task<Me> MeAsync() =>
            (await Http.GetFromJsonAsync<Me>(Fair + "me", Hub.Kernel.Live.WireJson.Options))!;

        public async Task<OwnPass> MakeAsync()
        {
            using var made = await Http.PostAsync(Fair + "passes", null);
            Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
            return (await made.Content.ReadFromJsonAsync<OwnPass>())!;
        }

        public void Dispose() => Http.Dispose();
    }
}
