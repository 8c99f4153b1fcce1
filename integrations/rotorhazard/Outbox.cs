using System.Text.Json;

namespace Hub.RotorHazard;

/// <summary>A report that waits for the hub.</summary>
/// <param name="Key">Its <c>Idempotency-Key</c>, kept with it, so that it counts once however often it is sent.</param>
/// <param name="To">The hub's address that it is posted to.</param>
internal sealed record Letter(Guid Key, Uri To, string Body);

/// <summary>Reports that are not answered yet, on disk, in order. All of it is written before <see cref="Put"/>
/// returns: to a new file, to the disk itself, and then in place of the old one.</summary>
internal sealed class Outbox : IDisposable
{
    /// <param name="Last">What was put last, sent or not; null: nothing, or it was refused.</param>
    private sealed record Kept(List<Letter> Waiting, Letter? Last);

    private readonly string _path;
    private readonly FileStream _lock;
    private readonly Lock _mine = new();
    private readonly SemaphoreSlim _more = new(0);
    private Kept _kept;

    /// <exception cref="IOException">It cannot be read or written, or another bridge has it.</exception>
    public Outbox(string path)
    {
        _path = Path.GetFullPath(path);
        _lock = new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            _kept = File.Exists(_path) ? JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(_path))! : new([], null);
        }
        catch (JsonException e)
        {
            _lock.Dispose();
            throw new IOException($"{_path}: {e.Message}", e);
        }
        _more.Release();
    }

    public int Waiting
    {
        get
        {
            lock (_mine)
                return _kept.Waiting.Count;
        }
    }

    /// <summary>What was put last for an address, sent or not; null: nothing, or it was refused.</summary>
    public FlightReport? Last(Uri to)
    {
        lock (_mine)
            return _kept.Last is { } last && last.To == to ? FlightReport.Of(last.Body) : null;
    }

    /// <summary>Keeps a report to be sent, in place of an older one of the same run that waits still. What is in the
    /// outbox or was sent last already is not put again, and nothing unfinished after the end of its run.</summary>
    /// <returns>Whether it was put.</returns>
    public bool Put(Uri to, FlightReport report)
    {
        var body = report.Body();
        lock (_mine)
        {
            if (_kept.Last is { } last && last.To == to)
            {
                var had = FlightReport.Of(last.Body);
                if (last.Body == body || had.Run == report.Run && had.Finished && !report.Finished)
                    return false;
            }
            // what the old key may have brought to the hub already is another body: the new one has a key of its own
            var letter = new Letter(Guid.NewGuid(), to, body);
            var at = _kept.Waiting.FindIndex(l => l.To == to && FlightReport.Of(l.Body).Run == report.Run);
            if (at < 0)
                Keep(new([.. _kept.Waiting, letter], letter));
            else if (FlightReport.Of(_kept.Waiting[at].Body).Finished && !report.Finished)
                return false;
            else
                Keep(new([.. _kept.Waiting[..at], letter, .. _kept.Waiting[(at + 1)..]], letter));
        }
        _more.Release();
        return true;
    }

    /// <summary>The letter that is to be sent next, as soon as there is one.</summary>
    public async Task<Letter> NextAsync(CancellationToken stop)
    {
        while (true)
        {
            lock (_mine)
                if (_kept.Waiting is [var next, ..])
                    return next;
            await _more.WaitAsync(stop);
        }
    }

    /// <summary>A letter was answered. One that was refused may be put again: what the hub refused may be mended there.
    /// </summary>
    public void Answered(Letter letter, bool refused = false)
    {
        lock (_mine)
            Keep(
                new(
                    [.. _kept.Waiting.Where(l => l.Key != letter.Key)],
                    refused && _kept.Last?.Key == letter.Key ? null : _kept.Last
                )
            );
    }

    private void Keep(Kept kept)
    {
        var next = _path + ".next";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, kept);
            file.Flush(flushToDisk: true);
        }
        File.Move(next, _path, overwrite: true);
        _kept = kept;
    }

    public void Dispose()
    {
        _lock.Dispose();
        _more.Dispose();
    }
}
