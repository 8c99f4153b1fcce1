using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Hub.Kernel.Stores;

/// <summary>How far each fair's ledger was answered, in a small file of its own beside the store: a ledger that ends
/// earlier has lost facts, however whole it looks. It is written after the commit and before the answer, so the end of
/// the process loses nothing of it; it is on the disk within a second, so a power cut can leave it that much behind. A
/// witness that is behind its ledger says nothing wrong, only less.</summary>
/// <param name="beside">How the files' names begin.</param>
public sealed class Witness(string beside) : IDisposable
{
    private const string Extension = ".witness";

    private readonly ConcurrentDictionary<string, Kept> _kept = [];

    /// <summary>The fairs of which something was answered here.</summary>
    public IReadOnlyList<string> Fairs
    {
        get
        {
            var (folder, name) = (Path.GetDirectoryName(Path.GetFullPath(beside))!, Path.GetFileName(beside) + ".");
            return Directory.Exists(folder)
                ?
                [
                    .. Directory
                        .EnumerateFiles(folder, $"{name}*{Extension}")
                        .Select(f => Path.GetFileName(f)[name.Length..^Extension.Length])
                        .Order(StringComparer.Ordinal),
                ]
                : [];
        }
    }

    /// <summary>Where a fair's ledger ended when it was last answered. Null: nobody was, or the file cannot be
    /// read.</summary>
    public Head? Of(string fair)
    {
        if (!File.Exists(PathOf(fair)))
            return null;
        try
        {
            // it may be written just now, by another process
            for (var tries = 0; tries < 3; tries++)
                if (Parse(fair, File.ReadAllText(PathOf(fair))) is { } head)
                    return head;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
        return null;
    }

    /// <summary>This much is committed. Never throws: the commit stands.</summary>
    public void Note(string fair, Head head) => _kept.GetOrAdd(fair, f => new Kept(f, PathOf(f))).Write(head);

    /// <summary>Brings what was noted to the disk.</summary>
    /// <exception cref="IOException">It could not be written, or not to the disk.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor may it.</exception>
    public void Flush(string fair)
    {
        if (_kept.TryGetValue(fair, out var kept))
            kept.Flush();
    }

    public void Dispose()
    {
        foreach (var kept in _kept.Values)
            kept.Dispose();
    }

    private string PathOf(string fair) => $"{beside}.{fair}{Extension}";

    /// <summary>One line of always the same length, which takes the place of the one before in one write.</summary>
    private static string Format(string fair, Head head)
    {
        var said = string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {head.Epoch:D19} offset {head.Offset:D19} hash {Convert.ToHexStringLower(head.Hash)}"
        );
        return $"{said} sum {Sum(fair, said)}\n";
    }

    private static Head? Parse(string fair, string line) =>
        line.TrimEnd().Split(' ') is ["epoch", var epoch, "offset", var offset, "hash", { Length: 64 } hash, "sum", _]
        && long.TryParse(epoch, CultureInfo.InvariantCulture, out var e)
        && long.TryParse(offset, CultureInfo.InvariantCulture, out var o)
        && hash.All(char.IsAsciiHexDigit)
        && new Head(o, Convert.FromHexString(hash), e) is var head
        && Format(fair, head) == line
            ? head
            : null;

    private static string Sum(string fair, string said) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{fair} {said}")).AsSpan(0, 8));

    private sealed class Kept(string fair, string path) : IDisposable
    {
        private readonly Lock _lock = new();
        private SafeFileHandle? _file;
        private Head? _said;
        private bool _written;
        private volatile bool _flushed;

        public void Write(Head head)
        {
            lock (_lock)
            {
                (_said, _written, _flushed) = (head, false, false);
                try
                {
                    Write();
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // Flush tries again, and says what is wrong
                }
            }
        }

        public void Flush()
        {
            lock (_lock)
            {
                if (_flushed)
                    return;
                if (!_written)
                    Write();
                _flushed = true;
            }
            // nobody who notes has to wait for the disk
            try
            {
                RandomAccess.FlushToDisk(_file!);
            }
            catch
            {
                _flushed = false;
                throw;
            }
        }

        public void Dispose()
        {
            lock (_lock)
                _file?.Dispose();
        }

        private void Write()
        {
            if (_file is null)
            {
                OwnFiles.Make(path);
                _file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            }
            RandomAccess.Write(_file, Encoding.ASCII.GetBytes(Format(fair, _said!)), 0);
            _written = true;
        }
    }
}
