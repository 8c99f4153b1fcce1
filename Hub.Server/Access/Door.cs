using Hub.Ledger;

namespace Hub.Access;

/// <summary>Who a request comes from.</summary>
public static class Door
{
    /// <summary>Name of the cookie that holds the secret of a browser's badge of this role: a laptop may hold one of each.</summary>
    public static string Cookie(Role role) => "hub-" + role.ToString().ToLowerInvariant();

    /// <summary>The asker: by bearer secret; else by the cookie of the role that the page says it acts in (<c>Hub-As</c> header, or <c>as</c>
    /// in the query where no header can be set); else anonymous.</summary>
    /// <exception cref="Refusal"><c>badge-unknown</c>: a secret was shown that does not count (any more).</exception>
    public static Asker Who(HttpContext http, string fair)
    {
        if (http.Items.TryGetValue(typeof(Asker), out var known)) return (Asker)known!;
        var asker = Find(http, fair);
        http.Items[typeof(Asker)] = asker;
        return asker;
    }

    /// <summary>The role that a page says it acts in.</summary>
    public static Role? As(HttpContext http)
    {
        string? name = http.Request.Headers["Hub-As"];
        name ??= http.Request.Query["as"];
        return Enum.TryParse<Role>(name, ignoreCase: true, out var role) && Enum.IsDefined(role) ? role : null;
    }

    private static Asker Find(HttpContext http, string fair)
    {
        var ledger = http.RequestServices.GetRequiredService<Ledgers>()[fair];
        string? bearer = http.Request.Headers.Authorization;
        if (bearer is not null && bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return Badge(ledger.Fair, bearer[7..].Trim());
        return As(http) is { } role and not Role.Visitor
            ? Badge(ledger.Fair, http.Request.Cookies[Cookie(role)] ?? "")
            : Asker.Anonymous;
    }

    private static Asker Badge(Fair fair, string secret) => fair.Access.Find(secret)?.Asker
        ?? throw new Refusal("badge-unknown", "徽章无效或已被收回。", "This badge does not count, or was revoked.", 401);
}
