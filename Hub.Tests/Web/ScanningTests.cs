using Hub.Features.Access;
using Hub.Features.Floor;
using Hub.Features.Queues;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

/// <summary>Scanners at a booth, as they and the tablets are.</summary>
[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class ScanningTests(Chromium chromium)
{
    /// <summary>What it should sound is written down instead: hertz.</summary>
    private const string Listening = """
        window.heard = [];
        window.AudioContext = class {
          currentTime = 0;
          destination = {};
          resume() { return Promise.resolve(); }
          createGain() { return { gain: {}, connect: (to) => to }; }
          createOscillator() {
            const frequency = { set value(hertz) { window.heard.push(hertz); } };
            return { frequency, connect: (to) => to, start() {}, stop() {} };
          }
        };
        """;

    [Fact]
    public async Task Scans_are_read_on_every_tab_and_press_no_button_and_each_has_its_answer()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new OpenDesk(new("A1"), "1", null));
        await using var tablet = await Device.TabletAsync(chromium, hub);
        await tablet.Context.AddInitScriptAsync(Listening);
        var booth = await tablet.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        var scanner = await Scanner.OfAsync(booth);
        await Expect(booth.GetByTestId("here")).ToContainTextAsync("现在没有人");
        await scanner.ScanAsync("P-0779\r");
        await AnsweredAsync("P-0779 已进入");
        await scanner.ScanAsync("]C1p-0779\r\n");
        await AnsweredAsync("P-0779 本来就在场");
        // of a pass that the hub made, on the queue's tab, with its end on the button that ends the queue
        var pass = (await hub.PassAsync()).Id!;
        await booth.GetByTestId("tab-queue").ClickAsync();
        var end = booth.GetByRole(AriaRole.Button, new() { Name = "结束整个队列" });
        await end.FocusAsync();
        await scanner.ScanAsync($"\u0002{pass}\u0003\r");
        await AnsweredAsync($"{pass[..4]}-{pass[4..]} 已进入");
        await scanner.ScanAsync("P-0001\tP-0002\tP-0003\t");
        await AnsweredAsync("P-0003 已进入");
        await scanner.ScanAsync("P-0004");
        await AnsweredAsync("P-0004 已进入");
        Assert.Equal(
            new[] { "P-0001", "P-0002", "P-0003", "P-0004", "P-0779", pass }.Order(StringComparer.Ordinal),
            hub.Ledger.Fair.Floor.Passes.Keys.Order().Select(p => p.Text)
        );
        await Expect(end).ToBeFocusedAsync();
        Assert.True(hub.Ledger.Fair.Queues.Of(new("A1")).IsOpen);
        Assert.Equal([1760], (await booth.EvaluateAsync<int[]>("window.heard")).Distinct());

        // what it cannot be is said and not recorded
        await booth.GetByTestId("tab-leads").ClickAsync();
        var offset = hub.Offset;
        await scanner.ScanAsync($"{pass}P-0005\r");
        await Expect(booth.GetByTestId("doubt")).ToContainTextAsync("连在了一起");
        Assert.Equal([880, 880], (await booth.EvaluateAsync<int[]>("window.heard")).TakeLast(2));
        await scanner.ScanAsync("P-0001-P-0002-P-0003-P-0004-P-0005\r");
        await Expect(booth.GetByTestId("doubt")).ToContainTextAsync("不是通行证");
        Assert.Equal(196, (await booth.EvaluateAsync<int[]>("window.heard"))[^1]);
        Assert.Equal(offset, hub.Offset);
        await scanner.ScanAsync("P-0006P-0007\r");
        await booth.GetByTestId("doubt").GetByRole(AriaRole.Button, new() { Name = "P-0007" }).First.ClickAsync();
        await AnsweredAsync("P-0007 已进入");
        await Expect(booth.GetByTestId("doubt")).ToHaveCountAsync(0);

        // refused by the hub
        await hub.AskAsync(new SetFloorRules(true));
        await scanner.ScanAsync("P-0008\r");
        await Expect(booth.GetByTestId("answer")).ToContainTextAsync("P-0008 没有通行证");
        Assert.Equal(196, (await booth.EvaluateAsync<int[]>("window.heard"))[^1]);

        Task AnsweredAsync(string answer) => Expect(booth.GetByTestId("answer")).ToHaveTextAsync(answer);
    }

    [Fact]
    public async Task Under_an_input_method_nothing_is_guessed_and_nobody_invented()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var booth = await tablet.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        var (scanner, field) = (await Scanner.OfAsync(booth), booth.GetByTestId("pass"));
        await Expect(booth.GetByTestId("here")).ToContainTextAsync("现在没有人");
        // nothing is edited, so that no input method is on: until somebody goes into a field
        await Expect(field).Not.ToBeFocusedAsync();
        await field.FocusAsync();
        await scanner.ScanAsync("P-0001\r", composing: true);
        await Expect(booth.GetByTestId("doubt")).ToContainTextAsync("再扫一次");
        await Expect(field).ToHaveValueAsync("");
        await Expect(field).Not.ToBeFocusedAsync();
        await scanner.ScanAsync("P-0001\r");
        await Expect(booth.GetByTestId("answer")).ToHaveTextAsync("P-0001 已进入");
        // without one it is read out of the field
        await field.FocusAsync();
        await scanner.ScanAsync("P-0002\r");
        await Expect(booth.GetByTestId("answer")).ToHaveTextAsync("P-0002 已进入");
        await Expect(field).ToHaveValueAsync("");
        Assert.Equal(["P-0001", "P-0002"], hub.Ledger.Fair.Floor.Passes.Keys.Order().Select(p => p.Text));
    }

    [Fact]
    public async Task A_mistaken_scan_is_taken_back_where_it_is_answered()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new RecordVisit(new("P-0001"), new("B1"), Way.In));
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var booth = await tablet.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        var scanner = await Scanner.OfAsync(booth);
        await Expect(booth.GetByTestId("here")).ToContainTextAsync("现在没有人");
        await scanner.ScanAsync("P-0001\r");
        await Expect(booth.GetByTestId("answer")).ToHaveTextAsync("P-0001 已进入");
        await booth.GetByTestId("take-back").ClickAsync();
        await Expect(booth.GetByTestId("answer")).ToHaveTextAsync("P-0001 已撤销");
        await Expect(booth.GetByTestId("here")).ToContainTextAsync("现在没有人");
        await Expect(booth.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        Assert.Equal("B1", hub.Ledger.Fair.Floor.Passes[new("P-0001")].Booth?.Text);
        Assert.Equal(1, hub.Ledger.Fair.Floor.Visits);

        // and before it was sent
        await tablet.Context.SetOfflineAsync(true);
        await scanner.ScanAsync("P-0002\r");
        await Expect(booth.GetByTestId("answer")).ToHaveTextAsync("P-0002 进入 · 未发送");
        await booth.GetByTestId("take-back").ClickAsync();
        await tablet.Context.SetOfflineAsync(false);
        await Expect(booth.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        Assert.Equal(1, hub.Ledger.Fair.Floor.People);
    }

    [Theory]
    [InlineData(-600)]
    [InlineData(600)]
    [InlineData(60 * 24 * 40)]
    public async Task A_clock_that_is_set_between_a_scan_and_its_sending_moves_nothing(int minutes)
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        // every page of the tablet shows what its clock does
        await tablet.Context.AddInitScriptAsync(
            """
            const ahead = () => Number(localStorage.getItem("test-ahead") ?? 0);
            const now = Date.now;
            Date.now = () => now() + ahead();
            window.Date = class extends Date {
              constructor(...of) {
                super(...(of.length ? of : [Date.now()]));
              }
            };
            """
        );
        var booth = await tablet.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        var scanner = await Scanner.OfAsync(booth);
        await Expect(booth.GetByTestId("here")).ToContainTextAsync("现在没有人");
        await booth.RouteAsync("**/visits", route => route.AbortAsync());
        await scanner.ScanAsync("P-0001\r");
        var (before, after) = (TimeProvider.System.GetUtcNow().AddSeconds(-30), TimeProvider.System.GetUtcNow());
        await Expect(booth.GetByTestId("outbox")).ToContainTextAsync("1 条等待发送");
        await booth.EvaluateAsync($"localStorage.setItem('test-ahead', '{minutes * 60_000L}')");
        // on another page than it was scanned on
        await booth.ReloadAsync();
        await Expect(booth.GetByTestId("outbox")).ToContainTextAsync("1 条等待发送");
        await booth.UnrouteAllAsync();
        await Expect(booth.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        Assert.InRange(hub.Ledger.Fair.Floor.Passes[new("P-0001")].Since, before, after.AddSeconds(1));
    }
}
