using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Tests.Host;

/// <summary>Requests made of the OpenAPI document: valid ones, ones that are nearly so, and wild ones. The same seed
/// makes the same requests.</summary>
/// <param name="document">As the hub serves it.</param>
/// <param name="known">Word of an address, or field of a body → what is there at the hub that is asked.</param>
/// <param name="schemes">Whole ones: of what is made up, no rule of scoring is ever reached.</param>
internal sealed class Bodies(
    JsonNode document,
    IReadOnlyDictionary<string, string[]> known,
    JsonNode[] schemes,
    Random random
)
{
    /// <param name="Path">With its query.</param>
    /// <param name="Type">As in <c>Content-Type</c>; null: none is sent.</param>
    public sealed record Made(
        string Method,
        string Path,
        byte[]? Body,
        string? Type,
        IReadOnlyList<(string, string)> Headers
    )
    {
        public override string ToString() =>
            $"{Method} {Path} [{Type}] {(Body is null ? "" : Short(Encoding.UTF8.GetString(Body)))}"
            + string.Concat(Headers.Select(h => $" {h.Item1}: {h.Item2}"));

        private static string Short(string text) => text.Length < 400 ? text : $"{text[..400]}… ({text.Length})";
    }

    private static readonly string[] Types =
    [
        "application/json; charset=x-nobody-knows",
        "application/json; charset=utf-7",
        "application/json; charset=utf-16",
        "application/json; charset=",
        "application/json; charset=\"utf-8\"",
        "application/json; charset=UTF-8",
        "application/json; charset=gb18030",
        "application/merge-patch+json",
        "application/json;;;",
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "nonsense",
    ];

    private static readonly string[] Texts =
    [
        "",
        " ",
        "\0",
        "a/b",
        "../../etc/passwd",
        "%00",
        "%",
        "张三丰",
        "😀",
        "‮x",
        "<script>",
        "'; DROP TABLE facts; --",
        "NaN",
        "null",
        "1e400",
        "2026-06-06",
        new string('x', 300),
        new string('字', 5000),
    ];

    /// <summary>Those that an address can hold: of a longer one a server reads nothing, and hangs up.</summary>
    private static readonly string[] Addressable = [.. Texts.Where(t => t.Length <= 300)];

    private static readonly string[] Times =
    [
        "2026-06-06T01:00:00Z",
        "2026-06-06T09:00:00+08:00",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59.9999999Z",
        "9999-12-31T23:59:59-14:00",
        "9999-12-31T23:59:59+14:00",
        "1969-12-31T23:59:59Z",
        "2026-02-30T00:00:00Z",
        "2026-06-06T24:00:00Z",
        "2026-06-06",
        "yesterday",
    ];

    /// <summary>As they stand in JSON, which knows no limit.</summary>
    private static readonly string[] Numbers =
    [
        "0",
        "-1",
        "-0",
        "1",
        "2147483647",
        "-2147483648",
        "2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "79228162514264337593543950335",
        "-79228162514264337593543950335",
        "1e28",
        "1e29",
        "1e308",
        "1e309",
        "-1e999",
        "1e-400",
        "0.0000000000000000000000000001",
        "0.1",
        "1.5",
        "NaN",
        "Infinity",
    ];

    private readonly (string Path, string Method, JsonNode Operation)[] _operations =
    [
        .. document["paths"]!
            .AsObject()
            .SelectMany(p => p.Value!.AsObject().Select(o => (p.Key, o.Key.ToUpperInvariant(), o.Value!))),
    ];

    public Made Next()
    {
        var (path, method, operation) = Of(_operations);
        // files are not described: a scheme is a JSON file
        var schema =
            operation["requestBody"]?["content"]?["application/json"]?["schema"]
            ?? (
                path.Contains("scheme") || path.Contains("check")
                    ? new JsonObject { ["$ref"] = "#/components/schemas/Scheme" }
                    : null
            );
        var made = new Made(
            OneIn(40) ? Of("PUT", "PATCH", "DELETE", "POST", "HEAD", "OPTIONS", "TRACE", "GET") : method,
            Address(path, operation),
            method is "POST" || schema is not null || OneIn(20) ? Body(schema) : null,
            OneIn(12) ? Of(Types)
                : OneIn(30) ? null
                : "application/json",
            [.. Headers()]
        );
        return made.Method is "GET" or "HEAD" or "TRACE" ? made with { Body = null } : made;
    }

    private IEnumerable<(string, string)> Headers()
    {
        if (OneIn(10))
            yield return ("Hub-Clock", Of(Times));
        if (OneIn(30))
            yield return ("Idempotency-Key", Of("17", "not-a-uuid", "00000000-0000-0000-0000-000000000000"));
        if (OneIn(30))
            yield return ("Accept-Language", Of("en", "zz;q=9", ",,,", "*"));
        if (OneIn(30))
            yield return ("If-None-Match", Of("\"x\"", "*", "W/\"\"", "nonsense"));
        if (OneIn(30))
            yield return ("Hub-As", Of("organizer", "visitor", "emperor", "99"));
    }

    private string Address(string path, JsonNode operation)
    {
        var query = new List<string>();
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            var name = parameter!["name"]!.GetValue<string>();
            var word =
                name is "fair" && !OneIn(50) ? TestHub.Fair
                : known.TryGetValue(name, out var words) && !OneIn(8) ? Of(words)
                : OneIn(3) ? Of(Numbers)
                : OneIn(3) ? Of(Times)
                : Of(Addressable);
            var escaped = OneIn(60) ? Of("%", "%zz", "%00", "%ED%A0%80", "%2F") : Uri.EscapeDataString(word);
            if (parameter["in"]!.GetValue<string>() is "path")
                path = path.Replace($"{{{name}}}", escaped is "" ? "%20" : escaped);
            else if (!OneIn(3))
                query.Add($"{name}={escaped}");
        }
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    private byte[] Body(JsonNode? schema)
    {
        if (schema is null || OneIn(10))
            return Wild();
        var text = Write(Valid(schema, "", 0));
        return Encoding.UTF8.GetBytes(OneIn(2) ? text : Nearly(text));
    }

    /// <summary>What the schema says, mostly with words that are there.</summary>
    private JsonNode? Valid(JsonNode schema, string name, int depth)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
            return reference.EndsWith("/Scheme", StringComparison.Ordinal) && !OneIn(3)
                ? Of(schemes).DeepClone()
                : Valid(document["components"]!["schemas"]![reference.Split('/')[^1]]!, name, depth);
        if ((schema["anyOf"] ?? schema["oneOf"]) is JsonArray some)
            return Valid(some[random.Next(some.Count)]!, name, depth);
        if (schema["enum"] is JsonArray words)
            return words[random.Next(words.Count)]?.DeepClone();
        if (schema["const"] is { } one)
            return one.DeepClone();
        var type = schema["type"] switch
        {
            JsonArray types => types[random.Next(types.Count)]!.GetValue<string>(),
            JsonValue said => said.GetValue<string>(),
            _ => schema["properties"] is null ? "any" : "object",
        };
        switch (type)
        {
            case "null":
                return null;
            case "boolean":
                return OneIn(2);
            case "integer":
                return Number(name, whole: true);
            case "number":
                return Number(name, whole: false);
            case "string":
                return schema["format"]?.GetValue<string>() is "date-time"
                    ? OneIn(3)
                        ? Of(Times)
                        : "2026-06-06T01:00:00Z"
                    : Text(name);
            case "array":
                var list = new JsonArray();
                for (var many = depth > 6 ? 0 : random.Next(4); many > 0; many--)
                    list.Add(schema["items"] is { } items ? Valid(items, name, depth + 1) : null);
                return list;
            case "object":
                var made = new JsonObject();
                foreach (var (key, of) in schema["properties"]?.AsObject() ?? [])
                    if (depth <= 6 && (Requires(schema, key) || OneIn(2)))
                        made[key] = Valid(of!, key, depth + 1);
                if (schema["additionalProperties"] is JsonObject any)
                    for (var many = random.Next(3); many > 0; many--)
                        made[Text("key")] = Valid(any, name, depth + 1);
                return made;
            default:
                return Text(name);
        }
    }

    private static bool Requires(JsonNode schema, string key) =>
        schema["required"] is JsonArray all && all.Any(r => r!.GetValue<string>() == key);

    private JsonValue Number(string name, bool whole) =>
        OneIn(4) && Numbers.Where(n => !n.Contains('N') && !n.Contains('I')).ToArray() is var all
            ? JsonValue.Create(JsonElement.Parse(Of(all)))!
        : whole ? JsonValue.Create(random.Next(-2, 12))
        : JsonValue.Create(name is "weight" ? 50m : random.Next(0, 40) / 4m);

    private string Text(string name) =>
        known.TryGetValue(name, out var words) && !OneIn(8) ? Of(words)
        : OneIn(3) ? Of(Texts)
        : $"{(char)random.Next('a', 'z')}{random.Next(9)}";

    /// <summary>Something about it is otherwise than the schema says.</summary>
    private string Nearly(string text) =>
        random.Next(9) switch
        {
            // nulls in lists, and in the place of what must be there
            0 => text.Replace("[", OneIn(2) ? "[null," : "[null").Replace(",]", "]"),
            1 => Instead(text, "null"),
            2 => Instead(text, Of(Numbers)),
            3 => Instead(text, $"\"{Of("\\ud800", "\\udc00x", "\\u0000", "\\uffff", "\\q", "\u0001")}\""),
            4 => Instead(text, Of("{}", "[]", "[[]]", "true", "\"\"", "{\"\":null}")),
            5 => Instead(text, $"\"{Of(Times)}\""),
            // twice, of which the second counts or nobody
            6 => text.Replace("{\"", $"{{\"{Of("pass", "booth", "$type", "kind", "id")}\":{Of(Numbers)},\""),
            7 => text[..random.Next(text.Length + 1)],
            _ => text.Insert(random.Next(text.Length + 1), Of("\0", "{", "]", ",", "//x\n", "\ufeff", "\"")),
        };

    /// <summary>Another value for one of the properties.</summary>
    private string Instead(string text, string value)
    {
        int[] places = [.. Enumerable.Range(0, text.Length).Where(i => text[i] == ':' && text[i - 1] == '"')];
        if (places.Length == 0)
            return value;
        var from = places[random.Next(places.Length)] + 1;
        var (to, open, quoted) = (from, 0, false);
        for (; to < text.Length && (open > 0 || quoted || text[to] is not (',' or '}' or ']')); to++)
            if (text[to] == '"' && text[to - 1] != '\\')
                quoted = !quoted;
            else if (!quoted)
                open +=
                    text[to] is '{' or '[' ? 1
                    : text[to] is '}' or ']' ? -1
                    : 0;
        return text[..from] + value + text[to..];
    }

    private byte[] Wild() =>
        random.Next(8) switch
        {
            0 => [],
            1 => [0xFF, 0xFE, 0x00, 0x00, (byte)'{'],
            2 => Encoding.ASCII.GetBytes(new string('[', random.Next(1, 5000))),
            3 => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100)),
            4 => [(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}'],
            5 => Encoding.UTF8.GetBytes(Of(Texts)),
            6 => Encoding.UTF8.GetBytes(Of(Numbers)),
            _ => Noise(),
        };

    private byte[] Noise()
    {
        var noise = new byte[random.Next(1, 200)];
        random.NextBytes(noise);
        return noise;
    }

    private static string Write(JsonNode? node) => node?.ToJsonString() ?? "null";

    private bool OneIn(int many) => random.Next(many) == 0;

    private T Of<T>(params T[] some) => some[random.Next(some.Length)];
}
