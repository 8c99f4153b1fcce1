using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest.Scoring;

/// <summary>The schemes that come with the hub, each with a small contest worked out by hand.</summary>
public class ExampleTests
{
    [Fact]
    public void Each_has_no_hole_and_an_id_and_both_names()
    {
        Assert.Equal(
            [
                "average-of-5",
                "diving",
                "drone-race-season",
                "drone-skills",
                "drone-skills-theory",
                "figure-skating-free",
                "figure-skating-short",
                "halfpipe",
                "payload-per-mass",
                "solved-and-penalty",
                "worldskills",
                "worldskills-scale",
            ],
            Examples.Names
        );
        Assert.All(Examples.Names, name => Assert.All(Sheet.Example(name).Places, p => Assert.NotNull(p.Part.NameEn)));
        Assert.Null(Examples.Read("none"));
    }

    [Fact]
    public void Drone_skills()
    {
        var rules = Sheet.Example("drone-skills");
        string[] anna =
        [
            "anna,paper,1,T1,85", // 20 %
            .. Panel("anna,workmanship,1", "8 7.5 9 6 8.5"), // 8 · 5 = 40
            "anna,powers-up,1,F1,1", // 20
            "anna,assembly-time,1,F1,2400", // 20
            .. Panel("anna,precision,1", "7 7 7 7 7"),
            "anna,flight-time,1,C1,95.2",
            "anna,flight-time,1,C2,95.4",
            "anna,flight-time,1,C3,121",
            "anna,fouls,1,F1,2", // 49 + 25 - 10 = 64
            .. Panel("anna,precision,2", "8 8 7 9 8"),
            "anna,flight-time,2,C1,DNF",
            "anna,fouls,2,F1,0", // 56
            "anna,targets,1,F1,3",
            "anna,deviation,1,F1,0.55", // 45 + 29
        ];
        // 85 · 0.2 + 80 · 0.2 + 64 · 0.4 + 74 · 0.2
        Assert.Equal(["1 anna 73.4"], rules.Standings(anna).Lines());
        // a shadow judge's mark is taken and never counts
        Assert.Equal(["1 anna 73.4"], rules.Standings([.. anna, "anna,precision,1,S1,0"]).Lines());
    }

    [Fact]
    public void Ties_go_down_the_chain_to_the_extra_flight()
    {
        string[] Same(string who) => [$"{who},paper,1,T1,80", .. Panel($"{who},precision,1", "8 8 8 8 8")];
        var rules = Sheet.Example("drone-skills");
        Assert.Equal(["1 a 38.4", "1 b 38.4"], rules.Standings([.. Same("a"), .. Same("b")]).Lines());
        var decided = rules.Standings([.. Same("a"), .. Same("b"), "a,extra-time,1,C1,80", "b,extra-time,1,C1,79.9"]);
        Assert.Equal(["1 b 38.4", "2 a 38.4"], decided.Lines());
        Assert.Equal([null, "extra"], decided.Select(s => s.Tie?.Part));
        // 19.6 each, one of them in flight: 14 · 0.4 + 70 · 0.2
        var flight = rules.Standings("a,paper,1,T1,98", "b,paper,1,T1,70", "b,precision,1,J1,2");
        Assert.Equal(["1 b 19.6", "2 a 19.6"], flight.Lines());
        Assert.Equal("flight", flight[1].Tie?.Part);
    }

    [Fact]
    public void A_race_season()
    {
        var standings = Sheet
            .Example("drone-race-season")
            .Standings(
                "a,rounds,1,G1,90",
                "b,rounds,1,G1,100",
                "c,rounds,1,G1,120",
                "a,rounds,2,G1,100",
                "b,rounds,2,G1,80",
                "c,rounds,2,G1,DNF",
                "a,fastest,1,G1,28.5",
                "b,fastest,1,G1,27",
                "b,fastest,2,G1,26.5",
                "c,fastest,1,G1,26.5"
            );
        // 1000 + 800; 900 + 1000; 750 + 0
        Assert.Equal(["1 b 1900", "2 a 1800", "3 c 750"], standings.Lines());
        Assert.Equal(["10", "8", "5"], Values(standings, "season"));
        Assert.Equal(
            ["lap 1 lap", "lap 3", "lap 1 lap"],
            standings.Select(s => Assert.Single(s.Also)).Select(a => $"{a.Ranking} {a.Rank} {a.Award}".TrimEnd())
        );
        var four = Sheet
            .Example("drone-race-season")
            .Standings([.. Enumerable.Range(1, 4).Select(r => $"a,rounds,{r},G1,{90 + r}"), "a,rounds,5,G1,DNF"]);
        // the worst of five is dropped
        Assert.Equal(["1 a 4000"], four.Lines());
    }

    [Fact]
    public void The_median_of_a_skill_is_at_700_and_near_ones_share_a_medal()
    {
        string[] marks = [.. "a 90,b 89.5,c 70,d 60,e 50".Split(',').SelectMany(m => Given(m.Split(' ')))];
        var standings = Sheet.Example("worldskills-scale").Standings(marks);
        // all three assessors agree: marks around the mean of 71.9, a deviation of 15.8884; c has the median
        Assert.Equal(["1 a 763", "2 b 761", "3 c 700", "4 d 669", "5 e 637"], standings.Lines());
        Assert.Equal(["gold", "gold", "bronze", null, null], standings.Select(s => s.Award));

        static IEnumerable<string> Given(string[] of) =>
            ((string[])["A1", "A2", "A3"]).Select(seat => $"{of[0]},work,,{seat},{of[1]}");
    }

    [Fact]
    public void Payload_over_mass()
    {
        var rules = Sheet.Example("payload-per-mass");
        string[] Round(int round, int payload, int mass, int time, string level) =>
            [
                $"a,payload,{round},W1,{payload}",
                $"a,mass,{round},W1,{mass}",
                $"a,announced,{round},F1,{payload}",
                $"a,flight-time,{round},F1,{time}",
                $"a,class,{round},F1,{level}",
            ];
        // 3000 / 2000 · 1.2; 4000 / 2000 · 1.2 · 0.5
        Assert.Equal(
            ["1 a 1.8"],
            rules.Standings([.. Round(1, 3000, 2000, 280, "提高"), .. Round(2, 4000, 2000, 301, "Advanced")]).Lines()
        );
        var heavy = Assert.Single(rules.Standings(Round(1, 3000, 2000, 280, "基础"))).Entrant.Reckoning;
        Assert.Equal(
            "The announced payload is less than the mass",
            Assert.Single(Doubts.Of(rules, heavy), d => d.Kind is DoubtKind.Check).NameEn
        );
    }

    [Fact]
    public void Theory_is_carried_into_the_practice()
    {
        string[] Pilot(string who, int theory, int flying, string time) =>
            [
                $"{who},theory,,-,{theory}",
                .. ((string[])["J1", "J2", "J3", "J4", "J5"]).Select(j => $"{who},flying,,{j},{flying}"),
                $"{who},speed,,C1,{time}",
            ];
        var standings = Sheet
            .Example("drone-skills-theory")
            .Standings([.. Pilot("a", 90, 80, "100"), .. Pilot("b", 60, 90, "110"), .. Pilot("c", 80, 70, "DNF")]);
        // two have a time: 100 and 50 points; 27 + 0.7 (64 + 20), 18 + 0.7 (72 + 10), 24 + 0.7 · 56
        Assert.Equal(["1 a 85.8", "2 b 75.4", "3 c 63.2"], standings.Lines());
    }

    private static IEnumerable<string> Values(IReadOnlyList<Standing> standings, string part) =>
        standings.Select(s => s.Entrant.Reckoning.Of(Sheet.Example("drone-race-season")[part]).Value.ToString());

    [Fact]
    public void Who_has_no_valid_result_is_ranked_last_where_the_sport_does_so()
    {
        // cubing: two without an average by their best single, then those without any, shared
        Assert.Equal(
            ["1 anna 10", "2 ben DNF", "3 dan DNF", "3 cleo DNF", "- eve –"],
            Sheet
                .Example("average-of-5")
                .Standings([
                    .. Solves("dan", "DNF DNF DNF DNF DNF"),
                    .. Solves("anna", "10 10 10 10 DNF"),
                    .. Solves("cleo", "DNF DNF DNF DNF DNF"),
                    .. Solves("ben", "9 9 9 DNF DNF"),
                    "eve,status,,,ranked",
                ])
                .Lines()
        );
        // programming: who has solved none and who has not tried share the last rank
        Assert.Equal(
            ["1 x 1", "2 z 0", "2 y 0"],
            Sheet
                .Example("solved-and-penalty")
                .Standings(
                    "z,status,,,ranked",
                    "x,solved,1,,1",
                    "x,minute,1,,30",
                    "x,tries,1,,2",
                    "y,solved,1,,0",
                    "y,minute,1,,0",
                    "y,tries,1,,5"
                )
                .Lines()
        );

        static IEnumerable<string> Solves(string who, string times) =>
            times.Split(' ').Select((time, i) => $"{who},solve,{i + 1},T1,{time}");
    }

    [Fact]
    public void Average_of_five()
    {
        var standings = Sheet
            .Example("average-of-5")
            .Standings([
                .. Solves("anna", "10.00 9.00 11.00 DNF 8.00"),
                .. Solves("ben", "10.01 10.00 10.00 9.99 30"),
                .. Solves("cleo", "7.00 DNF DNF 8.00 8.00"),
                .. Solves("dan", "6.5 9"),
                .. Solves("eve", "DNF DNF"),
            ]);
        Assert.Equal(["1 anna 10", "2 ben 10", "3 dan –", "4 cleo DNF", "- eve –"], standings.Lines());
        Assert.Equal("solve", standings[1].Tie?.Part);
    }

    [Fact]
    public void Diving()
    {
        // 7 7.5 7.5 count: 22 · 3.2, then 8 8 8 · 1.5
        var standings = Sheet
            .Example("diving")
            .Standings([
                .. Panel("anna,award,1", "6.5 7 7 7.5 7.5 8 8"),
                "anna,difficulty,1,DD,3.2",
                .. Panel("anna,award,2", "8 8 8 8 8 8 8"),
                "anna,difficulty,2,DD,1.5",
                .. Panel("anna,award,3", "8 8 8 8 8 8"),
                "anna,difficulty,3,DD,1.5",
            ]); // a judge has not marked yet
        Assert.Equal(["1 anna 106.4"], standings.Lines());
    }

    [Fact]
    public void Halfpipe()
    {
        var standings = Sheet
            .Example("halfpipe")
            .Standings([
                .. Panel("anna,run,1", "90 91 92 93 94 95"),
                .. Panel("anna,run,2", "10 10 10 10 10 10"),
                .. Panel("ben,run,2", "90 91 92 93 94 95"),
                .. Panel("ben,run,3", "11 11 11 11 11 11"),
                .. Panel("cleo,run,1", "92 92 93 93 93 99"),
            ]);
        Assert.Equal(["1 cleo 92.75", "2 ben 92.5", "3 anna 92.5"], standings.Lines());
        Assert.Equal([null, null, "run"], standings.Select(s => s.Tie?.Part));
    }

    [Fact]
    public void Solved_and_penalty()
    {
        string[] Solved(string team, int problem, int minute, int tries) =>
            [
                $"{team},solved,{problem},judge,1",
                $"{team},minute,{problem},judge,{minute}",
                $"{team},tries,{problem},judge,{tries}",
            ];
        var rules = Sheet.Example("solved-and-penalty");
        var standings = rules.Standings([
            .. Solved("red", 1, 10, 0),
            .. Solved("red", 2, 100, 1), // 2, 130
            .. Solved("blue", 1, 50, 0),
            .. Solved("blue", 3, 80, 0),
            "blue,solved,2,judge,0",
            "blue,tries,2,judge,9", // 2, 130, last at 80
            .. Solved("green", 1, 299, 3), // 1
            "white,solved,1,judge,0",
        ]);
        Assert.Equal(["1 blue 2", "2 red 2", "3 green 1", "4 white 0"], standings.Lines());
        Assert.Equal(
            [130m, 130m, 359m],
            standings.Take(3).Select(s => s.Entrant.Reckoning.Of(rules["penalty"]).Value.Number)
        );
        Assert.Equal("last", standings[1].Tie?.Part);
    }

    [Fact]
    public void Measurement_and_judgement()
    {
        var standings = Sheet
            .Example("worldskills")
            .Standings(
                "anna,A1-wiring,1,M1,1",
                "anna,A2-length,1,M1,0.7",
                "anna,B1-finish,1,A1,2",
                "anna,B1-finish,1,A2,3",
                "anna,B1-finish,1,A3,3",
                "anna,B2-flow,1,A1,1",
                "anna,B2-flow,1,A2,3",
                "anna,B2-flow,1,A3,3"
            );
        Assert.Equal(["1 anna 62.22"], standings.Lines()); // 20 + 20 + 8/9 · 25; B2 waits until the three agree
        Assert.Equal("gold", standings[0].Award);
    }

    private static IEnumerable<string> Panel(string what, string marks) =>
        marks.Split(' ').Select((m, i) => $"{what},J{i + 1},{m}");

    private static IEnumerable<string> Solves(string who, string times) =>
        times.Split(' ').Select((t, i) => $"{who},solve,{i + 1},T1,{t}");
}
