using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Hub.Features.Contest.Scoring;

/// <summary>What a file says that no scheme can say: a word that is none, and which ones there are; a text where a
/// number stands; what is missing.</summary>
internal static class SchemeWords
{
    /// <summary>All of it, each with its place, as in <c>modules[0].steps[1].digits</c>.</summary>
    public static List<Hole> Unknown(JsonNode? node)
    {
        var holes = new List<Hole>();
        Look(node, typeof(Scheme), "", holes);
        return holes;
    }

    private static void Look(JsonNode? node, Type type, string at, List<Hole> holes)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (node is null)
            return;
        var info = SchemeFile.Json.GetTypeInfo(type);
        if (type.IsEnum)
            Word(node, Names(type), at, holes);
        else if (info.Kind is JsonTypeInfoKind.Enumerable)
            Each(node as JsonArray, info.ElementType!, at, holes);
        else if (info.Kind is JsonTypeInfoKind.Dictionary)
        {
            if (node is not JsonObject named)
                Expect(node, "{ … }", at, holes);
            else
                foreach (var (name, value) in named)
                    Look(value, info.ElementType!, Under(at, name), holes);
        }
        else if (info.Kind is JsonTypeInfoKind.Object)
            Object(node, info, at, holes);
        else
            Plain(node, type, at, holes);
    }

    private static void Each(JsonArray? list, Type type, string at, List<Hole> holes)
    {
        if (list is null)
            holes.Add(new(at, "这里要写一个列表：[ … ]。", "Here stands a list: [ … ]."));
        for (var i = 0; i < list?.Count; i++)
            Look(list[i], type, $"{at}[{i}]", holes);
    }

    private static void Object(JsonNode node, JsonTypeInfo info, string at, List<Hole> holes)
    {
        if (node is not JsonObject said)
        {
            Expect(node, "{ … }", at, holes);
            return;
        }
        var tells = info.PolymorphismOptions?.TypeDiscriminatorPropertyName;
        if (tells is not null)
        {
            var kinds = info.PolymorphismOptions!.DerivedTypes;
            if (!said.TryGetPropertyValue(tells, out var kind) || kind is null)
            {
                Lacks(tells, at, holes);
                return;
            }
            if (!Word(kind, [.. kinds.Select(k => (string)k.TypeDiscriminator!)], Under(at, tells), holes))
                return;
            info = SchemeFile.Json.GetTypeInfo(
                kinds.First(k => (string)k.TypeDiscriminator! == kind.GetValue<string>()).DerivedType
            );
        }
        var words = info.Properties.Where(p => p.Name is not "edition").ToList();
        foreach (var (name, value) in said.Where(p => p.Key != tells))
            if (words.Find(w => string.Equals(w.Name, name, StringComparison.OrdinalIgnoreCase)) is { } word)
                Look(value, word.PropertyType, Under(at, name), holes);
            else
                NoWord(name, [.. words.Select(w => w.Name)], Under(at, name), holes);
        foreach (var word in words.Where(w => w.IsRequired || w.AssociatedParameter is { HasDefaultValue: false }))
            if (!said.Any(p => string.Equals(p.Key, word.Name, StringComparison.OrdinalIgnoreCase)))
                Lacks(word.Name, at, holes);
    }

    private static bool Word(JsonNode node, string[] words, string at, List<Hole> holes)
    {
        if (node is JsonValue value && value.TryGetValue<string>(out var said))
        {
            if (words.Contains(said))
                return true;
            NoWord(said, words, at, holes);
        }
        else
            Expect(node, string.Join(" | ", words.Select(w => $"\"{w}\"")), at, holes);
        return false;
    }

    private static void Plain(JsonNode node, Type type, string at, List<Hole> holes)
    {
        var kind = node.GetValueKind();
        if (type == typeof(bool) && kind is not (JsonValueKind.True or JsonValueKind.False))
            Expect(node, "true | false", at, holes);
        else if (type == typeof(int) && !(kind is JsonValueKind.Number && node.AsValue().TryGetValue<int>(out _)))
            Expect(node, "1", at, holes);
        else if (
            type == typeof(decimal)
            && !(kind is JsonValueKind.Number && node.AsValue().TryGetValue<decimal>(out _))
        )
            Expect(node, "0.5", at, holes);
        else if ((type == typeof(string) || AnyId.Is(type)) && kind is not JsonValueKind.String)
            Expect(node, "\"…\"", at, holes);
    }

    private static string[] Names(Type type) => [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];

    private static string Under(string at, string name) => at.Length == 0 ? name : $"{at}.{name}";

    private static void NoWord(string said, string[] words, string at, List<Hole> holes) =>
        holes.Add(
            new(
                at,
                $"这里没有“{Short(said)}”这个词，可以用：{string.Join('、', words)}。",
                $"There is no word '{Short(said)}' here; there are: {string.Join(", ", words)}."
            )
        );

    private static void Lacks(string word, string at, List<Hole> holes) =>
        holes.Add(new(at, $"缺少“{word}”。", $"'{word}' is missing."));

    private static void Expect(JsonNode node, string form, string at, List<Hole> holes) =>
        holes.Add(
            new(
                at,
                $"这里要写成 {form}，现在是 {Short(node.ToJsonString(SchemeFile.Json))}。",
                $"Here stands {form}, not {Short(node.ToJsonString(SchemeFile.Json))}."
            )
        );

    private static string Short(string text) => text.Length > 40 ? text[..39] + "…" : text;
}
