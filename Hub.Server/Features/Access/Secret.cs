using System.Security.Cryptography;
using System.Text;

namespace Hub.Features.Access;

/// <summary>What a badge's holder proves to hold: 160 random bits.</summary>
public static class Secret
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    /// <summary>See <see cref="SessionBegun.Session"/> and <see cref="PassMade.Hash"/>.</summary>
    public static string HashText(string secret) => Hash(secret)[..32];

    public static string Hash(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
