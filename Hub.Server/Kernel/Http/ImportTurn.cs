namespace Hub.Kernel.Http;

/// <summary>Files that people bring are understood one at a time: each takes a core and memory for a moment, and the
/// hall goes on meanwhile.</summary>
public sealed class ImportTurn(TimeProvider time) : IDisposable
{
    /// <summary>So many wait at most, each so long at most.</summary>
    internal const int MostWaiting = 4;
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _waiting;

    /// <exception cref="Refusal"><c>import-busy</c></exception>
    public async Task<T> TakeAsync<T>(Func<Task<T>> import, CancellationToken gone)
    {
        await WaitAsync(gone);
        try
        {
            return await import();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task WaitAsync(CancellationToken gone)
    {
        using var enough = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, gone);
        try
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting)
                throw Refusal.ImportBusy();
            await _turn.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            throw Refusal.ImportBusy();
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _turn.Dispose();
}
