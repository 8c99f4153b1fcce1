using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Kernel.Ids;

/// <summary>An id in JSON is its text, as a value and as the name of a property.</summary>
public sealed class IdJson<T> : JsonConverter<T>
    where T : struct, IId<T>
{
    public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        T.Of(reader.GetString() ?? throw new JsonException("An id is a text, not null."));

    public override void Write(Utf8JsonWriter writer, T id, JsonSerializerOptions options) =>
        writer.WriteStringValue(id.Text);

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        T.Of(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T id, JsonSerializerOptions options) =>
        writer.WritePropertyName(id.Text);
}
