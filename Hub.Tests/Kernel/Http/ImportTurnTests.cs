using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Kernel.Http;

/// <summary>Files are imported one at a time.</summary>
public class ImportTurnTests
{
    [Fact]
    public async Task Who_has_waited_long_enough_is_told_when_to_come_again()
    {
        var (time, first) = (new FakeTimeProvider(), new TaskCompletionSource<int>());
        using var turn = new ImportTurn(time);
        var reads = turn.TakeAsync(() => first.Task, default);
        var waits = turn.TakeAsync(() => Task.FromResult(2), default);
        var waitsToo = turn.TakeAsync(() => Task.FromResult(3), default);
        Assert.False(waits.IsCompleted || waitsToo.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(10));
        foreach (var late in (Task<int>[])[waits, waitsToo])
        {
            var refused = await Assert.ThrowsAsync<Refusal>(() => late);
            Assert.Equal(("import-busy", 503, 10), (refused.Code, refused.Status, refused.After));
        }
        first.SetResult(1);
        Assert.Equal(1, await reads);
        Assert.Equal(4, await turn.TakeAsync(() => Task.FromResult(4), default));
    }

    [Fact]
    public async Task A_file_that_fails_gives_its_turn_back()
    {
        using var turn = new ImportTurn(TimeProvider.System);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            turn.TakeAsync<int>(() => throw new InvalidOperationException(), default)
        );
        Assert.Equal(1, await turn.TakeAsync(() => Task.FromResult(1), default));
    }

    [Fact]
    public async Task One_more_than_may_wait_is_refused_at_once_and_the_hub_goes_on()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (turn, first) = (hub.Services.GetRequiredService<ImportTurn>(), new TaskCompletionSource<int>());
        Task<int>[] before =
        [
            turn.TakeAsync(() => first.Task, default),
            .. Enumerable
                .Range(0, ImportTurn.MostWaiting)
                .Select(_ => turn.TakeAsync(() => Task.FromResult(0), default)),
        ];
        foreach (var path in (string[])["imports?kind=employers", "contests/check"])
        {
            using var refused = await hub.Organizer.PostAsync(path, "企业名称\n甲公司\n", "text/csv");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(10), refused.Headers.RetryAfter!.Delta);
            Assert.Equal("import-busy", (await Problem.Of(refused)).Code);
        }
        first.SetResult(0);
        await Task.WhenAll(before);
        using var read = await hub.Organizer.PostAsync("imports?kind=employers", "企业名称\n甲公司\n", "text/csv");
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }
}
