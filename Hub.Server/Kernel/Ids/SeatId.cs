using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Hub.Kernel.Ids;

/// <remarks>A judge's seat in a contest's panels.</remarks>
[JsonConverter(typeof(IdJson<SeatId>))]
public readonly record struct SeatId(string Text) : IId<SeatId>
{
    public static SeatId Of(string text) => new(text);

    public static SeatId Parse(string s, IFormatProvider? provider) => new(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SeatId result) =>
        AnyId.TryParse(s, out result);

    public int CompareTo(SeatId other) => string.CompareOrdinal(Text, other.Text);

    public override string ToString() => Text;
}
