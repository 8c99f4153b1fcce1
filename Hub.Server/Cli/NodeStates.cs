using System.Net;
using System.Text.Json;

namespace Hub.Cli;

/// <summary>Whether running nodes hold the same, asked of each over HTTP.</summary>
internal sealed class NodeStates(IReadOnlyList<Uri> nodes) : IDisposable
{
    /// <summary>Nodes hear of a commit at different times: so long it may take until all have a state of the same
    /// offset.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10),
        Pause = TimeSpan.FromMilliseconds(400);

    /// <summary>It asks the nodes that were named, and nobody whom they name.</summary>
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    /// <summary>What a node says of a fair.</summary>
    /// <param name="State">Null: it has none, or none of that offset.</param>
    public sealed record Said(Uri Node, FairState? State);

    /// <exception cref="Refusal"><c>node-not-reached</c>, <c>unknown-fair</c>: there is none on any node.</exception>
    public async Task<IReadOnlyList<string>> FairsAsync()
    {
        var fairs = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
            fairs.UnionWith((await HealthAsync(node)).Fairs.Keys);
        return fairs.Count > 0
            ? [.. fairs]
            : throw Refusal.Unknown("fair", "这些节点上没有活动。", "There is no fair on these nodes.");
    }

    /// <summary>Compares the nodes at an offset that all of them have.</summary>
    /// <exception cref="Refusal"><c>node-not-reached</c></exception>
    public async Task<(bool Equal, string Line)> CompareAsync(string fair)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            var at = await Task.WhenAll(
                nodes.Select(async node =>
                    (Node: node, Offset: (await HealthAsync(node)).Fairs.GetValueOrDefault(fair))
                )
            );
            var lowest = at.Min(a => a.Offset);
            if (
                lowest > 0
                && Verdict(fair, await Task.WhenAll(nodes.Select(node => AskAsync(node, fair, lowest)))) is { } verdict
            )
                return verdict;
            if (waited >= Patience)
                return (
                    false,
                    $"{fair}: no common offset within {Patience.TotalSeconds} s: "
                        + string.Join(
                            ", ",
                            at.Select(a => $"{a.Node} {(a.Offset > 0 ? $"is at {a.Offset}" : "does not know it")}")
                        )
                );
            await Task.Delay(Pause);
        }
    }

    /// <returns>Null: they do not speak of the same moment.</returns>
    public static (bool Equal, string Line)? Verdict(string fair, IReadOnlyList<Said> said)
    {
        if (said.Any(s => s.State is null) || said.DistinctBy(s => (s.State!.Epoch, s.State.Offset)).Count() > 1)
            return null;
        if (said.DistinctBy(s => s.State!.Build).Count() > 1)
            return (false, $"{fair}: cannot be compared: the nodes run different builds of the hub");
        var offset = said[0].State!.Offset;
        return said.DistinctBy(s => s.State!.Hash).Count() == 1
            ? (true, $"{fair}: equal at offset {offset}")
            : (
                false,
                $"{fair}: differs at offset {offset}: "
                    + $"{string.Join(", ", said.Select(s => $"{s.Node} has {s.State!.Hash[..12]}"))}"
            );
    }

    public void Dispose() => _http.Dispose();

    private async Task<Health> HealthAsync(Uri node) =>
        await GetAsync<Health>(node, "health") ?? throw NotReached(node, "404");

    private async Task<Said> AskAsync(Uri node, string fair, long offset) =>
        new(node, await GetAsync<FairState>(node, $"health/state?fair={Uri.EscapeDataString(fair)}&offset={offset}"));

    /// <returns>Null: there is none, or it may not be asked for so soon again.</returns>
    private async Task<T?> GetAsync<T>(Uri node, string path)
        where T : class
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(node, path));
            return answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests
                ? null
                : await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<T>(WireJson.Options);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            throw NotReached(node, e.Message);
        }
    }

    private static Refusal NotReached(Uri node, string why) =>
        new(
            "node-not-reached",
            $"联系不上节点 {node}：{why}",
            $"The node {node} is not reached: {why}",
            503,
            retry: true
        );
}
