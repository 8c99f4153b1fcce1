using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Hub.Kernel.Ids;

/// <remarks>What holds a number of people: <c>booth/B</c>, <c>hall/H</c>, or <c>fair</c> for all together.</remarks>
[JsonConverter(typeof(IdJson<PlaceId>))]
public readonly record struct PlaceId(string Text) : IId<PlaceId>
{
    /// <summary>All booths and halls together.</summary>
    public static readonly PlaceId Fair = new("fair");

    public static PlaceId OfBooth(BoothId booth) => new($"booth/{booth}");

    public static PlaceId OfHall(string hall) => new($"hall/{hall}");

    public static PlaceId Of(string text) => new(text);

    public static PlaceId Parse(string s, IFormatProvider? provider) => new(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PlaceId result) =>
        AnyId.TryParse(s, out result);

    public int CompareTo(PlaceId other) => string.CompareOrdinal(Text, other.Text);

    public override string ToString() => Text;
}
