using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Hub.Features.Contest.Scoring;

/// <summary>The JSON Schema of a scheme, for editors: every word with what it means, from the documentation of the type
/// that it is read into, and with an example, from the schemes that come with the hub.</summary>
public static partial class SchemeSchema
{
    private static readonly Lazy<Dictionary<(Type, string), JsonNode>> Found = new(Exemplify);
    private static readonly Lazy<Dictionary<string, XElement>> Documented = new(Read);

    /// <summary>What no scheme that comes with the hub has to say.</summary>
    private static readonly Dictionary<string, string> Seldom = new()
    {
        ["appealMinutes"] = "30",
        ["best"] = "\"low\"",
        ["beyond"] = "0.5",
        ["from"] = "8",
        ["is"] = "0",
        ["points"] = "5",
        ["ties"] = "\"average\"",
        ["tolerance"] = """[{ "from": 0, "within": 0.3 }, { "from": 8, "within": 0.6 }]""",
        ["under"] = "10",
        ["within"] = "0.6",
    };

    public static JsonNode Make() =>
        SchemeFile.Json.GetJsonSchemaAsNode(
            typeof(Scheme),
            new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Plain }
        );

    private static JsonNode Plain(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = context.TypeInfo.Type;
        // kept by the hub, in no file
        if (type == typeof(Scheme) && schema["properties"] is JsonObject properties)
            properties.Remove("edition");
        // an id is the text that it is
        if (AnyId.Is(type))
            schema = new JsonObject { ["type"] = "string" };
        else if (schema is JsonObject array && context.TypeInfo.ElementType is { } item && AnyId.Is(item))
            array.Insert(array.IndexOf("type") + 1, "items", new JsonObject { ["type"] = "string" });
        // it has a converter of its own, which tells nothing
        if (type == typeof(Ranking) && schema["properties"]?["best"] is { } best)
            best.ReplaceWith(Told(new JsonObject { ["enum"] = new JsonArray("high", "low") }, type, "best"));
        return context.PropertyInfo is { } property && schema is JsonObject word
            ? Told(word, property.DeclaringType, property.Name)
            : schema;
    }

    private static JsonObject Told(JsonObject word, Type of, string name)
    {
        if (Meaning(of, name) is { } meaning)
            word["description"] = meaning;
        if (Found.Value.TryGetValue((of, name), out var example))
            word["examples"] = new JsonArray(example.DeepClone());
        else if (Seldom.TryGetValue(name, out var seldom))
            word["examples"] = new JsonArray(JsonNode.Parse(seldom));
        return word;
    }

    /// <summary>What a word means; null: it says so itself.</summary>
    private static string? Meaning(Type of, string word)
    {
        var name = of.FullName!.Replace('+', '.');
        var parameter = Documented
            .Value.GetValueOrDefault($"T:{name}")
            ?.Elements("param")
            .FirstOrDefault(p => string.Equals((string?)p.Attribute("name"), word, StringComparison.OrdinalIgnoreCase));
        if (parameter is not null)
            return Text(parameter);
        var property = of.GetProperty(word, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance);
        return property is null ? null
            : TypeOf(property) is { } said && Documented.Value.GetValueOrDefault($"T:{said.FullName}") is { } own
                ? Text(own.Element("summary"))
            : Plainly(word);
    }

    private static Type? TypeOf(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var item = type.GenericTypeArguments.LastOrDefault() ?? type;
        return item.Namespace == typeof(Scheme).Namespace ? item : null;
    }

    /// <summary>Words that are the same everywhere.</summary>
    private static string? Plainly(string word) =>
        word switch
        {
            "id" => "1 to 32 letters, digits and '-'; one of its kind in the scheme.",
            "name" => "What people read, in Chinese.",
            "nameEn" => "What people read, in English. Default: the Chinese name.",
            "count" => "How many.",
            "unit" => "What is measured in, as in g or s: shown beside the mark.",
            "part" => "The id of a part of the scheme; total is the contest's own value.",
            "value" => "The value that counts.",
            "points" => "What it counts.",
            "by" => "What it is multiplied by.",
            "from" => "The mark that becomes what is said by 'to'.",
            "to" => "What the mark that is said by 'from' becomes.",
            "upTo" => "The row is for values up to this.",
            "most" => "No more than this.",
            "least" => "No less than this.",
            "at1" or "at2" => "A value on the line.",
            "points1" or "points2" => "The points of that value.",
            "number" => "A number.",
            "within" => "How far apart they may be.",
            "drop" => "How many of the worst do not count.",
            "best" => "Which values are the better ones: high or low.",
            "else" => "Steps where the condition does not hold.",
            _ => null,
        };

    private static string? Text(XElement? element)
    {
        if (element is null)
            return null;
        foreach (var named in element.Descendants().ToList())
            named.ReplaceWith(
                named.Name.LocalName is "c"
                    ? named.Value
                    : ((string?)named.Attribute("name") ?? (string?)named.Attribute("cref"))?.Split('.', ':')[^1] ?? ""
            );
        return Blanks().Replace(element.Value, " ").Trim();
    }

    // it lies beside the program; without it the words have no meanings
    private static Dictionary<string, XElement> Read()
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"{typeof(Scheme).Assembly.GetName().Name}.xml");
        return File.Exists(path)
            ? XDocument
                .Load(path)
                .Descendants("member")
                .Where(m => m.Attribute("name")?.Value.Contains(".Scoring.", StringComparison.Ordinal) is true)
                .ToDictionary(m => m.Attribute("name")!.Value)
            : [];
    }

    /// <summary>The shortest thing that an example says by each word.</summary>
    private static Dictionary<(Type, string), JsonNode> Exemplify()
    {
        var found = new Dictionary<(Type, string), JsonNode>();
        foreach (var name in Examples.Names)
            Walk(SchemeFile.Said(Examples.Read(name)));
        return found;

        void Walk(object? said)
        {
            if (said is IDictionary named)
                foreach (var one in named.Values)
                    Walk(one);
            else if (said is not string && said is IEnumerable all)
                foreach (var one in all)
                    Walk(one);
            else if (said is not null && said.GetType().Namespace == typeof(Scheme).Namespace && !said.GetType().IsEnum)
                foreach (
                    var property in SchemeFile.Json.GetTypeInfo(said.GetType()).Properties.Where(p => p.Get is not null)
                )
                    if (property.Get!(said) is { } value && property.ShouldSerialize?.Invoke(said, value) is not false)
                    {
                        var node = JsonSerializer.SerializeToNode(value, property.PropertyType, SchemeFile.Json)!;
                        var key = (property.DeclaringType, property.Name);
                        var isEmpty = node is JsonObject { Count: 0 } or JsonArray { Count: 0 };
                        if (!isEmpty && (!found.TryGetValue(key, out var had) || Length(node) < Length(had)))
                            found[key] = node;
                        Walk(value);
                    }
        }

        static int Length(JsonNode node) => node.ToJsonString().Length;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
