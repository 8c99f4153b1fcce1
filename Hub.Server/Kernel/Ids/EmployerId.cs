using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Hub.Kernel.Ids;

/// <remarks>An employer at the fair.</remarks>
[JsonConverter(typeof(IdJson<EmployerId>))]
public readonly record struct EmployerId(string Text) : IId<EmployerId>
{
    public static EmployerId Of(string text) => new(text);

    public static EmployerId Parse(string s, IFormatProvider? provider) => new(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out EmployerId result) =>
        AnyId.TryParse(s, out result);

    public int CompareTo(EmployerId other) => string.CompareOrdinal(Text, other.Text);

    public override string ToString() => Text;
}
