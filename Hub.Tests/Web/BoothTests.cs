using Hub.Features.Access;
using Hub.Features.Floor;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class BoothTests(Chromium chromium)
{
    [Fact]
    public async Task A_recruiter_lets_a_pass_in_and_out_and_sees_who_is_here()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var booth = await tablet.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await Expect(booth.GetByRole(AriaRole.Heading, new() { Name = "展位 A1" })).ToBeVisibleAsync();
        await booth.GetByTestId("pass").FillAsync("P-0042V");
        await booth.Keyboard.PressAsync("Enter");
        await Expect(booth.GetByTestId("here").GetByRole(AriaRole.Listitem)).ToContainTextAsync("P-0042V");
        await Expect(booth.GetByTestId("pass")).ToHaveValueAsync("");
        // whoever has typed leaves the keys to the scanner
        await Expect(booth.GetByTestId("pass")).Not.ToBeFocusedAsync();
        await Expect(booth.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        Assert.Equal("A1", hub.Ledger.Fair.Floor.Passes[new("P-0042V")].Booth?.Text);

        // the same pass goes to another booth, which takes it away from here
        await hub.AskAsync(new RecordVisit(new("P-0042V"), new("B1"), Way.In));
        await Expect(booth.GetByTestId("here")).ToContainTextAsync("现在没有人");

        await booth.GetByTestId("pass").FillAsync("P-0001A");
        await booth.GetByTestId("in").ClickAsync();
        await booth.GetByTestId("here").GetByRole(AriaRole.Button, new() { Name = "离开" }).ClickAsync();
        await Expect(booth.GetByTestId("here")).ToContainTextAsync("现在没有人");
    }

    [Fact]
    public async Task The_camera_reads_the_pass_on_a_phone_in_and_out()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var own = (await phone.GoAsync("/pass")).GetByRole(AriaRole.Img, new() { Name = "通行证" });
        await Expect(own).ToBeVisibleAsync();
        var pass = Assert.Single(hub.Ledger.Fair.Access.Passes.Keys);
        var spoken = $"{pass.Text[..4]}-{pass.Text[4..]}";

        await using var tablet = await Device.TabletAsync(chromium, hub);
        await tablet.HoldBeforeCameraAsync(await own.ScreenshotAsync());
        var booth = await tablet.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await booth.GetByTestId("scan").ClickAsync();
        await Expect(booth.GetByTestId("answer")).ToHaveTextAsync($"{spoken} 已进入");
        Assert.Equal("A1", hub.Ledger.Fair.Floor.Passes[pass].Booth?.Text);

        await booth.GetByTestId("scan-out").ClickAsync();
        await Expect(booth.GetByTestId("answer")).ToHaveTextAsync($"{spoken} 已离开");
        Assert.Equal(0, hub.Ledger.Fair.Floor.Here);
        await booth.GetByTestId("scan-out").ClickAsync();
        await Expect(booth.GetByTestId("camera")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_camera_that_may_not_be_used_is_told_and_typing_goes_on()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var booth = await tablet.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await booth.GetByTestId("scan").ClickAsync();
        await Expect(booth.GetByRole(AriaRole.Alert)).ToContainTextAsync("摄像头");
        await booth.GetByTestId("pass").FillAsync("P-0001");
        await booth.GetByTestId("in").ClickAsync();
        await Expect(booth.GetByTestId("here")).ToContainTextAsync("P-0001");
    }

    [Fact]
    public async Task A_pass_that_cannot_be_is_shown_with_the_reason()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var booth = await tablet.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await booth.GetByTestId("pass").FillAsync("不是通行证");
        await booth.GetByTestId("in").ClickAsync();
        await Expect(booth.GetByRole(AriaRole.Alert)).ToContainTextAsync("通行证号只能是");
    }

    [Fact]
    public async Task A_badge_that_is_revoked_ends_the_page_and_its_successor_sends_what_was_left()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var badge = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        var booth = await tablet.EnterAsync(badge);
        await Expect(booth.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        await tablet.Context.SetOfflineAsync(true);
        await booth.GetByTestId("pass").FillAsync("P-0007C");
        await booth.GetByTestId("in").ClickAsync();
        await Expect(booth.GetByTestId("outbox")).ToContainTextAsync("1 条等待发送");
        using var revoked = await hub.Organizer.DeleteAsync($"badges/{badge.Id}");
        await tablet.Context.SetOfflineAsync(false);
        await Expect(booth.GetByTestId("need-badge")).ToBeVisibleAsync();
        await Expect(booth.GetByTestId("left-behind")).ToContainTextAsync("1 条内容还没有发送");
        await booth.ReloadAsync();
        await Expect(booth.GetByTestId("left-behind")).ToContainTextAsync("1 条内容还没有发送");
        Assert.False(hub.Ledger.Fair.Floor.Passes.ContainsKey(new("P-0007C")));

        var again = await tablet.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await Expect(again.GetByTestId("here")).ToContainTextAsync("P-0007C");
    }

    [Fact]
    public async Task What_is_typed_has_its_answer_and_is_kept_without_a_network()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var booth = await tablet.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await Expect(booth.GetByTestId("here")).ToContainTextAsync("现在没有人");
        await booth.GetByTestId("pass").FillAsync("P-0001");
        await booth.GetByTestId("out").ClickAsync();
        await Expect(booth.GetByTestId("answer")).ToHaveTextAsync("P-0001 本来不在场");

        // of a pass that the hub made, whatever stands between its letters
        var pass = (await hub.PassAsync()).Id!;
        foreach (var answer in (string[])["已进入", "本来就在场"])
        {
            await booth.GetByTestId("pass").FillAsync($" {pass[..4].ToLowerInvariant()}－{pass[4..]}");
            await booth.GetByTestId("in").ClickAsync();
            await Expect(booth.GetByTestId("answer")).ToHaveTextAsync($"{pass[..4]}-{pass[4..]} {answer}");
            await Expect(booth.GetByTestId("here")).ToContainTextAsync("自");
        }

        await tablet.Context.SetOfflineAsync(true);
        await booth.GetByTestId("pass").FillAsync("P-0780");
        await booth.GetByTestId("in").ClickAsync();
        await Expect(booth.GetByTestId("answer")).ToHaveTextAsync("P-0780 进入 · 未发送");
        await Expect(booth.GetByTestId("here").GetByRole(AriaRole.Listitem).First).ToContainTextAsync("P-0780 进入");
    }
}
