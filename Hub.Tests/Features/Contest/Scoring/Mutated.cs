using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Tests.Features.Contest.Scoring;

/// <summary>Files that are nearly right: a few nodes, cells or bytes of a right one are something else.</summary>
internal static class Mutated
{
    private static readonly string[] OddNumbers =
    [
        "0",
        "-1",
        "1",
        "2",
        "0.1",
        "-0.5",
        "50",
        "100",
        "101",
        "1000001",
        "1000000",
        "1000000000",
        "1000000001",
        "-1000000000",
        "2147483648",
        "1e15",
        "1e-25",
        "1e-28",
        "0.0000001",
        "1e28",
        "-1e28",
        "1e400",
        "0.333333333333333333333333333",
        "79228162514264337593543950335",
        "-79228162514264337593543950335",
        "79228162514264337593543950336",
    ];

    private static readonly string[] OddJson =
    [
        "null",
        "[null]",
        "[]",
        "{}",
        "[{}]",
        """{"a":null}""",
        "true",
        "false",
        "\"\"",
        "\"5\"",
        "\"total\"",
        "\"a b\"",
        "\"-\"",
        "\"low\"",
        "\"high\"",
        "\"weighted\"",
        "\"product\"",
        "\"median, product\"",
        "\"judged,value\"",
        "\"7\"",
        "\"value\"",
        "\"carried\"",
        "\"round\"",
        "\"😀\\u0000\"",
        """{"step":"table","rows":[null]}""",
        """{"step":"scale","from":1e-25,"to":1000000}""",
        """{"step":"line","at1":1,"points1":0,"at2":1.0000000000000000000000001,"points2":1000000}""",
        """{"step":"table","rows":[{"upTo":1,"points":-79228162514264337593543950335}],"beyond":7e28}""",
        """{"step":"multiply","by":1000000}""",
        """{"step":"add","points":-1000000}""",
        """{"step":"atLeast","least":1e28}""",
        """{"step":"atMost","most":-1e28}""",
        """{"step":"failedIs","points":1e28}""",
        """{"step":"multiplyBy","part":"total"}""",
        """{"step":"share","points":1e-6}""",
        """{"step":"share","points":1000,"best":"low"}""",
        """{"step":"standardize","at":1e6,"spread":1e6,"center":"median","sample":true}""",
        """{"step":"rank","from":"last","ties":"average"}""",
        """{"step":"rankPoints","points":[1000000,-1000000],"beyond":0.1,"ties":"average"}""",
        """{"step":"rankPoints","points":[1],"sizes":[null]}""",
        """{"step":"divideBy","part":"total"}""",
        """{"step":"when","over":5,"then":[{"step":"round","digits":0}]}""",
        """{"step":"when","is":0,"then":[{"step":"when","under":1,"then":[]}],"else":[{"step":"share"}]}""",
        """[{"step":"standardize","at":0,"spread":1}]""",
        """[{"step":"share"},{"step":"share"}]""",
        """{"from":1}""",
        """{"seats":["J1","J1"]}""",
        """{"by":"product"}""",
        """{"by":"mean","tolerance":[{"from":0,"within":-1}]}""",
        """{"by":"sum","keep":1,"gap":0}""",
        """{"count":100}""",
    ];

    private static readonly string[] OddCells =
    [
        "",
        " ",
        "0",
        "-1",
        "1,5",
        "\"1,5\"",
        "\"1,000\"",
        "1e5",
        "１２",
        "８．５",
        "J１-J５",
        "J١-J٣",
        "１-３",
        "J1-J50",
        "J5-J1",
        "1-9999",
        "J1~J3",
        "=1+1",
        "=HYPERLINK(\"a\")",
        "#DIV/0!",
        "😀",
        "\0",
        "null",
        "无",
        "\"a\nb\"",
        "\"a\"\"b\"",
        "\"",
        "a\"b",
        "100%",
        "60分",
        "79228162514264337593543950335",
        "-79228162514264337593543950335",
        "0.0000000000000000000000000001",
        "٣",
        "１００",
        "DNF",
        "status",
        "ranked",
        "total",
        "计时",
        "次数",
        "低",
        "\u200b",
        "\ufeff",
        "\u202e",
        "e\u0301",
        "ﬀ",
        new('x', 200),
        new('9', 60),
        new string('长', 1_999) + "😀" + new string('长', 10),
        new string('J', 199) + "😀",
        new('x', 40_000),
        new(',', 300),
    ];

    private static readonly byte[][] OddBytes =
    [
        [0],
        [0xFF],
        [0xEF, 0xBB, 0xBF],
        [0xFF, 0xFE],
        [0xFE, 0xFF],
        [0xC3],
        [0x80],
        [0x1F, 0x8B],
        [(byte)'P', (byte)'K', 3, 4],
        "\""u8.ToArray(),
        "\r"u8.ToArray(),
        "\n"u8.ToArray(),
        "{"u8.ToArray(),
        "]"u8.ToArray(),
        ","u8.ToArray(),
        ";"u8.ToArray(),
        "\t"u8.ToArray(),
    ];

    private static readonly JsonDocumentOptions Remarks = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static byte[] Json(byte[] file, Random random)
    {
        var root = JsonNode.Parse(file, documentOptions: Remarks);
        for (var i = random.Next(0, 4); i > 0; i--)
            Rule(root!, random);
        if (random.Next(2) == 0)
            for (var i = random.Next(1, 4); i > 0; i--)
                Change(ref root, random);
        // half a character
        var text = Encoding.UTF8.GetBytes(
            (root?.ToJsonString() ?? "null").Replace("\\u0000", random.Next(2) == 0 ? "\\ud800" : "\\u0000")
        );
        return random.Next(20) == 0 ? Bytes(text, random) : text;
    }

    private static readonly string[] Rules =
    [
        """{"step":"round","digits":N,"half":"even"}""",
        """{"step":"multiply","by":N}""",
        """{"step":"multiplyBy","part":"P"}""",
        """{"step":"add","points":N}""",
        """{"step":"scale","from":N,"to":N}""",
        """{"step":"line","at1":N,"points1":N,"at2":N,"points2":N}""",
        """{"step":"table","rows":[{"upTo":N,"points":N}],"beyond":N}""",
        """{"step":"atMost","most":N}""",
        """{"step":"atLeast","least":N}""",
        """{"step":"failedIs","points":N}""",
        """{"by":"product"}""",
        """{"by":"median","absent":"fill"}""",
        """{"by":"sum","absent":"block"}""",
        """{"by":"mean","absent":"mean","dropHigh":1,"dropLow":1}""",
        """{"by":"highest","keep":2,"gap":N}""",
        """{"by":"lowest","tolerance":[{"from":N,"within":N}]}""",
        """{"count":3}""",
        """{"count":2,"combine":{"by":"product"},"steps":[{"step":"multiply","by":N}]}""",
    ];

    /// <summary>Something that a part may well have.</summary>
    private static void Rule(JsonNode root, Random random)
    {
        var parts = Spots(root)
            .Select(Get)
            .OfType<JsonObject>()
            .Where(o => o.ContainsKey("id") && (o.ContainsKey("kind") || o.ContainsKey("criteria")))
            .Append((JsonObject)root)
            .ToList();
        var part = parts[random.Next(parts.Count)];
        if (random.Next(4) == 0)
        {
            var entered = parts.Where(o => o.ContainsKey("max")).ToList();
            part = entered.Count > 0 ? entered[random.Next(entered.Count)] : part;
            if (random.Next(3) == 0 && part["max"] is { } max)
            {
                // one mark only
                part["min"] = max.DeepClone();
                return;
            }
            part[
                random.Next(3) switch
                {
                    0 => "min",
                    1 => "max",
                    _ => "step",
                }
            ] = Number(random);
            return;
        }
        var rule = Rules[random.Next(Rules.Length)];
        while (rule.IndexOf('N') is var at and >= 0)
            rule = rule[..at] + Number(random).ToJsonString() + rule[(at + 1)..];
        rule = rule.Replace("\"P\"", parts[random.Next(parts.Count)]["id"]!.ToJsonString());
        var made = JsonNode.Parse(rule)!.AsObject();
        if (made.ContainsKey("by"))
            part["combine"] = made;
        else if (made.ContainsKey("count"))
            part["attempts"] = made;
        else
        {
            if (part["steps"] is not JsonArray steps)
                part["steps"] = steps = [];
            // done over and over it goes beyond all numbers
            for (var times = random.Next(5) == 0 ? 7 : 1; times > 0; times--)
                steps.Insert(random.Next(steps.Count + 1), made.DeepClone());
        }
    }

    private static JsonNode Number(Random random) =>
        JsonNode.Parse(random.Next(2) == 0 ? $"{random.Next(-3, 30)}" : OddNumbers[random.Next(OddNumbers.Length)])!;

    private static void Change(ref JsonNode? root, Random random)
    {
        var spots = Spots(root!).ToList();
        if (spots.Count == 0)
            return;
        var (parent, key, index) = spots[random.Next(spots.Count)];
        var numbers = spots.Where(s => Get(s) is JsonValue v && v.GetValueKind() is JsonValueKind.Number).ToList();
        switch (random.Next(12))
        {
            case 0:
                Set(parent, key, index, null);
                break;
            case 1:
                Set(parent, key, index, Get(spots[random.Next(spots.Count)])?.DeepClone());
                break;
            case 2 when parent is JsonArray array:
                array.RemoveAt(index);
                break;
            case 2:
                ((JsonObject)parent).Remove(key!);
                break;
            case 3 when parent is JsonArray array:
                array.Insert(random.Next(array.Count + 1), Get(spots[random.Next(spots.Count)])?.DeepClone());
                break;
            case 4:
                var other = spots[random.Next(spots.Count)];
                var (one, two) = (Get((parent, key, index))?.DeepClone(), Get(other)?.DeepClone());
                Set(parent, key, index, two);
                if (IsIn(other.Parent, root!))
                    Set(other.Parent, other.Key, other.Index, one);
                break;
            case 5 when parent is JsonArray array:
                array.Insert(random.Next(array.Count + 1), null);
                break;
            case 6 when parent is JsonArray array:
                array.Insert(random.Next(array.Count + 1), Odd(random));
                break;
            case 3 or 5 or 6 when random.Next(3) == 0:
                Set(parent, key, index, new JsonArray(Get((parent, key, index))?.DeepClone()));
                break;
            case 3 or 5 or 6:
                string[] names =
                [
                    "steps",
                    "combine",
                    "attempts",
                    "weight",
                    "min",
                    "max",
                    "step",
                    "best",
                    "of",
                    "panel",
                ];
                ((JsonObject)parent)[names[random.Next(names.Length)]] = Odd(random);
                break;
            case 7:
                Set(parent, key, index, Odd(random));
                break;
            default:
                if (numbers.Count > 0)
                    (parent, key, index) = numbers[random.Next(numbers.Count)];
                Set(parent, key, index, JsonNode.Parse(OddNumbers[random.Next(OddNumbers.Length)]));
                break;
        }
    }

    private static JsonNode? Odd(Random random) =>
        random.Next(3) == 0
            ? JsonNode.Parse(OddNumbers[random.Next(OddNumbers.Length)])
            : JsonNode.Parse(OddJson[random.Next(OddJson.Length)]);

    private static IEnumerable<(JsonNode Parent, string? Key, int Index)> Spots(JsonNode node)
    {
        var own = node switch
        {
            JsonObject o => o.Select(p => (node, (string?)p.Key, 0, p.Value)),
            JsonArray a => a.Select((v, i) => (node, (string?)null, i, v)),
            _ => [],
        };
        foreach (var (parent, key, index, value) in own)
        {
            yield return (parent, key, index);
            if (value is not null)
                foreach (var below in Spots(value))
                    yield return below;
        }
    }

    private static bool IsIn(JsonNode node, JsonNode root)
    {
        JsonNode? at = node;
        while (at is not null && at != root)
            at = at.Parent;
        return at is not null;
    }

    private static JsonNode? Get((JsonNode Parent, string? Key, int Index) spot) =>
        spot.Parent is JsonArray array ? array[spot.Index] : spot.Parent[spot.Key!];

    private static void Set(JsonNode parent, string? key, int index, JsonNode? value)
    {
        if (parent is JsonArray array)
            array[index] = value;
        else
            parent[key!] = value;
    }

    public static byte[] Csv(string text, Random random)
    {
        var rows = text.ReplaceLineEndings("\n").Split('\n').Select(r => r.Split(',').ToList()).ToList();
        for (var i = random.Next(0, 4); i > 0 && rows.Count > 0; i--)
        {
            var row = rows[random.Next(3) == 0 ? 0 : random.Next(rows.Count)];
            var at = random.Next(row.Count);
            switch (random.Next(8))
            {
                case 0:
                    rows.Remove(row);
                    break;
                case 1:
                    rows.Insert(random.Next(rows.Count + 1), [.. row]);
                    break;
                case 2 when row.Count > 1:
                    row.RemoveAt(at);
                    break;
                case 3:
                    rows = [.. rows.Take(random.Next(3))];
                    break;
                case 4:
                    var other = rows[random.Next(rows.Count)];
                    row[at] = other[random.Next(other.Count)];
                    break;
                default:
                    row[at] = OddCells[random.Next(OddCells.Length)];
                    break;
            }
        }
        var by = random.Next(6) switch
        {
            0 => ";",
            1 => "\t",
            _ => ",",
        };
        var file = Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(r => string.Join(by, r))));
        return random.Next(3) == 0 ? Bytes(file, random) : file;
    }

    private static byte[] Bytes(byte[] file, Random random)
    {
        var bytes = file.ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(4) == 0 ? 0 : random.Next(bytes.Count + 1);
            switch (random.Next(6))
            {
                case 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 20)));
                    break;
                case 2:
                    var some = new byte[random.Next(1, 20)];
                    random.NextBytes(some);
                    bytes.InsertRange(at, some);
                    break;
                case 3 when bytes.Count > 0:
                    bytes[Math.Min(at, bytes.Count - 1)] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    bytes.InsertRange(at, OddBytes[random.Next(OddBytes.Length)]);
                    break;
            }
        }
        return [.. bytes];
    }
}
