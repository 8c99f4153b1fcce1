using Hub.Features.Interest;
using Hub.Features.People;
using Hub.Features.Queues;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class QueuePageTests(Chromium chromium)
{
    [Fact]
    public async Task A_jobseeker_queues_on_the_phone_is_called_from_the_tablet_and_both_come_to_an_agreement()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var booth = await tablet.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await booth.GetByTestId("tab-queue").ClickAsync();
        await Expect(booth.GetByText("还没有开设面试席")).ToBeVisibleAsync();
        await booth.GetByTestId("open-desk").ClickAsync();
        await Expect(booth.GetByTestId("desk-1")).ToBeVisibleAsync();
        await hub.AskAsync(new JoinQueue(new("A1"), new("p1"), null));

        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/employer?id=e1");
        await Expect(page.GetByTestId("wait-A1")).ToContainTextAsync("1 人在等");
        await page.GetByTestId("join").ClickAsync();
        await Expect(page.GetByTestId("my-number")).ToContainTextAsync("2");
        await Expect(page.GetByTestId("interested")).ToBeVisibleAsync();
        // said once on whatever page is open
        await Expect(page.GetByTestId("my-turn")).ToContainTextAsync("前面还有 1");

        await page.GetByTestId("my-number").Locator("..").GetByRole(AriaRole.Link).First.ClickAsync();
        var ticket = page.GetByTestId("ticket-A1");
        await Expect(ticket).ToContainTextAsync("约等");
        await Expect(booth.GetByTestId("line").GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await booth.GetByTestId("next").ClickAsync();
        await booth.GetByTestId("interviewed").ClickAsync();
        await Expect(ticket).ToContainTextAsync("下一个就是您");
        await booth.GetByTestId("next").ClickAsync();
        await Expect(ticket).ToContainTextAsync("请到面试席 1");
        await Expect(booth.GetByTestId("no-show")).ToBeDisabledAsync();
        await booth.GetByTestId("interviewed").ClickAsync();
        await Expect(ticket).ToContainTextAsync("已面试");

        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId("intention-e1")).ToContainTextAsync("等单位确认");
        await booth.GetByTestId("tab-leads").ClickAsync();
        await booth.GetByRole(AriaRole.Button, new() { Name = "确认初步协议" }).First.ClickAsync();
        await Expect(page.GetByTestId("intention-e1")).ToContainTextAsync("已达成初步协议");
        await page.GetByTestId("intention-e1").GetByText("经过").ClickAsync();
        await Expect(page.GetByTestId("intention-e1")).ToContainTextAsync("求职者 确认协议");
    }

    [Fact]
    public async Task A_place_is_kept_while_the_phone_has_no_network_and_given_up_when_asked_to()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new OpenDesk(new("A1"), "1", null));
        foreach (var i in Enumerable.Range(0, 4))
            await hub.AskAsync(new JoinQueue(new("A1"), new($"p{i}"), null));
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/employer?id=e1");
        await page.GetByTestId("join").ClickAsync();
        await Expect(page.GetByTestId("my-number")).ToContainTextAsync("5");
        var mine = await phone.GoAsync("/my");
        await Expect(mine.GetByTestId("ticket-A1")).ToContainTextAsync("前面还有 4");
        // what is asked for without a network is tried again until somebody gives it up
        var other = await phone.GoAsync("/employer?id=e2");
        await hub.AskAsync(new OpenDesk(new("A2"), "1", null));
        await Expect(other.GetByTestId("join")).ToBeVisibleAsync();
        await phone.Context.SetOfflineAsync(true);
        await other.GetByTestId("join").ClickAsync();
        await other.GetByTestId("give-up").ClickAsync();
        await Expect(other.GetByTestId("join")).ToBeEnabledAsync();
        await hub.AskAsync(new LeaveQueue(new("A1"), new("p0")));
        await phone.Context.SetOfflineAsync(false);
        await Expect(mine.GetByTestId("ticket-A1")).ToContainTextAsync("前面还有 3");
        await hub.AskAsync(new JoinQueue(new("A1"), new("p9"), null));
        await mine.GetByTestId("postpone").ClickAsync();
        await Expect(mine.GetByTestId("ticket-A1")).ToContainTextAsync("前面还有 4");
        Assert.Empty(hub.Ledger.Fair.Queues.Of(new("A2")).Line);
        await mine.GetByRole(AriaRole.Button, new() { Name = "退出排队" }).ClickAsync();
        await mine.GetByRole(AriaRole.Button, new() { Name = "确定退出？" }).ClickAsync();
        await Expect(mine.GetByTestId("ticket-A1")).ToContainTextAsync("已退出");
        // the other page of the same phone agrees
        await Expect(page.GetByTestId("join")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_person_shares_some_fields_with_one_employer_and_takes_everything_back()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/employer?id=e1");
        await page.GetByTestId("interest").ClickAsync();
        await Expect(page.GetByTestId("interested")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(hub.Url, "/my").ToString());
        await page.GetByTestId("f-name").FillAsync("欧阳明日");
        await page.GetByTestId("f-phone").FillAsync("13800138000");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByText("已保存")).ToBeVisibleAsync();
        await page.GetByTestId("share").ClickAsync();
        await Expect(page.GetByText($"版本 {ConsentText.Now.Version}")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "姓名" }).CheckAsync();
        await page.GetByTestId("agree").ClickAsync();
        await Expect(page.GetByTestId("intention-e1")).ToContainTextAsync("已授权: 姓名");

        await using var tablet = await Device.TabletAsync(chromium, hub);
        var booth = await tablet.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await booth.GetByTestId("tab-leads").ClickAsync();
        await Expect(booth.GetByTestId("leads")).ToContainTextAsync("欧阳明日");
        Assert.DoesNotContain("13800138000", await booth.ContentAsync());
        // and in the queue, who is next by name
        await hub.AskAsync(new OpenDesk(new("A1"), "1", null));
        await hub.AskAsync(new JoinQueue(new("A1"), hub.Ledger.Fair.Intentions.LeadsOf(new("e1")).Keys.Single(), null));
        await booth.GetByTestId("tab-queue").ClickAsync();
        await Expect(booth.GetByTestId("line")).ToContainTextAsync("欧阳明日");
        await booth.GetByTestId("tab-leads").ClickAsync();
        await booth.GetByRole(AriaRole.Textbox, new() { Name = "备注" }).FillAsync("可以复试");
        await booth.GetByRole(AriaRole.Textbox, new() { Name = "备注" }).BlurAsync();
        await Eventually.TrueAsync(
            () => hub.Ledger.Fair.People.Keys.Any(k => k.StartsWith("note/e1/", StringComparison.Ordinal)),
            "the note"
        );

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("export").ClickAsync());
        var data = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Contains("13800138000", data);
        // what the tablet has asked before is not shown any more, though it cannot ask anew
        await booth.RouteAsync("**/leads/A1", r => r.AbortAsync());
        await page.GetByTestId("erase").ClickAsync();
        await page.GetByTestId("erase").ClickAsync();
        await Expect(page.GetByTestId("erased")).ToBeVisibleAsync();
        await Expect(booth.GetByTestId("leads")).ToContainTextAsync("已删除自己的资料");
        Assert.DoesNotContain("欧阳明日", await booth.ContentAsync());
        Assert.DoesNotContain(hub.Ledger.Fair.People.Keys, k => k.StartsWith("pass/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_wall_calls_numbers_and_counts_intentions_and_the_desk_sets_how_long_data_is_kept()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new OpenDesk(new("A1"), "1", "焊工"));
        foreach (var i in Enumerable.Range(0, 6))
            await hub.AskAsync(new JoinQueue(new("A1"), new($"p{i}"), null));
        await hub.AskAsync(new CallNext(new("A1"), "1"));
        await using var wall = await Device.WallAsync(chromium, hub);
        var calls = await wall.GoAsync("/wall?scene=calling");
        await Expect(calls.GetByTestId("calls")).ToContainTextAsync("A1");
        var sums = await wall.GoAsync("/wall?scene=intentions");
        await Expect(sums.GetByTestId("sums")).ToContainTextAsync("5+");
        await Expect(sums.GetByTestId("ticker")).ToContainTextAsync("朝阳重工");

        await using var laptop = await Device.TabletAsync(chromium, hub);
        var desk = await laptop.EnterAsync(hub.Organizer);
        await Expect(desk.GetByTestId("desk-queues")).ToContainTextAsync("5 人在等");
        await desk.GetByLabel("之后保留天数").FillAsync("7");
        await desk.GetByTestId("retention").ClickAsync();
        await Eventually.TrueAsync(() => hub.Ledger.Fair.Privacy.Days == 7, "the retention");
    }
}
