using System.Globalization;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Hub.Kernel.Http;

/// <summary>How often one may ask. Generous to a hall behind one address, final to a loop gone mad.</summary>
public static class Limits
{
    /// <summary>Commands of one badge: 100 a second, bursts of 400.</summary>
    public const string Commands = "commands";

    /// <summary>Readings of one integration: 2,000 a second.</summary>
    public const string Readings = "readings";

    /// <summary>Tries to enter from one address: 2 a second, bursts of 120.</summary>
    public const string Entering = "entering";

    /// <summary>States compared, by all who ask together: 5 a second, bursts of 40. A state that nobody has asked for
    /// yet is hashed first.</summary>
    public const string States = "states";

    public static void AddLimits(this IServiceCollection services) =>
        services.AddRateLimiter(o =>
        {
            o.AddPolicy(Commands, http => Limit(http, Asker(http), 100, 400));
            o.AddPolicy(Readings, http => Limit(http, Asker(http), 2000, 4000));
            o.AddPolicy(Entering, http => Limit(http, Address(http), 2, 120));
            o.AddPolicy(States, http => Limit(http, "states", 5, 40));
            o.OnRejected = async (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
                await Problems.Write(
                    context.HttpContext,
                    new Refusal(
                        "too-many-requests",
                        "太快了，请稍后再试。",
                        "Too fast; try again in a moment.",
                        429,
                        retry: true
                    )
                );
            };
        });

    private static RateLimitPartition<string> Limit(HttpContext http, string who, int perSecond, int burst) =>
        RateLimitPartition.Get(
            who,
            _ => new Bucket(perSecond, burst, http.RequestServices.GetRequiredService<TimeProvider>())
        );

    private static string Asker(HttpContext http)
    {
        var fair = (string?)http.GetRouteValue("fair") ?? "";
        try
        {
            var asker = http.RequestServices.GetRequiredService<IDoor>().Who(http, fair);
            return asker == Kernel.Asker.Anonymous ? Address(http) : asker.Id;
        }
        catch (Refusal)
        {
            return Address(http);
        }
    }

    /// <summary>One household of IPv6 has 2^64 addresses.</summary>
    private static string Address(HttpContext http) =>
        http.Connection.RemoteIpAddress is not { } address ? "address"
        : address.IsIPv4MappedToIPv6 || address.AddressFamily is AddressFamily.InterNetwork
            ? $"address {address.MapToIPv4()}"
        : $"address {Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))}";
}
