using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hub.Kernel.Facts;

/// <summary>How the facts of one stored slice name are written and read: the discriminator <c>t</c> says which of them
/// it is.</summary>
internal sealed class FactJson
{
    private readonly JsonTypeInfo<Fact> _json;

    /// <param name="kinds">All that have the same first half of their stored names.</param>
    public FactJson(IReadOnlyCollection<FactKind> kinds)
    {
        var names = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "t" };
        foreach (var kind in kinds)
            names.DerivedTypes.Add(new JsonDerivedType(kind.Type, kind.Name));
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            AllowOutOfOrderMetadataProperties = kinds.Any(k => k.AnyOrder),
            TypeInfoResolver = new DefaultJsonTypeInfoResolver
            {
                Modifiers =
                {
                    type =>
                    {
                        if (type.Type == typeof(Fact))
                            type.PolymorphismOptions = names;
                    },
                },
            },
        };
        _json = (JsonTypeInfo<Fact>)options.GetTypeInfo(typeof(Fact));
    }

    public byte[] Write(Fact fact) => JsonSerializer.SerializeToUtf8Bytes(fact, _json);

    public Fact Read(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize(body, _json)!;
}
