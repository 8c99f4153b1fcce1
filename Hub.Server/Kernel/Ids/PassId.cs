using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Hub.Kernel.Ids;

/// <remarks>A visitor's pass; or what another system's badge says, where the fair takes those. A pass is one however it
/// is typed: in capitals, and one of the hub's own making without hyphens.</remarks>
[JsonConverter(typeof(IdJson<PassId>))]
public readonly record struct PassId(string Text) : IId<PassId>
{
    /// <summary>Digits and letters that look like no other one: nobody takes 0 for O, 1 for I or L, 2 for Z, 5 for S, 8
    /// for B, U for V.</summary>
    public const string Letters = "34679ACDEFGHJKMNPQRTVWXY";

    /// <summary>How many of them the hub makes a pass of.</summary>
    public const int Length = 8;

    public string Text { get; } = Normal(Text);

    public static PassId Of(string text) => new(text);

    public static PassId Parse(string s, IFormatProvider? provider) => new(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PassId result) =>
        AnyId.TryParse(s, out result);

    public int CompareTo(PassId other) => string.CompareOrdinal(Text, other.Text);

    public override string ToString() => Text;

    private static string Normal(string typed)
    {
        // a ledger has a million of them, and nearly all are as they were made
        var text = typed.ToUpperInvariant();
        return text.Contains('-') && text.Replace("-", "") is { Length: Length } bare && IsOwn(bare) ? bare : text;

        static bool IsOwn(ReadOnlySpan<char> bare) => !bare.ContainsAnyExcept(Letters);
    }
}
