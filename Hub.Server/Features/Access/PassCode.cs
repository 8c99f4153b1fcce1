using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace Hub.Features.Access;

/// <summary>What stands on a pass, and the code that proves to hold it: the phone's cookie, and what brings the pass to
/// another phone.</summary>
public static class PassCode
{
    /// <summary>What a pass of the hub's own making looks like: a regular expression.</summary>
    public const string PassShape = $"^[{PassId.Letters}]{{8}}$";

    /// <summary>Of these it is not made otherwise.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>24^8: whoever guesses at 2,000 passes is right once in 55 million times.</summary>
    public static PassId NewPass() => new(RandomNumberGenerator.GetString(PassId.Letters, PassId.Length));

    /// <summary>69 random bits, as 3 groups of 5.</summary>
    public static string New() => RandomNumberGenerator.GetString(PassId.Letters, 15);

    /// <summary>As a person can read it out: <c>ABCDE-FGHJK-MNPQR</c>.</summary>
    public static string Spaced(string code) => $"{code[..5]}-{code[5..10]}-{code[10..]}";

    /// <summary>As it was made, however it was typed.</summary>
    public static string Normal(string typed) =>
        typed.AsSpan().ContainsAnyExcept(Plain)
            ? string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()
            : typed;

    /// <summary>See <see cref="PassMade.Hash"/>.</summary>
    public static string HashText(string code) => Secret.HashText(code);

    public static UInt128 Hash(string code) =>
        UInt128.Parse(HashText(code), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
