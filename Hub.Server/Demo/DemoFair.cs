using Bogus;

namespace Hub.Demo;

/// <param name="Draw">How much more than another it draws people: 1 to 6.</param>
public sealed record DemoEmployer(
    string Name,
    string NameEn,
    string Cluster,
    string Industry,
    string District,
    string Description,
    string Booth,
    double Draw
);

/// <param name="Salary">Yuan a month, a range.</param>
public sealed record DemoPosition(
    string Employer,
    string Title,
    int Headcount,
    string Degree,
    string Major,
    string Salary,
    string Place,
    string Type
);

/// <summary>A made-up fair of Chaoyang, Liaoning: as many employers, positions and contestants as the real one had. The
/// same seed makes the same fair.</summary>
/// <param name="Passes">Visitors' passes, with a check character at the end.</param>
public sealed record DemoFair(
    IReadOnlyList<DemoEmployer> Employers,
    IReadOnlyList<DemoPosition> Positions,
    IReadOnlyList<string> Passes,
    DemoContest Contest
)
{
    public const int PositionCount = 2135,
        PassCount = 2000;

    public static DemoFair Make(int seed)
    {
        var faker = new Faker("zh_CN") { Random = new Randomizer(seed) };
        var employers = MakeEmployers(faker.Random);
        return new DemoFair(
            employers,
            [.. MakePositions(faker.Random, employers)],
            [.. Enumerable.Range(1, PassCount).Select(Pass)],
            DemoContest.Make(faker)
        );
    }

    /// <summary>P-0042V: one wrong digit, or two neighbours swapped, make another check character.</summary>
    public static string Pass(int number)
    {
        const string alphabet = "ABCDEFGHJKLMNPQRSTUVWXY";
        var digits = number.ToString("0000");
        return $"P-{digits}{alphabet[digits.Select((d, i) => (i + 2) * (d - '0')).Sum() % alphabet.Length]}";
    }

    private static List<DemoEmployer> MakeEmployers(Randomizer random)
    {
        var employers = new List<DemoEmployer>();
        foreach (var cluster in DemoWords.Clusters)
        foreach (var brand in random.Shuffle(DemoWords.Brands).Take(cluster.Employers))
        {
            var (town, trade) = (random.ArrayElement(DemoWords.Towns), random.ArrayElement(cluster.Trades));
            var hospital = trade.Zh is "医院";
            var name =
                $"{town.Zh}{brand.Zh}{trade.Zh}{(hospital ? "" : random.Bool(0.2f) ? "集团有限公司" : "有限公司")}";
            var nameEn = $"{town.En} {brand.En} {trade.En}{(hospital ? "" : " Co., Ltd.")}";
            var district = random.ArrayElement(town.Districts);
            var description =
                $"位于朝阳市{district}，{(hospital ? "提供医疗服务" : $"主营{trade.Zh}")}，{random.Number(1992, 2022)} "
                + $"年成立，现有员工 {random.Number(3, 90) * 10} 人。";
            // Half as many at each doubling of the draw: a few crowded booths, many quiet ones.
            var draw = Math.Min(6, Math.Pow(1 - random.Double(), -0.6));
            employers.Add(
                new DemoEmployer(
                    name,
                    nameEn,
                    cluster.Name,
                    cluster.Industry,
                    district,
                    description,
                    Booth(employers.Count),
                    draw
                )
            );
        }
        return employers;
    }

    /// <summary>Rows of twenty: A01 to A20, B01, …</summary>
    private static string Booth(int index) => $"{(char)('A' + index / 20)}{index % 20 + 1:00}";

    private static IEnumerable<DemoPosition> MakePositions(Randomizer random, List<DemoEmployer> employers)
    {
        var counts = employers.Select(_ => random.Number(10, 26)).ToArray();
        for (var left = PositionCount - counts.Sum(); left != 0; left -= Math.Sign(left))
        {
            var open = Enumerable
                .Range(0, counts.Length)
                .Where(i => left > 0 ? counts[i] < 28 : counts[i] > 8)
                .ToArray();
            counts[random.ArrayElement(open)] += Math.Sign(left);
        }
        foreach (var (employer, count) in employers.Zip(counts))
        {
            var own = DemoWords.Clusters.First(c => c.Name == employer.Cluster).Jobs;
            foreach (var job in random.Shuffle(own).Concat(random.Shuffle(DemoWords.CommonJobs)).Take(count))
                yield return MakePosition(random, employer, job.Split('|'));
        }
    }

    private static DemoPosition MakePosition(Randomizer random, DemoEmployer employer, string[] job)
    {
        var tier = int.Parse(job[2]);
        var low =
            500
            * (
                tier switch
                {
                    1 => random.Number(6, 9),
                    2 => random.Number(7, 11),
                    _ => random.Number(10, 18),
                }
            );
        var degree = random.ArrayElement(
            tier switch
            {
                1 => ["不限", "中专", "高中"],
                2 => ["大专", "大专", "本科"],
                _ => new[] { "本科", "本科", "硕士" },
            }
        );
        var type = random.WeightedRandom(["全职", "实习", "校招"], [0.7f, 0.1f, 0.2f]);
        var place = random.Bool(0.85f) ? employer.District : random.ArrayElement(DemoWords.Districts);
        return new DemoPosition(
            employer.Name,
            job[0],
            tier is 1 ? random.Number(2, 15) : random.Number(1, 5),
            degree,
            job[1],
            $"{low}-{low + 500 * random.Number(2, 6)}元/月",
            $"朝阳市{place}",
            type
        );
    }
}
