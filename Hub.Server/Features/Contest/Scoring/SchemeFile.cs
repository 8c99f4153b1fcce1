using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Hub.Sheets;

namespace Hub.Features.Contest.Scoring;

/// <summary>Schemes as JSON files.</summary>
public static partial class SchemeFile
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveDefaultsOut, StrictJson.Demand } },
        NumberHandling = JsonNumberHandling.Strict,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowOutOfOrderMetadataProperties = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="SchemeException">It is no scheme, or one with holes.</exception>
    public static Rules Read(ReadOnlySpan<byte> file) => Rules.Of(Said(file));

    /// <summary>What a file says, and no more: it may have holes.</summary>
    /// <exception cref="SchemeException">It is no scheme.</exception>
    public static Scheme Said(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(Encoding.UTF8.Preamble))
            file = file[3..];
        try
        {
            var scheme = JsonSerializer.Deserialize<Scheme>(file, Json) ?? throw new JsonException("It is null.");
            return scheme with { Edition = 0 };
        }
        catch (JsonException e)
        {
            if (Unknown(file) is [var first, .. var others])
                throw new SchemeException([
                    first with
                    {
                        Zh = $"第 {e.LineNumber + 1} 行：{first.Zh}",
                        En = $"Line {e.LineNumber + 1}: {first.En}",
                    },
                    .. others,
                ]);
            var at = e.Path?.TrimStart('$', '.') ?? "";
            // the program's own types tell nothing to those who write schemes
            var why = e.Message.Contains(nameof(Scoring), StringComparison.Ordinal) ? "" : e.Message;
            throw new SchemeException([
                new(at, $"第 {e.LineNumber + 1} 行读不懂。{why}", $"Line {e.LineNumber + 1} cannot be read. {why}"),
            ]);
        }
    }

    // empty where it is no JSON at all
    private static List<Hole> Unknown(ReadOnlySpan<byte> file)
    {
        try
        {
            return SchemeWords.Unknown(
                JsonNode.Parse(
                    file,
                    documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
                )
            );
        }
        // a word that stands twice in one object, or no text at all, is found on looking
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return [];
        }
    }

    /// <summary>Whether it means to be JSON, with or without remarks, and no spreadsheet.</summary>
    public static bool IsText(byte[] file) => Text(file).TrimStart() is ['{' or '/' or '[' or '"', ..] or "" or "null";

    public static string Text(byte[] file) => Charset.Decode(file).Text;

    /// <summary>As a person would write it: what is as it is without being said is left out.</summary>
    public static string Write(Scheme scheme) =>
        Innermost().Replace(JsonSerializer.Serialize(Sparing(scheme), Json), m => LineEnds().Replace(m.Value, " "));

    /// <summary>As a file says it: without saying that the higher total wins, where that follows from the
    /// rest.</summary>
    internal static Scheme Sparing(Scheme scheme)
    {
        var ranking = scheme.Ranking ?? new();
        var wins = ranking.Best ?? (scheme.Edition == 0 ? Best.High : null);
        var unsaid = scheme with { Ranking = ranking with { Best = null }, Edition = Scheme.Newest };
        if (wins is Best.Low || wins is Best.High && !HigherWins(unsaid))
            return scheme with { Ranking = ranking with { Best = wins }, Edition = 0 };
        return unsaid with { Ranking = unsaid.Ranking == new Ranking() ? null : unsaid.Ranking, Edition = 0 };
    }

    private static bool HigherWins(Scheme scheme)
    {
        try
        {
            return Rules.Kept(scheme).Total.Final is Best.High;
        }
        catch (SchemeException)
        {
            return false;
        }
    }

    // no line ends within a string of JSON, so that wherever this matches, it changes white space only
    [GeneratedRegex(@"[\[{][^\[\]{}]{1,200}[\]}]")]
    private static partial Regex Innermost();

    [GeneratedRegex(@"\r?\n\s*")]
    private static partial Regex LineEnds();

    // the default is the parameter's, not the type's: false says something where true is the default
    private static void LeaveDefaultsOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.AssociatedParameter is { HasDefaultValue: true } parameter)
                property.ShouldSerialize = (_, value) => !Equals(value, parameter.DefaultValue);
    }
}
