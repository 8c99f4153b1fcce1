using System.Collections.Concurrent;

namespace Hub.Features.Access;

/// <summary>Slows down who shows secrets that do not count, and nobody else who is behind the same address. Who shows a
/// right one has guessed nothing.</summary>
/// <remarks>
/// No limit is what keeps codes safe: their size does. A badge's secret has 160 random bits. A pass's code has 69: at a
/// fair of 100,000 passes one guess in 2^52 is right, so that a million guesses a second, which no hub answers, find
/// one in 160 years. Who has seen the first 10 of a code's 15 letters has 24^5 left to try, by one a second from an
/// address: 46 days, for half of them.
/// </remarks>
public sealed class Guesses(TimeProvider time)
{
    /// <summary>Of one connection, and of one address for codes that begin alike: one a second, and a burst.</summary>
    public const int Burst = 30;

    /// <summary>Of one address in all: so many a second, and a burst. Who is right still enters.</summary>
    public const int AddressPerSecond = 10,
        AddressBurst = 300;

    /// <summary>Letters by which codes begin alike.</summary>
    private const int Beginning = 5;

    /// <summary>Wrong ones between two looks for guessers that are to be forgotten.</summary>
    private const int Tidy = 1024;

    private readonly ConcurrentDictionary<Guesser, Bucket> _wrong = [];
    private int _shown;

    /// <summary>Asked before a secret is looked up.</summary>
    /// <exception cref="Refusal"><c>too-many-requests</c></exception>
    public void Demand(HttpContext http, string secret)
    {
        // nobody has guessed yet; or nothing is shown; or this very request is told already
        if (Volatile.Read(ref _shown) == 0 || secret is "" || TurnedAway.IsMarked(http))
            return;
        foreach (var guesser in Guesser.Of(http, secret))
            if (_wrong.TryGetValue(guesser, out var bucket) && !bucket.HasRoom)
                throw Refusal.TooFast();
    }

    /// <summary>This secret never counted. Told once for a request, however often it is looked at.</summary>
    /// <returns>False when its address has shown too many.</returns>
    public bool Wrong(HttpContext http, string secret)
    {
        TurnedAway.Mark(http, Away.Guessed);
        if (Interlocked.Increment(ref _shown) % Tidy == 0)
            foreach (var (guesser, bucket) in _wrong)
                if (bucket.IdleDuration is not null)
                    _wrong.TryRemove(guesser, out _);
        foreach (var guesser in Guesser.Of(http, secret))
            Take(guesser, 1, Burst);
        return Take(new Guesser(Limits.Address(http), 0, ""), AddressPerSecond, AddressBurst);
    }

    private bool Take(Guesser guesser, int perSecond, int burst) =>
        _wrong.GetOrAdd(guesser, _ => new Bucket(perSecond, burst, time)).Take();

    /// <param name="Port">Of the guesser's connection; 0: of all of them.</param>
    /// <param name="Beginning">What the codes begin with; empty: of all.</param>
    private readonly record struct Guesser(string Address, int Port, string Beginning)
    {
        public static Guesser[] Of(HttpContext http, string secret)
        {
            var (address, port) = (Limits.Address(http), http.Connection.RemotePort);
            var alike = new Guesser(address, 0, secret[..Math.Min(Guesses.Beginning, secret.Length)]);
            // some proxies do not tell which connection it was
            return port == 0 ? [alike] : [new(address, port, ""), alike];
        }
    }
}
