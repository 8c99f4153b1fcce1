using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hub.Tests.Faults;

/// <summary>As much of a Redis as a node asks of one, and every way in which one can answer wrongly.</summary>
internal sealed class FakeRedis : IAsyncDisposable
{
    /// <summary>What Redis does wrong.</summary>
    /// <param name="Says">The code that is told of it; null: it is only away, or the client keeps to itself how it was
    /// answered.</param>
    /// <param name="To">The commands that it does it to; none: all.</param>
    /// <param name="Answer">What it answers instead; nothing: it hangs.</param>
    /// <param name="Ends">And then ends the connection.</param>
    /// <param name="Late">It answers as it should, and so much later.</param>
    internal sealed record Ill(
        string Name,
        string? Says,
        string[] To,
        string Answer = "",
        bool Ends = false,
        TimeSpan Late = default
    )
    {
        public bool Is(string command) => To.Length == 0 || To.Contains(command);

        public override string ToString() => Name;
    }

    /// <summary>A node has two: one to tell and one to hear.</summary>
    public const int OfANode = 2;

    private static readonly string[] All = [],
        Subscribe = ["SUBSCRIBE", "SSUBSCRIBE"],
        Publish = ["PUBLISH", "SPUBLISH"];

    public static readonly Ill[] Ills =
    [
        new("hangs", null, All),
        new("hangs when it is subscribed to", null, Subscribe),
        new("hangs when it is told", null, Publish),
        new("ends every connection", null, All, Ends: true),
        new("ends the connection that is told", null, Publish, Ends: true),
        new("says half and hangs", null, All, "$100\r\nhalf"),
        new("says half and ends", null, All, "$100\r\nhalf", Ends: true),
        new("says half of an array", null, Subscribe, "*3\r\n$9\r\nsubscribe\r\n"),
        new("is no Redis", null, All, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", Ends: true),
        new("answers something else to who subscribes", null, Subscribe, ":1\r\n"),
        new("answers something else to who tells", null, Publish, "*1\r\n$2\r\nno\r\n"),
        new("takes what it is told and carries nothing", null, Publish, ":1\r\n"),
        new("is slow", null, All, Late: TimeSpan.FromSeconds(4)),
        new("is full", null, All, "-ERR max number of clients reached\r\n", Ends: true),
        new("wants a password", "NOAUTH", All, "-NOAUTH Authentication required.\r\n"),
        new("has another password", "WRONGPASS", All, "-WRONGPASS invalid username-password pair\r\n"),
        new("lets nobody subscribe", "NOPERM", Subscribe, "-NOPERM No permissions to access a channel\r\n"),
        new("lets nobody tell", "NOPERM", Publish, "-NOPERM No permissions to access a channel\r\n"),
        new("still loads", null, All, "-LOADING Redis is loading the dataset in memory\r\n"),
        new("is read only", "READONLY", Publish, "-READONLY You can't write against a read only replica.\r\n"),
        new("has no memory", "OOM", Publish, "-OOM command not allowed when used memory > 'maxmemory'.\r\n"),
        new("has lost its master", "MASTERDOWN", Publish, "-MASTERDOWN Link with MASTER is down.\r\n"),
        new("has moved", null, [.. Subscribe, .. Publish], "-MOVED 1234 127.0.0.1:1\r\n"),
        new("has lost its cluster", "CLUSTERDOWN", Publish, "-CLUSTERDOWN The cluster is down\r\n"),
        new("runs a script", "BUSY", Publish, "-BUSY Redis is busy running a script.\r\n"),
    ];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Session, byte> _open = [];
    private readonly Task _accepting;
    private volatile Ill? _ill;

    public FakeRedis()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Connections that are open now.</summary>
    public int Connections => _open.Count;

    /// <summary>Connections that there have been.</summary>
    public int Accepted { get; private set; }

    /// <summary>From now on; null: it is well.</summary>
    public void Be(Ill? ill) => _ill = ill;

    /// <summary>Ends every connection, as a restart does.</summary>
    public void Break()
    {
        foreach (var session in _open.Keys)
            session.Socket.Close(timeout: 0);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Break();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var session = new Session(await _listener.AcceptSocketAsync());
                session.Socket.NoDelay = true;
                Accepted++;
                _ = ServeAsync(session);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException) { }
    }

    private async Task ServeAsync(Session session)
    {
        _open[session] = 0;
        var (held, count) = (new byte[64 * 1024], 0);
        try
        {
            while (await session.Socket.ReceiveAsync(held.AsMemory(count)) is > 0 and var read)
            {
                count += read;
                var done = 0;
                while (RedisReply.Length(held.AsSpan(done, count - done)) is > 0 and var length)
                {
                    if (!await TakeAsync(session, Words(held.AsSpan(done, length))))
                        return;
                    done += length;
                }
                held.AsSpan(done, count - done).CopyTo(held);
                count -= done;
                if (count == held.Length)
                    Array.Resize(ref held, 2 * held.Length);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException) { }
        finally
        {
            session.Socket.Dispose();
            _open.TryRemove(session, out _);
        }
    }

    /// <returns>Whether the connection goes on.</returns>
    private async Task<bool> TakeAsync(Session session, string[] words)
    {
        var command = words[0].ToUpperInvariant();
        if (_ill is not { } ill || !ill.Is(command))
            session.Say(Answer(session, command, words));
        else if (ill.Late > TimeSpan.Zero)
        {
            await Task.Delay(ill.Late);
            session.Say(Answer(session, command, words));
        }
        else
        {
            session.Say(ill.Answer);
            return !ill.Ends;
        }
        return true;
    }

    private string Answer(Session session, string command, string[] words) =>
        command switch
        {
            "PING" when session.Channels.IsEmpty => "+PONG\r\n",
            "PING" => Many("pong", ""),
            "ECHO" => Bulk(words[1]),
            "GET" => "$-1\r\n",
            "INFO" => Bulk("# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\nrole:master\r\n"),
            "CONFIG" => "*0\r\n",
            "CLIENT" when words[1].ToUpperInvariant() is "ID" => ":1\r\n",
            "AUTH" or "CLIENT" or "SELECT" or "QUIT" => "+OK\r\n",
            "SUBSCRIBE" => string.Concat(words.Skip(1).Select(session.Subscribe)),
            "UNSUBSCRIBE" => string.Concat(words.Skip(1).Select(session.Unsubscribe)),
            "PUBLISH" => $":{_open.Keys.Count(s => s.Hear(words[1], words[2]))}\r\n",
            _ => $"-ERR unknown command '{words[0]}'\r\n",
        };

    private static string[] Words(ReadOnlySpan<byte> request)
    {
        // *2 $4 ECHO $2 hi: every other line is a length
        var lines = new List<string>();
        for (var at = request.IndexOf("\r\n"u8) + 2; at < request.Length; )
        {
            var end = at + request[at..].IndexOf("\r\n"u8);
            var length = int.Parse(request[(at + 1)..end]);
            lines.Add(Encoding.Latin1.GetString(request.Slice(end + 2, length)));
            at = end + 2 + length + 2;
        }
        return [.. lines];
    }

    private static string Bulk(string text) => $"${text.Length}\r\n{text}\r\n";

    private static string Many(params string[] texts) => $"*{texts.Length}\r\n{string.Concat(texts.Select(Bulk))}";

    private sealed class Session(Socket socket)
    {
        private readonly Lock _saying = new();

        public Socket Socket => socket;
        public ConcurrentDictionary<string, byte> Channels { get; } = [];

        /// <summary>Every character is a byte.</summary>
        public void Say(string answer)
        {
            lock (_saying)
                for (var rest = Encoding.Latin1.GetBytes(answer).AsSpan(); !rest.IsEmpty; )
                    rest = rest[socket.Send(rest)..];
        }

        public string Subscribe(string channel)
        {
            Channels[channel] = 0;
            return $"*3\r\n{Bulk("subscribe")}{Bulk(channel)}:{Channels.Count}\r\n";
        }

        public string Unsubscribe(string channel)
        {
            Channels.TryRemove(channel, out _);
            return $"*3\r\n{Bulk("unsubscribe")}{Bulk(channel)}:{Channels.Count}\r\n";
        }

        public bool Hear(string channel, string message)
        {
            if (!Channels.ContainsKey(channel))
                return false;
            try
            {
                Say(Many("message", channel, message));
                return true;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }
}
