using System.Text;
using Hub.Features.Access;
using Hub.Features.Contest;
using Hub.Features.Interest;
using Hub.Features.My;
using Hub.Features.Queues;
using Hub.Features.Roster;
using Hub.Host;
using Hub.Tests.Kernel.Stores;

namespace Hub.Tests.Kernel.Live;

/// <summary>A board is rendered again only when what it says it reads has changed: it must not read anything
/// else.</summary>
public class ReadsTests
{
    [Fact]
    public void Whenever_the_rows_of_a_board_change_so_does_what_it_reads()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.Copy(new Landed(Landed.Versions.Last()).File(Landed.Ledger), file, overwrite: true);
            using var store = new SqliteStore(file);
            var name = store.Fairs().Single();
            var people = store.People(name).All;
            var fair = new Story().Fair with { Id = name, People = people };
            var last = new Dictionary<string, (object Reads, string Rows)>();
            var seen = new HashSet<string>();
            foreach (var row in store.Read(name, 0))
            {
                fair = fair.Then(
                    new Entry(
                        row.Offset,
                        DateTimeOffset.FromUnixTimeMilliseconds(row.At),
                        row.Actor,
                        row.Command,
                        row.Part,
                        row.Slice,
                        HubApp.Slices.Read(row.Slice, row.Body)
                    ),
                    row.Hash,
                    HubApp.Slices
                );
                foreach (var board in HubApp.Features.SelectMany(f => f.Boards))
                foreach (var words in Words(fair, board))
                {
                    var (key, reads) = ($"{board.Pattern} {string.Join('/', words)}", board.Reads(fair, words));
                    if (last.TryGetValue(key, out var had) && had.Reads.Equals(reads) && row.Offset % 7 != 0)
                        continue;
                    var rows = Text(board.Rows(fair, words, LandedStory.Moment));
                    if (had.Rows is not null && had.Rows != rows)
                    {
                        seen.Add(board.Pattern);
                        // what happens within a minute is shown with the next one
                        Assert.False(
                            had.Reads.Equals(reads) && !board.Pattern.StartsWith("traffic", StringComparison.Ordinal),
                            $"{key} changed at offset {row.Offset}, and says that it reads the same as before."
                        );
                    }
                    last[key] = (reads, rows);
                }
            }
            // the story moves every board of a fair at least once
            Assert.Empty(HubApp.Features.SelectMany(f => f.Boards).Select(b => b.Pattern).Except(seen));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_phone_is_told_anew_only_of_its_own_places_and_intentions_and_of_all_of_them()
    {
        var story = Story.WithBooths();
        string[] booths = ["A1", "A2", "B1"];
        foreach (var booth in booths)
        {
            story.Do(new OpenDesk(new(booth), "1", null));
            story.Do(new JoinQueue(new(booth), new("P1"), null));
        }
        var before = My.Board.Reads(story.Fair, ["P1"]);
        story.Happen(new IntentionDeclared(new("P2"), new("e1"), null));
        Assert.Equal(before, My.Board.Reads(story.Fair, ["P1"]));
        story.Happen(new IntentionInvited(new("P1"), new("e1")));
        Assert.NotEqual(before, My.Board.Reads(story.Fair, ["P1"]));
        foreach (var booth in booths)
        {
            before = My.Board.Reads(story.Fair, ["P1"]);
            story.Do(new JoinQueue(new(booth), new("P2"), null));
            Assert.NotEqual(before, My.Board.Reads(story.Fair, ["P1"]));
        }
    }

    [Fact]
    public void Who_is_called_again_waits_at_a_fourth_booth_and_sees_it_move()
    {
        var story = Story.WithBooths();
        story.Do(
            new ImportRoster(
                [.. TestHub.Employers, TestHub.Employers[0] with { Row = 5, Name = "四", Booth = "C1" }],
                []
            )
        );
        string[] booths = ["A1", "A2", "B1", "C1"];
        foreach (var booth in booths)
            story.Do(new OpenDesk(new(booth), "1", null));
        story.Do(new JoinQueue(new("C1"), new("P1"), null));
        story.Do(new CallNext(new("C1"), "1"));
        story.Happen(new TicketEnded(new("C1"), 1, Outcome.Missed));
        foreach (var booth in booths[..3])
            story.Do(new JoinQueue(new(booth), new("P1"), null));
        story.Do(new Recall(new("C1"), 1, "1"));
        Assert.Equal(booths, story.Fair.Queues.Where(new("P1")).Select(x => x.Text));
        var before = My.Board.Reads(story.Fair, ["P1"]);
        // the queue alone: whoever joins it otherwise declares an intention, too
        story.Happen(new TicketTaken(new("C1"), 2, new("P2"), null));
        Assert.NotEqual(before, My.Board.Reads(story.Fair, ["P1"]));
    }

    private static string Text(IEnumerable<(string Key, object Row)>? rows) =>
        rows is null
            ? "none"
            : string.Join(
                '\n',
                rows.Select(r => $"{r.Key} {Encoding.UTF8.GetString(RawRow.Of(r.Row).Span)}")
                    .Order(StringComparer.Ordinal)
            );

    private static IEnumerable<string[]> Words(Fair fair, Board board)
    {
        var (first, contests) = (board.Pattern.Split('/')[0], fair.Contests.Values);
        return first switch
        {
            _ when !board.Pattern.Contains('*', StringComparison.Ordinal) =>
            [
                [],
            ],
            "my" => fair.Access.Passes.Keys.Select(p => new[] { p.Text }),
            "marks" or "signed" => contests.SelectMany(c =>
                c.Rules.Seats.Select(s => new[] { c.Scheme.Id.Text, s.Text })
            ),
            "explain" or "sheet" or "reckoning" => contests.SelectMany(c =>
                c.Order.Select(n => new[] { c.Scheme.Id.Text, n.Text })
            ),
            _ when board.Pattern is "booth/*" or "traffic/*" or "queue/*" or "line/*" or "leads/*" =>
                fair.Roster.Directory.Booths.Keys.Select(b => new[] { b.Text }),
            _ => contests.Select(c => new[] { c.Scheme.Id.Text }),
        };
    }
}
