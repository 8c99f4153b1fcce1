using System.Globalization;
using System.IO.Compression;
using System.Text;
using Hub.Contest.Scoring;
using Sylvan.Data.Csv;

namespace Hub.Tests.Contest.Scoring;

/// <summary>17 figure skating events with all judges' marks: by the two example schemes, every published number comes out.</summary>
public class IsuTests
{
    [Fact]
    public void Every_published_number_and_rank_comes_out()
    {
        var isu = Isu.Read();
        var (components, elements, programmes, ranks, decided) = (0, 0, 0, 0, 0);
        foreach (var (name, file) in isu.Files)
        {
            var rules = Sheet.Example(name);
            foreach (var standing in Standings.Of(rules, MarksFile.Read(Encoding.UTF8.GetBytes(file), rules)))
            {
                var (p, r) = (isu.Performances[standing.Entrant.Number], standing.Entrant.Reckoning);
                string Of(string part) => r.Of(rules[part]).Value.Number?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";
                Assert.Equal((p.Total, p.Elements, p.Components), (Of("total"), Of("elements"), Of("components")));
                programmes++;
                foreach (var (aspect, attempt) in p.Aspects.Select(a => (a, a.Attempt)))
                {
                    var score = r.Tries(rules[aspect.IsElement ? "elements" : "component"]).ElementAt(attempt - 1);
                    // the published score of a component is the one before its factor
                    Assert.Equal(aspect.Score, aspect.IsElement ? score.Value.Number : score.Steps[0].After.Number);
                    if (aspect.IsElement) elements++; else components++;
                }
                Assert.Equal(p.Rank, standing.Rank);
                ranks++;
                if (standing.Tie is not null) decided++;
            }
        }
        Assert.Equal((8_630, 15_302, 1_726, 1_726, 3), (components, elements, programmes, ranks, decided));
    }
}

/// <summary>The published data as files for <c>score</c>: one for short programmes and dances, one for free ones.</summary>
internal sealed record Isu(IReadOnlyDictionary<string, string> Files, IReadOnlyDictionary<string, Isu.Performance> Performances)
{
    internal sealed record Aspect(string Id, bool IsElement, int Attempt, decimal Score);

    internal sealed record Performance(int Rank, string Total, string Elements, string Components, List<Aspect> Aspects);

    public static Isu Read()
    {
        var lines = new Dictionary<string, StringBuilder>();
        var (performances, where, aspects) = (new Dictionary<string, Performance>(), new Dictionary<string, (StringBuilder File, string Group)>(), new Dictionary<string, (string Performance, int Attempt)>());
        foreach (var r in Rows("isu/performances.csv"))
        {
            var name = r("program") is var program && (program.Contains("SHORT", StringComparison.Ordinal)) ? "figure-skating-short" : "figure-skating-free";
            if (!lines.TryGetValue(name, out var file)) lines[name] = file = new StringBuilder("group,contestant,criterion,attempt,seat,value\n");
            var group = $"{r("competition")} {program}";
            where[r("performance_id")] = (file, group);
            performances[r("performance_id")] = new(int.Parse(r("rank"), CultureInfo.InvariantCulture), r("total_segment_score"), r("total_element_score"), r("total_component_score"), []);
            file.Append(CultureInfo.InvariantCulture, $"{group},{r("performance_id")},deductions,1,TP,{r("total_deductions")}\n");
        }
        foreach (var r in Rows("isu/judged-aspects.csv.gz"))
        {
            var (performance, element) = (performances[r("performance_id")], r("section") == "elements");
            var attempt = 1 + performance.Aspects.Count(a => a.IsElement == element);
            performance.Aspects.Add(new(r("aspect_id"), element, attempt, decimal.Parse(r("scores_of_panel"), CultureInfo.InvariantCulture)));
            aspects[r("aspect_id")] = (element ? "" : r("performance_id"), attempt);
            var (file, group) = where[r("performance_id")];
            file.Append(CultureInfo.InvariantCulture, $"{group},{r("performance_id")},{(element ? "base" : "factor")},{attempt},TP,{r(element ? "base_value" : "factor")}\n");
            if (element) file.Append(CultureInfo.InvariantCulture, $"{group},{r("performance_id")},goe,{attempt},TP,{r("goe")}\n");
        }
        // an absent judge is stored as 0.0
        foreach (var r in Rows("isu/judge-scores.csv.gz"))
            if (aspects[r("aspect_id")] is { Performance: { Length: > 0 } id, Attempt: var attempt } && r("score") != "0.0")
                where[id].File.Append(CultureInfo.InvariantCulture, $"{where[id].Group},{id},component,{attempt},{r("judge")},{r("score")}\n");
        return new Isu(lines.ToDictionary(l => l.Key, l => l.Value.ToString()), performances);
    }

    private static IEnumerable<Func<string, string>> Rows(string file)
    {
        using var stream = File.OpenRead(SharedData.Path(file));
        using var text = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        using var csv = CsvDataReader.Create(text);
        while (csv.Read()) yield return column => csv.GetString(csv.GetOrdinal(column));
    }
}
