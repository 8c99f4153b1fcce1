using CsCheck;
using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest.Scoring;

/// <summary>Ranks, ties and awards, in general.</summary>
public class StandingsTests
{
    private const string One = """{ "id": "m", "name": "m", "kind": "measured", "panel": "p", "step": 1 }""";

    [Fact]
    public void Equal_totals_share_a_rank_and_the_next_is_skipped_and_who_is_not_ranked_stands_below() =>
        Assert.Equal(
            ["1 a 9", "1 c 9", "3 b 5", "- star 10", "- gone 7", "- dsq 8"],
            Sheet
                .Rules(One, seats: "s")
                .Standings(
                    "gone,m,,,7",
                    "gone,status,,,DNS",
                    "dsq,m,,,8",
                    "dsq,status,,,DSQ",
                    "a,m,,,9",
                    "b,m,,,5",
                    "c,m,,,9",
                    "star,m,,,10",
                    "star,status,,,unofficial"
                )
                .Lines()
        );

    [Theory]
    [InlineData("down", "1 a first, 2 b -, 2 c -, 4 d -, 5 e -", """{ "id": "first", "name": "x", "count": 2 }""")]
    [InlineData(
        "down",
        "1 a first, 2 b second, 2 c second, 4 d second, 5 e -",
        """{ "id": "first", "name": "x", "count": 2 }, { "id": "second", "name": "x", "count": 2 }"""
    )]
    [InlineData(
        "up",
        "1 a first, 2 b first, 2 c first, 4 d second, 5 e -",
        """{ "id": "first", "name": "x", "count": 2 }, { "id": "second", "name": "x", "count": 2 }"""
    )]
    [InlineData(
        "up",
        "1 a first, 2 b second, 2 c second, 4 d third, 5 e third",
        """
            { "id": "first", "name": "x", "percent": 20 }, { "id": "second", "name": "x", "percent": 30 },
            { "id": "third", "name": "x", "minimum": 1 }
            """
    )]
    [InlineData(
        "down",
        "1 a first, 2 b -, 2 c -, 4 d -, 5 e -",
        """{ "id": "first", "name": "x", "count": 3, "minimum": 9 }"""
    )]
    public void Awards_go_down_the_ranks_and_tied_ones_at_the_border_all_one_way(
        string ties,
        string expected,
        string awards
    ) =>
        Assert.Equal(
            expected,
            string.Join(
                ", ",
                Sheet
                    .Rules(One, $$""", "awards": [{{awards}}], "awardTies": "{{ties}}" """, "s")
                    .Standings("a,m,,,9", "b,m,,,8", "c,m,,,8", "d,m,,,2", "e,m,,,1")
                    .Select(s => $"{s.Rank} {s.Entrant.Number} {s.Award ?? "-"}")
            )
        );

    private const string Medals = """
        { "id": "gold", "name": "x", "count": 1 }, { "id": "silver", "name": "x", "count": 1 },
        { "id": "bronze", "name": "x", "count": 1 }
        """;

    [Theory]
    // two that are equal and better than all others get something, by every rule for ties
    [InlineData("9 9 8 7", "silver silver bronze -", "")]
    [InlineData("9 9 8 7", "silver silver bronze -", """, "awardTies": "down" """)]
    [InlineData("9 9 8 7", "gold gold bronze -", """, "awardTies": "up" """)]
    [InlineData("9 9 8 7", "gold gold silver bronze", """, "awardTies": "extra" """)]
    [InlineData("9 9 9 9", "- - - -", "")]
    [InlineData("9 9 9 7", "bronze bronze bronze -", "")]
    [InlineData("9 9 9 7", "gold gold gold -", """, "awardTies": "up" """)]
    [InlineData("9 8 8 7", "gold bronze bronze -", "")]
    [InlineData("9 8 8 7", "gold silver silver -", """, "awardTies": "up" """)]
    public void Places_that_a_tie_leaves_move_on(string totals, string expected, string more) =>
        Assert.Equal(expected, Given(totals, Medals, more));

    [Theory]
    [InlineData("90 89 70 60", "gold gold bronze -")]
    [InlineData("90 89 88 60", "gold gold gold -")]
    [InlineData("90 87 85 60", "gold silver silver -")]
    [InlineData("90 87 70 68", "gold silver bronze bronze")]
    public void Who_is_within_two_points_of_the_first_of_a_tier_shares_it(string totals, string expected) =>
        Assert.Equal(
            expected,
            Given(totals, Medals.Replace("\"count\": 1", "\"count\": 1, \"within\": 2"), """, "awardTies": "up" """)
        );

    [Theory]
    [InlineData("", "a - - - -")]
    [InlineData(""", "rounding": "down" """, "a - - - -")]
    [InlineData(""", "rounding": "up" """, "a a - - -")]
    [InlineData(""", "rounding": "half" """, "a a - - -")]
    public void A_per_cent_is_cut_filled_up_or_rounded(string rounding, string expected) =>
        Assert.Equal(expected, Given("9 8 7 6 5", $$"""{ "id": "a", "name": "x", "percent": 30{{rounding}} }"""));

    [Theory]
    [InlineData("", "second -")]
    [InlineData(""", "vacant": "moveOn" """, "second second")]
    public void Places_that_nobody_is_good_enough_for_lapse_or_move_on(string vacant, string expected) =>
        Assert.Equal(
            expected,
            Given(
                "70 60",
                """
                { "id": "first", "name": "x", "count": 1, "minimum": 80 }, { "id": "second", "name": "x", "count": 1 }
                """,
                vacant
            )
        );

    [Fact]
    public void What_older_hubs_have_given_stays_so()
    {
        var rules = Sheet.Rules(One, $$""", "awards": [{{Medals}}]""", "s");
        var old = Rules.Kept(rules.Scheme with { Edition = 0 });
        Assert.Equal("- - - -", string.Join(' ', old.Standings(Lines("9 9 8 7")).Select(s => s.Award ?? "-")));
    }

    private static string Given(string totals, string awards, string more = "") =>
        string.Join(
            ' ',
            Sheet
                .Rules(One, $$""", "awards": [{{awards}}]{{more}}""", "s")
                .Standings(Lines(totals))
                .Select(s => s.Award ?? "-")
        );

    private static string[] Lines(string totals) => [.. totals.Split(' ').Select((t, i) => $"c{i},m,,,{t}")];

    [Fact]
    public void Awards_never_exceed_their_quota() =>
        Gen.Select(Gen.Int[0, 6].Array[0, 40], Gen.Int[0, 100].Array[1, 4], Gen.Bool, Gen.Bool)
            .Sample(
                (totals, quotas, percent, up) =>
                {
                    var awards = string.Join(
                        ',',
                        quotas.Select(
                            (q, i) =>
                                $$"""
                                    { "id": "t{{i}}", "name": "x",
                                    "{{(percent ? "percent" : "count")}}": {{(percent ? q : q / 10)}} }
                                    """
                        )
                    );
                    var rules = Sheet.Rules(
                        One,
                        $$""", "awards": [{{awards}}], "awardTies": "{{(up ? "up" : "down")}}" """,
                        "s"
                    );
                    var standings = rules.Standings([.. totals.Select((t, i) => $"c{i},m,,,{t}")]);
                    Assert.All(
                        standings.GroupBy(s => s.Rank),
                        tied => Assert.Single(tied.Select(s => s.Award).Distinct())
                    );
                    var most = rules.Scheme.Awards!.Select(a => Awards.Quota(a, totals.Length)).ToArray();
                    for (var i = 0; i < most.Length; i++)
                    {
                        var within = standings.Where(s => s.Award == $"t{i}").ToList();
                        // places that ties leave are the next tier's
                        if (!up)
                            Assert.True(
                                standings.Count(s =>
                                    s.Award is not null && string.CompareOrdinal(s.Award, $"t{i}") <= 0
                                ) <= most[..(i + 1)].Sum()
                            );
                        // taken in beyond the quota are only those tied with the last one within it, and the tiers
                        // after pay for them
                        else if (within.Count > most[i])
                            Assert.True(
                                standings.Count(s =>
                                    s.Award is not null
                                    && s.Rank < within[^1].Rank
                                    && string.CompareOrdinal(s.Award, $"t{i}") <= 0
                                ) < most[..(i + 1)].Sum()
                            );
                    }
                    // and in the end none is left that the next ones fit into
                    if (standings.FirstOrDefault(s => s.Rank is not null && s.Award is null) is { } next)
                        Assert.True(
                            standings.Count(s => s.Award is not null)
                                + (up ? 1 : standings.Count(s => s.Rank == next.Rank))
                                > most.Sum()
                        );
                }
            );

    [Fact]
    public void The_order_in_which_marks_arrive_does_not_matter() =>
        Gen.Select(Marks, Gen.Int)
            .Sample(
                (marks, seed) =>
                {
                    var rules = Sheet.Example("drone-skills");
                    var last = marks.GroupBy(m => m[..m.LastIndexOf(',')]).Select(g => g.Last()).ToArray();
                    var shuffled = last.ToArray();
                    new Random(seed).Shuffle(shuffled);
                    // the order of contestants with equal ranks is that in which they came, and may differ
                    Assert.Equal(
                        rules.Standings(last).Lines().Order(StringComparer.Ordinal),
                        rules.Standings(shuffled).Lines().Order(StringComparer.Ordinal)
                    );
                }
            );

    [Fact]
    public void Everybody_better_has_a_better_rank() =>
        Marks.Sample(marks =>
        {
            var ranked = Sheet.Example("drone-skills").Standings(marks).Where(s => s.Rank is not null).ToList();
            foreach (var (above, below) in ranked.Zip(ranked.Skip(1)))
            {
                Assert.True(above.Entrant.Reckoning.Total.Value.Number >= below.Entrant.Reckoning.Total.Value.Number);
                Assert.True(above.Rank <= below.Rank);
            }
            Assert.All(ranked, s => Assert.Equal(1 + ranked.Count(o => o.Rank < s.Rank), s.Rank));
        });

    private static readonly Gen<string[]> Marks = Gen.OneOf(
        Gen.Select(
                Gen.Int[0, 5],
                Gen.OneOfConst("workmanship,1", "precision,1", "precision,2"),
                Gen.Int[1, 5],
                Gen.Int[0, 20]
            )
            .Select((c, what, judge, half) => FormattableString.Invariant($"c{c},{what},J{judge},{half / 2m}")),
        Gen.Select(Gen.Int[0, 5], Gen.OneOfConst("fouls,1", "fouls,2", "targets,1"), Gen.Int[0, 4])
            .Select((c, what, n) => $"c{c},{what},F1,{n}"),
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 2], Gen.Int[1, 3], Gen.Int[60, 200])
            .Select((c, attempt, clock, s) => $"c{c},flight-time,{attempt},C{clock},{s}")
    ).Array[0, 60];
}
