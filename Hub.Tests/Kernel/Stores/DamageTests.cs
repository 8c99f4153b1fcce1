using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Hub.Features.Floor;
using Microsoft.Data.Sqlite;

namespace Hub.Tests.Kernel.Stores;

/// <summary>A ledger that was changed, cut or exchanged is never served: its fair says what is wrong, the others go
/// on.</summary>
public sealed class DamageTests(DamageTests.Sound sound) : IClassFixture<DamageTests.Sound>, IDisposable
{
    /// <summary>Facts of the fair when it is damaged.</summary>
    private const int All = 13;

    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;

    public void Dispose() => System.IO.Directory.Delete(_data, recursive: true);

    /// <summary>What is done to the fair's rows, and what is said of it.</summary>
    public static TheoryData<string, int, string> Damages =>
        new()
        {
            {
                "update facts set body = replace(body, 'A1', 'A2') where fair = 'fair' and offset = 9",
                8,
                "offset 9 was changed"
            },
            { "update facts set body = x'ff00' where fair = 'fair' and offset = 9", 8, "offset 9 was changed" },
            { "update facts set hash = zeroblob(32) where fair = 'fair' and offset = 9", 8, "offset 9 was changed" },
            {
                "update facts set hash = zeroblob(32) where fair = 'fair' and offset = 13",
                13,
                "the head is another one"
            },
            { "update facts set at = at + 1 where fair = 'fair' and offset = 1", 0, "offset 1 was changed" },
            { "update facts set command = 'x' where fair = 'fair' and offset = 9", 0, "the database cannot be read: " },
            { "delete from facts where fair = 'fair' and offset = 9", 8, "offset 9 is missing, 10 follows" },
            { "delete from facts where fair = 'fair' and offset = 1", 0, "offset 1 is missing, 2 follows" },
            { "delete from facts where fair = 'fair' and offset > 11", 11, "offset 12 is missing, the head is at 13" },
            { "delete from facts where fair = 'fair'", 0, "offset 1 is missing, the head is at 13" },
            { "update heads set offset = 11 where fair = 'fair'", 11, "facts go on to 13, and the head is at 11" },
            { "update heads set offset = 0 where fair = 'fair'", 0, "facts go on to 13, and the head is at 0" },
            { "update heads set offset = 15 where fair = 'fair'", 13, "offset 14 is missing, the head is at 15" },
            { "update heads set hash = zeroblob(32) where fair = 'fair'", 13, "the head is another one" },
            { "delete from heads where fair = 'fair'", 0, "facts go on to 13, and the head is at 0" },
        };

    [Theory, MemberData(nameof(Damages))]
    public async Task What_is_damaged_is_said_at_the_start_and_not_served_and_other_fairs_go_on(
        string sql,
        int good,
        string says
    )
    {
        foreach (var file in System.IO.Directory.GetFiles(sound.Data))
            File.Copy(file, Path.Combine(_data, Path.GetFileName(file)));
        Execute(sql);
        var damaged = Facts();

        await using var hub = await TestHub.AsItIsAsync(_data);
        using var recruiter = hub.Bearer(sound.Recruiter);
        await RefusedAsync(hub, recruiter, good, says);
        using (var answer = await hub.Anonymous.Http.GetAsync("boards/floor"))
            Assert.Equal("ledger-damaged", (await Problem.Of(answer)).Code);
        // nobody is told that their badge does not count any more
        using (var entered = await hub.Anonymous.Http.PostAsJsonAsync("/api/enter", new { secret = sound.Recruiter }))
            Assert.Equal("ledger-damaged", (await Problem.Of(entered)).Code);
        Assert.NotNull(hub.Store.Verify(TestHub.Fair).Broken);
        Assert.Equal(damaged, Facts());

        using var organizer = new Client(new Uri(hub.Url, "/api/fairs/other/"), sound.Other, null);
        Assert.Equal(HttpStatusCode.OK, (await organizer.Http.GetAsync("me")).StatusCode);

        // a backup is put in its place, while the hub runs
        var head = hub.Store.Head(TestHub.Fair);
        Assert.True(hub.Store.Replace(TestHub.Fair, head, head.Epoch + 1, sound.Rows, []));
        await Eventually.TrueAsync(async () => await StatusAsync(hub) is "ok", "it is sound again");
        await recruiter.VisitAsync("late", "A1");
        Assert.Equal((All + 1, null), hub.Store.Verify(TestHub.Fair));
    }

    [Fact]
    public async Task What_is_damaged_while_the_hub_runs_is_said_and_nothing_is_written_upon_it()
    {
        await using var hub = await TestHub.WithFairAsync(_data);
        using var recruiter = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        await using var screen = await hub.ScreenAsync();
        await screen.OpenAsync("floor");
        await recruiter.VisitAsync("p1", "A1");
        await Eventually.TrueAsync(() => screen.Rows("floor")["A1"].Contains("\"here\":1"), "the visit on the screen");
        var end = hub.Offset;

        // another process appends what does not follow
        Execute(
            $"""
            insert into facts select fair, offset + 1, at, actor, randomblob(16), 0, slice, body, hash, digest
            from facts where fair = 'fair' and offset = {end};
            update heads set offset = {end + 1} where fair = 'fair'
            """
        );
        await RefusedAsync(hub, recruiter, (int)end, $"offset {end + 1} was changed");
        Assert.Contains("\"here\":1", screen.Rows("floor")["A1"]);
        Assert.Equal(end, hub.Ledgers.Find(TestHub.Fair)!.Fair.Offset);

        Execute($"delete from facts where offset > {end}; update heads set offset = {end} where fair = 'fair'");
        await Eventually.TrueAsync(async () => await StatusAsync(hub) is "ok", "it is sound again");
        await recruiter.VisitAsync("p2", "A1");
        await Eventually.TrueAsync(() => screen.Rows("floor")["A1"].Contains("\"here\":2"), "the visit on the screen");
    }

    [Theory]
    [InlineData("update heads set offset = offset - 1 where fair = 'fair'")]
    [InlineData("delete from heads where fair = 'fair'")]
    [InlineData("delete from facts where fair = 'fair' and offset = (select offset from heads where fair = 'fair')")]
    public async Task A_head_that_is_not_where_its_facts_are_is_met_by_the_next_command_which_is_answered(string sql)
    {
        // its follower does not look before the command comes
        await using var hub = await TestHub.StillAsync();
        Execute(sql, hub.Data);
        var refused = await Assert.ThrowsAsync<Refusal>(() =>
            hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In)).WaitAsync(Eventually.Patience)
        );
        Assert.Equal(("ledger-damaged", true), (refused.Code, refused.Retry));
    }

    [Fact]
    public async Task A_command_that_is_met_in_the_ledger_and_not_found_there_is_answered()
    {
        await using var hub = await TestHub.WithFairAsync(_data);
        // an index that is broken: it takes the next fact for the first
        Execute(
            $"""
            drop index facts_command;
            create unique index facts_command on facts (fair, case offset when {hub.Offset + 1} then 1 else offset end)
            """
        );
        var refused = await Assert.ThrowsAsync<Refusal>(() =>
            hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In)).WaitAsync(Eventually.Patience)
        );
        Assert.Equal(("ledger-unavailable", true), (refused.Code, refused.Retry));
    }

    private static async Task RefusedAsync(TestHub hub, Client recruiter, int good, string says)
    {
        await Eventually.TrueAsync(async () => await StatusAsync(hub) is "damaged", "health says so");
        using (var ready = await hub.Anonymous.Http.GetAsync("/health/ready"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            var damage = (await HealthAsync(hub)).GetProperty("damaged").GetProperty(TestHub.Fair);
            Assert.Equal(good, damage.GetProperty("good").GetInt32());
            Assert.StartsWith(says, damage.GetProperty("en").GetString());
            Assert.Contains("restore FILE --replace", damage.GetProperty("toDo").GetString());
        }
        using var answer = await recruiter.PostAsync("visits", Client.Visit("p1", "A1"));
        var problem = await Problem.Of(answer);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "ledger-damaged", true),
            (problem.Status, problem.Code, problem.Retry)
        );
    }

    private static async Task<JsonElement> HealthAsync(TestHub hub)
    {
        using var answer = await hub.Anonymous.Http.GetAsync("/health");
        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string?> StatusAsync(TestHub hub) =>
        (await HealthAsync(hub)).GetProperty("status").GetString();

    /// <summary>Past the hub.</summary>
    private void Execute(string sql, string? data = null)
    {
        using var db = new SqliteConnection($"Data Source={data ?? _data}/hub.db;Pooling=false");
        db.Open();
        db.Execute(sql);
    }

    private List<(long, string)> Facts()
    {
        using var db = new SqliteConnection($"Data Source={_data}/hub.db;Pooling=false");
        db.Open();
        return [.. db.Query<(long, string)>("select offset, hex(hash) from facts where fair = 'fair' order by offset")];
    }

    /// <summary>A hub with two fairs was here, and ended.</summary>
    public sealed class Sound : IAsyncLifetime
    {
        public string Data { get; } = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;

        /// <summary>The secret of a recruiter of the one fair.</summary>
        public string Recruiter { get; private set; } = null!;

        /// <summary>The secret of an organizer of the other.</summary>
        public string Other { get; private set; } = null!;

        internal List<Row> Rows { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            await using var hub = await TestHub.WithFairAsync(Data);
            Recruiter = (await hub.BadgeAsync(Role.Recruiter, booth: "A1")).Secret!;
            Other = (await hub.OfAnotherFairAsync()).Secret!;
            for (var i = 0; hub.Offset < All; i++)
                await hub.AskAsync(new RecordVisit(new($"p{i}"), new("A1"), Way.In));
            Rows = [.. hub.Store.Read(TestHub.Fair, 0)];
        }

        public ValueTask DisposeAsync()
        {
            System.IO.Directory.Delete(Data, recursive: true);
            return default;
        }
    }
}
