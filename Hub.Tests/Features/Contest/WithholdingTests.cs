using System.Globalization;
using System.Text.RegularExpressions;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest;

/// <summary>Non-interference: two fairs that differ only in what is secret look the same to everybody from whom it is
/// kept, until it is released; then they differ.</summary>
public partial class WithholdingTests
{
    private static readonly ContestId First = new("first"),
        Middle = new("middle"),
        Last = new("last");

    private static readonly string[] Numbers = ["1", "2", "3", "4", "5"];

    /// <summary>How a run is scored: one shape of scheme each.</summary>
    private static readonly (string Name, Part Run, Ranking? Ranking)[] Shapes =
    [
        ("mean", Run, null),
        ("trimmed", Run with { Combine = new Combine(By.Mean, 1, 1) }, null),
        ("best of two", Run with { Attempts = new Attempts(2) }, null),
        ("ties", Run with { Steps = [new Step.AtMost(4)] }, new Ranking(Ties: [new Tie("care")])),
        ("time", Run with { Kind = Kind.Time, Max = null, Best = Best.Low }, new Ranking(Best.Low)),
    ];

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var (i, shape) in Shapes.Index())
                cases.Add(shape.Name, i);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Secret_marks_are_told_by_nothing_until_the_public_boards_go_on(string shape, int seed)
    {
        var worlds = Two(shape, seed);
        Both(worlds, w => w.Do(new Freeze(First, true)));
        MarkAndLock(worlds, First, secret: true);
        // a later contest goes on in public, to its own end and beyond
        MarkAndLock(worlds, Middle, secret: false);
        MarkAndLock(worlds, Last, secret: false);
        foreach (var later in (ContestId[])[Middle, Last])
        {
            Assert.All(worlds, w => Assert.Equal("earlier-not-public", w.Refused(new RevealRank(later, 0))));
            Both(worlds, w => w.Do(new Freeze(later, true)));
            Both(worlds, w => w.Do(new Freeze(later, false)));
        }
        // others come in, and bring their results along
        foreach (var later in (ContestId[])[Middle, Last])
            Both(
                worlds,
                w =>
                {
                    w.Do(new UnlockContest(later, "加人"));
                    w.Do(new SetContestants(later, [.. People(w, later), new(new("6"), "新来的")]));
                    Lock(w, later);
                }
            );
        Both(worlds, w => w.Do(new Freeze(First, false)), same: false);
        Released(worlds);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_ceremony_tells_of_no_rank_that_is_not_revealed_yet_here_or_later(string shape, int seed)
    {
        // they differ only in which of the two best is which
        var worlds = Two(shape, seed);
        Both(worlds, w => w.Do(new Freeze(First, true)));
        MarkAndLock(worlds, First, secret: true, onlyBest: true);
        MarkAndLock(worlds, Middle, secret: false);
        for (var step = 0; step <= Numbers.Length - 2; step++)
            Both(worlds, w => w.Do(new RevealRank(First, step)));
        MarkAndLock(worlds, Last, secret: false);
        Assert.All(worlds, w => Assert.Equal("earlier-not-public", w.Refused(new RevealRank(Last, 0))));
        for (var step = Numbers.Length - 1; step <= Numbers.Length; step++)
            Both(worlds, w => w.Do(new RevealRank(First, step)), same: false);
        Released(worlds);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_freeze_that_was_planned_keeps_what_it_should(string shape, int seed)
    {
        var worlds = Two(shape, seed);
        var moment = Story.Morning.AddMinutes(1);
        Both(worlds, w => w.Do(new PlanFreeze(First, moment)));
        foreach (var world in worlds)
            world.Now = moment;
        MarkAndLock(worlds, First, secret: true);
        MarkAndLock(worlds, Middle, secret: false);
        Both(worlds, w => w.Do(new Freeze(First, false)), same: false);
        Released(worlds);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_was_official_and_public_once_stands_until_what_replaces_it_is_public_too(string shape, int seed)
    {
        var worlds = Two(shape, seed);
        MarkAndLock(worlds, First, secret: false);
        MarkAndLock(worlds, Middle, secret: false, lockIt: false);
        var had = Worlds.Seen(worlds[0].Fair, Asker.Anonymous);
        Both(worlds, w => w.Do(new UnlockContest(First, "复核")));
        Both(worlds, w => w.Do(new Freeze(First, true)));
        Mark(worlds, First, secret: true);
        Both(worlds, w => Lock(w, First));
        // the later contest still shows what there was
        Assert.Equal(OfBoard(had, "leaderboard/middle"), OfBoard(worlds[0].Seen, "leaderboard/middle"));
        // unfrozen before it is locked, what was carried meanwhile was never public
        Both(worlds, w => w.Do(new UnlockContest(First, "再复核")));
        Mark(worlds, First, secret: false);
        Both(worlds, w => w.Do(new Freeze(First, false)));
        Assert.Equal(OfBoard(had, "leaderboard/middle"), OfBoard(worlds[0].Seen, "leaderboard/middle"));
        Both(worlds, w => Lock(w, First));
        Assert.All(worlds, w => Assert.Empty(w.Fair.Contest(Middle).Withheld));
    }

    [Fact]
    public void A_part_that_is_carried_from_another_contest_by_a_new_scheme_has_nothing_of_the_one_before()
    {
        var worlds = Two("mean", 1);
        Both(worlds, w => w.Do(new Freeze(First, true)));
        MarkAndLock(worlds, First, secret: true);
        var other = new ContestId("other");
        Both(worlds, w => w.Do(new DefineContest(Scheme(other, Run, null), People(w, Last))));
        Both(worlds, w => w.Do(new SetScheme(Scheme(Middle, Run, null, other))));
        Assert.All(worlds, w => Assert.All(w.Fair.Contest(Middle).Sheets.Values, s => Assert.Empty(s.Marks)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Whose_a_code_is_is_told_by_nothing_until_the_names_are_released(string shape, int seed)
    {
        // the same list, drawn by two secrets, and the same marks by code
        var worlds = Two(shape, seed);
        Both(worlds, w => w.Do(new DrawOrder(First, 2, true, w.Draw)), blind: true);
        Both(worlds, w => w.Do(new CallHeat(First, 3)), blind: true);
        MarkAndLock(worlds, First, secret: false, blind: true, lockIt: false);
        // the list is imported again, in another order, with three rows more
        Both(
            worlds,
            w =>
                w.Do(
                    new SetContestants(
                        First,
                        [new(new("7"), "庚"), .. People(w, First).Reverse(), new(new("6"), "己"), new(new("8"), "辛")]
                    )
                ),
            blind: true
        );
        Assert.All(
            worlds,
            w =>
            {
                var contest = w.Fair.Contest(First);
                Assert.Equal(
                    ["1-01", "1-02", "2-01", "2-02", "3-01", "3-02", "4-01", "4-02"],
                    contest.InOrder.Select(s => contest.Called(s).Text)
                );
            }
        );
        Both(worlds, w => w.Do(new CallHeat(First, 4)), blind: true);
        MarkAndLock(worlds, First, secret: false, blind: true);
        // the later contests have names: the totals that are public by code come to none of them
        MarkAndLock(worlds, Middle, secret: false, blind: true);
        Assert.All(worlds, w => Assert.Equal("earlier-not-public", w.Refused(new RevealRank(Middle, 0))));
        Both(worlds, w => w.Do(new ReleaseNames(First)), same: false);
        Released(worlds);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Public_results_of_an_earlier_contest_do_not_tell_whose_a_code_is(string shape, int seed)
    {
        var worlds = Two(shape, seed);
        MarkAndLock(worlds, First, secret: false, known: true);
        Both(worlds, w => w.Do(new DrawOrder(Middle, 3, true, w.Draw)), blind: true);
        MarkAndLock(worlds, Middle, secret: false, blind: true);
        Assert.All(worlds, w => Assert.Equal("names-first", w.Refused(new RevealRank(Middle, 0))));
        Both(worlds, w => w.Do(new ReleaseNames(Middle)), same: false);
        Released(worlds);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Names_numbers_and_the_order_of_the_list_are_told_by_nothing_while_they_are_hidden(
        string shape,
        int seed
    )
    {
        var (random, scheme) = (new Random(seed), Of(shape, First));
        var secret = Secret(random);
        var worlds = Enumerable.Range(0, 2).Select(i => new World(i, secret, seed)).ToArray();
        foreach (var world in worlds)
        {
            string[] numbers = [.. Enumerable.Range(1, 6).Select(n => $"{100 * world.Index + 7 * n}")];
            random.Shuffle(numbers);
            // in the same groups by code
            var drawn = new Draw(secret, 2).Order(numbers.Select(n => new ContestantId(n)));
            world.Do(
                new DefineContest(
                    scheme,
                    [
                        .. numbers.Select(n => new Contestant(
                            new(n),
                            $"甲{n}",
                            $"校{n}",
                            Array.FindIndex([.. drawn], d => d.Text == n) % 3 == 0 ? "学生" : "职工"
                        )),
                    ]
                )
            );
            world.Do(new Freeze(First, seed % 2 == 1));
            world.Do(new DrawOrder(First, 2, true, secret));
            world.See(led: true);
        }
        Assert.Equal(worlds[0].Seen, worlds[1].Seen);
        Assert.Equal(worlds[0].Led, worlds[1].Led);
        MarkAndLock(worlds, First, secret: false, blind: true, lockIt: false);
        Both(
            worlds,
            w =>
                w.Do(
                    new SetContestants(
                        First,
                        [
                            .. People(w, First).OrderBy(c => c.Number),
                            new(new($"{5 + 300 * w.Index}"), "后来", null, "职工"),
                        ]
                    )
                ),
            blind: true
        );
        Assert.All(
            worlds,
            w =>
                Assert.All(
                    w.Fair.Contest(First).Order,
                    n => Assert.DoesNotContain($"甲{n}", w.Seen + w.Led, StringComparison.Ordinal)
                )
        );
        Both(worlds, w => w.Do(new ReleaseNames(First)), same: false);
    }

    [Fact]
    public void A_list_is_no_way_to_ask_whose_a_code_is()
    {
        var worlds = Two("mean", 1);
        Both(worlds, w => w.Do(new DrawOrder(First, 2, true, w.Draw)), blind: true);
        Both(worlds, w => w.Do(new EnterMark(First, new("J1"), new("1-01"), "run", 5)), blind: true);
        // a dry run of a list with one row: who goes, and who has marks
        var said = worlds.Select(w =>
            string.Join(
                ' ',
                ContestantDiff.Of(w.Fair, w.Fair.Contest(First), [new(new("1"), "甲")], keep: false).Removed
            )
        );
        Assert.Single(said.Distinct());
        Assert.All(
            worlds,
            w =>
            {
                foreach (var number in Numbers)
                    Assert.Equal(
                        "names-hidden",
                        w.Refused(new SetContestants(First, [.. People(w, First).Where(c => c.Number.Text != number)]))
                    );
                Assert.Equal(
                    "names-hidden",
                    w.Refused(
                        new SetContestants(First, [.. People(w, First).Select(c => c with { Group = c.Number.Text })])
                    )
                );
            }
        );
    }

    [Fact]
    public void Who_was_on_by_name_or_had_signed_is_not_seen_behind_a_code()
    {
        var worlds = Two("mean", 1);
        Both(worlds, w => w.Do(new CallContestant(First, new("3"), null)));
        Both(worlds, w => w.Do(new DrawOrder(First, 2, true, w.Draw)), blind: true);
        Assert.All(worlds, w => Assert.Null(w.Fair.Contest(First).OnNow));
        worlds = Two("mean", 1);
        Both(worlds, w => w.Happen(new SheetSigned(First, new("3"), Signer.Contestant, null)));
        Assert.All(worlds, w => Assert.Equal("marking-begun", w.Refused(new DrawOrder(First, 2, true, w.Draw))));
    }

    /// <summary>A fair, what is seen of it, and how it differs from the other.</summary>
    private sealed class World(int index, string draw, int seed)
    {
        private readonly Story _story = new();

        public int Index => index;

        public string Draw => draw;

        public int Seed => seed;

        public Fair Fair => _story.Fair;

        public DateTimeOffset Now { get; set; } = Story.Morning;

        public string Seen { get; private set; } = "";

        public string Led { get; private set; } = "";

        public void Do(Command command)
        {
            var people = command.Decide(Fair, Asker.System, Now).People;
            _story.Do(command, Now);
            _story.Know(people);
        }

        public void Happen(Fact fact) => _story.Happen(fact, Now);

        public string Refused(Command command) =>
            Assert.Throws<Refusal>(() => command.Decide(Fair, Asker.System, Now)).Code;

        /// <summary>What somebody who looks for it could see: a commitment is random bits.</summary>
        public void See(bool led)
        {
            Seen = Commitment().Replace(Worlds.Public(Fair, Numbers), "commitment");
            Led = led ? Worlds.Seen(Fair, Worlds.Chief, Numbers) : "";
        }
    }

    [GeneratedRegex("(?<=\"commitment\":\")[0-9a-f]{64}")]
    private static partial Regex Commitment();

    /// <summary>Two fairs with a contest, one that carries it over, and one that carries that one over.</summary>
    private static World[] Two(string shape, int seed)
    {
        var random = new Random(seed);
        World[] worlds = [new(0, Secret(random), seed), new(1, Secret(random), seed)];
        Both(
            worlds,
            w =>
            {
                Contestant[] people = [.. Numbers.Select(n => new Contestant(new(n), $"选手{n}", "样例校"))];
                w.Do(new DefineContest(Of(shape, First), people));
                w.Do(new DefineContest(Of(shape, Middle, First), people));
                w.Do(new DefineContest(Of(shape, Last, Middle, First), people));
            }
        );
        return worlds;
    }

    /// <param name="same">Whether nothing may tell the two apart afterwards.</param>
    /// <param name="blind">Also nothing that the chief sees.</param>
    private static void Both(World[] worlds, Action<World> happens, bool same = true, bool blind = false)
    {
        foreach (var world in worlds)
        {
            happens(world);
            world.See(blind);
        }
        if (!same)
        {
            Assert.NotEqual(worlds[0].Seen, worlds[1].Seen);
            return;
        }
        Same(worlds[0].Seen, worlds[1].Seen);
        if (blind)
            Same(worlds[0].Led, worlds[1].Led);
    }

    private static void Same(string one, string other)
    {
        if (one != other)
            Assert.Equal(one.Split('\n'), other.Split('\n'));
    }

    /// <param name="secret">J2's and J3's marks differ between the worlds; J1 sees the own ones.</param>
    /// <param name="onlyBest">By contestant: only the two best change places.</param>
    /// <param name="blind">By code, and so the chief sees the same too.</param>
    /// <param name="known">The chief knows who is who.</param>
    private static void MarkAndLock(
        World[] worlds,
        ContestId contest,
        bool secret,
        bool onlyBest = false,
        bool blind = false,
        bool lockIt = true,
        bool known = false
    )
    {
        Mark(worlds, contest, secret, onlyBest, blind);
        if (secret)
            // how one takes part is as secret as a mark
            Both(
                worlds,
                w =>
                    w.Do(
                        new SetStatus(
                            contest,
                            new(onlyBest ? "1" : $"{1 + w.Index}"),
                            onlyBest ? Status.DidNotFinish : Status.Disqualified,
                            "x"
                        )
                    )
            );
        if (lockIt)
            Both(worlds, w => Lock(w, contest), blind: blind && !known);
    }

    private static void Mark(World[] worlds, ContestId contest, bool secret, bool onlyBest = false, bool blind = false)
    {
        var attempts = worlds[0].Fair.Contest(contest).Rules["run"].Attempts;
        Both(
            worlds,
            w =>
            {
                foreach (var (i, seat) in ((string[])["J1", "J2", "J3"]).Index())
                foreach (var (c, sheet) in w.Fair.Contest(contest).InOrder.ToArray().Index())
                {
                    foreach (var attempt in Enumerable.Range(1, attempts))
                        Give(w, seat, sheet, "run", Value(w, c, i, attempt), attempt);
                    Give(w, seat, sheet, "care", Value(w, c, i, 0), 1);
                }
            },
            blind: blind
        );

        void Give(World world, string seat, ScoreSheet sheet, string criterion, int value, int attempt) =>
            world.Do(
                new EnterMark(contest, new(seat), world.Fair.Contest(contest).Called(sheet), criterion, value, attempt)
            );

        int Value(World world, int c, int judge, int attempt)
        {
            var differs = secret && judge > 0 && world.Index == 1;
            if (!onlyBest)
                return ((7 + world.Seed) * c + 3 * judge + attempt + (differs ? 2 * (c + 1) : 0)) % 11;
            // 4 and 5 are the two best
            var value = 2 * (differs && c >= 3 ? 7 - c : c);
            return world.Fair.Contest(contest).Rules.Total.Best is Best.Low ? 10 - value : value;
        }
    }

    private static void Lock(World world, ContestId contest)
    {
        foreach (var sheet in world.Fair.Contest(contest).InOrder.Where(s => !s.Signed.Chief).ToArray())
        {
            world.Happen(new SheetSigned(contest, sheet.Number, Signer.Contestant, null));
            world.Happen(new SheetSigned(contest, sheet.Number, Signer.Chief, null));
        }
        world.Do(new LockContest(contest));
    }

    /// <summary>Everybody sees all that there is, as without any secret.</summary>
    private static void Released(World[] worlds) =>
        Assert.All(
            worlds,
            w =>
                Assert.All(
                    w.Fair.Contests.Values,
                    c =>
                    {
                        Assert.Empty(c.Withheld);
                        Assert.Same(c, w.Fair.Shown(c, c));
                        Assert.Same(c, w.Fair.Led(c));
                        Assert.Same(c, c.Public);
                    }
                )
        );

    private static Contestant[] People(World world, ContestId contest) =>
        [
            .. world
                .Fair.Contest(contest)
                .InOrder.OrderBy(s => s.Number)
                .Select(s => new Contestant(
                    s.Number,
                    world.Fair.People[$"{contest}/{s.Number}"].Name,
                    world.Fair.People[$"{contest}/{s.Number}"].Affiliation,
                    s.Group
                )),
        ];

    private static string OfBoard(string seen, string board) =>
        seen[seen.IndexOf($"board {board}", StringComparison.Ordinal)..].Split("board ")[1];

    private static string Secret(Random random)
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private static Part Run => new("run", "一轮", Kind: Kind.Judged, Panel: "p", Max: 10, Step: 0.5m);

    private static Scheme Of(string shape, ContestId id, params ContestId[] earlier)
    {
        var (_, run, ranking) = Shapes.Single(s => s.Name == shape);
        return Scheme(id, run, ranking, earlier);
    }

    private static Scheme Scheme(ContestId id, Part run, Ranking? ranking, params ContestId[] earlier) =>
        new(
            id,
            string.Create(CultureInfo.InvariantCulture, $"比赛 {id}"),
            new Dictionary<string, Panel> { ["p"] = new([new("J1"), new("J2"), new("J3")]) },
            [
                run,
                new Part("care", "规范", Kind: Kind.Judged, Panel: "p", Max: 10, Counts: false),
                .. earlier.Select(e => new Part($"from-{e}", $"{e} 成绩", Kind: Kind.Carried, Of: e.Text)),
            ],
            Ranking: ranking,
            Awards: [new Award("gold", "金牌", Count: 1), new Award("silver", "银牌", Percent: 50)]
        );
}
