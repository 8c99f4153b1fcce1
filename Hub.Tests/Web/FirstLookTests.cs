using Hub.Features.Queues;
using Hub.Features.Roster;
using Hub.Sheets;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

/// <summary>What a jobseeker sees who opens the fair for the first time.</summary>
[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class FirstLookTests(Chromium chromium)
{
    /// <summary>What Web Vitals calls a good page moves by less than a tenth; this is half of it.</summary>
    private const double MostShift = 0.05;

    [Theory]
    [InlineData(390, 844)]
    [InlineData(1366, 768)]
    public async Task The_list_stands_on_the_first_screen_and_nothing_moves_as_it_comes(int width, int height)
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new ImportRoster([], [Position("凌河软件", "测试工程师", "6000-8000元/月")]));
        foreach (var booth in (string[])["A1", "A2"])
        {
            await hub.AskAsync(new OpenDesk(new(booth), "1", null));
            await hub.AskAsync(new JoinQueue(new(booth), new($"p-{booth}"), null));
        }
        await using var device = await Device.OpenAsync(chromium, hub, (width, height));
        await device.Context.AddInitScriptAsync(
            """
            globalThis.shift = 0;
            new PerformanceObserver((list) => {
              for (const e of list.getEntries()) if (!e.hadRecentInput) globalThis.shift += e.value;
            }).observe({ type: "layout-shift", buffered: true });
            """
        );
        // what comes, comes one after the other, each painted before the next
        var name = $"朝阳市第二届人才科技创业周暨{new string('秋', 12)}季大型人才招聘会";
        var (fairs, search, contests) = (Gate(), Gate(), Gate());
        await device.Context.RouteAsync(
            "**/api/fairs",
            Held(fairs, $$"""[{"id":"fair","name":"{{name}}","nameEn":null,"zone":"Asia/Shanghai"}]""")
        );
        await device.Context.RouteAsync("**/search?*", Held(search));
        await device.Context.RouteAsync("**/contests", Held(contests));
        var page = await device.GoAsync("/");
        await Expect(page.GetByTestId("search")).ToBeVisibleAsync();
        await PaintedAsync(page);
        fairs.SetResult();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("人才招聘会");
        await PaintedAsync(page);
        search.SetResult();
        var first = page.GetByTestId("employers").GetByRole(AriaRole.Listitem).First;
        await Expect(first).ToContainTextAsync("朝阳重工");
        await PaintedAsync(page);
        contests.SetResult();
        await Expect(page.GetByTestId("as-of")).ToBeVisibleAsync();
        await Expect(first.GetByTestId("wait-A1")).ToContainTextAsync("1 人在等");
        await PaintedAsync(page);

        var box = await first.BoundingBoxAsync();
        Assert.InRange(box!.Y, 0, 0.4 * height);
        Assert.InRange(await page.EvaluateAsync<double>("shift"), 0, MostShift);

        static TaskCompletionSource Gate() => new(TaskCreationOptions.RunContinuationsAsynchronously);

        static Func<IRoute, Task> Held(TaskCompletionSource gate, string? body = null) =>
            async route =>
            {
                await gate.Task;
                if (body is null)
                    await route.ContinueAsync();
                else
                    await route.FulfillAsync(new() { Body = body, ContentType = "application/json" });
            };

        static Task PaintedAsync(IPage page) =>
            page.EvaluateAsync("() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))");
    }

    [Fact]
    public async Task Pay_comes_first_then_the_wait_by_which_the_list_can_be_sorted_and_words_are_parted()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(
            new ImportRoster(
                [],
                [
                    Position("凌河软件", "测试工程师", "6000-8000元/月"),
                    Position("凌河软件", "开发工程师", "1-1.2万"),
                    Position("燕都乳业", "会计", "面议"),
                ]
            )
        );
        // in A1 three wait, in B1 nobody
        foreach (var booth in (string[])["A1", "B1"])
            await hub.AskAsync(new OpenDesk(new(booth), "1", null));
        foreach (var pass in (string[])["p1", "p2", "p3"])
            await hub.AskAsync(new JoinQueue(new("A1"), new(pass), null));
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/");
        var employers = page.GetByTestId("employers").GetByRole(AriaRole.Listitem);
        await Expect(employers.Nth(1).Locator(".pay")).ToHaveTextAsync("6000–12000 元/月");
        var sizes = await employers
            .Nth(1)
            .EvaluateAsync<double[]>(
                "li => [...li.querySelectorAll('*')].map(e => parseFloat(getComputedStyle(e).fontSize))"
            );
        Assert.Equal(
            sizes.Max(),
            await employers
                .Nth(1)
                .Locator(".pay")
                .EvaluateAsync<double>("e => parseFloat(getComputedStyle(e).fontSize)")
        );
        await Expect(employers.First.GetByTestId("wait-A1")).ToContainTextAsync("3 人在等");

        await page.GetByTestId("order").SelectOptionAsync("wait");
        await Expect(employers).ToContainTextAsync(["燕都乳业", "朝阳重工", "凌河软件"]);
        await page.ReloadAsync();
        await Expect(employers).ToContainTextAsync(["燕都乳业", "朝阳重工", "凌河软件"]);

        await page.GetByTestId("search").FillAsync("软件开发");
        await Expect(employers).ToContainTextAsync(["凌河软件"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "岗位 1" }).ClickAsync();
        await Expect(page.GetByTestId("positions").GetByRole(AriaRole.Listitem)).ToContainTextAsync(["开发工程师"]);
        await Expect(page.GetByTestId("positions").Locator(".pay")).ToHaveTextAsync("1-1.2万");
    }

    [Theory]
    [InlineData("/employer?id=e1")]
    [InlineData("/position?id=p1")]
    public async Task From_an_employer_one_finds_its_place_on_the_plan_and_back(string path)
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new ImportRoster([], [Position("朝阳重工", "焊工", null)]));
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync(path);
        await page.GetByTestId("on-plan").ClickAsync();
        await Expect(page.GetByTestId("plan-A1")).ToBeInViewportAsync();
        await Expect(page.Locator(".booth.found")).ToHaveCountAsync(1);
        await Expect(page.Locator(".booth.found")).ToContainTextAsync("A1");
        await page.GetByRole(AriaRole.Link, new() { Name = "返回" }).ClickAsync();
        await Expect(page.GetByTestId("on-plan")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task From_the_leaderboard_there_is_a_way_back_and_to_the_other_contests()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(
            TestHub.Drone("赵六七") with
            {
                Scheme = TestHub.DroneScheme with { Id = new("weld"), Name = "焊接" },
            }
        );
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/board");
        await Expect(page.GetByTestId("row-1")).ToContainTextAsync("张三丰");
        await page.GetByRole(AriaRole.Link, new() { Name = "焊接" }).ClickAsync();
        await Expect(page.GetByTestId("row-1")).ToContainTextAsync("赵六七");
        await page.GetByRole(AriaRole.Link, new() { Name = "回到首页" }).ClickAsync();
        await Expect(page.GetByTestId("employers")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("en-GB", "en")]
    [InlineData("zh-TW", "zh-CN")]
    [InlineData("de-DE", "zh-CN")]
    public async Task The_first_visit_is_in_the_browsers_language_and_a_wall_is_the_halls(string browser, string page)
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var context = await (await chromium.BrowserAsync()).NewContextAsync(new() { Locale = browser });
        var opened = await context.NewPageAsync();
        await opened.GotoAsync(hub.Url.ToString());
        await Expect(opened.Locator("html")).ToHaveAttributeAsync("lang", page);
        await Expect(opened.GetByText(page == "en" ? "My pass" : "我的通行证")).ToBeVisibleAsync();
        await opened.GotoAsync(new Uri(hub.Url, "/wall?scene=floor").ToString());
        await Expect(opened.GetByTestId("as-of")).ToContainTextAsync("截至");
        // what the reader chose counts more
        await opened.EvaluateAsync("localStorage.setItem('hub-lang', 'en')");
        await opened.GotoAsync(hub.Url.ToString());
        await Expect(opened.GetByText("My pass")).ToBeVisibleAsync();
    }

    private static PositionRow Position(string employer, string title, string? salary) =>
        new(2, employer, title, 1, null, null, salary, null, null);
}
