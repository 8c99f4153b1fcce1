using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Hub.Kernel.Ids;

/// <remarks>A contest of a fair.</remarks>
[JsonConverter(typeof(IdJson<ContestId>))]
public readonly record struct ContestId(string Text) : IId<ContestId>
{
    public static ContestId Of(string text) => new(text);

    public static ContestId Parse(string s, IFormatProvider? provider) => new(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ContestId result) =>
        AnyId.TryParse(s, out result);

    public int CompareTo(ContestId other) => string.CompareOrdinal(Text, other.Text);

    public override string ToString() => Text;
}
