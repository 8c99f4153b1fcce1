using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Hub.Kernel.Ids;

/// <remarks>A visitor's pass; or what another system's badge says, where the fair takes those.</remarks>
[JsonConverter(typeof(IdJson<PassId>))]
public readonly record struct PassId(string Text) : IId<PassId>
{
    public static PassId Of(string text) => new(text);

    public static PassId Parse(string s, IFormatProvider? provider) => new(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PassId result) =>
        AnyId.TryParse(s, out result);

    public int CompareTo(PassId other) => string.CompareOrdinal(Text, other.Text);

    public override string ToString() => Text;
}
