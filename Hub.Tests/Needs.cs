using Xunit.v3;

namespace Hub.Tests;

/// <summary>What a test needs beside this process; <c>./test.sh fast</c> runs those that need nothing. NeedsTests looks
/// that it is said.</summary>
internal enum Need
{
    /// <summary>Chromium, see <see cref="Web.Chromium"/>.</summary>
    Browser,

    /// <summary>A PostgreSQL or a Redis, see <see cref="Faults.Services"/>.</summary>
    Service,

    /// <summary>Another process, mostly a hub's: see <see cref="Cli.HubProcess"/>.</summary>
    Process,

    /// <summary>Nothing but several seconds: it works through a whole day.</summary>
    Time,
}

/// <summary>Said of a class or of single tests; a filter knows it as the trait <c>Needs</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class NeedsAttribute(params Need[] needs) : Attribute, ITraitAttribute
{
    public IReadOnlyList<Need> Needs => needs;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        [.. needs.Select(n => KeyValuePair.Create("Needs", $"{n}"))];
}
