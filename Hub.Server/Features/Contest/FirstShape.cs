using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

/// <summary>How the first hubs kept a contest's scheme. Old ledgers have it; nothing new is written so.</summary>
/// <param name="Trim">So many of the highest and of the lowest marks of a criterion did not count.</param>
public sealed record FirstScheme(
    ContestId Id,
    string Name,
    string? NameEn,
    int Trim,
    IReadOnlyList<FirstModule> Modules,
    IReadOnlyList<SeatId> Seats,
    IReadOnlyList<ContestantId> Contestants
)
{
    /// <summary>The same in today's words: a criterion was a share of its highest mark, a module and the total were
    /// shares of 100.</summary>
    public Scheme Today()
    {
        var modules = Modules.Sum(m => m.Weight);
        return new Scheme(
            Id,
            Name,
            new Dictionary<string, Panel> { ["panel"] = new(Seats) },
            [
                .. Modules.Select(m =>
                {
                    var criteria = m.Criteria.Sum(c => c.Weight);
                    return new Part(
                        m.Id,
                        m.Name,
                        m.NameEn,
                        Steps: [new Step.Multiply(m.Weight / modules)],
                        Criteria:
                        [
                            .. m.Criteria.Select(c => new Part(
                                c.Id,
                                c.Name,
                                c.NameEn,
                                Kind: Kind.Judged,
                                Panel: "panel",
                                Max: c.Max,
                                Step: c.Step,
                                Combine: new Combine(By.Mean, Trim, Trim),
                                Steps: [new Step.Scale(c.Max, 100), new Step.Scale(criteria, c.Weight)]
                            )),
                        ]
                    );
                }),
            ],
            NameEn,
            Steps: [new Step.Round(2)]
        );
    }
}

public sealed record FirstModule(
    string Id,
    string Name,
    decimal Weight,
    IReadOnlyList<FirstCriterion> Criteria,
    string? NameEn = null
);

public sealed record FirstCriterion(
    string Id,
    string Name,
    decimal Max,
    decimal Step,
    decimal Weight,
    string? NameEn = null
);
