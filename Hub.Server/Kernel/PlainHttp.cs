using System.Net;

namespace Hub.Kernel;

/// <summary>Whether somebody uses this node over plain http from another machine: whoever listens on the way reads
/// badges and passes. The desk says so.</summary>
public sealed partial class PlainHttp(TimeProvider time, ILogger<PlainHttp> log)
{
    /// <summary>So long it is said after the last request, and so often in the log.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private readonly long _began = time.GetTimestamp();
    private long _last = long.MinValue,
        _said = long.MinValue;

    public bool Lately => Interlocked.Read(ref _last) is var last && last > long.MinValue && IsLess(last);

    /// <summary>Looks at a request, of which a proxy has told how it came.</summary>
    public void Look(HttpContext http)
    {
        if (http.Request.IsHttps || http.Connection.RemoteIpAddress is not { } from || IPAddress.IsLoopback(from))
            return;
        var now = time.GetElapsedTime(_began).Ticks;
        Interlocked.Exchange(ref _last, now);
        if (Interlocked.Read(ref _said) is var said && (said == long.MinValue || !IsLess(said)))
        {
            Interlocked.Exchange(ref _said, now);
            LogPlain();
        }
    }

    private bool IsLess(long ticks) => time.GetElapsedTime(_began).Ticks - ticks < Lasts.Ticks;

    [LoggerMessage(
        4102,
        LogLevel.Warning,
        "Somebody uses this hub over plain http: badges and passes can be read on the way. Where a proxy speaks https, "
            + "name it in ForwardedHeaders:KnownProxies."
    )]
    private partial void LogPlain();
}
