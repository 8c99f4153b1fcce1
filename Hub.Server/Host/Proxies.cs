using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Hub.Host;

/// <summary>Whom the hub believes from where a request really came: <c>X-Forwarded-For</c>, <c>-Proto</c> and
/// <c>-Host</c> of a proxy on this machine, and of those that <c>ForwardedHeaders:KnownProxies</c> names (addresses or
/// networks like 10.0.0.0/24, parted by ','). Everybody else's are ignored: limits are counted by address.</summary>
internal static class Proxies
{
    /// <exception cref="Refusal"><c>malformed</c>: what is named is no address.</exception>
    public static void AddProxies(this IServiceCollection services, IConfiguration settings)
    {
        var named = (settings["ForwardedHeaders:KnownProxies"] ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Network)
            .ToArray();
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders =
                ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            // however many proxies there are: the first address, from here, that is none of them is where it came from
            o.ForwardLimit = null;
            foreach (var network in named)
                o.KnownIPNetworks.Add(network);
        });
    }

    private static IPNetwork Network(string word) =>
        IPNetwork.TryParse(word, out var network) ? network
        : IPAddress.TryParse(word, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw Refusal.Malformed(
            $"ForwardedHeaders:KnownProxies 中的“{word}”不是地址。",
            $"'{word}' in ForwardedHeaders:KnownProxies is no address and no network."
        );
}
