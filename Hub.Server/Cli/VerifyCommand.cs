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
        var accept = new Option<bool>("--accept")
        {
            Description = "Go on without facts that were answered and are lost: a new epoch begins where a ledger ends",
        };
        var command = new System.CommandLine.Command(
            "verify",
            "Check that no fact was changed, moved or lost, or that nodes hold the same"
        )
        {
            nodes,
            accept,
        };
        command.SetAction(
            async (said, _) =>
                said.GetValue(nodes) is { } named ? await NodesAsync(Nodes(named)) : Chains(said, said.GetValue(accept))
        );
        return command;
    }

    private static int Chains(ParseResult said, bool accept)
    {
        using var store = Database.Open(said);
        var whole = true;
        foreach (var fair in store.Fairs().Union(store.Witness?.Fairs ?? []))
        {
            if (accept)
                Accept(store, fair);
            var (good, broken) = store.Verify(fair);
            Console.WriteLine(
                broken is null ? $"{fair}: {good:N0} facts, whole" : $"{fair}: {good:N0} facts hold, then {broken}"
            );
            whole &= broken is null;
        }
        return whole ? 0 : 1;
    }

    /// <summary>Whoever says so knows that what was answered behind the ledger's end is gone. A chain that does not
    /// hold is not mended by it.</summary>
    private static void Accept(IStore store, string fair)
    {
        var (answered, head) = (store.Witness?.Of(fair), store.Head(fair));
        if (store.Lost(fair, answered, head) is not { } lost)
            return;
        store.NewEpoch(fair, Math.Max(head.Epoch, answered!.Epoch));
        Console.WriteLine($"{fair}: {lost.En}; it goes on without, in epoch {store.Head(fair).Epoch}");
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
