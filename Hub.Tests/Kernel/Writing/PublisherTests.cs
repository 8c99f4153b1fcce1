using Hub.Features.Floor;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Kernel.Writing;

/// <summary>Listeners hear of what is committed; a commit does not depend on them.</summary>
public class PublisherTests
{
    [Fact]
    public async Task A_listener_that_throws_hurts_no_commit_and_no_other_listener()
    {
        await using var hub = await TestHub.WithFairAsync();
        var told = new List<long>();
        hub.Ledgers.Told += _ => throw new InvalidOperationException("broken");
        hub.Ledgers.Told += news =>
        {
            lock (told)
                told.Add(news.Fair.Offset);
        };
        var receipts = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => hub.AskAsync(new RecordVisit(new($"p{i}"), new("A1"), Way.In)))
        );
        Assert.All(receipts, r => Assert.False(r.Repeated));
        await Eventually.TrueAsync(
            () =>
            {
                lock (told)
                    return told.Count > 0 && told[^1] == hub.Offset;
            },
            "the other listener hears of all"
        );
        lock (told)
            Assert.Equal(told.Order(), told);
    }

    [Fact]
    public async Task A_handler_that_throws_hurts_no_other_handler()
    {
        var second = new Hears();
        await using var hub = await TestHub.WithFairAsync(change: s =>
            s.AddSingleton<INotificationHandler<FactsCommitted>>(new Throws(now: true))
                .AddSingleton<INotificationHandler<FactsCommitted>>(new Throws(now: false))
                .AddSingleton<INotificationHandler<FactsCommitted>>(second)
        );
        var receipt = await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        await Eventually.TrueAsync(() => second.Offset >= receipt.Offset, "the last handler hears of it");
    }

    [Fact]
    public async Task A_listener_may_look_at_the_ledger_and_ask_it()
    {
        await using var hub = await TestHub.WithFairAsync();
        Task<Receipt>? asked = null;
        hub.Ledgers.Told += news =>
        {
            if (news.Facts.Any(f => f.Fact is VisitRecorded { Pass.Text: "P1" }))
                asked = hub.AskAsync(new RecordVisit(new("p2"), new("A1"), Way.In));
        };
        await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        await Eventually.TrueAsync(
            () => asked is { IsCompletedSuccessfully: true },
            "what the listener asked is answered"
        );
    }

    private sealed class Throws(bool now) : INotificationHandler<FactsCommitted>
    {
        public Task Handle(FactsCommitted committed, CancellationToken stop) =>
            now
                ? throw new InvalidOperationException("broken")
                : Task.FromException(new InvalidOperationException("broken"));
    }

    private sealed class Hears : INotificationHandler<FactsCommitted>
    {
        public long Offset { get; private set; }

        public Task Handle(FactsCommitted committed, CancellationToken stop)
        {
            Offset = committed.News.Fair.Offset;
            return Task.CompletedTask;
        }
    }
}
