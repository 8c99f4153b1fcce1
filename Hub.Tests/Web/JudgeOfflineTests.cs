using System.Text.Json;
using Hub.Features.Access;
using Hub.Features.Contest;
using Microsoft.Playwright;
using static Hub.Tests.Web.JudgeTests;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

/// <summary>A judge's tablet that is opened where there is no network. The browser's own switch is not enough: in some
/// one of fifty openings, what a new page asks first still goes out (Chromium 156, Playwright 1.64). So the hub is away
/// as well.</summary>
[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class JudgeOfflineTests(Chromium chromium)
{
    [Fact]
    public async Task A_tablet_that_was_online_once_is_opened_marked_corrected_and_signed_on_without_a_network()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var judge = await tablet.EnterAsync(await JudgeAsync(hub, "J1"));
        await MarkAsync(judge, "1", "speed", "7");
        await Expect(judge.GetByTestId("state-speed")).ToContainTextAsync("已入账");
        await KeepsAsync(judge, "1/speed/1");
        var before = hub.Offset;

        await tablet.Context.SetOfflineAsync(true);
        await hub.StopAsync();
        await judge.CloseAsync();
        var first = await tablet.GoAsync("/judge");
        await Expect(first.GetByTestId("offline")).ToContainTextAsync("离线 · 数据截至");
        await Expect(first.GetByTestId("contestant-1")).ToContainTextAsync("1/2");
        await Expect(first.Locator("#speed")).ToHaveValueAsync("7");
        await MarkAsync(first, "1", "care", "18");
        await MarkAsync(first, "2", "speed", "8");
        await first.GetByTestId("contestant-1").ClickAsync();
        await first.GetByTestId("sign").ClickAsync();
        await MarkAsync(first, "2", "speed", "8.5");
        await Expect(first.GetByTestId("outbox")).ToContainTextAsync("4 条等待发送");
        await first.CloseAsync();

        var second = await tablet.GoAsync("/judge");
        await Expect(second.GetByTestId("outbox")).ToContainTextAsync("4 条等待发送");
        await Expect(second.GetByTestId("contestant-1")).ToContainTextAsync("已签字");
        await MarkAsync(second, "2", "care", "15");
        await Expect(second.GetByTestId("outbox")).ToContainTextAsync("5 条等待发送");
        await second.CloseAsync();

        await hub.OpenAsync();
        Assert.Empty(Marked());
        await tablet.Context.SetOfflineAsync(false);
        var third = await tablet.GoAsync("/judge");
        await Expect(third.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        await Expect(third.GetByTestId("as-of")).ToContainTextAsync("截至");
        await Expect(third.GetByTestId("offline")).ToHaveCountAsync(0);
        await Expect(third.GetByTestId("contestant-1")).ToContainTextAsync("2/2 · 已签字");
        Assert.Equal(
            ["1 care 18", "2 speed 8", "1 sign", "2 speed 8.5", "2 care 15"],
            Marked()
                .Select(f =>
                    $"{f.GetProperty("contestant")} "
                    + (
                        f.TryGetProperty("criterion", out var criterion)
                            ? $"{criterion} {f.GetProperty("value")}"
                            : f.GetProperty("t").GetString()
                    )
                )
        );

        IEnumerable<JsonElement> Marked() =>
            hub
                .Store.Read(TestHub.Fair, before)
                .Where(r => r.Slice == "contest")
                .Select(r => JsonDocument.Parse(r.Body).RootElement);
    }

    [Fact]
    public async Task A_tablet_that_is_opened_while_the_hub_is_away_goes_live_by_itself_when_it_is_back()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var judge = await tablet.EnterAsync(await JudgeAsync(hub, "J1"));
        await KeepsAsync(judge);
        await judge.CloseAsync();
        await hub.StopAsync();
        var again = await tablet.GoAsync("/judge");
        await Expect(again.GetByTestId("offline")).ToBeVisibleAsync();
        await MarkAsync(again, "3", "speed", "6");
        await Expect(again.GetByTestId("outbox")).ToContainTextAsync("1 条等待发送");

        await hub.OpenAsync();
        await hub.AskAsync(new EnterMark(new("drone"), new("J1"), new("1"), "care", 11));
        await Expect(again.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        await Expect(again.GetByTestId("offline")).ToHaveCountAsync(0);
        await again.GetByTestId("contestant-1").ClickAsync();
        await Expect(again.Locator("#care")).ToHaveValueAsync("11");
        Assert.Equal(6m, hub.MarkOf("3", "speed", "J1"));
        // what the server says of the fair is asked of the server
        Assert.Empty(
            await again.EvaluateAsync<string[]>(
                """
                (async () => {
                  const kept = [];
                  for (const name of await caches.keys())
                    for (const asked of await (await caches.open(name)).keys())
                      kept.push(new URL(asked.url).pathname);
                  return kept.filter(path => ["/api", "/live", "/enter"].some(never => path.startsWith(never)));
                })()
                """
            )
        );
    }

    [Fact]
    public async Task What_was_typed_and_not_saved_is_there_again_after_the_browser_was_killed_until_it_is_saved()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var judge = await tablet.EnterAsync(await JudgeAsync(hub, "J1"));
        await judge.GetByTestId("contestant-2").ClickAsync();
        await judge.Locator("#speed").FillAsync("7");
        await Expect(judge.GetByTestId("unsaved")).ToContainTextAsync("1 未保存");
        await KeepsAsync(judge);
        await tablet.Context.SetOfflineAsync(true);
        await hub.StopAsync();
        await judge.CloseAsync();

        var again = await tablet.GoAsync("/judge");
        await Expect(again.GetByTestId("contestant-2")).ToContainTextAsync("1 未保存");
        await again.GetByTestId("contestant-2").ClickAsync();
        await Expect(again.Locator("#speed")).ToHaveValueAsync("7");
        await hub.OpenAsync();
        await tablet.Context.SetOfflineAsync(false);
        await again.GetByTestId("save-speed").ClickAsync();
        await Expect(again.GetByTestId("state-speed")).ToContainTextAsync("已入账");
        // what is as it was given is no draft
        await again.Locator("#speed").FillAsync("7.0");
        await again.CloseAsync();
        var last = await tablet.GoAsync("/judge");
        await Expect(last.GetByTestId("contestant-2")).ToContainTextAsync("1/2");
        await Expect(last.GetByTestId("unsaved")).ToHaveCountAsync(0);
        Assert.Equal(
            0,
            await last.EvaluateAsync<int>("Object.keys(localStorage).filter(k => k.startsWith('hub-drafts')).length")
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tablet_whose_badge_was_revoked_says_so_and_shows_nothing_of_before(bool closed)
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        using var badge = await JudgeAsync(hub, "J1");
        var judge = await tablet.EnterAsync(badge);
        await KeepsAsync(judge);
        if (closed)
            await judge.CloseAsync();
        await hub.AskAsync(new RevokeBadge(badge.Id!));

        var again = closed ? await tablet.GoAsync("/judge") : judge;
        await Expect(again.GetByTestId("need-badge")).ToBeVisibleAsync();
        await again.CloseAsync();
        await tablet.Context.SetOfflineAsync(true);
        await hub.StopAsync();
        var offline = await tablet.GoAsync("/judge");
        await Expect(offline.GetByText("第一次打开评分页要联网")).ToBeVisibleAsync();
        await Expect(offline.GetByTestId("contestant-1")).ToHaveCountAsync(0);
        await hub.OpenAsync();
    }

    [Fact]
    public async Task What_was_marked_when_the_session_ended_goes_out_when_the_judge_enters_again()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        using var badge = await JudgeAsync(hub, "J1");
        var judge = await tablet.EnterAsync(badge);
        await Expect(judge.GetByTestId("as-of")).ToContainTextAsync("截至");
        await tablet.Context.SetOfflineAsync(true);
        await MarkAsync(judge, "1", "speed", "7");
        var none = new SessionLimit(TimeSpan.Zero, TimeSpan.Zero);
        await hub.AskAsync(new TendSessions([], new SessionLimits(none, none)));
        await tablet.Context.SetOfflineAsync(false);
        await Expect(judge.GetByTestId("left-behind")).ToContainTextAsync("1");
        Assert.Null(hub.MarkOf("1", "speed", "J1"));
        await judge.CloseAsync();
        await tablet.EnterAsync(badge);
        await Eventually.TrueAsync(() => hub.MarkOf("1", "speed", "J1") == 7, "the mark");
    }

    [Fact]
    public async Task A_tablet_that_is_given_to_another_seat_shows_that_seat()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var judge = await tablet.EnterAsync(await JudgeAsync(hub, "J1"));
        await MarkAsync(judge, "1", "speed", "7");
        await Expect(judge.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        await judge.Locator("#care").FillAsync("3");
        await judge.CloseAsync();
        var other = await tablet.EnterAsync(await JudgeAsync(hub, "J2"));
        await Expect(other.GetByText("评委席 J2")).ToBeVisibleAsync();
        await Expect(other.GetByTestId("as-of")).ToContainTextAsync("截至");
        await Expect(other.GetByTestId("contestant-1")).ToContainTextAsync("0/2");
        await Expect(other.GetByTestId("unsaved")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_tablet_takes_a_new_build_by_itself_but_not_while_something_is_typed()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        await tablet.Context.Clock.InstallAsync();
        var judge = await tablet.EnterAsync(await JudgeAsync(hub, "J1"));
        await judge.Locator("#speed").FillAsync("7");
        var loads = 0;
        judge.Load += (_, _) => loads++;
        var asked = 0;
        await tablet.Context.RouteAsync(
            "**/_app/version.json",
            route =>
            {
                asked++;
                return route.FulfillAsync(new() { Json = new { version = "another" } });
            }
        );
        // the contest is asked for again, and the page stays
        await hub.AskAsync(TestHub.Drone("张三丰", "李四光", "王五一", "赵六七"));
        await tablet.Context.Clock.FastForwardAsync(61_000);
        await Expect(judge.GetByTestId("contestant-4")).ToContainTextAsync("赵六七");
        Assert.Equal((0, 0), (asked, loads));

        await judge.GetByTestId("save-speed").ClickAsync();
        await Expect(judge.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        await tablet.Context.Clock.FastForwardAsync(61_000);
        await Eventually.TrueAsync(() => loads > 0, "it takes the new build");
        await Expect(judge.Locator("#speed")).ToHaveValueAsync("7");
    }

    [Fact]
    public async Task Of_two_tablets_on_one_seat_the_later_one_is_told_until_the_other_is_closed()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var first = await Device.TabletAsync(chromium, hub);
        using var badge = await JudgeAsync(hub, "J1");
        var one = await first.EnterAsync(badge);
        await Expect(one.GetByTestId("as-of")).ToContainTextAsync("截至");
        await using var second = await Device.TabletAsync(chromium, hub);
        var two = await second.EnterAsync(badge);
        await Expect(two.GetByTestId("other-tablet")).ToContainTextAsync("另一台平板已在使用这个评委席");
        await Expect(one.GetByTestId("later-tablet")).ToContainTextAsync("又有一台平板");
        await Expect(one.GetByTestId("other-tablet")).ToHaveCountAsync(0);
        // a second page of the same tablet is not another tablet
        var tab = await first.GoAsync("/judge");
        await Expect(tab.GetByTestId("later-tablet")).ToBeVisibleAsync();
        await tab.CloseAsync();

        await one.CloseAsync();
        await Expect(two.GetByTestId("other-tablet")).ToHaveCountAsync(0);
        var back = await first.GoAsync("/judge");
        await Expect(back.GetByTestId("other-tablet")).ToBeVisibleAsync();
        await Expect(two.GetByTestId("later-tablet")).ToBeVisibleAsync();
        await two.CloseAsync();
        await Expect(back.GetByTestId("other-tablet")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_signs_out_leaves_nobodys_name_in_the_browser()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var judge = await tablet.EnterAsync(await JudgeAsync(hub, "J1"));
        await KeepsAsync(judge);
        // only the page itself can know of it: nothing is heard from the hub any more
        await judge.AddInitScriptAsync("globalThis.WebSocket = class { close() {} }");
        await judge.ReloadAsync();
        await judge.EvaluateAsync("globalThis.before = true");
        foreach (var _ in (int[])[1, 2])
            await judge.GetByTestId("sign-out").ClickAsync();
        await judge.WaitForFunctionAsync("() => !globalThis.before");
        await Expect(judge.GetByTestId("need-badge")).ToBeVisibleAsync();
        Assert.Equal(
            0,
            await judge.EvaluateAsync<int>(
                """
                async () => {
                  const result = of => new Promise(done => { of.onsuccess = () => done(of.result); });
                  const db = await result(indexedDB.open("hub-kept"));
                  const all = await result(db.transaction("kept").objectStore("kept").getAll());
                  db.close();
                  return all.length;
                }
                """
            )
        );
    }

    private static Task<Client> JudgeAsync(TestHub hub, string seat) =>
        hub.BadgeAsync(Role.Judge, contest: "drone", seat: seat);

    /// <summary>Waits until the browser keeps all that the page needs to begin without a network.</summary>
    /// <param name="mark">Key of a mark that it has to know.</param>
    private static Task KeepsAsync(IPage judge, string mark = "") =>
        Eventually.TrueAsync(
            () =>
                judge.EvaluateAsync<bool>(
                    """
                    async mark => {
                      const worker = (await navigator.serviceWorker.getRegistration("/judge"))?.active;
                      if (worker?.state !== "activated") return false;
                      if (!(await indexedDB.databases()).some(d => d.name === "hub-kept")) return false;
                      const result = of => new Promise(done => { of.onsuccess = () => done(of.result); });
                      const db = await result(indexedDB.open("hub-kept"));
                      const all = await result(db.transaction("kept").objectStore("kept").getAll());
                      db.close();
                      return all.some(k => !mark || k.marks.rows.has(mark));
                    }
                    """,
                    mark
                ),
            "the browser keeps the page"
        );
}
