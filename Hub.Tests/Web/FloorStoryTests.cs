using System.Text;
using Hub.Features.Access;
using Hub.Features.Floor;
using Hub.Features.Interest;
using Hub.Features.Roster;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

/// <summary>A day of the fair, as an organizer, a recruiter and a jobseeker live it, each in a browser of their
/// own.</summary>
[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class FloorStoryTests(Chromium chromium)
{
    [Fact]
    public async Task A_day_from_the_roster_to_an_agreement_with_a_restart_and_a_tablet_without_network()
    {
        await using var hub = await TestHub.StartAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 900));
        await using var tablet = await Device.TabletAsync(chromium, hub);
        await using var phone = await Device.PhoneAsync(chromium, hub);
        await using var hall = await Device.WallAsync(chromium, hub);

        // the evening before: two lists, and a badge for the tablet of booth A01
        var desk = await laptop.EnterAsync(hub.Organizer);
        await ImportAsync(
            "employers",
            "单位,展位号,产业集群\n朝阳重工,A01,装备制造\n凌河软件,A02,数字经济\n",
            "新增 2"
        );
        await ImportAsync(
            "positions",
            "单位,职位,学历,专业,薪资\n朝阳重工,焊接工程师,本科,机械,8-12K\n"
                + "朝阳重工,质检员,大专,机械,5-6K\n凌河软件,测试工程师,本科,软件工程,8-10K\n",
            "新增 3"
        );
        await desk.GetByTestId("capacity-A01").FillAsync("2");
        await desk.GetByTestId("capacity-A01").BlurAsync();
        await desk.GetByTestId("badges").GetByLabel("展位", new() { Exact = true }).FillAsync("A01");
        await desk.GetByTestId("issue").ClickAsync();
        var link = await desk.GetByTestId("handout").Locator("code").InnerTextAsync();

        // morning: the booth opens, the wall hangs, a jobseeker looks for welding by its initials
        var booth = await tablet.EnterAsync(new Uri(link).PathAndQuery + new Uri(link).Fragment);
        await booth.GetByTestId("tab-queue").ClickAsync();
        await booth.GetByTestId("open-desk").ClickAsync();
        await booth.GetByLabel("现场加号").FillAsync("P-0001");
        await booth.GetByTestId("walk-in").ClickAsync();
        var wall = await hall.GoAsync("/wall?scene=floor");
        await Expect(wall.GetByTestId("row-A01")).ToContainTextAsync("朝阳重工");
        var page = await phone.GoAsync("/");
        await page.GetByTestId("search").FillAsync("hjgcs");
        await page.GetByRole(AriaRole.Button, new() { Name = "岗位 1 ›" }).ClickAsync();
        await page.GetByTestId("positions").GetByText("焊接工程师").ClickAsync();
        await page.GetByTestId("star").ClickAsync();
        await page.GetByTestId("interest").ClickAsync();
        await Expect(page.GetByTestId("interested")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "朝阳重工" }).ClickAsync();
        await Expect(Heart("焊接工程师")).ToHaveAttributeAsync("aria-pressed", "true");
        await Heart("质检员").ClickAsync();
        await Expect(Heart("质检员")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.GetByTestId("join").ClickAsync();
        await Expect(page.GetByTestId("my-number")).ToContainTextAsync("2");
        var pass = Assert.Single(hub.Ledger.Fair.Access.Passes.Keys);

        // called, while the hub goes down and comes back
        await booth.GetByTestId("next").ClickAsync();
        await booth.GetByTestId("interviewed").ClickAsync();
        await booth.GetByTestId("next").ClickAsync();
        await Expect(page.GetByTestId("my-turn")).ToContainTextAsync("面试席 1");
        await hub.RestartAsync();
        await Expect(page.GetByTestId("my-turn")).ToContainTextAsync("面试席 1");
        await booth.GetByTestId("tab-scan").ClickAsync();
        await booth.GetByTestId("pass").FillAsync(pass.Text);
        await booth.GetByTestId("in").ClickAsync();
        await Expect(wall.GetByTestId("row-A01").Locator(".here")).ToContainTextAsync("1");
        await booth.GetByTestId("tab-queue").ClickAsync();
        await booth.GetByTestId("interviewed").ClickAsync();

        // without network the tablet keeps what it scans
        await booth.GetByTestId("tab-scan").ClickAsync();
        await tablet.Context.SetOfflineAsync(true);
        foreach (var other in (string[])["P-0001", "P-0002"])
        {
            await booth.GetByTestId("pass").FillAsync(other);
            await booth.GetByTestId("in").ClickAsync();
        }
        await Expect(booth.GetByTestId("outbox")).ToContainTextAsync("2 条等待发送");
        await tablet.Context.SetOfflineAsync(false);
        await Expect(booth.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        await Expect(wall.GetByTestId("row-A01")).ToContainTextAsync("已满");
        await Expect(desk.GetByTestId("floor-rules").GetByText("已满").First).ToBeVisibleAsync();

        // name and phone, for this employer alone; both confirm
        await page.GotoAsync(new Uri(hub.Url, "/my").ToString());
        await page.GetByTestId("f-name").FillAsync("欧阳明日");
        await page.GetByTestId("f-phone").FillAsync("13800138000");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByText("已保存")).ToBeVisibleAsync();
        await page.GetByTestId("share").ClickAsync();
        foreach (var field in (string[])["姓名", "电话"])
            await page.GetByRole(AriaRole.Checkbox, new() { Name = field }).CheckAsync();
        await page.GetByTestId("agree").ClickAsync();
        await booth.GetByTestId("tab-leads").ClickAsync();
        var lead = booth.GetByTestId($"lead-{pass}");
        await Expect(lead).ToContainTextAsync("13800138000");
        await lead.GetByRole(AriaRole.Button, new() { Name = "确认初步协议" }).ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(lead.Locator(".agreed")).ToBeVisibleAsync();
        var download = await booth.RunAndWaitForDownloadAsync(() =>
            booth.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync()
        );
        Assert.Contains("欧阳明日", await File.ReadAllTextAsync(await download.PathAsync()));

        // the roster changes at noon: an employer moves, and phones and walls follow
        await ImportAsync(
            "employers",
            "单位,展位号,产业集群\n朝阳重工,A01,装备制造\n凌河软件,B07,数字经济\n",
            "更改 1"
        );
        await Expect(wall.GetByTestId("row-B07")).ToContainTextAsync("凌河软件");
        await page.GotoAsync(new Uri(hub.Url, "/?q=lhrj").ToString());
        await Expect(page.GetByTestId("employers")).ToContainTextAsync("B07");

        // evening: the booth closes, who is there has gone, and the jobseeker takes the data back
        await booth.GetByTestId("tab-scan").ClickAsync();
        await booth.GetByTestId("close").ClickAsync();
        await booth.GetByTestId("close").ClickAsync();
        await Expect(wall.GetByTestId("row-A01")).ToContainTextAsync("已关闭");
        await page.GotoAsync(new Uri(hub.Url, "/my").ToString());
        await page.GetByTestId("erase").ClickAsync();
        await page.GetByTestId("erase").ClickAsync();
        await Expect(page.GetByTestId("erased")).ToBeVisibleAsync();
        await booth.GetByTestId("tab-leads").ClickAsync();
        await Expect(booth.GetByTestId("leads")).ToContainTextAsync("已删除自己的资料");

        // what is on the wall is in the ledger, and nothing personal is left
        var fair = hub.Ledger.Fair;
        Assert.Equal((0, 3, 3), (fair.Floor.Here, fair.Floor.People, fair.Floor.Visits));
        Assert.Equal(Stage.Agreed, fair.Intentions.Of(pass, fair.Roster.Directory.Booths[new("A01")]).Intention!.Stage);
        Assert.Empty(fair.People);
        Assert.Null(hub.Store.Verify(TestHub.Fair).Broken);
        await Expect(wall.Locator(".sums")).ToContainTextAsync("3今日到场");

        ILocator Heart(string position) => page.GetByRole(AriaRole.Button, new() { Name = $"感兴趣 {position}" });

        async Task ImportAsync(string kind, string csv, string found)
        {
            await desk.GetByLabel("导入名单").SelectOptionAsync([kind]);
            await desk.GetByTestId("roster")
                .SetInputFilesAsync(
                    new FilePayload
                    {
                        Name = $"{kind}.csv",
                        MimeType = "text/csv",
                        Buffer = Encoding.UTF8.GetBytes(csv),
                    }
                );
            await Expect(desk.GetByTestId("import-result")).ToContainTextAsync(found);
            await desk.GetByTestId("apply").ClickAsync();
            await Expect(desk.GetByTestId("import-result")).ToContainTextAsync("已导入");
        }
    }
}
