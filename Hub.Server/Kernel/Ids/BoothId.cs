using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Hub.Kernel.Ids;

/// <remarks>A booth of the fair.</remarks>
[JsonConverter(typeof(IdJson<BoothId>))]
public readonly record struct BoothId(string Text) : IId<BoothId>
{
    public static BoothId Of(string text) => new(text);

    public static BoothId Parse(string s, IFormatProvider? provider) => new(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out BoothId result) =>
        AnyId.TryParse(s, out result);

    public int CompareTo(BoothId other) => string.CompareOrdinal(Text, other.Text);

    public override string ToString() => Text;
}
