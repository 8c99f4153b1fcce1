using System.Security.Cryptography;
using System.Text;

namespace Hub.Features.Contest;

/// <summary>A draw that nobody can foretell, and that anybody can repeat once its secret is told.</summary>
/// <param name="Secret">What decides: 256 random bits, lower-case hex.</param>
/// <param name="Stations">So many contestants are on at a time.</param>
public sealed record Draw(string Secret, int Stations)
{
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is told of the secret before it is told itself: the SHA-256 of its 32 bytes, lower-case
    /// hex.</summary>
    public string Commitment => Convert.ToHexStringLower(SHA256.HashData(Key));

    /// <summary>The order drawn: that of the HMAC-SHA256 of each number (UTF-8) under the secret's 32 bytes. It depends
    /// neither on the order of the list nor on who else is on it, so whoever comes later moves nobody.</summary>
    public IReadOnlyList<ContestantId> Order(IEnumerable<ContestantId> numbers)
    {
        var key = Key;
        return
        [
            .. numbers.OrderBy(
                n => Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(n.Text))),
                StringComparer.Ordinal
            ),
        ];
    }

    /// <summary>Heats and stations of these, in this order, behind so many others.</summary>
    public IReadOnlyList<Drawn> Places(IEnumerable<ContestantId> order, int behind = 0) =>
        [.. order.Select((n, i) => new Drawn(n, (behind + i) / Stations + 1, (behind + i) % Stations + 1))];

    private byte[] Key => Convert.FromHexString(Secret);
}
