using Hub.Features.Access;
using Hub.Features.Floor;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class PassPageTests(Chromium chromium)
{
    [Fact]
    public async Task A_phone_gets_its_pass_at_its_first_visit_keeps_it_and_takes_it_to_another()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/");
        await page.GetByTestId("my-pass").ClickAsync();
        var pass = page.GetByTestId("own-pass");
        await Expect(pass).ToBeVisibleAsync();
        var number = await pass.InnerTextAsync();
        Assert.True(hub.Ledger.Fair.Access.Passes.ContainsKey(new(PassCode.Normal(number))));
        await page.ReloadAsync();
        await Expect(pass).ToHaveTextAsync(number);

        await page.GetByText("带到另一部手机").ClickAsync();
        var code = await page.GetByTestId("restore-code").InnerTextAsync();
        await using var other = await Device.PhoneAsync(chromium, hub);
        var second = await other.GoAsync("/pass");
        await Expect(second.GetByTestId("own-pass")).Not.ToHaveTextAsync(number);
        await second.GetByText("我已有通行证").ClickAsync();
        await second.GetByTestId("code").FillAsync("AAAAA-AAAAA-AAAAA");
        await second.GetByTestId("restore").ClickAsync();
        await Expect(second.GetByRole(AriaRole.Alert)).ToContainTextAsync("恢复码不对");
        await second.GetByTestId("code").FillAsync(code.ToLowerInvariant());
        await second.GetByTestId("restore").ClickAsync();
        await Expect(second.GetByTestId("own-pass")).ToHaveTextAsync(number);

        // lost: another takes its place, and the other phone says so
        await page.GetByText("通行证丢失").ClickAsync();
        await page.GetByTestId("new-pass").ClickAsync();
        await page.GetByTestId("new-pass").ClickAsync();
        await Expect(pass).Not.ToHaveTextAsync(number);
        await second.ReloadAsync();
        await Expect(second.GetByRole(AriaRole.Alert)).ToContainTextAsync("已作废");
        await second.GetByTestId("make-pass").ClickAsync();
        await Expect(second.GetByTestId("own-pass")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_pass_that_was_shown_once_is_shown_without_a_network_until_it_is_revoked()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/pass");
        await Expect(page.GetByTestId("own-pass")).ToBeVisibleAsync();
        var number = await page.GetByTestId("own-pass").InnerTextAsync();
        await page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        await phone.Context.SetOfflineAsync(true);
        await hub.StopAsync();
        await page.CloseAsync();
        var again = await phone.GoAsync("/pass");
        await Expect(again.GetByTestId("own-pass")).ToHaveTextAsync(number);
        await Expect(again.GetByRole(AriaRole.Alert)).ToContainTextAsync("连不上服务器");
        await hub.OpenAsync();
        await hub.AskAsync(new RevokePass(new(PassCode.Normal(number))));
        await phone.Context.SetOfflineAsync(false);
        await Expect(again.GetByTestId("own-pass")).ToHaveCountAsync(0);
        await Expect(again.GetByTestId("make-pass")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_booths_poster_checks_the_phone_in_once_however_often_the_page_is_opened_again()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/checkin?booth=A2");
        await Expect(page.GetByTestId("checked-in")).ToContainTextAsync("凌河软件");
        var pass = Assert.Single(hub.Ledger.Fair.Access.Passes.Keys);
        Assert.Equal("A2", hub.Ledger.Fair.Floor.Passes[pass].Booth?.Text);
        await page.GetByTestId("check-out").ClickAsync();
        await Expect(page.GetByTestId("checked-in")).ToContainTextAsync("已签退");
        var offset = hub.Offset;
        await page.ReloadAsync();
        await Expect(page.GetByTestId("checked-in")).ToContainTextAsync("凌河软件");
        Assert.Equal(offset, hub.Offset);
        await Expect((await phone.GoAsync("/checkin?booth=Z9")).GetByRole(AriaRole.Alert))
            .ToContainTextAsync("没有这个展位");
    }

    [Fact]
    public async Task Where_only_the_fairs_own_passes_count_a_booth_is_told_why_another_does_not()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new SetFloorRules(true));
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var booth = await tablet.EnterAsync(await hub.BadgeAsync(Hub.Kernel.Role.Recruiter, booth: "A1"));
        await booth.GetByTestId("pass").FillAsync("P-0001");
        await booth.GetByTestId("in").ClickAsync();
        await Expect(booth.GetByRole(AriaRole.Alert)).ToContainTextAsync("没有通行证 P-0001");
    }
}
