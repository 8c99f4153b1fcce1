using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Kernel.Live;

/// <summary>What a screen is sent: how to come from one version of a board to another.</summary>
/// <param name="Node">The node that counts the versions; another node's or an older run's versions mean nothing to
/// it.</param>
/// <param name="Version">The version the rows have after this frame.</param>
/// <param name="From">The version they must have before it; 0 = forget what you had.</param>
/// <param name="Epoch">Counts how often the ledger was put back to an older state; offsets of one epoch mean nothing in
/// another.</param>
/// <param name="Offset">The ledger's offset that the rows show.</param>
/// <param name="At">The moment for which they hold, UTC.</param>
/// <param name="Set">Rows that are new or changed, whole.</param>
/// <param name="Gone">Keys of rows that are no more.</param>
public sealed record Frame(
    string Board,
    string Node,
    long Version,
    long From,
    long Epoch,
    long Offset,
    DateTimeOffset At,
    Rows Set,
    IReadOnlyList<string> Gone
);

/// <summary>A board as one answer.</summary>
public sealed record Snapshot(
    string Board,
    string Node,
    long Version,
    long Epoch,
    long Offset,
    DateTimeOffset At,
    Rows Rows
);

/// <summary>Keyed rows that are JSON already.</summary>
[JsonConverter(typeof(RowsJson))]
public sealed record Rows(IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> Items);

internal sealed class RowsJson : JsonConverter<Rows>
{
    public override Rows Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        using var all = JsonDocument.ParseValue(ref reader);
        return new([
            .. all
                .RootElement.EnumerateObject()
                .Select(p =>
                    KeyValuePair.Create(
                        p.Name,
                        (ReadOnlyMemory<byte>)System.Text.Encoding.UTF8.GetBytes(p.Value.GetRawText())
                    )
                ),
        ]);
    }

    public override void Write(Utf8JsonWriter writer, Rows rows, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, json) in rows.Items)
        {
            writer.WritePropertyName(key);
            writer.WriteRawValue(json.Span, skipInputValidation: true);
        }
        writer.WriteEndObject();
    }
}

/// <summary>Where a screen left off, to go on from there.</summary>
/// <param name="Epoch">With <paramref name="Offset"/>: what it has shown. A node that is behind that looks at the
/// store first.</param>
public sealed record Since(string Node, long Version, long Epoch = 0, long Offset = 0);

/// <summary>A word to a screen that is not rows. Codes: <c>badge-revoked</c>, <c>badge-unknown</c> (it is no use to
/// connect again with this badge), <c>ledger-rewound</c> (connect again), <c>node-draining</c> (connect again at once:
/// this node ends, others go on), and others of a <see cref="Refusal"/> (later it may be).</summary>
/// <param name="Message">For the person, in Chinese.</param>
/// <param name="MessageEn">The same in English.</param>
public sealed record Notice(string Code, string Message, string MessageEn)
{
    public static Notice Of(Refusal refusal) => new(refusal.Code, refusal.Zh, refusal.En);
}
