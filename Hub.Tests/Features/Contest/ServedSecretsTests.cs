using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Features.Contest;

/// <summary>As <see cref="WithholdingTests"/>, over HTTP and on live screens: two hubs whose fairs differ only in what
/// is secret answer everything that anybody may ask byte for byte the same, headers too, until it is
/// released.</summary>
public class ServedSecretsTests
{
    private static readonly ContestId First = new("first"),
        Last = new("last");

    private static readonly string[] Watched =
    [
        "leaderboard/first",
        "leaderboard/last",
        "contest/last",
        "explain/last/1",
        "explain/last/2",
    ];

    [Fact]
    public async Task Two_fairs_that_differ_in_secret_marks_answer_the_same_bytes_until_these_are_released()
    {
        await using var one = await HubAsync();
        await using var other = await HubAsync();
        TestHub[] hubs = [one, other];
        await using var wall = await one.ScreenAsync();
        await using var otherWall = await other.ScreenAsync();
        TestScreen[] walls = [wall, otherWall];
        await DoAsync(_ => new DefineContest(Scheme(First), People));
        await DoAsync(_ => new DefineContest(Scheme(Last, First), People));
        foreach (var screen in walls)
        foreach (var board in Watched)
            await screen.OpenAsync(board);
        await DoAsync(_ => new EnterMark(First, new("J1"), new("1"), "run", 5));
        await DoAsync(_ => new Freeze(First, true));
        await SameAsync();

        await MarkAsync(First, (hub, c) => hub == 0 ? c : 4 - c);
        await DoAsync(_ => new LockContest(First));
        await SameAsync();
        await MarkAsync(Last, (_, c) => c);
        await DoAsync(_ => new LockContest(Last));
        await SameAsync();
        Client[] chiefs =
        [
            await one.BadgeAsync(Role.Chief, contest: "last"),
            await other.BadgeAsync(Role.Chief, contest: "last"),
        ];
        foreach (var chief in chiefs)
            Assert.Equal(
                "earlier-not-public",
                (await Problem.Of(await chief.PostAsync("contests/last/reveal", new { step = 0 }))).Code
            );
        await DoAsync(_ => new RevealRank(First, 0));
        await SameAsync();
        // the true totals are there, for who leads
        Assert.Contains("\"total\":6", string.Concat((await chiefs[0].RowsAsync("panel/last")).Values));

        await DoAsync(_ => new Freeze(First, false));
        // a board is rendered once for a moment
        foreach (var hub in hubs)
            hub.Pass(5);
        var (mine, theirs) = (await AllAsync(one), await AllAsync(other));
        foreach (var board in (string[])["leaderboard/first", "leaderboard/last", "explain/first/1", "explain/last/1"])
            Assert.NotEqual(mine[$"/api/fairs/fair/boards/{board}"], theirs[$"/api/fairs/fair/boards/{board}"]);
        Assert.Contains("\"official\":true", mine["/api/fairs/fair/boards/contest/last"]);

        async Task DoAsync(Func<int, Command> command)
        {
            foreach (var (i, hub) in hubs.Index())
                await hub.AskAsync(command(i));
        }

        async Task MarkAsync(ContestId contest, Func<int, int, decimal> value)
        {
            foreach (var c in (int[])[1, 2, 3])
            {
                await DoAsync(i => new EnterMark(contest, new("J1"), new($"{c}"), "run", value(i, c)));
                await DoAsync(_ => new SignSheet(contest, new($"{c}"), Signer.Judge, new("J1")));
                await DoAsync(_ => new SignSheet(contest, new($"{c}"), Signer.Contestant));
                await DoAsync(_ => new SignSheet(contest, new($"{c}"), Signer.Chief));
            }
        }

        async Task SameAsync()
        {
            foreach (var hub in hubs)
                hub.Pass(5);
            foreach (var (i, screen) in walls.Index())
            foreach (var board in Watched)
                await Eventually.TrueAsync(
                    () => screen.Frames(board)[^1].Frame.GetProperty("offset").GetInt64() == hubs[i].Offset,
                    $"{board} at the last fact"
                );
            var (here, there) = (await AllAsync(one), await AllAsync(other));
            Assert.Equal(here.Keys, there.Keys);
            foreach (var path in here.Keys)
                Assert.Equal(here[path], there[path]);
            foreach (var board in Watched)
                Assert.Equal(Frames(wall, board), Frames(otherWall, board));
        }
    }

    [Fact]
    public async Task A_draw_is_committed_to_stays_when_the_list_comes_again_and_can_be_repeated_after_the_release()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AskAsync(new DefineContest(Scheme(First), People));
        var chief = await hub.BadgeAsync(Role.Chief, contest: "first");
        await chief.AskAsync("contests/first/draw", new { stations = 2, hidden = true });
        var drawn = hub.Ledger.Fair.Contest(First).Order.ToArray();
        var row = await RowAsync();
        var commitment = row.GetProperty("commitment").GetString();
        Assert.Equal(JsonValueKind.Null, row.GetProperty("secret").ValueKind);

        // two rows more, one in front; and the same in another order, which is nothing new
        await ListAsync("9,壬", "1,甲", "2,乙", "3,丙", "8,辛");
        var offset = hub.Offset;
        await ListAsync("3,丙", "8,辛", "2,乙", "9,壬", "1,甲");
        Assert.Equal(offset + 1, hub.Offset);
        Assert.IsType<NothingChanged>(LastFact());
        var page = await hub.Anonymous.Http.GetFromJsonAsync<JsonElement>("contests/first");
        Assert.Equal(
            ["1-01", "1-02", "2-01", "2-02", "3-01"],
            page.GetProperty("contestants").EnumerateArray().Select(c => c.GetProperty("number").GetString())
        );
        Assert.Equal(drawn, hub.Ledger.Fair.Contest(First).Order.Take(3));
        Assert.Equal(commitment, (await RowAsync()).GetProperty("commitment").GetString());
        await hub.RestartAsync();
        Assert.Equal(drawn, hub.Ledger.Fair.Contest(First).Order.Take(3));

        await hub.AskAsync(new ReleaseNames(First));
        row = await RowAsync();
        var draw = new Draw(row.GetProperty("secret").GetString()!, 2);
        Assert.Equal((64, commitment), (draw.Secret.Length, draw.Commitment));
        // anybody repeats it from the numbers alone
        var places = draw.Places(draw.Order(People.Select(p => p.Number)));
        page = await hub.Anonymous.Http.GetFromJsonAsync<JsonElement>("contests/first");
        Assert.Equal(
            places.Select(p => (p.Number.Text, p.Heat, p.Station)),
            page.GetProperty("contestants")
                .EnumerateArray()
                .Take(3)
                .Select(c =>
                    (
                        c.GetProperty("number").GetString()!,
                        c.GetProperty("heat").GetInt32(),
                        c.GetProperty("station").GetInt32()
                    )
                )
        );

        async Task ListAsync(params string[] rows)
        {
            using var list = await hub.Organizer.PostAsync(
                "contests/first/contestants?apply=true&name=a.csv",
                $"编号,姓名\n{string.Join('\n', rows)}\n",
                "application/octet-stream"
            );
            Assert.True(list.IsSuccessStatusCode, await list.Content.ReadAsStringAsync());
        }

        Fact LastFact() =>
            hub.Store.Read(TestHub.Fair, hub.Offset - 1).Select(r => Story.Kinds.Read(r.Slice, r.Body)).Single();

        async Task<JsonElement> RowAsync() =>
            JsonSerializer.Deserialize<JsonElement>((await hub.Anonymous.RowsAsync("contest/first"))["contest"]);
    }

    [Fact]
    public async Task Who_withdrew_while_it_is_frozen_is_told_to_those_who_mark_and_to_nobody_else()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (judge, other) = (
            await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"),
            await hub.BadgeAsync(Role.Judge, contest: "other", seat: "J1")
        );
        var before = await hub.Anonymous.Http.GetStringAsync("contests/drone");
        await hub.AskAsync(new Freeze(new("drone"), true));
        await hub.AskAsync(new SetStatus(new("drone"), new("2"), Status.Withdrawn, "受伤"));
        Assert.Equal(before, await hub.Anonymous.Http.GetStringAsync("contests/drone"));
        Assert.Equal(before, await other.Http.GetStringAsync("contests/drone"));
        Assert.Contains("\"withdrawn\":true", await judge.Http.GetStringAsync("contests/drone"));
        await hub.AskAsync(new Freeze(new("drone"), false));
        Assert.Contains("\"withdrawn\":true", await hub.Anonymous.Http.GetStringAsync("contests/drone"));
    }

    /// <summary>The hash of a state tells nobody what is in it: by the chain of facts the ids of all commands are in
    /// it, of which every one has 122 random bits that only its asker knows.</summary>
    [Fact]
    public async Task A_states_hash_cannot_be_guessed_from_what_the_state_shows()
    {
        await using var one = await HubAsync();
        await using var other = await HubAsync();
        var hashes = new HashSet<string>();
        foreach (var hub in (TestHub[])[one, other])
        {
            await hub.AskAsync(new DefineContest(Scheme(First), People));
            await hub.AskAsync(new EnterMark(First, new("J1"), new("1"), "run", 5));
            var state = await hub.Anonymous.Http.GetFromJsonAsync<FairState>($"/health/state?fair={TestHub.Fair}");
            Assert.True(hashes.Add(state!.Hash));
        }
        // nothing that can be seen of the two differs
        Assert.Equal(await AllAsync(one), await AllAsync(other));
    }

    private static readonly Contestant[] People = [new(new("1"), "甲"), new(new("2"), "乙"), new(new("3"), "丙")];

    /// <summary>A hub whose clock stands, and that calls itself like every other one here.</summary>
    private static Task<TestHub> HubAsync() =>
        TestHub.StartAsync(change: s =>
            s.AddSingleton<TimeProvider>(new FakeTimeProvider(Story.Morning)).AddSingleton(new Node("a node"))
        );

    /// <summary>Every GET of every endpoint that somebody without a badge may have, and every such board, of every word
    /// that there is: path → status, headers and body.</summary>
    private static async Task<SortedDictionary<string, string>> AllAsync(TestHub hub)
    {
        string[] contests = [.. hub.Ledger.Fair.Contests.Keys.Select(c => c.Text)],
            words = ["1", "2", "3", "J1", "first/1", "none"];
        var paths = new List<string>();
        foreach (
            var pattern in hub
                .Endpoints.OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") is true)
                .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
                .Distinct()
        )
            if (pattern.EndsWith("/boards/{**board}", StringComparison.Ordinal))
                paths.AddRange(
                    hub.Feeds.Boards.SelectMany(b => Worlds.Names(b.Pattern, contests, words))
                        .Select(name => $"/api/fairs/{TestHub.Fair}/boards/{name}")
                );
            // of the state's hash see above; documents are the same for every fair
            else if (pattern is not "/health/state" && !pattern.StartsWith("/openapi", StringComparison.Ordinal))
                paths.AddRange(contests.SelectMany(c => words.Select(w => Path(pattern, c, w))));
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths.Distinct())
        {
            using var answer = await hub.Anonymous.Http.GetAsync(path);
            answer.Headers.Date = null;
            // a page says its own address, for whom it is shared with
            all[path] =
                $"{(int)answer.StatusCode} {answer.Headers}{answer.Content.Headers}\n"
                + Encoding
                    .UTF8.GetString(await answer.Content.ReadAsByteArrayAsync())
                    .Replace(hub.Url.Authority, "hub", StringComparison.Ordinal);
        }
        return all;
    }

    private static string Path(string pattern, string contest, string word) =>
        string.Join(
            '/',
            pattern
                .Split('/')
                .Select(
                    (part, i) =>
                        !part.StartsWith('{') ? part
                        : part is "{fair}" ? TestHub.Fair
                        : pattern.Split('/')[i - 1] is "contests" ? contest
                        : word
                )
        );

    /// <summary>The rows that came, frame by frame; when it came is the machine's.</summary>
    private static string Frames(TestScreen screen, string board) =>
        string.Join(
            '\n',
            screen
                .Frames(board)
                .Where(f => f.Rows > 0 || f.Frame.GetProperty("gone").GetArrayLength() > 0)
                .Select(f => $"{f.Version} {f.Frame.GetProperty("set")} {f.Frame.GetProperty("gone")}")
        );

    private static Scheme Scheme(ContestId id, params ContestId[] earlier) =>
        new(
            id,
            $"比赛 {id}",
            new Dictionary<string, Panel> { ["p"] = new([new("J1")]) },
            [
                new Part("run", "一轮", Kind: Kind.Judged, Panel: "p", Max: 10, Step: 0.5m),
                .. earlier.Select(e => new Part($"from-{e}", $"{e} 成绩", Kind: Kind.Carried, Of: e.Text)),
            ]
        );
}
