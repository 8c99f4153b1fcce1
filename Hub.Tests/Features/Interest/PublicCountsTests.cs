using CsCheck;
using Hub.Features.Interest;
using Hub.Features.Roster;
using Hub.Sheets;

namespace Hub.Tests.Features.Interest;

/// <summary>Who watches the public numbers all day, and notes what changes when, learns nothing of one
/// person.</summary>
public class PublicCountsTests
{
    private static readonly EmployerId[] Employers = [new("e1"), new("e2"), new("e3")];
    private static readonly BoothId[] Booths = [new("A1"), new("A2"), new("B1")];

    /// <summary>Somebody does something with one of the employers.</summary>
    /// <param name="What">0 and 1: declares, with a position and without; 2: is interviewed; 3: agrees; 4:
    /// withdraws.</param>
    private sealed record Act(int Who, int Employer, int What);

    private static readonly Gen<Act> Acts = Gen.Select(
        Gen.Int[0, 13],
        Gen.Int[0, 2],
        Gen.Int[0, 6],
        // many declare, some go further
        (who, employer, what) => new Act(who, employer, what > 4 ? what - 5 : what)
    );

    [Fact]
    [Needs(Need.Time)]
    public void Two_histories_that_differ_in_one_person_show_the_same_while_all_numbers_stay_within_a_step()
    {
        var compared = 0;
        Gen.Select(Acts.Array[10, 60], Acts.Array[1, 3], Gen.Double[0.4, 1])
            .Sample(
                (others, own, part) =>
                {
                    var (with, without) = (Open(), Open());
                    var at = (int)(part * others.Length);
                    var differs = false;
                    for (var i = 0; i < others.Length; i++)
                    {
                        var now = Story.Morning.AddSeconds(i);
                        foreach (var act in i == at ? own : [])
                        {
                            differs |= Do(with, act with { Who = 99 }, now);
                            if (!Numbers(with.Fair).SequenceEqual(Numbers(without.Fair)))
                                return;
                        }
                        Do(with, others[i], now);
                        Do(without, others[i], now);
                        if (!Numbers(with.Fair).SequenceEqual(Numbers(without.Fair)))
                            return;
                        Assert.Equal(Rows(without.Fair, now), Rows(with.Fair, now));
                    }
                    if (differs)
                        Interlocked.Increment(ref compared);
                },
                iter: 500
            );
        Assert.True(compared >= 8, $"only {compared} histories could be compared to their end");
    }

    private static Story Open()
    {
        var story = Story.WithBooths();
        story.Do(new ImportRoster([], [new PositionRow(2, "朝阳重工", "焊工", 1, "大专", null, null, null, null)]));
        return story;
    }

    /// <returns>Whether it changed anything.</returns>
    private static bool Do(Story story, Act act, DateTimeOffset now)
    {
        var (pass, employer, booth) = (new PassId($"p{act.Who}"), Employers[act.Employer], Booths[act.Employer]);
        Command[] commands = act.What switch
        {
            0 => [new DeclareIntention(pass, employer, act.Employer == 0 ? "p1" : null)],
            1 => [new DeclareIntention(pass, employer, null)],
            2 => [new AnswerIntention(booth, pass, Answer.Interviewed)],
            3 => [new AnswerIntention(booth, pass, Answer.Confirm), new ConfirmAgreement(pass, employer)],
            _ => [new WithdrawIntention(pass, employer)],
        };
        try
        {
            return commands.Sum(c => story.Do(c, now)) > 0;
        }
        catch (Refusal)
        {
            return false;
        }
    }

    /// <summary>Of every group that the board could show, how many steps of people have come how far: counted
    /// anew.</summary>
    private static IEnumerable<string> Numbers(Fair fair) =>
        fair
            .Intentions.Employers.SelectMany(e => e.Value.Select(l => (Employer: e.Key, l.Key, l.Value.Intention)))
            .Where(l => l.Intention is not null)
            .SelectMany(l => Groups(fair, l.Employer, l.Intention!).Select(g => (Group: g, Pass: l.Key, l.Intention)))
            .GroupBy(l => l.Group)
            .Select(g =>
                (
                    g.Key,
                    Declared: Of(g, i => i.History.Any(p => p.Deed is Deed.Declared)),
                    Interviewed: Of(g, i => i.History.Any(p => p.Deed is Deed.Interviewed)),
                    Agreed: Of(g, i => i.Stage is Stage.Agreed)
                )
            )
            .Where(g => g.Declared + g.Interviewed + g.Agreed > 0)
            .Select(g => g.ToString())
            .Order(StringComparer.Ordinal);

    private static int Of(
        IEnumerable<(string Group, PassId Pass, Intention? Intention)> all,
        Func<Intention, bool> counts
    ) => all.Where(i => counts(i.Intention!)).Select(i => i.Pass).Distinct().Count() / 5;

    private static string[] Groups(Fair fair, EmployerId employer, Intention intention) =>
        [
            "fair",
            $"employer {employer}",
            $"cluster {fair.Roster.Directory.Employers[employer].Cluster}",
            $"degree {(intention.Position is { } p ? fair.Roster.Directory.Positions[p].Degree : "")}",
        ];

    /// <summary>As they travel, in their order.</summary>
    private static string Rows(Fair fair, DateTimeOffset now) =>
        string.Join(
            '\n',
            IntentionsBoard
                .Board.Rows(fair, [], now)!
                .Select(r => $"{r.Key} {System.Text.Encoding.UTF8.GetString(RawRow.Of(r.Row).Span)}")
        );
}
