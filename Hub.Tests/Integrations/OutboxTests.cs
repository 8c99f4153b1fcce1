using CsCheck;
using Hub.RotorHazard;

namespace Hub.Tests.Integrations;

/// <summary>What waits for the hub, on disk.</summary>
public class OutboxTests : IDisposable
{
    private static readonly Uri To = new("https://hub.example/laps");
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("hub-test-");

    [Fact]
    public async Task The_newest_of_a_run_takes_the_place_of_the_older_under_a_key_of_its_own()
    {
        using var outbox = Open();
        outbox.Put(To, Of("1", laps: 0));
        var first = await outbox.NextAsync(default);
        outbox.Put(To, Of("2", laps: 0));
        outbox.Put(To, Of("1", laps: 1));
        var newest = await outbox.NextAsync(default);

        Assert.Equal(2, outbox.Waiting);
        Assert.Equal(Of("1", laps: 1).Body(), newest.Body);
        Assert.NotEqual(first.Key, newest.Key);
        // the answer to what was replaced takes nothing away
        outbox.Answered(first);
        Assert.Equal(newest, await outbox.NextAsync(default));
    }

    [Fact]
    public void What_ended_is_not_put_back_and_may_still_be_corrected()
    {
        using var outbox = Open();
        Assert.True(outbox.Put(To, Of("1", laps: 2, finished: true)));
        Assert.False(outbox.Put(To, Of("1", laps: 3)));
        Assert.True(outbox.Put(To, Of("2", laps: 0)));
        Assert.False(outbox.Put(To, Of("1", laps: 3)));
        Assert.True(outbox.Put(To, Of("1", laps: 1, finished: true)));
        Assert.Equal(2, outbox.Waiting);
    }

    [Fact]
    public async Task The_same_again_is_not_put_unless_it_was_refused()
    {
        using var outbox = Open();
        Assert.True(outbox.Put(To, Of("1", laps: 1)));
        Assert.False(outbox.Put(To, Of("1", laps: 1)));
        outbox.Answered(await outbox.NextAsync(default));
        Assert.False(outbox.Put(To, Of("1", laps: 1)));
        Assert.True(outbox.Put(To, Of("1", laps: 2)));
        outbox.Answered(await outbox.NextAsync(default), refused: true);
        Assert.True(outbox.Put(To, Of("1", laps: 2)));
    }

    [Fact]
    public async Task What_waits_for_one_contest_is_not_sent_to_another()
    {
        var other = new Uri("https://hub.example/other");
        using (var before = Open())
            before.Put(To, Of("1", laps: 1));
        using var outbox = Open();
        Assert.Null(outbox.Last(other));
        Assert.True(outbox.Put(other, Of("1", laps: 1)));
        Assert.Equal(2, outbox.Waiting);
        Assert.Equal(To, (await outbox.NextAsync(default)).To);
    }

    [Fact]
    public void Two_bridges_have_not_one_outbox_and_what_cannot_be_read_is_said()
    {
        using (Open())
            Assert.ThrowsAny<IOException>(Open);
        File.WriteAllText(Path.Combine(_folder.FullName, "outbox.json"), "{");
        Assert.Contains("outbox.json", Assert.ThrowsAny<IOException>(Open).Message, StringComparison.Ordinal);
    }

    /// <summary>Runs come one after the other and end; between any two steps the bridge may be started again, or the
    /// hub may have taken what is first.</summary>
    [Fact]
    public void Whatever_happens_between_the_newest_of_every_run_arrives_and_runs_stay_in_order()
    {
        var step = Gen.OneOfConst("lap", "lap", "delete", "end", "next", "send", "send", "restart");
        step.Array[0, 60]
            .Sample(
                steps =>
                {
                    var path = Path.Combine(_folder.FullName, $"{Guid.NewGuid()}.json");
                    var outbox = new Outbox(path);
                    var (newest, arrived) = (new SortedDictionary<int, string>(), new List<Letter>());
                    var (run, laps, finished) = (1, 0, false);
                    foreach (var what in steps)
                    {
                        switch (what)
                        {
                            case "send" when outbox.Waiting > 0:
                                Send();
                                continue;
                            case "restart":
                                outbox.Dispose();
                                outbox = new Outbox(path);
                                continue;
                            case "lap" when !finished:
                                laps++;
                                break;
                            case "delete" when laps > 0:
                                laps--;
                                break;
                            case "end":
                                finished = true;
                                break;
                            case "next" when finished:
                                (run, laps, finished) = (run + 1, 0, false);
                                break;
                            default:
                                continue;
                        }
                        var report = Of($"{run}", laps, finished);
                        outbox.Put(To, report);
                        newest[run] = report.Body();
                    }
                    while (outbox.Waiting > 0)
                        Send();
                    outbox.Dispose();

                    var runs = arrived.Select(a => int.Parse(FlightReport.Of(a.Body).Run)).ToList();
                    Assert.Equal(runs.Order(), runs);
                    Assert.Equal(arrived.Count, arrived.DistinctBy(a => a.Key).Count());
                    Assert.Equal(
                        newest.Values,
                        arrived.GroupBy(a => FlightReport.Of(a.Body).Run).Select(g => g.Last().Body)
                    );

                    void Send()
                    {
                        var letter = outbox.NextAsync(default).GetAwaiter().GetResult();
                        arrived.Add(letter);
                        outbox.Answered(letter);
                    }
                },
                iter: 100
            );
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private Outbox Open() => new(Path.Combine(_folder.FullName, "outbox.json"));

    private static FlightReport Of(string run, int laps, bool finished = false) =>
        new(null, null, run, finished, [new("07", 0.4m, [.. Enumerable.Repeat(30m, laps)])]);
}
