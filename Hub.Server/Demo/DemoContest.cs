using Bogus;

namespace Hub.Demo;

public sealed record DemoCriterion(string Id, string Name, string NameEn, decimal Max, decimal Step, decimal Weight);

/// <param name="Weight">Percent of the total.</param>
public sealed record DemoModule(
    string Id,
    string Name,
    string NameEn,
    decimal Weight,
    IReadOnlyList<DemoCriterion> Criteria
);

public sealed record DemoContestant(string Number, string Name, string Affiliation);

/// <summary>A made-up drone contest whose shape follows the vocational ones (theory, assembly, flight, survey;
/// the highest and the lowest mark of the panel do not count).</summary>
public sealed record DemoContest(
    string Id,
    string Name,
    string NameEn,
    int Trim,
    IReadOnlyList<DemoModule> Modules,
    IReadOnlyList<string> Seats,
    IReadOnlyList<DemoContestant> Contestants
)
{
    public const int ContestantCount = 70;

    public static DemoContest Make(Faker faker) =>
        new(
            "drone",
            "无人机应用技能竞赛",
            "Drone Skills Contest",
            1,
            [
                new(
                    "theory",
                    "理论知识",
                    "Theory",
                    20,
                    [
                        new("law", "法规与空域", "Law and airspace", 50, 1, 50),
                        new("knowledge", "专业知识", "Knowledge", 50, 1, 50),
                    ]
                ),
                new(
                    "assembly",
                    "组装调试",
                    "Assembly",
                    20,
                    [
                        new("build", "装配工艺", "Workmanship", 10, 0.5m, 40),
                        new("wiring", "接线焊接", "Wiring", 10, 0.5m, 30),
                        new("tuning", "飞控调试", "Tuning", 10, 0.5m, 30),
                    ]
                ),
                new(
                    "flight",
                    "飞行操控",
                    "Flight",
                    40,
                    [
                        new("landing", "起飞与降落", "Take-off and landing", 10, 0.5m, 20),
                        new("track", "航线精度", "Track accuracy", 10, 0.1m, 30),
                        new("obstacles", "障碍穿越", "Obstacles", 20, 0.5m, 35),
                        new("emergency", "应急处置", "Emergency", 10, 0.5m, 15),
                    ]
                ),
                new(
                    "survey",
                    "航测作业",
                    "Aerial survey",
                    20,
                    [
                        new("planning", "航线规划", "Planning", 10, 0.5m, 30),
                        new("images", "影像质量", "Image quality", 10, 0.5m, 30),
                        new("accuracy", "成果精度", "Accuracy", 10, 0.1m, 40),
                    ]
                ),
            ],
            ["J1", "J2", "J3", "J4", "J5", "J6", "J7"],
            [
                .. Enumerable
                    .Range(1, ContestantCount)
                    .Select(n => new DemoContestant(
                        $"{n}",
                        faker.Name.LastName() + faker.Name.FirstName(),
                        faker.Random.ArrayElement(DemoWords.Schools)
                    )),
            ]
        );

    /// <summary>The body of <c>POST contests</c>: a criterion is a share of its highest mark.</summary>
    public object Body =>
        new
        {
            scheme = new
            {
                id = Id,
                name = Name,
                nameEn = NameEn,
                panels = new { panel = new { seats = Seats } },
                modules = Modules.Select(m => new
                {
                    id = m.Id,
                    name = m.Name,
                    nameEn = m.NameEn,
                    weight = m.Weight,
                    criteria = m.Criteria.Select(c => new
                    {
                        id = c.Id,
                        name = c.Name,
                        nameEn = c.NameEn,
                        weight = c.Weight,
                        kind = "judged",
                        panel = "panel",
                        max = c.Max,
                        step = c.Step,
                        combine = new
                        {
                            by = "mean",
                            dropHigh = Trim,
                            dropLow = Trim,
                        },
                        steps = new[]
                        {
                            new
                            {
                                step = "scale",
                                from = c.Max,
                                to = 100,
                            },
                        },
                    }),
                }),
                steps = new[] { new { step = "round", digits = 2 } },
                ranking = new { ties = new[] { new { part = "flight" } } },
                awards = new[]
                {
                    new
                    {
                        id = "first",
                        name = "一等奖",
                        nameEn = "First prize",
                        percent = 10,
                    },
                    new
                    {
                        id = "second",
                        name = "二等奖",
                        nameEn = "Second prize",
                        percent = 20,
                    },
                    new
                    {
                        id = "third",
                        name = "三等奖",
                        nameEn = "Third prize",
                        percent = 30,
                    },
                },
            },
            contestants = Contestants,
        };
}
