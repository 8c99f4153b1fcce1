using Hub.Cli;
using Hub.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hub.Bench;

/// <summary>The hub with a fair <c>bench</c> whose integration badge is known beforehand, for a bench that cannot ask
/// for one.</summary>
internal static class Peer
{
    /// <summary>As in fanout-peer.json; it opens nothing but an empty database on this machine.</summary>
    private const string Known = "fanout-bench-only";

    public static async Task RunAsync(string[] args)
    {
        using var folder = new Folder();
        await using var app = HubApp.Build([.. args, "--data", folder.Path]);
        var store = app.Services.GetRequiredService<IStore>();
        // of several nodes, the first makes it
        if (store.Head("bench").Offset == 0)
        {
            var made = new MadeFair(store, "bench", TimeProvider.System.GetUtcNow());
            made.Open();
            made.Badge(Role.Integration, Known, board: "score");
            made.Commit();
        }
        await Serve.StartAsync(app, CancellationToken.None);
        await app.WaitForShutdownAsync();
    }
}
