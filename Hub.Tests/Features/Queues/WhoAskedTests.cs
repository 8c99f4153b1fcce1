using System.Text.Json;

namespace Hub.Tests.Features.Queues;

/// <summary>What staff do in somebody's stead is not what that person did.</summary>
public class WhoAskedTests
{
    [Fact]
    public async Task A_recruiter_who_types_a_pass_into_the_own_queue_declares_nothing_and_takes_no_place_of_theirs()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(
            new Hub.Features.Roster.ImportRoster(
                [TestHub.Employers[0] with { Name = "第四家", NameEn = null, Booth = "C1" }],
                []
            )
        );
        foreach (var booth in (string[])["A1", "A2", "B1", "C1"])
            await hub.Organizer.AskAsync($"queues/{booth}/desks", new { desk = "1" });
        var phone = await hub.PassAsync();
        var recruiter = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        await recruiter.AskAsync("queues/A1/join", new { pass = phone.Id });

        var mine = await RowsAsync(phone, $"my/{phone.Id}");
        var past = Assert.Single(mine["intention/e1"].GetProperty("history").EnumerateArray().ToArray());
        Assert.Equal("employer", past.GetProperty("by").GetString());
        // three places of one's own beside it
        foreach (var booth in (string[])["A2", "B1", "C1"])
            await phone.AskAsync($"queues/{booth}/join", new { pass = phone.Id });
        await recruiter.AskAsync("queues/A1/leave", new { pass = phone.Id });
        Assert.Equal(
            "too-many-queues",
            (await Problem.Of(await phone.PostAsync("queues/A1/join", new { pass = phone.Id }))).Code
        );
        // nor is the booth kept from it by theirs
        await recruiter.AskAsync("queues/A1/join", new { pass = phone.Id });
    }

    private static async Task<Dictionary<string, JsonElement>> RowsAsync(Client who, string board) =>
        (await who.RowsAsync(board)).ToDictionary(r => r.Key, r => JsonSerializer.Deserialize<JsonElement>(r.Value));
}
