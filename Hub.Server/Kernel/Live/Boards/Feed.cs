using Microsoft.AspNetCore.SignalR.Protocol;

namespace Hub.Kernel.Live;

/// <summary>One board of one fair on this node: its rows as they were last rendered, each with the version that changed
/// it.</summary>
public sealed class Feed(string node, string name, Board board, string[] words, FairLedger ledger, TimeProvider time)
{
    /// <summary>Keys of removed rows that are remembered; a screen older than the oldest of them starts anew.</summary>
    private const int Tombstones = 1024;

    private readonly Lock _rendering = new();
    private readonly Dictionary<string, (ReadOnlyMemory<byte> Json, long Version)> _rows = [];
    private readonly Dictionary<string, long> _gone = [];
    private readonly Dictionary<long, byte[]> _frames = [];
    private object? _read;
    private bool _there;
    private long _version,
        _oldest = 1,
        _epoch,
        _offset;
    private DateTimeOffset _at,
        _hour;
    private long _rendered;

    public string Name => name;

    /// <summary>Of the rows at hand. The hour may stand for a while, when the clock was put right, or go on while the
    /// machine sleeps: whichever is longer counts.</summary>
    private TimeSpan Age =>
        TimeSpan.FromTicks(Math.Max((time.GetUtcNow() - _hour).Ticks, time.GetElapsedTime(_rendered).Ticks));

    public string Fair => ledger.Fair.Id;

    /// <summary>Whether the fair at hand is the latest, as far as anybody can know.</summary>
    public bool IsCurrent => ledger.IsCurrent;

    public bool Allows(Asker asker) => board.May(words).Includes(asker);

    /// <summary>Whether the fair has moved on in what this board reads.</summary>
    public bool Stale => !board.Reads(ledger.Fair, words).Equals(_read);

    /// <summary>The version of the rows at hand; 0 before the first rendering.</summary>
    public long Version
    {
        get
        {
            lock (_rendering)
                return _version;
        }
    }

    /// <summary>Renders the board when its rows are behind the fair, or older than a second: the hour can change them
    /// too.</summary>
    /// <param name="lag">How far behind the fair they may be.</param>
    /// <param name="since">What somebody has been shown: they are not of an earlier moment. Null: nothing.</param>
    /// <returns>False when the fair has no such board (any more).</returns>
    public bool Fresh(TimeSpan lag, Since? since = null)
    {
        lock (_rendering)
        {
            var (fair, age) = (ledger.Fair, Age);
            // whatever a screen says, the rows of one state are rendered once for it
            var isBehind =
                since is not null
                && (since.Epoch, since.Offset).CompareTo((_epoch, _offset)) > 0
                && (fair.Epoch, fair.Offset) != (_epoch, _offset);
            var isFresh = _version > 0 && !isBehind && (age <= lag || !Stale && age <= TimeSpan.FromSeconds(1));
            return isFresh ? _there : Render();
        }
    }

    /// <summary>Renders the board for now and counts a version when a row differs. One that is no more has no
    /// rows.</summary>
    /// <returns>False when the fair has no such board (any more).</returns>
    public bool Render()
    {
        lock (_rendering)
        {
            var fair = ledger.Fair;
            _read = board.Reads(fair, words);
            // no board is of an earlier moment than a fact in it: whose command was decided a moment ahead is shown
            (_rendered, _hour) = (time.GetTimestamp(), time.GetUtcNow());
            _at = _hour < fair.At ? fair.At : _hour;
            _offset = fair.Offset;
            var rows = board.Rows(fair, words, _at);
            _there = rows is not null;

            var next = _version + 1;
            var changed = _version == 0;
            if (_epoch != fair.Epoch)
            {
                // what was shown in another epoch is no base for a delta
                (_epoch, _oldest, changed) = (fair.Epoch, next, true);
            }
            var seen = new HashSet<string>(_rows.Count);
            foreach (var (key, row) in rows ?? [])
            {
                seen.Add(key);
                var json = RawRow.Of(row);
                if (
                    _rows.TryGetValue(key, out var had)
                    && (had.Json.Equals(json) || had.Json.Span.SequenceEqual(json.Span))
                )
                    continue;
                _rows[key] = (json, next);
                _gone.Remove(key);
                changed = true;
            }
            if (seen.Count < _rows.Count)
                foreach (var key in _rows.Keys.Where(k => !seen.Contains(k)).ToArray())
                {
                    _rows.Remove(key);
                    _gone[key] = next;
                    changed = true;
                }
            if (_gone.Count > Tombstones)
                Forget();
            if (changed)
                _version = next;
            _frames.Clear();
            return _there;
        }
    }

    /// <summary>The frame from a version that a screen holds (0: nothing) to the rows at hand, encoded once for all who
    /// need it.</summary>
    public (byte[] Message, long Version, long Offset) FrameSince(long held)
    {
        lock (_rendering)
        {
            if (held < _oldest || held > _version)
                held = 0;
            if (!_frames.TryGetValue(held, out var message))
                _frames[held] = message = Framing.Whole(
                    Opcode.Text,
                    WireJson.Live.GetMessageBytes(new InvocationMessage("Frame", [Since(held)])).Span
                );
            return (message, _version, _offset);
        }
    }

    /// <summary>What changed since a version that a screen holds; empty when nothing did.</summary>
    public Frame Since(long held)
    {
        lock (_rendering)
        {
            if (held < _oldest || held > _version)
                held = 0;
            return new Frame(
                name,
                node,
                _version,
                held,
                _epoch,
                _offset,
                _at,
                new Rows([
                    .. _rows.Where(r => r.Value.Version > held).Select(r => KeyValuePair.Create(r.Key, r.Value.Json)),
                ]),
                held == 0 ? [] : [.. _gone.Where(g => g.Value > held).Select(g => g.Key)]
            );
        }
    }

    public Snapshot Snapshot()
    {
        lock (_rendering)
            return new Snapshot(
                name,
                node,
                _version,
                _epoch,
                _offset,
                _at,
                new Rows([.. _rows.Select(r => KeyValuePair.Create(r.Key, r.Value.Json))])
            );
    }

    private void Forget()
    {
        foreach (var (key, version) in _gone.OrderBy(g => g.Value).Take(_gone.Count / 2).ToArray())
        {
            _gone.Remove(key);
            _oldest = Math.Max(_oldest, version);
        }
    }
}
