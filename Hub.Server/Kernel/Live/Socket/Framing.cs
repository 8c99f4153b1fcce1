using System.Buffers;
using System.Buffers.Binary;

namespace Hub.Kernel.Live;

/// <summary>What a WebSocket frame is (RFC 6455, section 11.8).</summary>
internal enum Opcode
{
    Continuation = 0,
    Text = 1,
    Close = 8,
    Ping = 9,
    Pong = 10,
}

/// <summary>WebSocket frames (RFC 6455, section 5.2), as a server reads and writes them.</summary>
internal static class Framing
{
    /// <summary>Most bytes of a payload that is received.</summary>
    public const int MostReceived = 8 * 1024;

    /// <summary>Takes a whole frame off the front of what was received.</summary>
    /// <returns>False when it has not come whole.</returns>
    /// <exception cref="InvalidDataException">No frame that a client may send here.</exception>
    public static bool TryTake(ref ReadOnlySequence<byte> received, out Opcode opcode, out byte[] payload)
    {
        (opcode, payload) = (default, []);
        var reader = new SequenceReader<byte>(received);
        if (!reader.TryRead(out var first) || !reader.TryRead(out var second))
            return false;
        var (reserved, masked, length) = (first & 0x70, (second & 0x80) != 0, second & 0x7f);
        if (length == 126)
        {
            if (!reader.TryReadBigEndian(out short longer))
                return false;
            length = (ushort)longer;
        }
        else if (length == 127)
            length = int.MaxValue;
        if (reserved != 0 || !masked || length > MostReceived)
            throw new InvalidDataException("No frame that a client may send here.");
        if (reader.Remaining < 4 + length)
            return false;

        Span<byte> mask = stackalloc byte[4];
        reader.TryCopyTo(mask);
        reader.Advance(4);
        payload = new byte[length];
        reader.TryCopyTo(payload);
        reader.Advance(length);
        for (var i = 0; i < length; i++)
            payload[i] ^= mask[i & 3];
        opcode = (Opcode)(first & 0x0f);
        received = received.Slice(reader.Position);
        return true;
    }

    /// <summary>A payload in its frame.</summary>
    public static byte[] Whole(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = stackalloc byte[10];
        return [.. head[..Head(head, opcode, payload.Length)], .. payload];
    }

    private static int Head(Span<byte> to, Opcode opcode, int length)
    {
        to[0] = (byte)(0x80 | (int)opcode);
        if (length < 126)
        {
            to[1] = (byte)length;
            return 2;
        }
        if (length <= ushort.MaxValue)
        {
            to[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(to[2..], (ushort)length);
            return 4;
        }
        to[1] = 127;
        BinaryPrimitives.WriteUInt64BigEndian(to[2..], (ulong)length);
        return 10;
    }
}
