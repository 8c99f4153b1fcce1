using System.Security.Cryptography;
using System.Text;

namespace Hub.Kernel.Deciding;

/// <summary>A command with who asks it, of which fair, under which id. Every caller sends it the same way: a page over
/// HTTP, the keyboard, the hub's own clocks.</summary>
public sealed record Asked(string Fair, Guid Id, Asker Asker, Command Command) : MediatR.IRequest<Receipt>
{
    /// <summary>The id of a command that the hub asks by itself: the same on every node for the same cause, so that it
    /// is done once.</summary>
    public static Guid IdOf(string cause) => new(SHA256.HashData(Encoding.UTF8.GetBytes(cause)).AsSpan(0, 16));
}
