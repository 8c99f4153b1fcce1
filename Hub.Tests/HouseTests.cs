using Hub.Host;

namespace Hub.Tests;

/// <summary>Which room of the server knows which, read from the compiled types and held to <c>House.txt</c>, which is
/// the whole graph.</summary>
public class HouseTests
{
    private static readonly string[] Graph = [.. House.Arrows(typeof(HubApp).Assembly.Location)];

    [Fact]
    public void Every_arrow_is_written_down_and_every_arrow_that_is_written_down_is_there()
    {
        Written.Same("Hub.Tests/House.txt", Graph);
    }

    [Fact]
    public void No_way_leads_from_a_room_back_to_it()
    {
        var to = Graph.Select(l => l.Split(": ")).ToDictionary(l => l[0], l => l[1].Split(' '));
        foreach (var room in to.Keys)
            Walk([room]);

        void Walk(string[] way)
        {
            foreach (var next in to.GetValueOrDefault(way[^1], []))
            {
                Assert.False(way.Contains(next), $"A circle: {string.Join(" → ", [.. way, next])}");
                Walk([.. way, next]);
            }
        }
    }

    [Fact]
    public void A_command_is_in_the_file_of_its_name()
    {
        var files = System
            .IO.Directory.GetFiles(Path.Combine(Repository.Root, "Hub.Server"), "*.cs", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension)
            .ToHashSet();
        var commands = typeof(HubApp)
            .Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Command)))
            .Select(t => t.Name)
            .ToArray();
        Assert.NotEmpty(commands);
        Assert.Empty(commands.Except(files));
    }

    /// <summary>The formatters break what they may, which is neither a text nor a comment. A Chinese character, and a
    /// mark of its width, takes two columns.</summary>
    [Fact]
    public void No_line_is_wider_than_120_columns()
    {
        string[] places = ["Hub.Server", "Hub.Tests", "Hub.Bench", "Hub.Client.Web/src", "integrations"];
        string[] built = ["bin", "obj", "contract"];
        var files = places
            .SelectMany(place =>
                System.IO.Directory.EnumerateFiles(
                    Path.Combine(Repository.Root, place),
                    "*",
                    SearchOption.AllDirectories
                )
            )
            .Where(f => Path.GetExtension(f) is ".cs" or ".ts" or ".svelte" or ".css")
            .Where(f =>
                !Path.GetRelativePath(Repository.Root, f).Split(Path.DirectorySeparatorChar).Any(built.Contains)
            )
            .ToArray();
        Assert.NotEmpty(files);
        Assert.Empty(
            files.SelectMany(f =>
                File.ReadLines(f).Index().Where(l => Columns(l.Item) > 120).Select(l => $"{f}:{l.Index + 1}")
            )
        );
    }

    // where Unicode's Chinese characters begin
    private static int Columns(string line) => line.EnumerateRunes().Sum(r => r.Value >= 0x2e80 ? 2 : 1);
}
