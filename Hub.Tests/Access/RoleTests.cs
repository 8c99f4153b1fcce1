using System.Net;
using System.Net.Http.Json;
using Hub.Ledger;

namespace Hub.Tests.Access;

/// <summary>Every command, asked by everybody whom it is not for.</summary>
public class RoleTests
{
    private static readonly Dictionary<string, (HttpMethod Method, string Path, object? Body, string[] May)> Commands = new()
    {
        ["record a visit"] = (HttpMethod.Post, "visits", new { pass = "p1", booth = "A1", way = "in" }, ["recruiter A1", "organizer"]),
        ["define a contest"] = (HttpMethod.Post, "contests", TestHub.Drone(), ["organizer"]),
        ["make a contest by a scheme"] = (HttpMethod.Post, "contests/scheme", new { id = "x", name = "x", panels = new { p = new { seats = (string[])["J1"] } }, modules = new[] { new { id = "m", name = "m", kind = "yesNo", panel = "p" } } }, ["organizer"]),
        ["check a scheme"] = (HttpMethod.Post, "contests/check?name=x.json", new { id = "x" }, ["organizer"]),
        ["preview contestants"] = (HttpMethod.Post, "contests/drone/contestants?apply=false&name=a.csv", "编号,姓名", ["organizer"]),
        ["set contestants"] = (HttpMethod.Post, "contests/drone/contestants?apply=true&name=a.csv", "编号,姓名", ["organizer"]),
        ["enter a mark"] = (HttpMethod.Post, "contests/drone/marks", new { seat = "J1", contestant = "1", criterion = "speed", value = 9.5 }, ["judge J1"]),
        ["issue a badge"] = (HttpMethod.Post, "badges", new { role = "organizer", label = "mine" }, ["organizer"]),
        ["revoke a badge"] = (HttpMethod.Delete, "badges/spare", null, ["organizer"]),
        ["make a pass"] = (HttpMethod.Post, "passes", null, ["anonymous", "visitor", "pass"]),
        ["revoke a pass"] = (HttpMethod.Delete, "passes/ACDE-FGHJ", null, ["organizer"]),
        ["set the floor's rules"] = (HttpMethod.Post, "floor/rules", new { knownPassesOnly = true }, ["organizer"]),
        ["set a capacity"] = (HttpMethod.Post, "floor/capacity", new { people = 10, booth = "A1" }, ["organizer"]),
        ["place a booth"] = (HttpMethod.Post, "floor/spots", new { booth = "A1", x = 500, y = 250 }, ["organizer"]),
        ["take the plan down"] = (HttpMethod.Delete, "floor/plan", null, ["organizer"]),
        ["close a booth"] = (HttpMethod.Post, "booths/A1/close", null, ["recruiter A1", "organizer"]),
        ["open a booth"] = (HttpMethod.Post, "booths/A1/open", null, ["recruiter A1", "organizer"]),
        ["erase a person"] = (HttpMethod.Delete, "people/drone/1", null, ["organizer"]),
        ["import a roster"] = (HttpMethod.Post, "imports?kind=employers&apply=true&name=a.csv", null, ["organizer"]),
        ["preview a roster"] = (HttpMethod.Post, "imports?kind=employers&apply=false&name=a.csv", null, ["organizer"]),
        ["open a desk"] = (HttpMethod.Post, "queues/A1/desks", new { desk = "2" }, ["recruiter A1", "organizer"]),
        ["pause a desk"] = (HttpMethod.Post, "queues/A1/desks/1/pause", new { minutes = 5 }, ["recruiter A1", "organizer"]),
        ["resume a desk"] = (HttpMethod.Post, "queues/A1/desks/1/resume", null, ["recruiter A1", "organizer"]),
        ["close a desk"] = (HttpMethod.Delete, "queues/A1/desks/2", null, ["recruiter A1", "organizer"]),
        ["set a queue"] = (HttpMethod.Post, "queues/A1/settings", new { capacity = 9, grace = 60 }, ["recruiter A1", "organizer"]),
        ["end a queue"] = (HttpMethod.Post, "queues/A1/close", null, ["recruiter A1", "organizer"]),
        ["put a pass into a queue"] = (HttpMethod.Post, "queues/A1/join", new { pass = "p1" }, ["recruiter A1", "organizer"]),
        ["take a pass out of a queue"] = (HttpMethod.Post, "queues/A1/leave", new { pass = "p1" }, ["recruiter A1", "organizer"]),
        ["answer an intention"] = (HttpMethod.Post, "leads/A1/answer", new { pass = "ACDEFGHJ", answer = "invite" }, ["recruiter A1", "organizer"]),
        ["write a note"] = (HttpMethod.Post, "leads/A1/note", new { pass = "ACDEFGHJ", text = "x" }, ["recruiter A1", "organizer"]),
        ["set the retention"] = (HttpMethod.Post, "retention", new { days = 7 }, ["organizer"]),
        ["erase a visitor"] = (HttpMethod.Delete, "people/pass/ACDEFGHJ", null, ["organizer"]),
        ["post a reading"] = (HttpMethod.Post, "custom/gate/r1", new { count = 1 }, ["integration gate"]),
        ["remove a reading"] = (HttpMethod.Delete, "custom/gate/r1", null, ["integration gate", "organizer"]),
    };

    private static readonly string[] People =
        ["anonymous", "visitor", "pass", "recruiter A1", "recruiter A2", "judge J1", "judge J2", "judge J1 elsewhere", "chief", "display", "organizer", "integration gate", "integration other"];

    public static TheoryData<string> AllCommands => [.. Commands.Keys];

    [Theory, MemberData(nameof(AllCommands))]
    public async Task A_command_is_forbidden_to_all_but_those_it_is_for(string name)
    {
        var (method, path, body, may) = Commands[name];
        await using var hub = await TestHub.WithFairAsync();
        var people = await PeopleAsync(hub);
        await hub.AskAsync(new Hub.Access.IssueBadge("spare", Role.Display, "spare", "00", null, null, null, null));
        await hub.AskAsync(new Hub.Access.MakePass("ACDEFGHJ", Hub.Access.PassCode.HashText("spare")));
        await hub.AskAsync(new Hub.Floor.Queues.OpenDesk("A1", "1", null));
        await hub.AskAsync(new Hub.Floor.Intentions.DeclareIntention("ACDEFGHJ", "e1", null));
        var offset = hub.Offset;

        foreach (var person in People.Except(may))
        {
            using var answer = await people[person].SendAsync(method, path, body is null ? null : JsonContent.Create(body));
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{person} may {name}: {answer.StatusCode}");
            var problem = await Problem.Of(answer);
            Assert.Equal(("forbidden", false), (problem.Code, problem.Retry));
            Assert.Equal(offset, hub.Offset);
        }
        Assert.Empty(await hub.Anonymous.RowsAsync("custom/gate"));

        if (path.Contains("apply=", StringComparison.Ordinal)) return;
        foreach (var person in may)
        {
            using var answer = await people[person].SendAsync(method, path, body is null ? null : JsonContent.Create(body));
            Assert.True(answer.IsSuccessStatusCode, $"{person} may not {name}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static async Task<Dictionary<string, Client>> PeopleAsync(TestHub hub) => new()
    {
        ["anonymous"] = hub.Anonymous,
        ["visitor"] = await hub.BadgeAsync(Role.Visitor),
        ["pass"] = await hub.PassAsync(),
        ["recruiter A1"] = await hub.BadgeAsync(Role.Recruiter, booth: "A1"),
        ["recruiter A2"] = await hub.BadgeAsync(Role.Recruiter, booth: "A2"),
        ["judge J1"] = await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"),
        ["judge J2"] = await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J2"),
        ["judge J1 elsewhere"] = await hub.BadgeAsync(Role.Judge, contest: "other", seat: "J1"),
        ["chief"] = await hub.BadgeAsync(Role.Chief, contest: "drone"),
        ["display"] = await hub.BadgeAsync(Role.Display),
        ["organizer"] = hub.Organizer,
        ["integration gate"] = await hub.BadgeAsync(Role.Integration, board: "gate"),
        ["integration other"] = await hub.BadgeAsync(Role.Integration, board: "other"),
    };
}
