using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Hub.Kernel.Live;

/// <summary>How everything is written that leaves the hub or comes to it: requests, answers, rows and frames.</summary>
public static class WireJson
{
    // one of each for all options: they are then equal, and what is known of a type is found out once
    private static readonly JsonStringEnumConverter Enums = new(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
    private static readonly DefaultJsonTypeInfoResolver Types = new() { Modifiers = { StrictJson.Demand } };

    public static readonly JsonSerializerOptions Options = Set(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Writes what live connections are sent.</summary>
    internal static readonly IHubProtocol Live = new JsonHubProtocol(
        Microsoft.Extensions.Options.Options.Create(new JsonHubProtocolOptions { PayloadSerializerOptions = Options })
    );

    public static JsonSerializerOptions Set(JsonSerializerOptions options)
    {
        options.Converters.Add(Enums);
        options.TypeInfoResolver = Types;
        // "7" is no number
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        // Chinese as it is, not as escapes: nothing of this is ever written into HTML
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return options;
    }
}
