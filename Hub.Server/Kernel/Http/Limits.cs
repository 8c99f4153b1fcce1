using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Hub.Kernel.Http;

/// <summary>How often one may ask. Who asks too much spends what is its own first, its badge's or its connection's: a
/// hall of thousands is behind one address, and one of its phones may flood. Wrong secrets are counted apart, by
/// <c>Guesses</c>.</summary>
public static class Limits
{
    /// <summary>Commands of one badge: 100 a second, bursts of 400.</summary>
    public const string Commands = "commands";

    /// <summary>Readings of one integration: 2,000 a second.</summary>
    public const string Readings = "readings";

    /// <summary>Tries to enter: 2 a second from one connection, bursts of 60.</summary>
    public const string Entering = "entering";

    /// <summary>Passes made: as <see cref="Entering"/>; and from one address 100 a second, bursts of 3,000, which is a
    /// hall of 2,000 phones that open the page at once. Those that take the place of another, from one address: 2 a
    /// second, bursts of 120.</summary>
    public const string Passes = "passes";

    /// <summary>States compared, by all who ask together: 5 a second, bursts of 40. A state that nobody has asked for
    /// yet is hashed first.</summary>
    public const string States = "states";

    public static void AddLimits(this IServiceCollection services) =>
        services.AddRateLimiter(o =>
        {
            // before the others: what it refuses, it takes from nobody else behind the address
            o.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                Policy(http) is Entering or Passes && http.Connection.RemotePort is > 0 and var port
                    ? Limit(http, $"{Address(http)}:{port}", 2, 60)
                    : RateLimitPartition.GetNoLimiter("")
            );
            o.AddPolicy(Entering, _ => RateLimitPartition.GetNoLimiter(""));
            o.AddPolicy(
                Passes,
                http =>
                    Asker(http)?.Pass is null
                        ? Limit(http, Address(http), 100, 3000)
                        : Limit(http, $"instead {Address(http)}", 2, 120)
            );
            o.AddPolicy(Commands, http => Limit(http, Asker(http)?.Id ?? Address(http), 100, 400));
            o.AddPolicy(Readings, http => Limit(http, Asker(http)?.Id ?? Address(http), 2000, 4000));
            o.AddPolicy(States, http => Limit(http, "states", 5, 40));
            o.OnRejected = async (context, _) => await Problems.Write(context.HttpContext, Refusal.TooFast());
        });

    /// <summary>Where a request came from. One household of IPv6 has 2^64 addresses.</summary>
    public static string Address(HttpContext http) =>
        http.Connection.RemoteIpAddress is not { } address ? "address"
        : address.IsIPv4MappedToIPv6 || address.AddressFamily is AddressFamily.InterNetwork
            ? $"address {address.MapToIPv4()}"
        : $"address {Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))}";

    private static RateLimitPartition<string> Limit(HttpContext http, string who, int perSecond, int burst) =>
        RateLimitPartition.Get(
            who,
            _ => new Bucket(perSecond, burst, http.RequestServices.GetRequiredService<TimeProvider>())
        );

    private static string? Policy(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName;

    /// <returns>Null: nobody who is known.</returns>
    private static Asker? Asker(HttpContext http)
    {
        var fair = (string?)http.GetRouteValue("fair") ?? "";
        try
        {
            var asker = http.RequestServices.GetRequiredService<IDoor>().Who(http, fair);
            return asker == Kernel.Asker.Anonymous ? null : asker;
        }
        catch (Refusal)
        {
            return null;
        }
    }
}
