using System.Security.Cryptography;
using System.Text;

namespace Hub.Features.Custom;

/// <summary>A row of a custom board as it was last set, or removed, on whichever node.</summary>
/// <param name="Row">Null when it was removed.</param>
/// <param name="Stamp">Milliseconds since 1970-01-01 UTC, or more: always above that of the reading it
/// replaces.</param>
/// <param name="Node">Decides between equal stamps.</param>
internal sealed record Reading(string Fair, string Board, string Key, RawRow? Row, long Stamp, string Node)
{
    public bool IsLaterThan(Reading? other) =>
        other is null || Stamp > other.Stamp || Stamp == other.Stamp && string.CompareOrdinal(Node, other.Node) > 0;

    /// <summary>Of where, when and by whom: two nodes whose sums of these are equal hold the same.</summary>
    public long Digest =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{Fair}\n{Board}\n{Key}\n{Stamp}\n{Node}")));

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes, Encoding.UTF8);
        foreach (var text in (string[])[Fair, Board, Key, Node])
            to.Write(text);
        to.Write(Stamp);
        to.Write(Row is not null);
        to.Write((Row?.Json ?? default).Span);
        return bytes.ToArray();
    }

    public static Reading Of(byte[] bytes)
    {
        using var from = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var (fair, board, key, node, stamp) = (
            from.ReadString(),
            from.ReadString(),
            from.ReadString(),
            from.ReadString(),
            from.ReadInt64()
        );
        return new Reading(
            fair,
            board,
            key,
            from.ReadBoolean() ? new RawRow(from.ReadBytes(bytes.Length)) : null,
            stamp,
            node
        );
    }
}
