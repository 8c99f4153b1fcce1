using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Kernel.Facts;

/// <summary>Each fact's hash covers the hash before it, so a changed, missing or moved row is found.</summary>
public static class Chain
{
    public static readonly byte[] Start = new byte[32];

    /// <summary>SHA-256 of: hash before (32), offset, at, part (8 each, big-endian), command (16), then actor, slice
    /// and body, each behind its length in bytes (4).</summary>
    public static byte[] Next(
        ReadOnlySpan<byte> before,
        long offset,
        long at,
        string actor,
        Guid command,
        int part,
        string slice,
        ReadOnlySpan<byte> body
    )
    {
        var hash = new byte[32];
        Next(before, offset, at, actor, command, part, slice, body, hash);
        return hash;
    }

    /// <summary>What the hash of a row should be that stands behind this one.</summary>
    public static byte[] Next(ReadOnlySpan<byte> before, Row row) =>
        Next(before, row.Offset, row.At, row.Actor, row.Command, row.Part, row.Slice, row.Body);

    /// <summary>The row with the hash that it has behind this one.</summary>
    public static Row Link(ReadOnlySpan<byte> before, Row row) => row with { Hash = Next(before, row) };

    /// <summary>What is wrong with a row behind the one of this offset and hash; null: nothing.</summary>
    public static Damage? Wrong(long offset, ReadOnlySpan<byte> before, Row row)
    {
        if (row.Offset != offset + 1)
            return Damage.Missing(offset + 1, row.Offset);
        Span<byte> hash = stackalloc byte[32];
        Next(before, row.Offset, row.At, row.Actor, row.Command, row.Part, row.Slice, row.Body, hash);
        return hash.SequenceEqual(row.Hash) ? null : Damage.Changed(row.Offset);
    }

    private static void Next(
        ReadOnlySpan<byte> before,
        long offset,
        long at,
        string actor,
        Guid command,
        int part,
        string slice,
        ReadOnlySpan<byte> body,
        Span<byte> hash
    )
    {
        var size = 32 + 24 + 16 + 12 + Encoding.UTF8.GetMaxByteCount(actor.Length + slice.Length) + body.Length;
        var rented = size <= 2048 ? null : new byte[size];
        Span<byte> all = rented ?? stackalloc byte[2048];
        before.CopyTo(all);
        BinaryPrimitives.WriteInt64BigEndian(all[32..], offset);
        BinaryPrimitives.WriteInt64BigEndian(all[40..], at);
        BinaryPrimitives.WriteInt64BigEndian(all[48..], part);
        command.TryWriteBytes(all[56..], bigEndian: true, out _);
        var end = 72;
        end += Text(all[end..], actor);
        end += Text(all[end..], slice);
        BinaryPrimitives.WriteInt32BigEndian(all[end..], body.Length);
        body.CopyTo(all[(end + 4)..]);
        SHA256.HashData(all[..(end + 4 + body.Length)], hash);
    }

    private static int Text(Span<byte> to, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, to[4..]);
        BinaryPrimitives.WriteInt32BigEndian(to, length);
        return 4 + length;
    }
}
