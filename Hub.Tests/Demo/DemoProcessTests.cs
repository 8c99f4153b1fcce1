using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Tests.Cli;

namespace Hub.Tests.Demo;

/// <summary><c>demo</c> as it is started on a laptop.</summary>
[Needs(Need.Process)]
public sealed partial class DemoProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-test-").FullName;

    [Fact]
    public async Task It_prints_a_link_that_opens_each_surface_and_its_day_moves_the_floor()
    {
        await using var demo = await HubProcess.DemoAsync(_folder, "--urls", "http://127.0.0.1:0", "--speed", "1200");
        using var http = new HttpClient { BaseAddress = demo.Url };
        var links = Links(demo);
        Assert.Equal(["phone", "booth", "judge", "chief", "wall", "desk"], links.Keys);
        foreach (var (surface, link) in links)
        {
            using var page = await http.GetAsync(link);
            Assert.Equal("text/html", page.EnsureSuccessStatusCode().Content.Headers.ContentType?.MediaType);
            if (surface == "phone")
                continue;
            using var entered = await http.PostAsJsonAsync("/api/enter", new { secret = link.Fragment[1..] });
            var role = (await entered.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>())
                .GetProperty("role")
                .GetString();
            Assert.Equal(
                surface switch
                {
                    "booth" => "recruiter",
                    "wall" => "display",
                    "desk" => "organizer",
                    var same => same,
                },
                role
            );
        }

        async Task<JsonElement> RowsAsync(string board) =>
            (await http.GetFromJsonAsync<JsonElement>($"/api/fairs/chaoyang/boards/{board}")).GetProperty("rows");
        Assert.Equal(118, (await RowsAsync("totals")).GetProperty("fair").GetProperty("booths").GetInt32());
        await Eventually.TrueAsync(
            async () => (await RowsAsync("totals")).GetProperty("fair").GetProperty("visits").GetInt32() > 50,
            "visits add up"
        );
        await Eventually.TrueAsync(
            async () =>
                (await RowsAsync("floor")).EnumerateObject().Count(r => r.Value.GetProperty("here").GetInt32() > 0) > 5,
            "people stand at booths"
        );
    }

    [Fact]
    public async Task It_accepts_whatever_certificate_its_own_hub_has()
    {
        using var certificate = SelfSigned.Make("nobody.example");
        var file = Path.Combine(_folder, "hub.pfx");
        await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx));
        await using var demo = await HubProcess.DemoAsync(
            _folder,
            "--urls",
            "https://127.0.0.1:0",
            $"--Kestrel:Certificates:Default:Path={file}"
        );
        Assert.Equal("https", demo.Url.Scheme);
    }

    [Theory]
    [InlineData("0 is no speed", "--speed", "0")]
    [InlineData("-1 is no speed", "--speed", "-1")]
    [InlineData("a word is no speed", "--speed", "fast")]
    [InlineData("a word is no address", "--through", "nowhere")]
    [InlineData("no such file", "--day", "missing.csv")]
    [InlineData("not packed", "--day", "corrupt.csv.gz")]
    [InlineData("no day", "--day", "letter.txt")]
    public async Task What_it_cannot_play_is_said_before_the_hub_starts(string why, string option, string value)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "corrupt.csv.gz"), "9:00,V1,H1,in");
        await File.WriteAllTextAsync(Path.Combine(_folder, "letter.txt"), "Dear organizer,\nthe day was fine.");
        var data = Path.Combine(_folder, "data");
        var (code, output) = await HubProcess.RunAsync(
            "demo",
            "--urls",
            "http://127.0.0.1:0",
            "--data",
            data,
            option,
            option == "--day" ? Path.Combine(_folder, value) : value
        );
        Assert.Equal((1, why), (code, why));
        Assert.Contains(option == "--day" ? $"{value} cannot be read" : $"{option} is a", output);
        Assert.DoesNotContain("   at ", output);
        Assert.False(Directory.Exists(data));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Dictionary<string, Uri> Links(HubProcess demo) =>
        Link().Matches(demo.Printed).ToDictionary(l => l.Groups[1].Value, l => new Uri(l.Groups[2].Value));

    [GeneratedRegex(@"^  \S+ (\w+) +(http\S+)", RegexOptions.Multiline)]
    private static partial Regex Link();
}
