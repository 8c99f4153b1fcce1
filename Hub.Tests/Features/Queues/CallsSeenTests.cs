using System.Text.Json;
using Hub.Features.Queues;

namespace Hub.Tests.Features.Queues;

/// <summary>The grace of a call begins when a screen shows it.</summary>
public class CallsSeenTests
{
    [Theory]
    // no screen shows it: the booth calls out
    [InlineData(null, 180)]
    [InlineData(0, 180)]
    [InlineData(40, 220)]
    // a phone comes out of a pocket: the desk has waited a minute, and no longer
    [InlineData(60, 240)]
    [InlineData(170, 240)]
    public void Grace_counts_from_when_the_call_could_be_seen(int? shown, int over)
    {
        var story = Called();
        if (shown is { } seconds)
            story.Do(new ShowCall(new("A1"), 1, Story.Morning), Story.Morning.AddSeconds(seconds));
        var (queue, until) = (story.Fair.Queues.Of(new("A1")), Story.Morning.AddSeconds(over));
        Assert.Equal(until, queue.Until(queue.Line[0]));
        foreach (var (board, key) in ((string, string)[])[("line/A1", "0000"), ("my/p1", "ticket/A1")])
            Assert.Equal(
                until,
                JsonDocument
                    .Parse(BoardRows.Of(story.Fair, board, Story.Morning)[key])
                    .RootElement.GetProperty("grace")
                    .GetDateTimeOffset()
            );
        var early = Assert.Throws<Refusal>(() => story.Do(new MarkNoShow(new("A1"), 1), until.AddSeconds(-1)));
        Assert.Equal(("grace-not-over", true), (early.Code, early.Retry));
        story.Do(new MarkNoShow(new("A1"), 1), until);
    }

    [Fact]
    public void The_first_screen_counts_and_a_number_that_is_called_again_is_shown_again()
    {
        var (story, again) = (Called(), Story.Morning.AddSeconds(100));
        Assert.Equal(1, story.Do(new ShowCall(new("A1"), 1, Story.Morning), Story.Morning.AddSeconds(5)));
        Assert.Equal(0, story.Do(new ShowCall(new("A1"), 1, Story.Morning), Story.Morning.AddSeconds(50)));
        story.Do(new Recall(new("A1"), 1, null), again);
        // a screen that shows the call before
        Assert.Equal(0, story.Do(new ShowCall(new("A1"), 1, Story.Morning), again.AddSeconds(1)));
        Assert.Equal(again, story.Fair.Queues.Of(new("A1")).Line[0].Seen);
        Assert.Equal(1, story.Do(new ShowCall(new("A1"), 1, again), again.AddSeconds(30)));
        Assert.Equal(again.AddSeconds(30), story.Fair.Queues.Of(new("A1")).Line[0].Seen);
        story.Do(new TransferTicket(new("A1"), 1, null), again.AddSeconds(40));
        Assert.Null(story.Fair.Queues.Of(new("A1")).Line[0].Seen);
        Assert.Equal(0, story.Do(new ShowCall(new("A1"), 9, again), again));
        Assert.All(
            [Asker.Anonymous, Asker.Of(new("p1")), new Asker("b1", Role.Recruiter, Booth: new("A1"))],
            asker => Assert.False(new ShowCall(new("A1"), 1, again).Allows(asker))
        );
    }

    [Theory]
    [InlineData("wall", true)]
    [InlineData("phone", true)]
    // any tablet may look at what is called, and none of them hangs in the hall
    [InlineData("tablet", false)]
    public async Task A_call_is_seen_when_a_wall_or_the_persons_phone_has_got_it(string kind, bool counts)
    {
        await using var hub = await TestHub.StillAsync();
        using var booth = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        var visitor = await hub.PassAsync();
        await booth.AskAsync("queues/A1/desks", new { desk = "1" });
        await visitor.AskAsync("queues/A1/join", new { pass = visitor.Id });
        await booth.AskAsync("queues/A1/desks/1/next", new { });
        var called = hub.Now;
        hub.Pass(20);
        await using var screen = await hub.ScreenAsync(kind == "phone" ? visitor : null, kind);
        await screen.OpenAsync(kind == "phone" ? $"my/{visitor.Id}" : "calls");
        if (kind == "phone")
            await hub.PassUntilAsync(() => Of(hub).Shown is not null, "it is noted");
        else
        {
            Assert.Contains("\"number\":1", screen.Rows("calls")["A1-1"]);
            if (counts)
                await hub.PassUntilAsync(() => Of(hub).Shown is not null, "it is noted");
            else
                hub.Pass(10);
        }
        Assert.Equal(counts, Of(hub).Seen > called);
        var refused = await Problem.Of(await booth.PostAsync("queues/A1/numbers/1/missed", new { }));
        Assert.Equal("grace-not-over", refused.Code);
        hub.Pass(called.AddSeconds(180) - hub.Now);
        using var answer = await booth.PostAsync("queues/A1/numbers/1/missed", new { });
        Assert.Equal(counts, !answer.IsSuccessStatusCode);
    }

    private static Ticket Of(TestHub hub) => hub.Ledger.Fair.Queues.Of(new("A1")).Line[0];

    private static Story Called()
    {
        var story = Story.WithBooths();
        story.Do(new OpenDesk(new("A1"), "1", null));
        story.Do(new JoinQueue(new("A1"), new("p1"), null));
        story.Do(new CallNext(new("A1"), "1"));
        return story;
    }
}
