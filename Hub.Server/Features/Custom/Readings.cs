using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hub.Features.Access;
using MediatR;

namespace Hub.Features.Custom;

/// <summary>The rows of all custom boards, the same on all nodes: each tells the others what it is sent, of two
/// readings of a row the later one counts, and nodes that hold different ones tell each other all they have. Nothing of
/// it is kept.</summary>
internal sealed class Readings : Supervised, INotificationHandler<FactsCommitted>
{
    /// <summary>Most rows of a board.</summary>
    public const int MostRows = 256;

    /// <summary>Most rows of a board with those that were removed of late.</summary>
    internal const int MostNames = 2_048;

    /// <summary>Between two comparisons with the other nodes.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>How long it is remembered that a row was removed.</summary>
    private static readonly TimeSpan Removed = TimeSpan.FromMinutes(5);

    private static readonly ImmutableDictionary<string, Reading> None = ImmutableDictionary<string, Reading>.Empty;
    private readonly ConcurrentDictionary<(string Fair, string Board), ImmutableDictionary<string, Reading>> _boards =
    [];
    private readonly Screens _screens;
    private readonly IBackplane _backplane;
    private readonly string _node;
    private long _version;

    public Readings(
        Screens screens,
        IBackplane backplane,
        Node node,
        Failures failures,
        WallClock time,
        ILogger<Readings> log
    )
        : base(failures, time, log)
    {
        (_screens, _backplane, _node) = (screens, backplane, node.Id);
        backplane.Hear("reading", bytes => Merge(Reading.Of(bytes)));
        backplane.Hear(
            "readings-digest",
            digest =>
            {
                if (BitConverter.ToInt64(digest) != Digest())
                    TellAll();
            }
        );
        backplane.Restored += TellAll;
    }

    /// <summary>What nobody keeps up is no reading any more.</summary>
    public Task Handle(FactsCommitted committed, CancellationToken stop)
    {
        var (fair, facts) = (committed.News.Fair, committed.News.Facts);
        if (facts.Any(f => f.Fact is BadgeRevoked))
            foreach (var key in _boards.Keys.Where(k => k.Fair == fair.Id && !CustomBoards.Has(fair, k.Board)))
                _boards.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    /// <summary>Grows with every reading.</summary>
    public long Version => Interlocked.Read(ref _version);

    public IEnumerable<Reading> Of(string fair, string board) =>
        _boards.GetValueOrDefault((fair, board), None).Values.Where(r => r.Row is not null);

    /// <param name="row">Null removes it.</param>
    /// <exception cref="Refusal"><c>board-full</c></exception>
    public void Set(string fair, string board, string key, RawRow? row)
    {
        var rows = _boards.GetValueOrDefault((fair, board), None);
        var had = rows.GetValueOrDefault(key);
        if (had?.Row is null && row is null)
            return;
        if (had?.Row is null && (Of(fair, board).Count() >= MostRows || had is null && rows.Count >= MostNames))
            throw CustomRefusals.BoardFull(MostRows);
        var reading = new Reading(
            fair,
            board,
            key,
            row,
            Math.Max(Time.GetUtcNow().ToUnixTimeMilliseconds(), (had?.Stamp ?? 0) + 1),
            _node
        );
        Merge(reading);
        if (_backplane.IsUp is not null)
            _backplane.Tell("reading", reading.ToBytes());
    }

    protected override async Task RoundAsync(CancellationToken stop)
    {
        await Task.Delay(Beat, Time, stop);
        Forget();
        if (_backplane.IsUp is not null)
            _backplane.Tell("readings-digest", BitConverter.GetBytes(Digest()));
    }

    private void Merge(Reading reading)
    {
        var news = false;
        _boards.AddOrUpdate((reading.Fair, reading.Board), _ => Later(None), (_, rows) => Later(rows));
        if (!news)
            return;
        Interlocked.Increment(ref _version);
        _screens.Changed();

        ImmutableDictionary<string, Reading> Later(ImmutableDictionary<string, Reading> rows)
        {
            news = reading.IsLaterThan(rows.GetValueOrDefault(reading.Key));
            return news ? rows.SetItem(reading.Key, reading) : rows;
        }
    }

    private long Digest() => _boards.Values.SelectMany(rows => rows.Values).Aggregate(0L, (sum, r) => sum ^ r.Digest);

    private void TellAll()
    {
        foreach (var reading in _boards.Values.SelectMany(rows => rows.Values))
            _backplane.Tell("reading", reading.ToBytes());
    }

    private void Forget()
    {
        var old = (Time.GetUtcNow() - Removed).ToUnixTimeMilliseconds();
        foreach (var key in _boards.Keys)
            _boards.AddOrUpdate(
                key,
                None,
                (_, rows) => rows.RemoveRange(rows.Values.Where(r => r.Row is null && r.Stamp < old).Select(r => r.Key))
            );
    }
}
