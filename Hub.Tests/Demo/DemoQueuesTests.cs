using Hub.Demo;
using Hub.Features.Interest;
using Hub.Features.Queues;

namespace Hub.Tests.Demo;

public sealed class DemoQueuesTests
{
    [Fact]
    public async Task Jobseekers_of_the_made_up_day_queue_are_interviewed_and_some_come_to_an_agreement()
    {
        await using var hub = await TestHub.WithFairAsync();
        var recruiters = new Dictionary<string, string>();
        foreach (var booth in (string[])["A1", "A2", "B1"])
            recruiters[booth] = (await hub.BadgeAsync(Role.Recruiter, booth: booth)).Secret!;
        using var http = new HttpClient { BaseAddress = hub.Url };
        using var over = new CancellationTokenSource();
        var playing = new DemoQueues(
            new DemoClient(http, TestHub.Fair),
            recruiters,
            seekers: 20,
            speed: 900,
            seed: 1
        ).PlayAsync(over.Token);
        await Eventually.TrueAsync(
            () =>
                hub.Ledger.Fair.Queues.Rhythm.Shown > 2
                    && hub.Ledger.Fair.Intentions.People.Agreed > 0
                    && !hub.Ledger.Fair.People.IsEmpty
                || playing.IsCompleted,
            "interviews and an agreement"
        );
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
    }
}
