using System.Text;
using CsCheck;
using Hub.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Kernel.Live;

/// <summary>Deltas against a full render, for any story of rows.</summary>
public class FeedTests
{
    /// <summary>Set a row (value 0 to 4), remove it (-1), or let a screen take its delta (-2; the key says
    /// which).</summary>
    private static readonly Gen<(int Key, int Value)[]> Stories = Gen.Select(Gen.Int[0, 11], Gen.Int[-2, 4]).Array[
        0,
        120
    ];

    [Fact]
    public void A_screen_that_takes_deltas_from_any_version_shows_what_a_full_render_shows() =>
        Stories.Sample(story =>
        {
            var rows = new Rendered();
            var screens = Enumerable.Range(0, 4).Select(_ => new Fold()).ToArray();
            foreach (var (key, value) in story)
            {
                if (value == -2)
                    rows.Send(screens[key % screens.Length]);
                else
                    rows.Change(key, value);
                foreach (var screen in screens.Where(s => s.Version == rows.Feed.Version))
                    Assert.Equal(rows.Full, screen.Rows);
            }
            foreach (var screen in screens)
            {
                rows.Send(screen);
                Assert.Equal(rows.Full, screen.Rows);
            }
        });

    [Fact]
    public void It_is_so_even_when_removed_rows_are_forgotten() =>
        Gen.Int[0, 1_000_000]
            .Sample(
                seed =>
                {
                    var random = new Random(seed);
                    var rows = new Rendered();
                    var screens = Enumerable.Range(0, 3).Select(_ => new Fold()).ToArray();
                    var startedAnew = 0;
                    for (var i = 0; i < 12; i++)
                    {
                        // a new generation of rows each time: 400 of the old ones go
                        rows.Replace(Enumerable.Range(i * 400, 500).ToDictionary(k => k, _ => random.Next(3)));
                        if (rows.Send(screens[random.Next(3)]) == 0)
                            startedAnew++;
                    }
                    foreach (var screen in screens)
                    {
                        rows.Send(screen);
                        Assert.Equal(rows.Full, screen.Rows);
                    }
                    Assert.True(startedAnew > 0);
                },
                iter: 20
            );

    [Fact]
    public void A_version_counts_only_when_a_row_differs()
    {
        var rows = new Rendered();
        rows.Change(1, 1);
        var version = rows.Feed.Version;
        rows.Change(1, 1);
        Assert.Equal(version, rows.Feed.Version);
        rows.Change(1, 2);
        Assert.Equal(version + 1, rows.Feed.Version);
    }

    [Fact]
    public void A_screen_that_holds_a_version_of_the_future_starts_anew()
    {
        var rows = new Rendered();
        rows.Change(1, 1);
        Assert.Equal(0, rows.Feed.Since(rows.Feed.Version + 5).From);
        Assert.Equal(0, rows.Feed.Since(-1).From);
    }

    [Fact]
    public void A_frame_is_encoded_once_for_all_that_need_it()
    {
        var rows = new Rendered();
        rows.Change(1, 1);
        var held = rows.Feed.Version;
        rows.Change(2, 1);
        Assert.Same(rows.Feed.FrameSince(held).Message, rows.Feed.FrameSince(held).Message);
        Assert.NotSame(rows.Feed.FrameSince(held).Message, rows.Feed.FrameSince(0).Message);
    }

    private sealed class Rendered
    {
        private Dictionary<int, int> _rows = [];

        public Rendered()
        {
            var ledger = new FairLedger(
                TestHub.Fair,
                null!,
                Story.Kinds,
                HubApp.Consequences,
                TimeProvider.System,
                NullLogger<FairLedger>.Instance
            );
            Feed = new Feed(
                "node",
                "rows",
                new Board<object>(
                    "rows",
                    _ => Who.Everybody,
                    (_, _) => new object(),
                    (_, _, _) => _rows.Select(r => ($"k{r.Key}", (object)new { value = r.Value }))
                ),
                [],
                ledger,
                TimeProvider.System
            );
            Feed.Render();
        }

        public Feed Feed { get; }

        public SortedDictionary<string, string> Full =>
            new(_rows.ToDictionary(r => $"k{r.Key}", r => $$"""{"value":{{r.Value}}}"""), StringComparer.Ordinal);

        public void Change(int key, int value)
        {
            if (value < 0)
                _rows.Remove(key);
            else
                _rows[key] = value;
            Feed.Render();
        }

        public void Replace(Dictionary<int, int> rows)
        {
            _rows = rows;
            Feed.Render();
        }

        /// <returns>The version from which the frame went.</returns>
        public long Send(Fold screen)
        {
            var frame = Feed.Since(screen.Version);
            Assert.True(screen.Version <= frame.Version);
            Assert.True(
                screen.Apply(
                    frame.Node,
                    frame.Version,
                    frame.From,
                    frame.Offset,
                    frame.Set.Items.Select(i => KeyValuePair.Create(i.Key, Encoding.UTF8.GetString(i.Value.Span))),
                    frame.Gone
                )
            );
            return frame.From;
        }
    }
}
