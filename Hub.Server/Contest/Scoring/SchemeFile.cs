using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hub.Contest.Scoring;

/// <summary>Schemes as JSON files.</summary>
public static class SchemeFile
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        NumberHandling = JsonNumberHandling.Strict,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowOutOfOrderMetadataProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="SchemeException">It is no scheme, or one with holes.</exception>
    public static Rules Read(ReadOnlySpan<byte> file)
    {
        try
        {
            return Rules.Of(JsonSerializer.Deserialize<Scheme>(file, Json) ?? throw new JsonException("It is null."));
        }
        catch (JsonException e)
        {
            var at = e.Path?.TrimStart('$', '.') ?? "";
            throw new SchemeException([new(at, $"第 {e.LineNumber + 1} 行读不懂：{e.Message}", $"Line {e.LineNumber + 1} cannot be read: {e.Message}")]);
        }
    }

    /// <summary>The JSON Schema of a scheme, for editors.</summary>
    public static JsonNode Schema() => Json.GetJsonSchemaAsNode(typeof(Scheme), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
}
