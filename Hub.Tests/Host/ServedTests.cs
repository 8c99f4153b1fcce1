using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Features.Roster;
using Hub.Tests.Cli;

namespace Hub.Tests.Host;

/// <summary>What the hub hands to programs and browsers beside its answers.</summary>
public class ServedTests
{
    [Fact]
    [Needs(Need.Process)]
    public async Task The_pages_were_built_from_the_contract_that_the_hub_serves()
    {
        var contract = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "openapi.json"));
        var (code, printed) = await HubProcess.RunAsync("openapi");
        Assert.Equal(0, code);
        Assert.True(
            contract.TrimEnd() == printed.TrimEnd(),
            "The API changed: dotnet run --project Hub.Server -- openapi > Hub.Client.Web/src/lib/contract/openapi.json"
        );
        await using var hub = await TestHub.StartAsync();
        Assert.Equal(contract.TrimEnd(), (await hub.Anonymous.Http.GetStringAsync("/openapi/v1.json")).TrimEnd());
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_and_how_it_refuses()
    {
        await using var hub = await TestHub.StartAsync();
        var document = await hub.Anonymous.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var operations = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(o => (Name: $"{o.Name} {p.Name}", o.Value)))
            .ToList();
        Assert.NotEmpty(operations);
        Assert.All(
            operations,
            o =>
                Assert.True(
                    o.Value.TryGetProperty("summary", out var summary) && summary.GetString()!.Length > 5,
                    o.Name
                )
        );
        Assert.All(
            operations.Where(o => o.Name.Contains("{fair}")),
            o => Assert.True(o.Value.GetProperty("responses").TryGetProperty("403", out _), o.Name)
        );
        // what generates clients of it demands that every word of a path is described
        Assert.All(
            operations,
            o =>
                Assert.Equal(
                    Regex.Matches(o.Name, "{([^}]+)}").Select(m => m.Groups[1].Value).Order(),
                    (o.Value.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : [])
                        .Where(p => p.GetProperty("in").GetString() is "path")
                        .Select(p => p.GetProperty("name").GetString())
                        .Order()
                )
        );
        // any one of the roles that a command names may ask it
        Assert.Equal(["recruiter", "organizer", "visitor"], May("post /api/fairs/{fair}/visits"));
        Assert.Equal(["organizer"], May("delete /api/fairs/{fair}/badges/{id}"));
        Assert.Equal(["visitor"], May("post /api/fairs/{fair}/passes"));
        Assert.DoesNotContain("\\n", document.GetRawText());
        // a reference to code stands there as code
        Assert.DoesNotMatch(@"&lt;|[A-Za-z]\.[A-Z][a-z]|\bSee [A-Z]", document.GetRawText());

        IEnumerable<string?> May(string operation) =>
            operations
                .Single(o => o.Name == operation)
                .Value.GetProperty("security")
                .EnumerateArray()
                .Select(one => Assert.Single(one.GetProperty("badge").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Scripts_and_boards_travel_packed(string encoding)
    {
        await using var hub = await TestHub.WithFairAsync();
        var page = await hub.Anonymous.Http.GetStringAsync("/");
        var script = page.Split('"')
            .First(p =>
                p.StartsWith("/_app/", StringComparison.Ordinal) && p.EndsWith(".js", StringComparison.Ordinal)
            );
        hub.Anonymous.Http.DefaultRequestHeaders.AcceptEncoding.ParseAdd(encoding);
        foreach (var path in (string[])[script, "/api/fairs/fair/boards/floor"])
        {
            using var answer = await hub.Anonymous.Http.GetAsync(path);
            Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        }
    }

    [Fact]
    public async Task A_shared_link_says_what_it_leads_to()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(
            new ImportRoster(
                [new(2, "凌河软件", null, "数字经济", null, null, null, "A2")],
                [new(2, "凌河软件", "测试 <b> & \"工程师\"", 2, "本科", null, "6000-8000元/月", "朝阳市", null)]
            )
        );
        var (employer, position) = (
            hub.Ledger.Fair.EmployerAt(new("A2")).Text,
            Assert.Single(hub.Ledger.Fair.Roster.Directory.Positions.Keys)
        );
        Assert.Equal(("人才周", "3 家单位、1 个岗位：搜单位和岗位，看薪资、排队和等候时间。"), await Shown("/"));
        var (title, about) = await Shown($"/employer?id={employer}");
        Assert.Equal("凌河软件 · 展位 A2", title);
        Assert.Contains("数字经济 · 1 个岗位：测试 <b> & \"工程师\" 6000-8000元/月", about);
        (title, about) = await Shown($"/position?id={position}");
        Assert.Equal("测试 <b> & \"工程师\" 6000-8000元/月", title);
        Assert.Equal("凌河软件 · 展位 A2 · 招 2 人 · 本科 · 朝阳市 · 人才周", about);
        Assert.Equal("无人机 · 排行榜", (await Shown("/board?contest=drone")).Title);
        Assert.Equal("无人机 · 排行榜", (await Shown("/board")).Title);
        Assert.Equal("展位图 · 人才周", (await Shown("/plan?booth=A2")).Title);
        // what there is not, and pages of staff, are the fair's
        foreach (var path in (string[])["/employer?id=none", "/position", "/board?contest=x", "/desk", "/?fair=fair"])
            Assert.Equal("人才周", (await Shown(path)).Title);
        Assert.DoesNotContain("og:title", await hub.Anonymous.Http.GetStringAsync("/?fair=none"));

        async Task<(string Title, string Description)> Shown(string path)
        {
            var page = await hub.Anonymous.Http.GetStringAsync(path);
            string Of(string name) =>
                System.Net.WebUtility.HtmlDecode(
                    Regex
                        .Match(page, $"<meta (?:property|name|itemprop)=\"{name}\" content=\"([^\"]*)\"")
                        .Groups[1]
                        .Value
                );
            Assert.Equal(
                Of("og:title"),
                System.Net.WebUtility.HtmlDecode(Regex.Match(page, "<title>(.*)</title>").Groups[1].Value)
            );
            Assert.Equal((Of("og:description"), Of("og:title")), (Of("description"), Of("name")));
            using var picture = await hub.Anonymous.Http.GetAsync(Of("og:image"));
            Assert.Equal("image/png", picture.Content.Headers.ContentType?.MediaType);
            Assert.Equal(new Uri(hub.Url, path).ToString(), Of("og:url"));
            return (Of("og:title"), Of("og:description"));
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/employer?id=e1")]
    [InlineData("/desk")]
    [InlineData("/icon-512.png")]
    public async Task Who_asks_only_for_the_head_of_a_page_is_answered_as_for_the_page(string path)
    {
        await using var hub = await TestHub.WithFairAsync();
        using var whole = await hub.Anonymous.Http.GetAsync(path);
        using var head = await hub.Anonymous.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.Equal(whole.StatusCode, head.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(
            (whole.Content.Headers.ContentType, (await whole.Content.ReadAsByteArrayAsync()).LongLength),
            (head.Content.Headers.ContentType, head.Content.Headers.ContentLength)
        );
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        using var api = await hub.Anonymous.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/none"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, api.StatusCode);
    }
}
