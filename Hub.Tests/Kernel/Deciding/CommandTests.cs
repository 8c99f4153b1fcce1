using System.Net;
using Hub.Features.Access;
using Hub.Features.Floor;
using Hub.Features.Roster;

namespace Hub.Tests.Kernel.Deciding;

public class CommandTests
{
    [Fact]
    public async Task Offsets_have_no_gaps_under_64_askers_at_once()
    {
        await using var hub = await TestHub.WithFairAsync();
        var before = hub.Offset;
        var offsets = await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(asker =>
                    Task.Run(async () =>
                    {
                        var mine = new List<long>();
                        for (var i = 0; i < 20; i++)
                            mine.Add(
                                (await hub.AskAsync(new RecordVisit(new($"p{asker}-{i}"), new("A1"), Way.In))).Offset
                            );
                        Assert.Equal(mine.Order(), mine);
                        return mine;
                    })
                )
        );
        Assert.Equal(Enumerable.Range(1, 1280).Select(i => before + i), offsets.SelectMany(o => o).Order());
        Assert.Equal(
            Enumerable.Range(1, (int)before + 1280).Select(i => (long)i),
            hub.Store.Read(TestHub.Fair, 0).Select(r => r.Offset)
        );
    }

    [Fact]
    public async Task A_tap_repeated_changes_once_and_answers_the_first_receipt_also_after_a_restart()
    {
        await using var hub = await TestHub.WithFairAsync();
        var id = Guid.NewGuid();
        var secret = hub.Organizer.Secret;
        var first = await hub.Organizer.VisitAsync("p1", "A1", command: id);
        var offset = hub.Offset;
        Assert.Equal(first with { Repeated = true }, await hub.Organizer.VisitAsync("p1", "A1", command: id));
        Assert.Equal(offset, hub.Offset);

        await hub.RestartAsync();
        using var again = new Client(new Uri(hub.Url, $"/api/fairs/{TestHub.Fair}/"), secret, null);
        offset = hub.Offset;
        Assert.Equal(first with { Repeated = true }, await again.VisitAsync("p1", "A1", command: id));
        Assert.Equal(offset, hub.Offset);
    }

    [Fact]
    public async Task A_repeat_among_many_new_commands_changes_once_and_they_all_count()
    {
        await using var hub = await TestHub.WithFairAsync();
        var id = Guid.NewGuid();
        var first = await hub.AskAsync(new RecordVisit(new("p0"), new("A1"), Way.In), id);
        // each way in which a repeat can meet the state that it made, or another one
        await hub.AskAsync(new RecordVisit(new("p0"), new("A2"), Way.In));
        var before = hub.Offset;
        var receipts = await Task.WhenAll(
            Enumerable
                .Range(0, 300)
                .Select(i =>
                    i % 3 == 1
                        ? hub.AskAsync(new RecordVisit(new("p0"), new("A1"), Way.In), id)
                        : hub.AskAsync(new RecordVisit(new($"q{i}"), new("A1"), Way.In))
                )
        );
        Assert.All(receipts.Where((_, i) => i % 3 == 1), r => Assert.Equal(first with { Repeated = true }, r));
        Assert.Equal(before + 200, hub.Offset);
        Assert.Equal("A2", hub.Ledger.Fair.Floor.Passes[new("p0")].Booth?.Text);
        Assert.Null(hub.Store.Verify(TestHub.Fair).Broken);
    }

    [Fact]
    public async Task A_repeat_answers_the_first_receipt_though_it_would_now_change_nothing_or_be_refused()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (moved, gone) = (Guid.NewGuid(), Guid.NewGuid());
        var first = await hub.AskAsync(new RecordVisit(new("p0"), new("A1"), Way.In), moved);
        Assert.Equal(
            first with
            {
                Repeated = true,
            },
            await hub.AskAsync(new RecordVisit(new("p0"), new("A1"), Way.In), moved)
        );
        var second = await hub.AskAsync(new RecordVisit(new("p1"), new("B1"), Way.In), gone);
        await hub.AskAsync(new ImportRoster([TestHub.Employers[2] with { Booth = "C1" }], []));
        Assert.Equal(
            "booth-closed",
            (await Assert.ThrowsAsync<Refusal>(() => hub.AskAsync(new RecordVisit(new("p1"), new("B1"), Way.In)))).Code
        );
        Assert.Equal(
            second with
            {
                Repeated = true,
            },
            await hub.AskAsync(new RecordVisit(new("p1"), new("B1"), Way.In), gone)
        );
    }

    [Fact]
    public async Task A_tap_sent_twice_in_the_same_moment_changes_once()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (id, before) = (Guid.NewGuid(), hub.Offset);
        var receipts = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => hub.Organizer.VisitAsync("p1", "A1", command: id))
        );
        Assert.Equal(before + 1, hub.Offset);
        Assert.All(receipts, r => Assert.Equal(before + 1, r.Offset));
        Assert.Single(receipts, r => !r.Repeated);
    }

    [Fact]
    public async Task A_command_id_is_refused_for_anything_but_what_it_was_used_for()
    {
        await using var hub = await TestHub.WithFairAsync();
        var recruiter = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        var id = Guid.NewGuid();
        await hub.Organizer.VisitAsync("p1", "A1", command: id);
        var offset = hub.Offset;
        foreach (
            var other in (Task<HttpResponseMessage>[])
                [
                    hub.Organizer.PostAsync("visits", Client.Visit("p2", "A1"), id),
                    hub.Organizer.PostAsync("badges", new { role = "display", label = "wall" }, id),
                    recruiter.PostAsync("visits", Client.Visit("p1", "A1"), id),
                ]
        )
        {
            var problem = await Problem.Of(await other);
            Assert.Equal(
                (HttpStatusCode.UnprocessableEntity, "command-id-taken", false),
                (problem.Status, problem.Code, problem.Retry)
            );
        }
        Assert.Equal(offset, hub.Offset);
    }

    [Fact]
    public async Task A_new_badge_of_the_same_seat_may_repeat_what_the_old_one_began()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (old, successor) = (
            await hub.BadgeAsync(Role.Recruiter, booth: "A1"),
            await hub.BadgeAsync(Role.Recruiter, booth: "A1")
        );
        var id = Guid.NewGuid();
        var first = await old.VisitAsync("p1", "A1", command: id);
        Assert.Equal(first with { Repeated = true }, await successor.VisitAsync("p1", "A1", command: id));
    }

    [Fact]
    public async Task A_repeat_of_what_found_nothing_to_change_changes_nothing_later_either()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        var id = Guid.NewGuid();
        var first = await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In), id);
        await hub.AskAsync(new RecordVisit(new("p1"), new("B1"), Way.In));
        Assert.Equal(
            first with
            {
                Repeated = true,
            },
            await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In), id)
        );
        Assert.Equal("B1", hub.Ledger.Fair.Floor.Passes[new("p1")].Booth?.Text);
    }

    [Fact]
    public async Task Whoever_is_revoked_before_the_decision_is_refused_though_the_request_came_before()
    {
        await using var hub = await TestHub.WithFairAsync();
        using var recruiter = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        var asker = hub.Ledger.Fair.Access.Find(recruiter.Secret!)!;
        // both wait for the same batch
        var (revoked, visit) = (
            hub.AskAsync(new RevokeBadge(asker.Id)),
            hub.Ledger.AskAsync(Guid.NewGuid(), asker, new RecordVisit(new("p1"), new("A1"), Way.In))
        );
        await revoked;
        Assert.Equal("badge-unknown", (await Assert.ThrowsAsync<Refusal>(() => visit)).Code);
    }

    [Fact]
    public async Task A_refused_command_changes_nothing_and_may_be_asked_again_under_its_id()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (id, offset, fair) = (Guid.NewGuid(), hub.Offset, hub.Ledger.Fair);
        Assert.Equal(
            "unknown-booth",
            (await Problem.Of(await hub.Organizer.PostAsync("visits", Client.Visit("p1", "Z9"), id))).Code
        );
        Assert.Equal(offset, hub.Offset);
        Assert.Same(fair.Floor, hub.Ledger.Fair.Floor);
        Assert.False((await hub.Organizer.VisitAsync("p1", "A1", command: id)).Repeated);
        Assert.Equal(offset + 1, hub.Offset);
    }

    [Fact]
    public async Task A_refusal_in_a_batch_takes_back_only_its_own_command()
    {
        await using var hub = await TestHub.WithFairAsync();
        var before = hub.Offset;
        var asked = Enumerable
            .Range(0, 300)
            .Select(i => hub.AskAsync(new RecordVisit(new($"p{i}"), new(i % 3 == 0 ? "nowhere" : "A1"), Way.In)))
            .ToArray();
        var refused = 0;
        foreach (var task in asked)
            try
            {
                await task;
            }
            catch (Refusal r)
            {
                Assert.Equal("unknown-booth", r.Code);
                refused++;
            }
        Assert.Equal((100, before + 200), (refused, hub.Offset));
        Assert.Null(hub.Store.Verify(TestHub.Fair).Broken);
    }
}
