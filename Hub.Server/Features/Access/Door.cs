namespace Hub.Features.Access;

/// <summary>Who a request comes from.</summary>
public sealed class Door(Ledgers ledgers, Guesses guesses, SessionsInUse inUse) : IDoor
{
    /// <summary>Name of the cookie that holds the secret of a browser's badge of this role: a laptop may hold one of
    /// each. Over https its prefix says that no other host has set it.</summary>
    public static string Cookie(HttpContext http, Role role) => (http.Request.IsHttps ? "__Host-" : "") + Bare(role);

    /// <summary>The asker: by bearer secret; else by the cookie of the role that the page says it acts in
    /// (<c>Hub-As</c> header, or <c>as</c> in the query of <c>/live</c>, where no header can be set); else anonymous,
    /// as is a visitor without a pass. Links set no header either: what is only read takes <c>as</c> in the query too.
    /// Looked up anew whenever anything about badges and passes has changed: while a request is under way, its badge
    /// may be revoked.</summary>
    /// <exception cref="Refusal"><c>badge-unknown</c>: a secret was shown that does not count (any more);
    /// <c>badge-session-over</c>: this browser is out, and its badge may count; <c>foreign-page</c>: another site's
    /// page uses the cookie.</exception>
    public Asker Who(HttpContext http, string fair)
    {
        var ledger = ledgers[fair];
        if (Bearer(http) is { } bearer)
            return Holder(http, fair, ledger.Fair.Access, bearer);
        // a visitor need not have a pass
        if (As(http) is not { } role || role is Role.Visitor && Kept(http, role) is null)
            return Asker.Anonymous;
        DemandOwnPage(http);
        return Holder(http, fair, ledger.Fair.Access, Kept(http, role) ?? "");
    }

    /// <summary>A secret that this node does not know may have been made on another a moment ago: it looks before it
    /// refuses.</summary>
    /// <exception cref="Refusal"><c>ledger-unavailable</c></exception>
    public Task MeetAsync(HttpContext http, string fair) =>
        Shown(http) is { } secret && ledgers.Find(fair) is { } ledger && ledger.Fair.Access.Find(secret) is null
            ? ledger.LookAsync()
            : Task.CompletedTask;

    /// <summary>The secret that the browser keeps for this role. One that it kept before the hub spoke https, or before
    /// cookies had a prefix, counts until it is replaced.</summary>
    public static string? Kept(HttpContext http, Role role) =>
        http.Request.Cookies[Cookie(http, role)] ?? http.Request.Cookies[Bare(role)];

    /// <summary>The secret that the request shows.</summary>
    public static string? Shown(HttpContext http) => Bearer(http) ?? (As(http) is { } role ? Kept(http, role) : null);

    /// <summary>From now on the browser shows this secret in this role.</summary>
    public static void Keep(HttpContext http, Role role, string secret)
    {
        if (http.Request.IsHttps)
            Delete(http, Bare(role));
        http.Response.Cookies.Append(
            Cookie(http, role),
            secret,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = http.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(14),
                Path = "/",
            }
        );
    }

    /// <summary>From now on the browser shows nothing in this role.</summary>
    public static void Forget(HttpContext http, Role role)
    {
        foreach (var name in new HashSet<string> { Cookie(http, role), Bare(role) })
            Delete(http, name);
    }

    /// <summary>What to say to a secret that does not count; counted, where it is not only missing.</summary>
    /// <param name="ended">Whether it counted once: that is no guess.</param>
    public static Refusal Wrong(HttpContext http, Guesses guesses, string secret, bool ended)
    {
        if (TurnedAway.IsMarked(http) || secret is "")
            return AccessRefusals.BadgeUnknown();
        if (!ended)
            return guesses.Wrong(http, secret) ? AccessRefusals.BadgeUnknown() : Refusal.TooFast();
        TurnedAway.Mark(http, Away.Revoked);
        return AccessRefusals.BadgeUnknown();
    }

    /// <summary>The role that a page says it acts in.</summary>
    public static Role? As(HttpContext http)
    {
        string? name = http.Request.Headers["Hub-As"];
        if (http.Request.Path == "/live" || HttpMethods.IsGet(http.Request.Method))
            name ??= http.Request.Query["as"];
        return Asking.Named<Role>(name);
    }

    /// <summary>Keeps pages from elsewhere from acting with this browser's cookies, and from putting others in their
    /// place: a form of another site cannot show a cookie, and is given one all the same. That a cookie came does not
    /// tell who asks: it goes with every request to this host, whatever the port of the page.</summary>
    /// <exception cref="Refusal"><c>foreign-page</c></exception>
    public static void DemandOwnPage(HttpContext http)
    {
        string? site = http.Request.Headers["Sec-Fetch-Site"],
            origin = http.Request.Headers.Origin;
        var isForeign = site is not null
            ? site is not ("same-origin" or "none")
            : origin is not null && origin != $"{http.Request.Scheme}://{http.Request.Host}";
        if (isForeign)
            throw AccessRefusals.ForeignPage();
    }

    private static string? Bearer(HttpContext http)
    {
        string? shown = http.Request.Headers.Authorization;
        return shown?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) is true ? shown[7..].Trim() : null;
    }

    private static void Delete(HttpContext http, string cookie)
    {
        if (http.Request.Cookies.ContainsKey(cookie))
            http.Response.Cookies.Delete(cookie, new CookieOptions { Secure = http.Request.IsHttps, Path = "/" });
    }

    private static string Bare(Role role) => "hub-" + role.ToString().ToLowerInvariant();

    private Asker Holder(HttpContext http, string fair, AccessSlice access, string secret)
    {
        var found = http.Features.Get<Found>();
        if (found?.Secret == secret && ReferenceEquals(found.In, access))
            return found.Asker;
        guesses.Demand(http, secret);
        var asker =
            access.Find(secret)
            ?? throw (
                access.IsOver(secret)
                    ? AccessRefusals.SessionOver()
                    : Wrong(http, guesses, secret, access.HasEnded(secret))
            );
        if (asker.Session is { } session)
            inUse.Note(fair, session);
        http.Features.Set(new Found(secret, access, asker));
        return asker;
    }

    /// <summary>Who held a secret: limits ask it before the ledger does, and a hash costs more than the rest.</summary>
    private sealed record Found(string Secret, AccessSlice In, Asker Asker);
}

public static class OwnPassOfRequest
{
    /// <summary>The asker's pass.</summary>
    /// <exception cref="Refusal"><c>unknown-pass</c></exception>
    public static PassId OwnPass(this HttpContext http) => http.Asker().Pass ?? throw AccessRefusals.NoPassYet();
}
