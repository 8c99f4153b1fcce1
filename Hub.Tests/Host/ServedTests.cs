using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
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
}
