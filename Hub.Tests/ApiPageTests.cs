using System.Reflection;
using System.Runtime.CompilerServices;
using Hub.Features.Contest.Scoring;
using Hub.Host;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Hub.Tests;

/// <summary>The tables of <c>docs/api.md</c> are made of the manifests.</summary>
public class ApiPageTests
{
    private const string Page = "docs/api.md";

    [Fact]
    public async Task The_commands_are_those_of_the_manifests()
    {
        await using var hub = await TestHub.StartAsync();
        const string fair = "/api/fairs/{fair}/";
        var rows = hub
            .Endpoints.OfType<RouteEndpoint>()
            .Select(e => (Endpoint: e, Asks: e.Metadata.GetMetadata<AsksCommand>()))
            .Where(e =>
                e.Asks is not null && e.Endpoint.RoutePattern.RawText!.StartsWith(fair, StringComparison.Ordinal)
            )
            .Select(e =>
                $"| `{e.Endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]} "
                + $"{e.Endpoint.RoutePattern.RawText![fair.Length..]}` "
                + $"| {e.Asks!.Command.Name} | {e.Endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()!.Summary} |"
            )
            .Distinct()
            .Order(StringComparer.Ordinal);
        Written.SamePart(Page, "commands", ["| request | command | does (who may) |", "|---|---|---|", .. rows]);
    }

    [Fact]
    public async Task The_boards_are_those_of_the_manifests()
    {
        await using var hub = await TestHub.StartAsync();
        var rows = hub
            .Feeds.Boards.SelectMany(b => b.Kinds.Select(k => (b.Pattern, k.Key, k.Row, b.Watch.Text)))
            .Select(k =>
                $"| `{k.Pattern}` | `{k.Key}` | {(k.Row == typeof(RawRow) ? "any object" : k.Row.Name)} | {k.Text} |"
            )
            .Order(StringComparer.Ordinal);
        Written.SamePart(Page, "boards", ["| board | rows | shape | who may watch |", "|---|---|---|---|", .. rows]);
    }

    [Fact]
    public void The_refusals_are_those_of_the_features()
    {
        var rows = typeof(HubApp)
            .Assembly.GetTypes()
            .Where(t => t == typeof(Refusal) || t.Name.EndsWith("Refusals", StringComparison.Ordinal))
            .SelectMany(t =>
                t.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.ReturnType == typeof(Refusal))
            )
            .Where(m => !(m.DeclaringType == typeof(Refusal) && m.Name is "Malformed" or "Unknown"))
            .Select(m => (Refusal)m.Invoke(null, [.. m.GetParameters().Select(Sample)])!)
            .Select(r => $"| `{r.Code}` | {r.Status} | {(r.Retry ? "yes" : "")} | {r.En} | {r.Zh} |")
            .Distinct()
            .Order(StringComparer.Ordinal);
        Written.SamePart(
            Page,
            "refusals",
            ["| code | status | retry | English | Chinese |", "|---|---|---|---|---|", .. rows]
        );
    }

    /// <summary>Something to stand in the place of what a sentence names.</summary>
    private static object? Sample(ParameterInfo p) =>
        p.ParameterType switch
        {
            var t when t == typeof(string) => "…",
            var t when t == typeof(SchemeException) => new SchemeException([new Hole("…", "…", "…")]),
            var t when AnyId.Is(t) => Activator.CreateInstance(Nullable.GetUnderlyingType(t) ?? t, "…"),
            { GenericTypeArguments: [var item] } when AnyId.Is(item) => Many(item),
            var t when t.IsAssignableFrom(typeof(List<string>)) => new List<string> { "…" },
            var t when t.IsValueType => Activator.CreateInstance(t),
            var t => RuntimeHelpers.GetUninitializedObject(t),
        };

    private static Array Many(Type id)
    {
        var many = Array.CreateInstance(id, 1);
        many.SetValue(Activator.CreateInstance(id, "…"), 0);
        return many;
    }
}
