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
}
