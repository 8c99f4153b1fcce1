using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Hub.Features.Access;
using Hub.Features.Interest;
using Hub.Features.People;
using Hub.Features.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Features.People;

public class PrivacyTests
{
    private static readonly Dictionary<string, string> Typed = new()
    {
        ["name"] = "司马相如甲",
        ["phone"] = "13912345678",
        ["email"] = "sima@example.cn",
        ["school"] = "朝阳甲乙丙学院",
        ["cv"] = "会弹琴的嵌入式工程师",
    };
    private const string Note = "面谈印象：稳重踏实";

    private static IEnumerable<string> Secrets => [.. Typed.Values, Note];

    [Fact]
    public async Task What_a_person_types_is_in_no_fact_no_log_no_board_and_no_address()
    {
        var (logs, addresses) = (new HeardLog(), new ConcurrentQueue<string>());
        await using var hub = await TestHub.WithFairAsync(change: s =>
            s.AddSingleton<ILoggerProvider>(logs)
                .AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddFilter<HeardLog>(null, LogLevel.Trace))
                .AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(new Addresses(addresses))
        );
        var (visitor, booth) = (await hub.PassAsync(), await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await LiveAsync(hub, visitor, booth);
        Assert.Contains(Typed["name"], await booth.Http.GetStringAsync("leads/A1"));
        Assert.Contains(Note, await booth.Http.GetStringAsync("leads/A1"));

        var facts = string.Concat(
            hub.Store.Read(TestHub.Fair, 0).Select(r => r.Actor + Encoding.UTF8.GetString(r.Body))
        );
        Assert.All(Secrets, secret => Assert.DoesNotContain(JsonSerializer.Serialize(secret).Trim('"'), facts));
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, facts));
        // a short digest of a phone number would tell the number to who tries them all
        Assert.Equal(
            Digest(new TypeProfile(new("p1"), Typed)),
            Digest(new TypeProfile(new("p1"), new Dictionary<string, string>()))
        );
        Assert.Equal(
            Digest(new WriteNote(new("A1"), new("p1"), Note)),
            Digest(new WriteNote(new("A1"), new("p1"), ""))
        );

        var boards = 0;
        foreach (var pattern in hub.Feeds.Boards.Select(b => b.Pattern))
        foreach (var word in (string[])["A1", "drone", "e1", visitor.Id!])
        foreach (var who in (Client[])[hub.Anonymous, visitor, booth, hub.Organizer])
        {
            using var answer = await who.Http.GetAsync($"boards/{pattern.Replace("*", word)}");
            if (!answer.IsSuccessStatusCode)
                continue;
            boards++;
            var text = await answer.Content.ReadAsStringAsync();
            Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text));
        }
        Assert.True(boards > 30, $"{boards} boards were looked at");
        Assert.NotEmpty(logs.Said);
        Assert.All(
            Secrets,
            secret =>
                Assert.DoesNotContain(logs.Said.Concat(logs.Scopes), l => l.Contains(secret, StringComparison.Ordinal))
        );
        Assert.All(
            Secrets,
            secret =>
                Assert.DoesNotContain(
                    addresses,
                    a => Uri.UnescapeDataString(a).Contains(secret, StringComparison.Ordinal)
                )
        );
        Assert.NotEmpty(addresses);
    }

    [Fact]
    public async Task A_person_takes_all_of_their_data_along_also_what_was_written_about_them()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (visitor, booth) = (await hub.PassAsync(), await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await LiveAsync(hub, visitor, booth);
        using var answer = await visitor.Http.GetAsync("my/data");
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var data = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        Assert.Equal(Typed["phone"], data.GetProperty("profile").GetProperty("phone").GetString());
        Assert.Equal(Note, data.GetProperty("notes").GetProperty("朝阳重工").GetString());
        Assert.Equal("A1", data.GetProperty("queues")[0].GetProperty("booth").GetString());
        Assert.Equal(ConsentText.Now.Version, data.GetProperty("employers")[0].GetProperty("version").GetString());
        // corrected, and one field cleared
        await visitor.AskAsync(
            "my/profile",
            new { pass = visitor.Id, fields = new { phone = "13900000000", cv = "" } }
        );
        var profile = await visitor.Http.GetStringAsync("my/profile");
        Assert.Contains("13900000000", profile);
        Assert.DoesNotContain("\"cv\"", profile);
        foreach (var who in (Client[])[hub.Anonymous, hub.Organizer, booth])
            Assert.Equal("unknown-pass", (await Problem.Of(await who.Http.GetAsync("my/data"))).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_erased_by_themselves_or_by_the_organizer_is_gone_from_everything_and_stays_counted(
        bool themselves
    )
    {
        await using var hub = await TestHub.WithFairAsync();
        var (visitor, booth) = (await hub.PassAsync(), await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await LiveAsync(hub, visitor, booth);
        await hub.AskAsync(new OpenDesk(new("A2"), "1", null));
        await visitor.AskAsync("queues/A2/join", new { pass = visitor.Id });
        var declared = hub.Ledger.Fair.Intentions.Employers.Values.Sum(e => e.Count);
        using var answer = await (themselves ? visitor : hub.Organizer).DeleteAsync($"people/pass/{visitor.Id}");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Equal(themselves ? 0 : 1, hub.Ledger.Fair.Access.Seconds.Count);
        await hub.ConfirmAsync();
        Assert.Equal(declared, hub.Ledger.Fair.Intentions.Employers.Values.Sum(e => e.Count));
        Assert.Empty(hub.Ledger.Fair.Queues.Where(new(visitor.Id!)));
        Assert.DoesNotContain(hub.Ledger.Fair.People.Keys, k => k.Contains(visitor.Id!, StringComparison.Ordinal));
        Assert.DoesNotContain(Typed["name"], await booth.Http.GetStringAsync("leads/A1"));
        Assert.Equal(
            "person-erased",
            (await Problem.Of(await booth.PostAsync("leads/A1/note", new { pass = visitor.Id, text = "x" }))).Code
        );
        Assert.Equal("badge-unknown", (await Problem.Of(await visitor.Http.GetAsync("my/data"))).Code);
        foreach (var file in System.IO.Directory.GetFiles(hub.Data, "hub.db*"))
        {
            await using var shared = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[shared.Length];
            await shared.ReadExactlyAsync(bytes);
            Assert.All(
                Secrets,
                secret =>
                    Assert.True(
                        bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0
                            && bytes
                                .AsSpan()
                                .IndexOf(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(secret).Trim('"'))) < 0,
                        $"{secret} is in {file}"
                    )
            );
        }
        Assert.Null(hub.Store.Verify(TestHub.Fair).Broken);
    }

    [Fact]
    public async Task After_the_fair_the_clock_erases_by_itself_and_once()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (visitor, booth) = (await hub.PassAsync(), await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await LiveAsync(hub, visitor, booth);
        var mediator = hub.Services.GetRequiredService<MediatR.IMediator>();
        var today = hub.Ledger.Fair.Slice<About>().Day(TimeProvider.System.GetUtcNow());
        await hub.Organizer.AskAsync("retention", new { ends = today, days = 14 });
        await hub.ConfirmAsync();
        var row = JsonSerializer.Deserialize<JsonElement>((await hub.Organizer.RowsAsync("privacy"))["retention"]);
        Assert.Equal(
            (today.AddDays(15).ToString("O"), 1, 1),
            (
                row.GetProperty("erasesOn").GetString(),
                row.GetProperty("people").GetInt32(),
                row.GetProperty("notes").GetInt32()
            )
        );

        await RetentionClock.LookAsync(mediator, hub.Ledger.Fair, TimeProvider.System.GetUtcNow().AddDays(14));
        Assert.NotEmpty(hub.Ledger.Fair.VisitorsData);
        // the rule itself asks what day it is; the clock of the hub cannot be put forward, so the fair is over
        await hub.Organizer.AskAsync("retention", new { ends = today.AddDays(-20), days = 14 });
        await hub.ConfirmAsync();
        var offset = hub.Offset;
        // two nodes look in the same minute
        await Task.WhenAll(
            RetentionClock.LookAsync(mediator, hub.Ledger.Fair, TimeProvider.System.GetUtcNow()),
            RetentionClock.LookAsync(mediator, hub.Ledger.Fair, TimeProvider.System.GetUtcNow())
        );
        Assert.Equal(offset + 1, hub.Offset);
        Assert.Empty(hub.Ledger.Fair.VisitorsData);
        Assert.Equal(
            "fair-over",
            (
                await Problem.Of(
                    await visitor.PostAsync("my/profile", new { pass = visitor.Id, fields = new { name = "x" } })
                )
            ).Code
        );
        Assert.Single(hub.Ledger.Fair.Intentions.Employers[new("e1")]);
    }

    [Fact]
    public async Task The_clock_looks_every_minute()
    {
        await using var hub = await TestHub.StillAsync();
        var (visitor, booth) = (await hub.PassAsync(), await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await LiveAsync(hub, visitor, booth);
        await hub.Organizer.AskAsync("retention", new { ends = hub.Ledger.Fair.Slice<About>().Day(hub.Now), days = 3 });
        await hub.ConfirmAsync();
        Assert.NotEmpty(hub.Ledger.Fair.VisitorsData);
        hub.Pass(TimeSpan.FromDays(5));
        await hub.PassUntilAsync(() => !hub.Ledger.Fair.VisitorsData.Any(), "it erases by itself");
        Assert.Contains(
            hub.Store.Read(TestHub.Fair, 0),
            r => Encoding.UTF8.GetString(r.Body).Contains("\"expire\"", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_row_of_an_old_database_is_still_read() =>
        Assert.Equal(
            new Person("张三丰", "朝阳技校"),
            JsonSerializer.Deserialize<Person>(
                """{"name":"张三丰","affiliation":"朝阳技校"}""",
                JsonSerializerOptions.Web
            )
        );

    [Fact]
    public void Only_the_person_types_and_consents_and_only_the_booth_writes_notes()
    {
        var (own, other, recruiter) = (
            Asker.Of(new("p1")),
            Asker.Of(new("p2")),
            new Asker("b1", Role.Recruiter, Booth: new("A1"))
        );
        foreach (
            var command in (Command[])
                [
                    new TypeProfile(new("p1"), Typed),
                    new GiveConsent(new("p1"), new("e1"), [], ""),
                    new DeclareIntention(new("p1"), new("e1"), null),
                    new WithdrawIntention(new("p1"), new("e1")),
                    new ConfirmAgreement(new("p1"), new("e1")),
                ]
        )
            Assert.Equal(
                (true, false, false, false),
                (command.Allows(own), command.Allows(other), command.Allows(recruiter), command.Allows(Asker.Anonymous))
            );
        foreach (
            var command in (Command[])
                [new WriteNote(new("A1"), new("p1"), "x"), new AnswerIntention(new("A1"), new("p1"), Answer.Invite)]
        )
            Assert.Equal(
                (true, true, false, false),
                (
                    command.Allows(recruiter),
                    command.Allows(Asker.System),
                    command.Allows(own),
                    command.Allows(recruiter with { Booth = new("A2") })
                )
            );
        Assert.Equal(
            (true, true, false, false),
            (
                new ErasePass(new("p1")).Allows(own),
                new ErasePass(new("p1")).Allows(Asker.System),
                new ErasePass(new("p1")).Allows(other),
                new ErasePass(new("p1")).Allows(recruiter)
            )
        );
        Assert.Equal(
            (false, false),
            (new ErasePeople().Allows(recruiter), new ErasePeople().Allows(new Asker("b2", Role.Organizer)))
        );
    }

    /// <summary>A visitor types, consents, queues; the booth writes a note.</summary>
    private static async Task LiveAsync(TestHub hub, Client visitor, Client booth)
    {
        await booth.AskAsync("queues/A1/desks", new { desk = "1" });
        await visitor.AskAsync("my/profile", new { pass = visitor.Id, fields = Typed });
        await visitor.AskAsync("queues/A1/join", new { pass = visitor.Id });
        await visitor.AskAsync(
            "my/consents",
            new
            {
                pass = visitor.Id,
                employer = "e1",
                fields = Typed.Keys,
                version = ConsentText.Now.Version,
            }
        );
        await booth.AskAsync("leads/A1/note", new { pass = visitor.Id, text = Note });
        Assert.Equal(
            "malformed",
            (
                await Problem.Of(
                    await visitor.PostAsync("my/profile", new { pass = visitor.Id, fields = new { shoe = "42" } })
                )
            ).Code
        );
    }

    private static long Digest(Command command) => new Waiter(Guid.Empty, Asker.System, command).Digest;

    private sealed class Addresses(ConcurrentQueue<string> heard) : Microsoft.AspNetCore.Hosting.IStartupFilter
    {
        public Action<Microsoft.AspNetCore.Builder.IApplicationBuilder> Configure(
            Action<Microsoft.AspNetCore.Builder.IApplicationBuilder> next
        ) =>
            app =>
            {
                app.Use(
                    async (http, then) =>
                    {
                        heard.Enqueue($"{http.Request.Path}{http.Request.QueryString}");
                        await then();
                    }
                );
                next(app);
            };
    }
}
