using System.Globalization;
using System.Text;
using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest.Scoring;

/// <summary>17 figure skating events with all judges' marks: by the two example schemes, every published number comes
/// out.</summary>
public class IsuTests
{
    [Fact]
    [Needs(Need.Time)]
    public void Every_published_number_and_rank_comes_out()
    {
        var isu = Isu.Read(SharedData.Folder("isu"));
        var (components, elements, programmes, ranks, decided) = (0, 0, 0, 0, 0);
        foreach (var (name, file) in isu.Files)
        {
            var rules = Sheet.Example(name);
            foreach (var standing in Standings.Of(rules, MarksFile.Read(Encoding.UTF8.GetBytes(file), rules)))
            {
                var (p, r) = (isu.Performances[standing.Entrant.Number.Text], standing.Entrant.Reckoning);
                string Of(string part) =>
                    r.Of(rules[part]).Value.Number?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";
                Assert.Equal((p.Total, p.Elements, p.Components), (Of("total"), Of("elements"), Of("components")));
                programmes++;
                foreach (var (aspect, attempt) in p.Aspects.Select(a => (a, a.Attempt)))
                {
                    var score = r.Tries(rules[aspect.IsElement ? "elements" : "component"]).ElementAt(attempt - 1);
                    // the published score of a component is the one before its factor
                    Assert.Equal(aspect.Score, aspect.IsElement ? score.Value.Number : score.Steps[0].After.Number);
                    if (aspect.IsElement)
                        elements++;
                    else
                        components++;
                }
                Assert.Equal(p.Rank, standing.Rank);
                ranks++;
                if (standing.Tie is not null)
                    decided++;
            }
        }
        Assert.Equal((8_630, 15_302, 1_726, 1_726, 3), (components, elements, programmes, ranks, decided));
    }
}
