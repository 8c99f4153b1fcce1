using System.Security.Cryptography;

namespace Hub.Kernel;

/// <summary>This run of this node, as it names itself to screens and to the others. What it counts ends with
/// it.</summary>
/// <param name="Id">8 hex digits, random.</param>
public sealed record Node(string Id)
{
    public static Node New() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)));
}
