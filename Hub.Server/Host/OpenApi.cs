using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Hub.Features.Contest.Scoring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Hub.Host;

/// <summary>What the OpenAPI document says beyond the endpoints: how to show a badge, and the rows and frames of the
/// live connection.</summary>
public static partial class OpenApi
{
    private static readonly Type[] LiveTypes = [typeof(Frame), typeof(Notice), typeof(Since)];

    /// <summary>The page to try it: it asks nobody but the hub.</summary>
    public static void Page(ScalarOptions options) =>
        options.WithTitle("Hub").DisableDefaultFonts().DisableAgent().DisableTelemetry().HideDeveloperTools();

    /// <summary>The document, made once: to make it costs a processor a fifth of a second, and anybody may ask for
    /// it.</summary>
    public static void MapDocument(this WebApplication app)
    {
        var document = new Lazy<Task<byte[]>>(async () =>
            Encoding.UTF8.GetBytes(await TextAsync(app.Services, CancellationToken.None))
        );
        app.MapGet(
                "/openapi/v1.json",
                async () => Results.Bytes(await document.Value, "application/json; charset=utf-8")
            )
            .ExcludeFromDescription();
    }

    /// <summary>The document as it is served.</summary>
    public static async Task<string> TextAsync(IServiceProvider services, CancellationToken stop)
    {
        var document = await services
            .GetRequiredKeyedService<IOpenApiDocumentProvider>("v1")
            .GetOpenApiDocumentAsync(stop);
        return await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, stop);
    }

    public static void Describe(OpenApiOptions options)
    {
        // two types of one name would be described as one of them, in silence
        var named = new ConcurrentDictionary<string, Type>();
        options.CreateSchemaReferenceId = type =>
        {
            var id = AnyId.Is(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
            var own = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
            return id is null || named.GetOrAdd(id, own) == own
                ? id
                : throw new InvalidOperationException($"{own} and {named[id]} are both called {id}.");
        };
        options.AddSchemaTransformer(
            (schema, context, _) =>
            {
                // an id is described as the text that it is, also where it is one of several
                if (AnyId.Is(context.JsonTypeInfo.Type))
                    schema.Type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) is null
                        ? JsonSchemaType.String
                        : JsonSchemaType.String | JsonSchemaType.Null;
                if (context.JsonTypeInfo is { Kind: var kind, ElementType: { } item } && AnyId.Is(item))
                    if (kind is JsonTypeInfoKind.Dictionary)
                        schema.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String };
                    else if (kind is JsonTypeInfoKind.Enumerable)
                        schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
                // what a row reckons from its other columns is always written
                foreach (
                    var reckoned in context.JsonTypeInfo.Properties.Where(p =>
                        p is { Get: not null, Set: null, AssociatedParameter: null, ShouldSerialize: null }
                    )
                )
                    (schema.Required ??= new HashSet<string>()).Add(reckoned.Name);
                if (context.JsonTypeInfo.Type == typeof(Rows))
                    (schema.Type, schema.AdditionalProperties, schema.AdditionalPropertiesAllowed) = (
                        JsonSchemaType.Object,
                        new OpenApiSchema(),
                        true
                    );
                // it has a way of its own to be written
                if (context.JsonTypeInfo.Type == typeof(Ranking))
                    schema.Properties!["best"] = new OpenApiSchema
                    {
                        Type = JsonSchemaType.String | JsonSchemaType.Null,
                        Enum = ["high", "low", null!],
                        Description = schema.Properties["best"].Description,
                    };
                if (context.JsonTypeInfo.Type == typeof(Value))
                    (schema.AnyOf, schema.Description) = (
                        [
                            new OpenApiSchema { Type = JsonSchemaType.Number },
                            new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["DNF"] },
                            new OpenApiSchema { Type = JsonSchemaType.Null },
                        ],
                        "A number; or DNF, a try without a valid result; or null, nothing yet."
                    );
                if (context.JsonTypeInfo.Type == typeof(ProblemDetails))
                    (schema.Properties, schema.Required) = (
                        new Dictionary<string, IOpenApiSchema>
                        {
                            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
                            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
                            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                            ["detail"] = new OpenApiSchema
                            {
                                Type = JsonSchemaType.String,
                                Description =
                                    "The sentence for the person, in the language of Accept-Language: Chinese or "
                                    + "English.",
                            },
                            ["code"] = new OpenApiSchema
                            {
                                Type = JsonSchemaType.String,
                                Description = "Stable: what programs look at.",
                            },
                            ["retry"] = new OpenApiSchema
                            {
                                Type = JsonSchemaType.Boolean,
                                Description = "Whether the very same asked again can be granted.",
                            },
                        },
                        new HashSet<string> { "type", "title", "status", "detail", "code", "retry" }
                    );
                return Task.CompletedTask;
            }
        );
        // every word of an address is named, also where the endpoint takes it from the request itself
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                operation.Parameters ??= [];
                foreach (Match word in Word().Matches(context.Description.RelativePath!))
                    if (operation.Parameters.All(p => p.Name != word.Groups[1].Value))
                        operation.Parameters.Add(
                            new OpenApiParameter
                            {
                                Name = word.Groups[1].Value,
                                In = ParameterLocation.Path,
                                Required = true,
                                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                            }
                        );
                return Task.CompletedTask;
            }
        );
        // alternatives: whoever has one of these roles may ask
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                var asks = context.Description.ActionDescriptor.EndpointMetadata.OfType<AsksCommand>().LastOrDefault();
                if (asks is not null)
                    operation.Security =
                    [
                        .. asks.Who.Roles.Select(role => new OpenApiSecurityRequirement
                        {
                            [new OpenApiSecuritySchemeReference("badge", context.Document)] =
                            [
                                JsonNamingPolicy.CamelCase.ConvertName(role.ToString()),
                            ],
                        }),
                    ];
                return Task.CompletedTask;
            }
        );
        options.AddDocumentTransformer(
            async (document, context, stop) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "Hub",
                    Version = "1",
                    Description = "The real-time hub of a talent week. Live boards are at /live (SignalR).",
                };
                document.Servers = [];
                Board[] boards = [.. context.ApplicationServices.GetServices<Board>()];
                var rows = boards.SelectMany(b => b.Kinds).Select(k => k.Row).Where(t => t != typeof(RawRow));
                foreach (var type in LiveTypes.Concat(rows).Distinct())
                    document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, stop));
                document.AddComponent(
                    "Boards",
                    Object(
                        "Every live board by its name, with its rows by their keys. A star stands for a word.",
                        boards.OrderBy(b => b.Pattern, StringComparer.Ordinal),
                        b => b.Pattern,
                        b => Object($"For: {b.Watch.Text}.", b.Kinds, k => k.Key, k => Row(k.Row, document))
                    )
                );
                // where a comment breaks its lines is nobody's contract
                foreach (var schema in document.Components!.Schemas!.Values.SelectMany(Within))
                    if (schema.Description is { } text)
                        schema.Description = Break().Replace(text, " ");
                document.AddComponent(
                    "badge",
                    (IOpenApiSecurityScheme)
                        new OpenApiSecurityScheme
                        {
                            Type = SecuritySchemeType.Http,
                            Scheme = "bearer",
                            Description = "The secret of a badge.",
                        }
                );
                document.Security =
                [
                    new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("badge", document)] = [] },
                ];
            }
        );
    }

    private static OpenApiSchema Object<T>(
        string description,
        IEnumerable<T> of,
        Func<T, string> name,
        Func<T, IOpenApiSchema> schema
    ) =>
        new()
        {
            Type = JsonSchemaType.Object,
            Description = description,
            Properties = of.ToDictionary(name, schema),
            Required = of.Select(name).ToHashSet(),
        };

    private static IOpenApiSchema Row(Type type, OpenApiDocument document) =>
        type == typeof(RawRow)
            ? new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema() }
            : new OpenApiSchemaReference(type.Name, document);

    private static IEnumerable<IOpenApiSchema> Within(IOpenApiSchema schema) =>
        (
            schema is OpenApiSchemaReference
                ? []
                : new[] { schema.Items, schema.AdditionalProperties }
                    .OfType<IOpenApiSchema>()
                    .Concat(schema.Properties?.Values ?? [])
                    .Concat(schema.AnyOf ?? [])
                    .Concat(schema.OneOf ?? [])
                    .SelectMany(Within)
        ).Prepend(schema);

    [GeneratedRegex("[{][*]*([^}:?]+)[^}]*[}]")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex Break();
}
