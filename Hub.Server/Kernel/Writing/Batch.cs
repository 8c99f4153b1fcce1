using System.Text;

namespace Hub.Kernel.Writing;

/// <summary>What one node committed, as it travels to the others.</summary>
/// <param name="People">Whether personal data changed with it; that itself does not travel.</param>
public sealed record Batch(string Fair, long Epoch, bool People, IReadOnlyList<Row> Rows)
{
    /// <summary>Compact: some 60 bytes a fact beside its body.</summary>
    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes, Encoding.UTF8);
        to.Write(Fair);
        to.Write7BitEncodedInt64(Epoch);
        to.Write(People);
        to.Write7BitEncodedInt64(Rows[0].Offset);
        to.Write7BitEncodedInt(Rows.Count);
        foreach (var r in Rows)
        {
            to.Write(r.At);
            to.Write(r.Actor);
            to.Write(r.Command.ToByteArray(bigEndian: true));
            to.Write7BitEncodedInt(r.Part);
            to.Write(r.Slice);
            to.Write7BitEncodedInt(r.Body.Length);
            to.Write(r.Body);
            to.Write(r.Hash);
            to.Write(r.Digest);
        }
        return bytes.ToArray();
    }

    /// <exception cref="IOException">These are not the bytes of a batch.</exception>
    public static Batch Of(byte[] bytes)
    {
        using var from = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var (fair, epoch, people, first) = (
            from.ReadString(),
            from.Read7BitEncodedInt64(),
            from.ReadBoolean(),
            from.Read7BitEncodedInt64()
        );
        var rows = new Row[from.Read7BitEncodedInt()];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = new Row(
                first + i,
                from.ReadInt64(),
                string.Intern(from.ReadString()),
                new Guid(from.ReadBytes(16), bigEndian: true),
                from.Read7BitEncodedInt(),
                string.Intern(from.ReadString()),
                from.ReadBytes(from.Read7BitEncodedInt()),
                from.ReadBytes(32),
                from.ReadInt64()
            );
        return new Batch(fair, epoch, people, rows);
    }
}
