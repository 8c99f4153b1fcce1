using System.Text.Json;

namespace Hub.Tests.Faults;

/// <summary>A recruiter who calls who is next, and ends the interview or says that nobody came.</summary>
internal sealed class FaultDesk(FaultLoad load, string secret, Random random)
{
    public const string Booth = "B1";

    public async Task LiveAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await CalledAsync() is not { } number)
                await AskAsync($"queues/{Booth}/desks/1/next", stop, "nobody-waits", "desk-busy");
            else if (random.Next(3) == 0)
                await AskAsync(
                    $"queues/{Booth}/numbers/{number}/missed",
                    stop,
                    "grace-not-over",
                    "not-in-queue",
                    "not-called"
                );
            else
                await AskAsync($"queues/{Booth}/numbers/{number}/interviewed", stop, "not-in-queue", "not-called");
            await Task.Delay(100, CancellationToken.None);
        }
    }

    private Task AskAsync(string path, CancellationToken stop, params string[] fine) =>
        load.UntilAnsweredAsync(new(secret, path, null, fine), random, stop);

    /// <returns>The number that is called to the desk, as some node knows it, which may be behind; null:
    /// none.</returns>
    private async Task<int?> CalledAsync()
    {
        var line = await load.ReadAsync(new(secret, $"boards/line/{Booth}", null), random);
        return
            line?.GetProperty("rows").GetProperty("queue").GetProperty("desks")[0].GetProperty("number")
                is { ValueKind: JsonValueKind.Number } number
            ? number.GetInt32()
            : null;
    }
}
