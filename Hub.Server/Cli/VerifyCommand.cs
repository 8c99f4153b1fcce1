using System.CommandLine;

namespace Hub.Cli;

/// <summary>Walks every hash chain, or compares running nodes.</summary>
internal static class VerifyCommand
{
    public static System.CommandLine.Command Make()
    {
        var nodes = new Option<string?>("--nodes")
        {
            Description = "Compare what these running nodes hold instead: http://a:5080,http://b:5080",
        };
        var command = new System.CommandLine.Command(
            "verify",
            "Check that no fact was changed, moved or lost, or that nodes hold the same"
        )
        {
            nodes,
        };
        command.SetAction(
            async (said, _) => said.GetValue(nodes) is { } named ? await NodesAsync(Nodes(named)) : Chains(said)
        );
        return command;
    }

    private static int Chains(ParseResult said)
    {
        using var store = Database.Open(said);
        var whole = true;
        foreach (var fair in store.Fairs())
        {
            var (good, broken) = store.Verify(fair);
            Console.WriteLine(
                broken is null ? $"{fair}: {good:N0} facts, whole" : $"{fair}: {good:N0} facts hold, then {broken}"
            );
            whole &= broken is null;
        }
        return whole ? 0 : 1;
    }

    private static async Task<int> NodesAsync(IReadOnlyList<Uri> nodes)
    {
        using var states = new NodeStates(nodes);
        var whole = true;
        foreach (var fair in await states.FairsAsync())
        {
            var (equal, line) = await states.CompareAsync(fair);
            Console.WriteLine(line);
            whole &= equal;
        }
        return whole ? 0 : 1;
    }

    private static List<Uri> Nodes(string named)
    {
        var nodes = named
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(n =>
                Uri.TryCreate(n.TrimEnd('/') + "/", UriKind.Absolute, out var node) && node.Scheme is "http" or "https"
                    ? node
                    : null
            )
            .ToList();
        return nodes.Count > 1 && nodes.All(n => n is not null)
            ? nodes.ConvertAll(n => n!)
            : throw Refusal.Malformed(
                "--nodes 写作 http://甲:5080,http://乙:5080，至少两个节点。",
                "--nodes is http://a:5080,http://b:5080, two nodes at least."
            );
    }
}
