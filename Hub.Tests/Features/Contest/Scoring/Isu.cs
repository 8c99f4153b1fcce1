using System.Globalization;
using System.IO.Compression;
using System.Text;
using Sylvan.Data.Csv;

namespace Hub.Tests.Features.Contest.Scoring;

/// <summary>The published data as files for <c>score</c>: one for short programmes and dances, one for free
/// ones.</summary>
internal sealed record Isu(
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyDictionary<string, Isu.Performance> Performances
)
{
    internal sealed record Aspect(string Id, bool IsElement, int Attempt, decimal Score);

    internal sealed record Performance(
        int Rank,
        string Total,
        string Elements,
        string Components,
        List<Aspect> Aspects
    );

    /// <param name="folder">Where performances.csv, judged-aspects.csv.gz and judge-scores.csv.gz are.</param>
    public static Isu Read(string folder)
    {
        var lines = new Dictionary<string, StringBuilder>();
        var (performances, where, aspects) = (
            new Dictionary<string, Performance>(),
            new Dictionary<string, (StringBuilder File, string Group)>(),
            new Dictionary<string, (string Performance, int Attempt)>()
        );
        foreach (var r in Rows(folder, "performances.csv"))
        {
            var name =
                r("program") is var program && (program.Contains("SHORT", StringComparison.Ordinal))
                    ? "figure-skating-short"
                    : "figure-skating-free";
            if (!lines.TryGetValue(name, out var file))
                lines[name] = file = new StringBuilder("group,contestant,criterion,attempt,seat,value\n");
            var group = $"{r("competition")} {program}";
            where[r("performance_id")] = (file, group);
            performances[r("performance_id")] = new(
                int.Parse(r("rank"), CultureInfo.InvariantCulture),
                r("total_segment_score"),
                r("total_element_score"),
                r("total_component_score"),
                []
            );
            file.Append(
                CultureInfo.InvariantCulture,
                $"{group},{r("performance_id")},deductions,1,TP,{r("total_deductions")}\n"
            );
        }
        foreach (var r in Rows(folder, "judged-aspects.csv.gz"))
        {
            var (performance, element) = (performances[r("performance_id")], r("section") == "elements");
            var attempt = 1 + performance.Aspects.Count(a => a.IsElement == element);
            performance.Aspects.Add(
                new(r("aspect_id"), element, attempt, decimal.Parse(r("scores_of_panel"), CultureInfo.InvariantCulture))
            );
            aspects[r("aspect_id")] = (element ? "" : r("performance_id"), attempt);
            var (file, group) = where[r("performance_id")];
            file.Append(
                CultureInfo.InvariantCulture,
                $"{group},{r("performance_id")},{(element ? "base" : "factor")},{attempt},TP,"
                    + $"{r(element ? "base_value" : "factor")}\n"
            );
            if (element)
                file.Append(
                    CultureInfo.InvariantCulture,
                    $"{group},{r("performance_id")},goe,{attempt},TP,{r("goe")}\n"
                );
        }
        // an absent judge is stored as 0.0
        foreach (var r in Rows(folder, "judge-scores.csv.gz"))
            if (
                aspects[r("aspect_id")] is { Performance: { Length: > 0 } id, Attempt: var attempt }
                && r("score") != "0.0"
            )
                where[id]
                    .File.Append(
                        CultureInfo.InvariantCulture,
                        $"{where[id].Group},{id},component,{attempt},{r("judge")},{r("score")}\n"
                    );
        return new Isu(lines.ToDictionary(l => l.Key, l => l.Value.ToString()), performances);
    }

    private static IEnumerable<Func<string, string>> Rows(string folder, string file)
    {
        using var stream = File.OpenRead(Path.Combine(folder, file));
        using var text = new StreamReader(
            file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream
        );
        using var csv = CsvDataReader.Create(text);
        while (csv.Read())
            yield return column => csv.GetString(csv.GetOrdinal(column));
    }
}
