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
        await second.GetByTestId("take").ClickAsync();
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
    public async Task A_link_with_a_pass_takes_nothing_before_somebody_presses_and_a_wrong_one_takes_nothing_at_all()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/pass");
        var own = page.GetByTestId("own-pass");
        await Expect(own).ToBeVisibleAsync();
        var number = await own.InnerTextAsync();
        var planted = await hub.PassAsync();

        // a sticker over a poster
        await page.GotoAsync(new Uri(hub.Url, $"/pass?again#{planted.Secret}").ToString());
        await Expect(page.GetByTestId("arriving")).ToContainTextAsync(number);
        await Expect(page.GetByTestId("arriving")).ToContainTextAsync(planted.Id![..4]);
        Assert.DoesNotContain(planted.Secret!, page.Url);
        await page.ReloadAsync();
        await Expect(own).ToHaveTextAsync(number);

        // in the tab of the page itself only what stands behind the # changes
        await page.EvaluateAsync("code => { location.hash = code }", planted.Secret);
        await page.GetByTestId("keep").ClickAsync();
        await Expect(own).ToHaveTextAsync(number);
        await page.GotoAsync(new Uri(hub.Url, "/pass?wrong#AAAAA-AAAAA-AAAAA").ToString());
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("恢复码不对");
        await Expect(own).ToHaveTextAsync(number);
        var recruiter = await hub.BadgeAsync(Hub.Kernel.Role.Recruiter, booth: "A1");
        await page.GotoAsync(new Uri(hub.Url, $"/pass?badge#{recruiter.Secret}").ToString());
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("恢复码不对");
        await Expect(own).ToHaveTextAsync(number);
        await Expect((await phone.GoAsync("/booth")).GetByTestId("need-badge")).ToBeVisibleAsync();

        await page.EvaluateAsync("code => { location.hash = code }", planted.Secret);
        await page.GetByTestId("take").ClickAsync();
        await Expect(own).ToHaveTextAsync($"{planted.Id[..4]}-{planted.Id[4..]}");
    }

    [Fact]
    public async Task Where_there_is_nothing_to_lose_a_link_with_a_pass_is_one_press()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var brought = await hub.PassAsync();
        var offset = hub.Offset;
        var page = await phone.GoAsync($"/pass#{brought.Secret}");
        await Expect(page.GetByTestId("arriving")).ToContainTextAsync(brought.Id![..4]);
        Assert.Equal(offset, hub.Offset);
        await page.GetByTestId("take").ClickAsync();
        await Expect(page.GetByTestId("own-pass")).ToHaveTextAsync($"{brought.Id[..4]}-{brought.Id[4..]}");
        Assert.Equal(offset, hub.Offset);
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
        var before = hub.Offset;
        var page = await phone.GoAsync("/checkin?booth=A2&in=1");
        await Expect(page.GetByTestId("arrived")).ToContainTextAsync("凌河软件");
        // who opens the link may be anywhere
        Assert.Equal((before, 0), (hub.Offset, hub.Ledger.Fair.Floor.Here));
        await page.GetByTestId("check-in").ClickAsync();
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
