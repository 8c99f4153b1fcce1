using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;
using Hub.Features.Contest;
using Hub.Features.Contest.Export;
using Hub.Features.Contest.Scoring;
using Hub.Sheets;

namespace Hub.Tests.Features.Contest.Scoring;

/// <summary>Whatever stands in a scheme, in the sheet of one or in a file of marks: it is refused in words, or it is
/// reckoned by, on every board and in every file.</summary>
public class FuzzTests
{
    private const int Few = 200;

    [Fact]
    public void A_scheme_of_any_shape_is_refused_with_place_and_reason_or_reckoned() => Schemes(Few);

    [Fact]
    public void A_sheet_of_any_cells_is_refused_row_by_row_or_reckoned() => Sheets(Few);

    [Fact]
    public void A_marks_file_of_any_bytes_is_refused_row_by_row_or_ranked() => Marks(Few);

    [Fact]
    public async Task An_odd_scheme_is_refused_as_one_with_holes_or_makes_a_contest()
    {
        await using var hub = await TestHub.StillAsync();
        var taken = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var file = Mutated.Json(Examples.Read(Examples.Names[random.Next(Examples.Names.Count)])!, random);
            using var check = await hub.Organizer.SendAsync(
                HttpMethod.Post,
                "contests/check?name=x.json",
                new ByteArrayContent(file)
            );
            Assert.Equal(HttpStatusCode.OK, check.StatusCode);
            using var set = await hub.Organizer.SendAsync(
                HttpMethod.Post,
                "contests/scheme",
                new ByteArrayContent(file)
            );
            taken += set.IsSuccessStatusCode ? 1 : 0;
            if (!set.IsSuccessStatusCode)
                Assert.True((await Problem.Of(set)).Code is "scheme-has-holes", $"{seed}");
            // what is sent too fast is not read
            hub.Pass(1);
        }
        Assert.InRange(taken, 4, 36);
    }

    /// <summary><c>HUB_FUZZ=10000</c> says how many of each.</summary>
    [Fact(Explicit = true)]
    public void As_many_as_you_like()
    {
        var many = int.Parse(Environment.GetEnvironmentVariable("HUB_FUZZ") ?? "10000", CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"schemes: {Schemes(many)}");
        TestContext.Current.TestOutputHelper?.WriteLine($"sheets: {Sheets(many)}");
        TestContext.Current.TestOutputHelper?.WriteLine($"files of marks: {Marks(many)}");
    }

    /// <summary>How many were taken and how many refused.</summary>
    private sealed class Tally
    {
        private int _taken,
            _kept,
            _refused;

        public void Taken() => Interlocked.Increment(ref _taken);

        public void Kept() => Interlocked.Increment(ref _kept);

        public void Refused() => Interlocked.Increment(ref _refused);

        public override string ToString() =>
            $"{_taken} taken, {_refused} refused"
            + (_kept > 0 ? $", of which {_kept} are reckoned where a ledger holds them" : "");
    }

    private static readonly Made[] Bundled = [.. Examples.Names.Select(n => new Made(n, Examples.Read(n)!))];

    private sealed record Made(string From, byte[] File)
    {
        public override string ToString() => $"{From}\n{Encoding.UTF8.GetString(File)}";
    }

    private static Tally Run(int count, Func<Random, Made> make, Action<Made, Random, Tally> check)
    {
        var tally = new Tally();
        Gen.Int[0, int.MaxValue]
            .Select(seed => (Seed: seed, Made: make(new Random(seed))))
            .Sample(
                t => check(t.Made, new Random(t.Seed), tally),
                iter: count,
                print: t => $"made by {t.Seed} of {t.Made}"
            );
        return tally;
    }

    private static Tally Schemes(int count) =>
        Run(
            count,
            random =>
            {
                var example = Bundled[random.Next(Bundled.Length)];
                return example with { File = Mutated.Json(example.File, random) };
            },
            (made, random, tally) =>
            {
                Scheme said;
                try
                {
                    said = SchemeFile.Said(made.File);
                }
                catch (SchemeException e)
                {
                    InWords(e);
                    tally.Refused();
                    return;
                }
                Reckoned(said, random, tally);
            }
        );

    private static Tally Sheets(int count) =>
        Run(
            count,
            random => new("a sheet", Mutated.Csv(SchemeSheetText, random)),
            (made, random, tally) =>
            {
                SchemeRead read;
                try
                {
                    read = SchemeSheet.Read(made.File, "赛.csv");
                }
                catch (UnreadableRosterException e)
                {
                    InWords(e.Zh, e.En);
                    tally.Refused();
                    return;
                }
                Assert.Equal(read.Scheme is null, read.Refused.Count > 0);
                Assert.All(read.Refused, r => InWords(r.Reason, r.ReasonEn));
                if (read.Scheme is { } scheme)
                    Reckoned(scheme, random, tally);
                else
                    tally.Refused();
            }
        );

    private static Tally Marks(int count) =>
        Run(
            count,
            random =>
            {
                var example = Bundled[random.Next(Bundled.Length)];
                return example with { File = Mutated.Csv(MarksText(SchemeFile.Read(example.File), random), random) };
            },
            (made, _, tally) =>
            {
                var rules = SchemeFile.Read(Bundled.First(e => e.From == made.From).File);
                try
                {
                    var entrants = MarksFile.Read(made.File, rules);
                    foreach (var standing in Standings.Of(rules, entrants))
                        Assert.NotEmpty(Explanation.Of(rules, standing.Entrant.Reckoning.Total, zh: true));
                    tally.Taken();
                }
                catch (MarksException e)
                {
                    Assert.NotEmpty(e.Bad);
                    Assert.All(e.Bad, b => Assert.True(b.Row > 0 && b.Reason.Length > 0));
                    tally.Refused();
                }
                catch (UnreadableRosterException e)
                {
                    InWords(e.Zh, e.En);
                    tally.Refused();
                }
            }
        );

    private static void InWords(SchemeException e)
    {
        Assert.NotEmpty(e.Holes);
        foreach (var hole in e.Holes)
            InWords(hole.Zh, hole.En);
    }

    private static void InWords(string zh, string en)
    {
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", zh);
        Assert.NotEmpty(en);
    }

    /// <summary>By a scheme that is taken every value is reckoned; by one that only a ledger of an older hub may hold,
    /// all that can be.</summary>
    private static void Reckoned(Scheme said, Random random, Tally tally)
    {
        try
        {
            Contest(Rules.Of(said), random, isTaken: true);
            tally.Taken();
        }
        catch (SchemeException e)
        {
            InWords(e);
            tally.Refused();
            Rules kept;
            try
            {
                kept = Rules.Kept(said);
            }
            catch (SchemeException old)
            {
                InWords(old);
                return;
            }
            if (kept.ValuesEach > SchemeBounds.ValuesEach)
                return;
            Contest(kept, random, isTaken: false);
            tally.Kept();
        }
    }

    private static void Contest(Rules rules, Random random, bool isTaken)
    {
        var (story, id) = (new Story(), rules.Scheme.Id);
        Starter[] starters = [new(new("1"), "A"), new(new("2"), random.Next(2) == 0 ? "A" : null), new(new("3"), "A")];
        story.Happen(new ContestSet(rules.Scheme, starters));
        foreach (var starter in starters)
        foreach (var place in rules.Places.Where(p => p.IsEntered && p.Part.Kind is not Kind.Carried))
        foreach (var attempt in Enumerable.Range(1, place.Attempts))
        foreach (var seat in place.Seats.Concat(place.Shadows))
            if (Mark(place, random) is { IsNothing: false } mark)
                story.Happen(new MarkEntered(id, starter.Number, place.Part.Id, seat, mark, attempt));
        foreach (var earlier in rules.Earlier)
            story.Happen(
                new ResultsCarried(id, earlier, [.. starters.Select(s => new CarriedResult(s.Number, Result(random)))])
            );
        foreach (var board in (string[])["contest", "leaderboard", "panel", "judges"])
            Assert.NotEmpty(BoardRows.Of(story.Fair, $"{board}/{id}", Story.Morning));
        BoardRows.Of(story.Fair, $"explain/{id}/1", Story.Morning);
        var contest = story.Fair.Contests[id];
        foreach (var standing in contest.Standings)
            Told(contest, standing.Entrant, isTaken);
        JsonSerializer.SerializeToUtf8Bytes(ResultJson.Of(story.Fair, contest), SchemeFile.Json);
        var zh = random.Next(2) == 0;
        ResultFiles.Csv(ResultTable.Of(story.Fair, contest), zh);
        ResultFiles.Xlsx(ResultTable.Of(story.Fair, contest), zh);
        Paper.Of(story.Fair, contest, zh, PaperPart.All, Story.Morning);
    }

    /// <summary>What could not be reckoned is said in every explanation.</summary>
    private static void Told(ContestState contest, Entrant entrant, bool isTaken)
    {
        var total = entrant.Reckoning.Total;
        var said = ExplainBoard
            .Rows(contest, contest.Sheets[entrant.Number])
            .Values.Any(r => r.Note is Note.TooLarge && r.LinesEn.Contains("too large", StringComparison.Ordinal));
        Assert.False(isTaken && said);
        Assert.True(said || !total.IsCut);
        foreach (var zh in (bool[])[true, false])
            Assert.NotEmpty(Explanation.Of(contest.Rules, total, zh));
    }

    private static Value Mark(Place place, Random random)
    {
        var (min, max, step) = place.Range;
        if (min > max)
            return default;
        var mark = (Value)(
            random.Next(8) switch
            {
                0 => default,
                1 => Value.Failed,
                2 => min,
                3 => max,
                // a step may be the largest number that there is
                4 => step <= max - min ? min + step : max,
                5 => Math.Max(min, Math.Min(max, 0)),
                _ => min + step * random.Next(0, (int)Math.Min(1e6, (double)(max - min) / (double)step) + 1),
            }
        );
        return place.Takes(mark) ? mark : default;
    }

    private static Value Result(Random random) =>
        random.Next(4) switch
        {
            0 => Value.Failed,
            1 => Place.Unlimited,
            2 => -0.0000000001m,
            _ => random.Next(100),
        };

    private const string SchemeSheetText = """
        模块,权重,评分项,编号,类型,评委席,满分,步长,次数,合成,去高,去低,分值,优者
        理论,40,笔试,paper,测量,T1,100,0.5,,,,,100,
        飞行,60,动作质量,flying,评分,J1-J5,10,0.5,2,平均,1,1,80,
        ,,一次成功,,是否,F1,,,,,,,20,高
        ,,犯规,,计数,F1、F2,20,,,最高,,,-5,
        ,,等级,,等级,J1-J3,,,,中位数,,,10,
        """;

    private static string MarksText(Rules rules, Random random)
    {
        var text = new StringBuilder("选手,组别,评分项,轮次,评委,分数\n");
        for (var i = 1; i <= 3; i++)
            foreach (var place in rules.Places.Where(p => p.IsEntered))
            foreach (var seat in place.Seats)
                if (Mark(place, random) is { IsNothing: false } mark)
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"{i},A,{place.Part.Id},{random.Next(1, place.Attempts + 1)},{seat},{mark}\n"
                    );
        return text.Append("3,A,status,,,DNS\n").ToString();
    }
}
