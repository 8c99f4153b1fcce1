using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hub.Kernel.Stores;

/// <summary>A fair as a backup keeps it, but for its facts.</summary>
public sealed record KeptFair(
    string Fair,
    long Offset,
    byte[] Hash,
    long Epoch,
    ImmutableDictionary<string, Person> People
);

/// <summary>All ledgers in one file that no store has a say in: JSON lines, packed with gzip. The first holds the fairs
/// and their personal data, then comes a line for each fact, fair by fair, and the last is the SHA-256 of the lines
/// before it, each with its line feed.</summary>
public static class Backup
{
    private const int Version = 1;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Writes what the store holds, each fair at one moment, while others append to it.</summary>
    /// <exception cref="Refusal"><c>ledger-broken</c>: see <see cref="Chain"/>.</exception>
    public static IReadOnlyList<KeptFair> Write(IStore store, Stream to)
    {
        var fairs = store
            .Fairs()
            .Select(fair =>
            {
                var (at, people) = store.People(fair);
                return new KeptFair(fair, at.Offset, at.Hash, at.Epoch, people);
            })
            .ToList();
        using var packed = new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true);
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Line(new Opening(Version, fairs));
        foreach (var fair in fairs)
        {
            var (offset, hash) = (0L, Chain.Start);
            foreach (var r in store.Read(fair.Fair, 0).TakeWhile(r => r.Offset <= fair.Offset))
            {
                hash = Chain.Next(hash, r with { Offset = ++offset });
                if (!hash.AsSpan().SequenceEqual(r.Hash))
                    break;
                Line(
                    new FactLine(r.At, r.Actor, r.Command, r.Part, r.Slice, Encoding.UTF8.GetString(r.Body), r.Digest)
                );
            }
            if (offset != fair.Offset || !hash.AsSpan().SequenceEqual(fair.Hash))
                throw new Refusal(
                    "ledger-broken",
                    $"活动 {fair.Fair} 的账本不完整，无法备份；请运行 verify。",
                    $"The ledger of {fair.Fair} is not whole at offset {offset}, and cannot be backed up: see `verify`."
                );
        }
        Line(new Closing(sum.GetCurrentHash()));
        return fairs;

        void Line<T>(T line)
        {
            byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, Json), (byte)'\n'];
            sum.AppendData(bytes);
            packed.Write(bytes);
        }
    }

    /// <summary>Reads a backup to its end: its sum, and the hash chain of every fair.</summary>
    /// <exception cref="Refusal"><c>backup-broken</c></exception>
    public static IReadOnlyList<KeptFair> Check(string file)
    {
        foreach (var _ in Read(file)) { }
        using var lines = new Lines(file);
        return lines.Next<Opening>().Fairs;
    }

    /// <summary>A fair's facts; the file is checked once more on the way.</summary>
    /// <exception cref="Refusal"><c>backup-broken</c>, also after the last fact.</exception>
    public static IEnumerable<Row> Rows(string file, string fair) =>
        Read(file).Where(f => f.Fair == fair).Select(f => f.Row);

    private static IEnumerable<(string Fair, Row Row)> Read(string file)
    {
        using var lines = new Lines(file);
        var opening = lines.Next<Opening>();
        if (opening.Hub != Version)
            throw Lines.Broken($"version {opening.Hub}");
        foreach (var fair in opening.Fairs)
        {
            var hash = Chain.Start;
            for (var offset = 1L; offset <= fair.Offset; offset++)
            {
                var f = lines.Next<FactLine>();
                var row = Chain.Link(
                    hash,
                    new Row(
                        offset,
                        f.At,
                        f.Actor,
                        f.Command,
                        f.Part,
                        f.Slice,
                        Encoding.UTF8.GetBytes(f.Body),
                        [],
                        f.Digest
                    )
                );
                hash = row.Hash;
                yield return (fair.Fair, row);
            }
            if (!hash.AsSpan().SequenceEqual(fair.Hash))
                throw Lines.Broken($"the facts of {fair.Fair} do not hold together");
        }
        var sum = lines.Sum;
        if (!sum.AsSpan().SequenceEqual(lines.Next<Closing>().Sha256))
            throw Lines.Broken("its sum is another one");
        lines.End();
    }

    private sealed record Opening(int Hub, IReadOnlyList<KeptFair> Fairs);

    private sealed record FactLine(
        long At,
        string Actor,
        Guid Command,
        int Part,
        string Slice,
        string Body,
        long Digest
    );

    private sealed record Closing(byte[] Sha256);

    private sealed class Lines(string file) : IDisposable
    {
        private readonly StreamReader _from = new(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        private readonly IncrementalHash _sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        /// <summary>Of the lines so far.</summary>
        public byte[] Sum => _sum.GetCurrentHash();

        public T Next<T>()
            where T : class
        {
            try
            {
                var line = _from.ReadLine() ?? throw Broken("it ends too early");
                _sum.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
                return JsonSerializer.Deserialize<T>(line, Json) ?? throw Broken("a line is empty");
            }
            catch (Exception e) when (e is InvalidDataException or JsonException or EndOfStreamException)
            {
                throw Broken(e.Message);
            }
        }

        /// <summary>Nothing may be missing behind the last line either: what gzip ends with, and what is not cut off
        /// from it.</summary>
        public void End()
        {
            try
            {
                if (_from.ReadLine() is not null)
                    throw Broken("it goes on behind its end");
            }
            catch (InvalidDataException e)
            {
                throw Broken(e.Message);
            }
        }

        public static Refusal Broken(string why) =>
            new(
                "backup-broken",
                $"备份文件不完整，或被改动过：{why}",
                $"This is no whole backup, it was cut off or changed: {why}"
            );

        public void Dispose()
        {
            _from.Dispose();
            _sum.Dispose();
        }
    }
}
