using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hub.Bench;

/// <summary>A thread, a blocking socket and ready-made requests of which a few bytes change: little CPU is taken from
/// the hub.</summary>
internal sealed class PostingClient
{
    /// <summary>It takes turns with so many badges that the hub's limit (100 commands a second of one badge) is never
    /// reached.</summary>
    public const int Badges = 8;

    private readonly Thread _thread;
    private readonly Request[] _requests;
    private readonly byte[] _buffer = new byte[8192];
    private readonly List<double> _times = new(100_000);
    private readonly int _port;
    private volatile bool _measures,
        _stop;
    private long _taken;

    public PostingClient(int number, int port)
    {
        _port = port;
        _requests = [.. Enumerable.Range(number * Badges, Badges).Select(badge => new Request(badge, port))];
        _thread = new Thread(Run, 256 * 1024) { IsBackground = true };
        _thread.Start();
    }

    public bool Measures
    {
        set => _measures = value;
    }
    public IEnumerable<double> Milliseconds => _times;
    public long Refused { get; private set; }
    public Exception? Failed { get; private set; }

    public static string Secret(int badge) => $"bench-{badge:000}-{new string('0', 30)}";

    /// <returns>Commands that were answered with a fact, in all.</returns>
    public long Stop()
    {
        _stop = true;
        _thread.Join();
        return _taken;
    }

    private void Run()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            {
                NoDelay = true,
            };
            socket.Connect(IPAddress.Loopback, _port);
            // each badge lets a pass in, then out again, then the next one
            for (var turn = 0; !_stop; turn++)
            {
                var request = _requests[turn % Badges];
                var began = Stopwatch.GetTimestamp();
                socket.Send(request.Of(turn / Badges / 2, enters: turn / Badges % 2 == 0));
                // a 200 that made no fact is no commit
                var answer = Answer(socket);
                if (!answer.StartsWith("HTTP/1.1 200"u8) || answer.IndexOf("\"facts\":1,"u8) < 0)
                {
                    Refused++;
                    continue;
                }
                _taken++;
                if (_measures)
                    _times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }
        catch (Exception e)
        {
            Failed = e;
        }
    }

    /// <summary>Reads one answer, with a length or in chunks.</summary>
    private ReadOnlySpan<byte> Answer(Socket socket)
    {
        for (var have = 0; ; )
        {
            var got = socket.Receive(_buffer.AsSpan(have));
            if (got == 0)
                throw new IOException("the hub closed the connection");
            have += got;
            ReadOnlySpan<byte> all = _buffer.AsSpan(0, have);
            var head = all.IndexOf("\r\n\r\n"u8);
            if (head < 0)
                continue;
            var length = all[..head].IndexOf("Content-Length: "u8);
            var whole = length < 0 ? all.EndsWith("0\r\n\r\n"u8) : have >= head + 4 + Number(all[(length + 16)..]);
            if (whole)
                return all;
        }
    }

    private static int Number(ReadOnlySpan<byte> text)
    {
        var number = 0;
        for (var i = 0; text[i] is >= (byte)'0' and <= (byte)'9'; i++)
            number = number * 10 + text[i] - '0';
        return number;
    }
}

internal sealed class Request
{
    private const string Key = "00000000-0000-0000-0000-000000000000",
        Pass = "00000";
    private readonly byte[] _bytes;
    private readonly int _key,
        _pass,
        _way;

    public Request(int badge, int port)
    {
        var body =
            $$"""{"pass":"B{{badge:000}}-{{Pass}}","""
            + $$""" "booth":"{{MadeFair.Booth(badge % MadeFair.Booths)}}","way":"in" }""";
        var text =
            $"POST /api/fairs/bench/visits HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer "
            + $"{PostingClient.Secret(badge)}\r\n"
            + $"Content-Type: application/json\r\nIdempotency-Key: {Key}\r\nContent-Length: "
            + $"{body.Length}\r\n\r\n{body}";
        _bytes = Encoding.ASCII.GetBytes(text);
        _key = text.IndexOf(Key, StringComparison.Ordinal);
        _pass = text.IndexOf("-" + Pass + "\"", StringComparison.Ordinal) + 1;
        _way = text.IndexOf("\"in\" ", StringComparison.Ordinal);
    }

    /// <summary>The request for the n-th pass of this badge, with a command id of its own.</summary>
    public ReadOnlySpan<byte> Of(int pass, bool enters)
    {
        Guid.NewGuid().TryFormat(_bytes.AsSpan(_key), out _);
        pass.TryFormat(_bytes.AsSpan(_pass, Pass.Length), out _, "00000", CultureInfo.InvariantCulture);
        (enters ? "\"in\" "u8 : "\"out\""u8).CopyTo(_bytes.AsSpan(_way));
        return _bytes;
    }
}
