using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Features.Contest.Scoring;

/// <summary>A number; or a try without a valid result (DNF), which is worse than any number; or nothing yet
/// (<c>default</c>).</summary>
[JsonConverter(typeof(ValueJson))]
public readonly record struct Value(decimal? Number, bool IsFailed = false)
{
    public static readonly Value Failed = new(null, true);

    public bool IsNothing => Number is null && !IsFailed;

    public static implicit operator Value(decimal number) => new(number);

    public override string ToString() =>
        IsFailed ? "DNF"
        : Number is { } n ? n.ToString("0.############################", CultureInfo.InvariantCulture)
        : "–";
}

/// <summary>Names of an enum in camel case, in files, on the wire and in the ledger alike.</summary>
internal sealed class Words<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Above 0: the first is better. What is no number is worse than every number, and all such are
/// alike.</summary>
[JsonConverter(typeof(Words<Best>))]
public enum Best
{
    High,
    Low,
}

public static class Better
{
    extension(Best best)
    {
        public int Compare(decimal? a, decimal? b) =>
            (a, b) switch
            {
                (null, null) => 0,
                (null, _) => -1,
                (_, null) => 1,
                ({ } x, { } y) => best is Best.High ? x.CompareTo(y) : y.CompareTo(x),
            };
    }
}

/// <summary>On the wire: a number, null, or <c>"DNF"</c>.</summary>
internal sealed class ValueJson : JsonConverter<Value>
{
    public override bool HandleNull => true;

    public override Value Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => default,
            JsonTokenType.Number => reader.GetDecimal(),
            JsonTokenType.String when reader.ValueTextEquals("DNF") => Value.Failed,
            _ => throw new JsonException("A value is a number, null or \"DNF\"."),
        };

    public override void Write(Utf8JsonWriter writer, Value value, JsonSerializerOptions options)
    {
        if (value.Number is { } n)
            writer.WriteNumberValue(n);
        else if (value.IsFailed)
            writer.WriteStringValue("DNF");
        else
            writer.WriteNullValue();
    }
}
