using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Hub.Kernel.Ids;

/// <remarks>A contestant's number within a contest; or, while names are hidden, the code that is said
/// instead.</remarks>
[JsonConverter(typeof(IdJson<ContestantId>))]
public readonly record struct ContestantId(string Text) : IId<ContestantId>
{
    public static ContestantId Of(string text) => new(text);

    public static ContestantId Parse(string s, IFormatProvider? provider) => new(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ContestantId result) =>
        AnyId.TryParse(s, out result);

    public int CompareTo(ContestantId other) => string.CompareOrdinal(Text, other.Text);

    public override string ToString() => Text;
}
