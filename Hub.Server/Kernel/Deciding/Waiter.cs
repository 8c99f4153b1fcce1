using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;

namespace Hub.Kernel.Deciding;

/// <summary>A command that waits to be decided, and its asker for the answer.</summary>
internal sealed record Waiter(Guid Id, Asker Asker, Command Command)
{
    /// <summary>See <see cref="Row"/>. Of the asker, the role and what it is for counts: a new badge may repeat what an
    /// old one began.</summary>
    public long Digest { get; } = DigestOf(Asker, Command);

    /// <summary>Null when nobody traces it.</summary>
    public Activity? Span { get; init; }

    public TaskCompletionSource<Receipt> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The command's id is in the ledger already.</summary>
    public void Repeats(Answered first)
    {
        if (first.Digest == Digest || first.Digest == 0)
            Answer.TrySetResult(new Receipt(first.Offset, first.Facts, Repeated: true));
        else
            Answer.TrySetException(Refusal.CommandIdTaken());
    }

    private static long DigestOf(Asker asker, Command command)
    {
        // ids as texts: nothing is boxed for a scan or a mark
        object?[] asked =
        [
            asker.Role,
            asker.Booth?.Text,
            asker.Contest?.Text,
            asker.Seat?.Text,
            asker.Board,
            command.GetType().Name,
            command,
        ];
        if (asker.Pass is { } pass)
            asked = [.. asked, pass.Text];
        return BitConverter.ToInt64(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(asked)));
    }
}
