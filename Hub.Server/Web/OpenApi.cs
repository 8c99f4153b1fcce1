using Hub.Access;
using Hub.Contest;
using Hub.Floor;
using Hub.Live;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.Web;

/// <summary>What the OpenAPI document says beyond the endpoints: how to show a badge, and the rows and frames of the live connection.</summary>
public static class OpenApi
{
    private static readonly Type[] LiveTypes =
    [
        typeof(Frame), typeof(Notice), typeof(Since), typeof(FloorRow), typeof(TotalsRow), typeof(ClusterRow), typeof(HereRow), typeof(LeaderboardRow), typeof(MarkRow), typeof(BadgeRow),
    ];

    public static void Describe(OpenApiOptions options)
    {
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type != typeof(Rows)) return Task.CompletedTask;
            (schema.Type, schema.AdditionalProperties, schema.AdditionalPropertiesAllowed) = (JsonSchemaType.Object, new OpenApiSchema(), true);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer(async (document, context, stop) =>
        {
            document.Info = new OpenApiInfo { Title = "Hub", Version = "1", Description = "The real-time hub of a talent week. Live boards are at /live (SignalR)." };
            document.Servers = [];
            foreach (var type in LiveTypes) document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, stop));
            document.AddComponent("badge", (IOpenApiSecurityScheme)new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The secret of a badge." });
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("badge", document)] = [] }];
        });
    }
}
