using Hub.Features.Queues;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Kernel.Deciding;

/// <summary>Whoever comes to the ledger is asked whether they may, whichever way they come.</summary>
public class PermissionTests
{
    private static readonly Asker Stranger = new("b0", Role.Recruiter, Booth: new("A2"));

    [Fact]
    public async Task Whoever_may_not_is_refused_whichever_way_they_come()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (offset, command, id) = (hub.Offset, new OpenDesk(new("A1"), "1", null), Guid.NewGuid());
        var mediator = hub.Services.GetRequiredService<IMediator>();
        foreach (
            var ask in (Func<Asker, Task<Receipt>>[])
                [a => hub.Ledger.AskAsync(id, a, command), a => mediator.Send(new Asked(TestHub.Fair, id, a, command))]
        )
        {
            Assert.Equal("forbidden", (await Assert.ThrowsAsync<Refusal>(() => ask(Stranger))).Code);
            Assert.Equal("forbidden", (await Assert.ThrowsAsync<Refusal>(() => ask(Asker.Anonymous))).Code);
        }
        Assert.Equal(offset, hub.Offset);
        Assert.Equal(offset + 1, (await hub.Ledger.AskAsync(id, Asker.System, command)).Offset);
        // whoever may not does not learn either that the id is taken
        Assert.Equal(
            "forbidden",
            (await Assert.ThrowsAsync<Refusal>(() => hub.Ledger.AskAsync(id, Stranger, command))).Code
        );
    }

    [Fact]
    public async Task What_only_the_hub_asks_no_organizer_may()
    {
        await using var hub = await TestHub.WithFairAsync();
        var organizer = new Asker("b1", Role.Organizer);
        foreach (var command in (Command[])[new Hub.Features.People.ErasePeople(), new SettleOwed(Consequences.None)])
            Assert.Equal(
                "forbidden",
                (await Assert.ThrowsAsync<Refusal>(() => hub.Ledger.AskAsync(Guid.NewGuid(), organizer, command))).Code
            );
    }
}
