using System.Text;
using Hub.Features.Access;
using Hub.Features.Floor;
using Hub.Features.Roster;
using Hub.Tests.Faults;
using Hub.Tests.Kernel.Live;
using Hub.Tests.Sheets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class DeskTests(Chromium chromium, Services services)
{
    [Fact]
    public async Task An_organizer_imports_a_spreadsheet_corrects_a_column_and_gets_the_refused_rows()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 900));
        var desk = await laptop.EnterAsync(hub.Organizer);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var csv = Encoding
            .GetEncoding("gb18030")
            .GetBytes("单位,某某,展位号\r\n新来的厂,食品加工,C1\r\n抢位的厂,食品加工,A1\r\n");
        await desk.GetByTestId("roster")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "名单.csv",
                    MimeType = "text/csv",
                    Buffer = csv,
                }
            );
        await Expect(desk.GetByTestId("import-result")).ToContainTextAsync("试算");
        await Expect(desk.GetByTestId("import-result")).ToContainTextAsync("新增 1");
        await desk.GetByLabel("某某").SelectOptionAsync(["cluster"]);
        await Expect(desk.GetByLabel("某某")).ToHaveValueAsync("cluster");
        await desk.GetByLabel("展位号").SelectOptionAsync([""]);
        await Expect(desk.GetByLabel("展位号")).ToHaveValueAsync("");
        await Expect(desk.GetByTestId("import-result")).ToContainTextAsync("新增 2");
        await desk.GetByLabel("展位号").SelectOptionAsync(["booth"]);
        await Expect(desk.GetByTestId("import-result")).ToContainTextAsync("新增 1");
        await desk.GetByTestId("apply").ClickAsync();
        await Expect(desk.GetByTestId("import-result")).ToContainTextAsync("已导入");
        await Expect(desk.GetByRole(AriaRole.Row, new() { Name = "展位号 A1 展位已由“朝阳重工”使用" }))
            .ToBeVisibleAsync();
        var e = hub.Ledger.Fair.Roster.Directory.Employers[hub.Ledger.Fair.Roster.Directory.Booths[new("C1")]];
        Assert.Equal(("新来的厂", "食品加工"), (e.Name, e.Cluster));

        var download = await desk.RunAndWaitForDownloadAsync(() => desk.GetByText("下载被拒绝的行").ClickAsync());
        Assert.Contains("展位已由“朝阳重工”使用", await File.ReadAllTextAsync(await download.PathAsync()));
    }

    [Fact]
    public async Task A_corrected_name_is_asked_about_and_single_rows_are_corrected_and_withdrawn()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 900));
        var desk = await laptop.EnterAsync(hub.Organizer);
        await desk.GetByTestId("roster")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "名单.csv",
                    MimeType = "text/csv",
                    Buffer = Encoding.UTF8.GetBytes(
                        "企业名称,展位,网址\n朝阳重工集团,A1,微信公众号\n凌河软件,A2,\n备注,,\n"
                    ),
                }
            );
        // nothing of it is taken unasked
        await Expect(desk.GetByTestId("import-result")).ToContainTextAsync("新增 0 · 更改 0 · 相同 1 · 被拒绝 2");
        await Expect(desk.GetByTestId("take-4")).ToBeVisibleAsync();
        await desk.GetByTestId("same-2").ClickAsync();
        await Expect(desk.GetByTestId("import-result")).ToContainTextAsync("新增 0 · 更改 1 · 相同 1 · 被拒绝 1");
        await Expect(desk.GetByTestId("changes")).ToContainTextAsync("朝阳重工 → 朝阳重工集团");
        await desk.GetByTestId("apply").ClickAsync();
        await Expect(desk.GetByTestId("import-result")).ToContainTextAsync("已导入");
        Assert.Equal("朝阳重工集团", hub.Ledger.Fair.Roster.Directory.Employers[new("e1")].Name);

        // what the file does not name stays until it is withdrawn
        await desk.GetByTestId("missing").Locator("summary").ClickAsync();
        await desk.GetByTestId("missing").GetByLabel("燕都乳业").CheckAsync();
        await desk.GetByTestId("missing").GetByTestId("withdraw").ClickAsync();
        await Expect(desk.GetByTestId("ties")).ToContainTextAsync("撤下 燕都乳业");
        await desk.GetByTestId("withdraw-yes").ClickAsync();
        await Expect(desk.GetByTestId("missing")).ToHaveCountAsync(0);
        Assert.Equal(2, hub.Ledger.Fair.Roster.Directory.Employers.Count);

        await desk.GetByTestId("find-row").FillAsync("linghe");
        await desk.GetByTestId("find-row").PressAsync("Enter");
        await desk.GetByTestId("row-e2").ClickAsync();
        await desk.GetByTestId("cell-booth").FillAsync("A2、C7");
        await desk.GetByTestId("save-row").ClickAsync();
        await Expect(desk.GetByTestId("row-e2")).ToContainTextAsync("A2、C7");
        Assert.Equal("e2", hub.Ledger.Fair.Roster.Directory.Booths[new("C7")].Text);
        var file = await desk.RunAndWaitForDownloadAsync(() => desk.GetByTestId("export-xlsx").ClickAsync());
        Assert.Equal("employers.xlsx", file.SuggestedFilename);
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task On_a_phone_a_dry_run_is_not_wider_than_the_page_and_each_row_s_number_is_one_line(string language)
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var desk = await phone.EnterAsync(hub.Organizer);
        await desk.GotoAsync(new Uri(hub.Url, $"/desk?lang={language}").ToString());
        string[] header = ["企业名称", "英文名称", "展位号", "所属行业", "招聘网址"];
        const string English = "Chaoyang Heavy Machinery Manufacturing Group Co., Ltd.";
        await desk.GetByTestId("roster")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "名单.xlsx",
                    MimeType = "application/octet-stream",
                    Buffer = new TinyWorkbook()
                        .Add(
                            "一号馆",
                            [
                                header,
                                ["朝阳重工集团有限公司", English, "A1", "通用设备制造", "www.a.com；www.b.com"],
                                ["凌河软件", null, "A2", "软件和信息技术服务", "https://careers.example.com/chaoyang"],
                            ]
                        )
                        .Add(
                            "第二届“人才·科技·创业”活动周二号馆参展单位一览",
                            [
                                header,
                                ["抢位的新材料科技有限公司", null, "A1", "化学原料", "微信公众号"],
                                ["新来的食品有限责任公司", null, "12/13/14？？", "农副食品加工", null],
                                ["合计", null, null, null, null],
                            ]
                        )
                        .Bytes(),
                }
            );
        foreach (var part in (string[])["import-result", "pairs", "changes"])
            await Expect(desk.GetByTestId(part)).ToBeVisibleAsync();
        var found = await desk.EvaluateAsync<string[]>(
            """
            () => {
              const part = document.querySelector("[data-testid=import-result]").closest("section");
              const wide = [...part.querySelectorAll("*")].filter((e) =>
                e.getBoundingClientRect().right > document.documentElement.clientWidth ||
                (getComputedStyle(e).overflowX === "auto" && e.scrollWidth > e.clientWidth));
              const at = [...part.querySelectorAll("tbody td:first-child")].filter((e) => /\d$/.test(e.innerText));
              const lines = (e) => {
                const range = document.createRange();
                range.selectNodeContents(e);
                const tops = [...range.getClientRects()].map((r) => r.top);
                return Math.max(...tops) - Math.min(...tops) > 10;
              };
              return [
                ...(at.length < 6 ? [`${at.length} rows`] : []),
                ...wide.map((e) => `wide: ${e.tagName} ${e.textContent}`),
                ...at.filter(lines).map((e) => `lines: ${e.innerText}`),
              ];
            }
            """
        );
        Assert.Empty(found);
    }

    [Fact]
    public async Task An_organizer_hangs_up_the_plan_and_taps_the_booths_onto_it_and_phones_show_them_there()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 900));
        var desk = await laptop.EnterAsync(hub.Organizer);
        await desk.GetByTestId("plan-file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "plan.png",
                    MimeType = "image/png",
                    Buffer = Encoding.UTF8.GetBytes("不是图片"),
                }
            );
        await Expect(desk.GetByTestId("plan-editor").GetByRole(AriaRole.Alert)).ToContainTextAsync("PNG");
        await desk.GetByTestId("plan-file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "plan.png",
                    MimeType = "image/png",
                    Buffer = await desk.ScreenshotAsync(),
                }
            );
        await TapAsync(0.25f, 0.5f);
        await Eventually.TrueAsync(
            () =>
                hub.Ledger.Fair.Floor.Spots.GetValueOrDefault(new("A1")) is { X: > 240 and < 260, Y: > 490 and < 510 },
            "the first booth is there"
        );
        // the next one without a place follows
        await Expect(desk.GetByTestId("plan-editor").GetByRole(AriaRole.Combobox)).ToHaveValueAsync("A2");
        await TapAsync(0.75f, 0.5f);

        await using var phone = await Device.PhoneAsync(chromium, hub);
        var plan = await phone.GoAsync("/plan");
        var (a1, a2) = (await CentreAsync("A1"), await CentreAsync("A2"));
        Assert.InRange(a2.X - a1.X, 0.45 * a1.Width, 0.55 * a1.Width);
        await Expect(plan.GetByTestId("plan-B1")).ToBeVisibleAsync();

        async Task TapAsync(float x, float y)
        {
            var box = (await desk.GetByTestId("plan-picture").BoundingBoxAsync())!;
            await desk.GetByTestId("plan-picture")
                .ClickAsync(
                    new()
                    {
                        Position = new() { X = x * box.Width, Y = y * box.Height },
                    }
                );
        }

        async Task<(double X, double Width)> CentreAsync(string booth)
        {
            await Expect(plan.GetByTestId($"plan-{booth}")).ToBeVisibleAsync();
            var (spot, picture) = (
                (await plan.GetByTestId($"plan-{booth}").BoundingBoxAsync())!,
                (await plan.GetByRole(AriaRole.Img).BoundingBoxAsync())!
            );
            return (spot.X + spot.Width / 2, picture.Width);
        }
    }

    [Fact]
    public async Task The_file_that_was_chosen_last_is_imported_whatever_answer_comes_first()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 900));
        var desk = await laptop.EnterAsync(hub.Organizer);
        var slow = new TaskCompletionSource();
        await laptop.Context.RouteAsync(
            "**/imports?*name=old*",
            async route =>
            {
                await slow.Task;
                await route.ContinueAsync();
            }
        );
        await ChooseAsync("old.csv", "单位,展位号\n旧厂,C1\n旧店,C2\n");
        await ChooseAsync("new.csv", "展位号,单位\nC3,新厂\n");
        await Expect(desk.GetByTestId("import-result")).ToContainTextAsync("新增 1");
        await desk.RunAndWaitForResponseAsync(() => Task.Run(slow.SetResult), "**/imports?*name=old*");
        await desk.GetByTestId("apply").ClickAsync();
        await Expect(desk.GetByTestId("import-result")).ToContainTextAsync("已导入");
        await Expect(desk.GetByTestId("import-result")).ToContainTextAsync("新增 1");
        Assert.Equal(
            ("新厂", 4),
            (
                hub.Ledger.Fair.Roster.Directory.Employers[hub.Ledger.Fair.Roster.Directory.Booths[new("C3")]].Name,
                hub.Ledger.Fair.Roster.Directory.Employers.Count
            )
        );

        // nothing in it can be imported, and the reason is the same in every row
        await ChooseAsync("new.csv", "展位号\nC4\nC5\nC6\n");
        await Expect(desk.GetByTestId("import-result")).ToContainTextAsync("被拒绝 3");
        await Expect(desk.GetByTestId("apply")).ToBeDisabledAsync();
        await Expect(desk.GetByRole(AriaRole.Cell, new() { Name = "2…4 · 3 行" })).ToBeVisibleAsync();

        Task ChooseAsync(string name, string text) =>
            desk.GetByTestId("roster")
                .SetInputFilesAsync(
                    new FilePayload
                    {
                        Name = name,
                        MimeType = "text/csv",
                        Buffer = Encoding.UTF8.GetBytes(text),
                    }
                );
    }

    [Fact]
    public async Task A_file_that_is_corrected_after_it_was_chosen_can_be_chosen_again()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 900));
        var desk = await laptop.EnterAsync(hub.Organizer);
        var file = Path.Combine(System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName, "roster.csv");
        await File.WriteAllTextAsync(file, "单位,展位号\n新厂,A1\n", TestContext.Current.CancellationToken);
        await desk.GetByTestId("roster").SetInputFilesAsync(file);
        await Expect(desk.GetByTestId("import-result")).ToContainTextAsync("被拒绝 1");
        await File.WriteAllTextAsync(file, "单位,展位号\n新厂,C1\n另一厂,C2\n", TestContext.Current.CancellationToken);
        await desk.GetByText("下载被拒绝的行").ClickAsync();
        await Expect(desk.GetByRole(AriaRole.Alert)).ToContainTextAsync("请重新选择");
        await desk.GetByTestId("roster").SetInputFilesAsync(file);
        await Expect(desk.GetByTestId("import-result")).ToContainTextAsync("新增 2");
        await Expect(desk.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_badge_for_a_booth_that_is_not_there_is_not_issued()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 900));
        var desk = await laptop.EnterAsync(hub.Organizer);
        await Expect(desk.GetByTestId("issue-all")).ToBeVisibleAsync();
        await desk.GetByLabel("展位").FillAsync("Z9");
        await desk.GetByTestId("issue").ClickAsync();
        await Expect(desk.GetByRole(AriaRole.Alert)).ToContainTextAsync("没有这个展位：Z9");
        await desk.GetByLabel("展位").FillAsync("a2");
        await desk.GetByTestId("issue").ClickAsync();
        await Expect(desk.GetByTestId("handout").Locator("figure")).ToHaveCountAsync(1);
        Assert.Equal(
            "A2",
            Assert.Single(hub.Ledger.Fair.Access.Badges.Values, b => b.Asker.Role is Role.Recruiter).Asker.Booth?.Text
        );
    }

    [Fact]
    public async Task What_one_organizer_asks_to_erase_stands_on_anothers_desk_until_it_is_confirmed_there()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.TabletAsync(chromium, hub);
        await using var second = await Device.TabletAsync(chromium, hub);
        var mine = await laptop.EnterAsync(hub.Organizer);
        var theirs = await second.EnterAsync(await hub.BadgeAsync(Role.Organizer, label: "二号台"));
        using var asked = await hub.Organizer.DeleteAsync("people/drone/1");
        await Expect(mine.GetByTestId("seconds")).ToContainTextAsync("hub confirm");
        await Expect(mine.GetByTestId("give-second")).ToHaveCountAsync(0);
        await Expect(theirs.GetByTestId("second-person")).ToContainTextAsync("drone/1");
        Assert.True(hub.Ledger.Fair.People.ContainsKey("drone/1"));
        foreach (var _ in (int[])[1, 2])
            await theirs.GetByTestId("give-second").ClickAsync();
        await Expect(mine.GetByTestId("seconds")).ToHaveCountAsync(0);
        Assert.False(hub.Ledger.Fair.People.ContainsKey("drone/1"));
    }

    [Fact]
    public async Task A_clock_that_leapt_stands_on_the_desk_until_somebody_says_there_that_it_is_right()
    {
        var clock = new SetClock();
        await using var hub = await TestHub.WithFairAsync(change: s => s.AddSingleton<TimeProvider>(clock));
        await using var laptop = await Device.TabletAsync(chromium, hub);
        var desk = await laptop.EnterAsync(hub.Organizer);
        var link = $"/enter#{(await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1")).Secret}";
        var right = desk.GetByTestId("clock-right");
        await Expect(desk.GetByTestId("sign-out")).ToBeVisibleAsync();
        await Expect(right).ToHaveCountAsync(0);

        clock.Off = TimeSpan.FromHours(3);
        await Expect(right).ToBeVisibleAsync();
        var visit = Client.Visit("p1", "A1");
        Assert.Equal("clock-in-doubt", (await Problem.Of(await hub.Organizer.PostAsync("visits", visit))).Code);
        // who wants to enter meanwhile is told why that has to wait, and presses again then
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var judge = await tablet.GoAsync(link);
        await judge.GetByTestId("take").ClickAsync();
        await Expect(judge.GetByTestId("enter-error")).ToContainTextAsync("经过的时间");
        foreach (var _ in (int[])[1, 2])
            await right.ClickAsync();
        await Expect(right).ToHaveCountAsync(0);
        await hub.Organizer.AskAsync("visits", visit);
        Assert.Equal(1, hub.Ledger.Fair.Floor.Here);
        await judge.GetByTestId("take").ClickAsync();
        await Expect(judge.GetByTestId("contestant-1")).ToBeVisibleAsync();
    }

    /// <summary>The machine's clock, as somebody sets it.</summary>
    private sealed class SetClock : TimeProvider
    {
        public TimeSpan Off { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Off;
    }

    [Fact]
    public async Task An_organizer_hands_out_badges_for_all_booths_and_takes_one_back()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 900));
        var desk = await laptop.EnterAsync(hub.Organizer);
        await desk.GetByTestId("issue-all").ClickAsync();
        await Expect(desk.GetByTestId("handout").Locator("figure")).ToHaveCountAsync(3);
        var link = await desk.GetByTestId("handout")
            .Locator("figure")
            .Filter(new() { HasText = "展位 A2" })
            .Locator("code")
            .TextContentAsync();
        Assert.Equal(
            ["A1", "A2", "B1"],
            hub.Ledger.Fair.Access.Badges.Values.Where(b => b.Asker.Role is Role.Recruiter)
                .Select(b => b.Asker.Booth?.Text)
                .Order()
        );
        await Expect(desk.GetByTestId("issue-all")).ToHaveCountAsync(0);

        await using var tablet = await Device.TabletAsync(chromium, hub);
        var booth = await tablet.EnterAsync(new Uri(link!).PathAndQuery + new Uri(link!).Fragment);
        await Expect(booth.GetByRole(AriaRole.Heading, new() { Name = "展位 A2" })).ToBeVisibleAsync();
        Assert.DoesNotContain(new Uri(link!).Fragment[1..], booth.Url);

        // the secrets are shown only once: a slip does not take them away
        await desk.GetByTestId("close-handout").ClickAsync();
        await Expect(desk.GetByTestId("close-handout")).ToContainTextAsync("不会再显示");
        await Expect(desk.GetByTestId("handout")).ToBeVisibleAsync();
        await desk.GetByTestId("close-handout").ClickAsync();
        await Expect(desk.GetByTestId("handout")).ToHaveCountAsync(0);

        var row = desk.GetByTestId("badges").GetByRole(AriaRole.Row).Filter(new() { HasText = "展位 A2" });
        await row.GetByRole(AriaRole.Button, new() { Name = "收回" }).ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "确定收回？" }).ClickAsync();
        await Expect(row).ToContainTextAsync("已收回");
        await Expect(booth.GetByTestId("need-badge")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_booth_is_closed_and_a_pass_revoked_only_after_a_question()
    {
        await using var hub = await TestHub.WithFairAsync();
        var pass = (await hub.PassAsync()).Id!;
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 900));
        var desk = await laptop.EnterAsync(hub.Organizer);
        ILocator close = desk.GetByTestId("close-A1"),
            revoke = desk.GetByTestId("revoke");
        await close.ClickAsync();
        await Expect(close).ToHaveTextAsync("确定关闭并清空？");
        // whoever goes elsewhere has answered no
        await desk.GetByTestId("revoke-pass").FillAsync(pass);
        await Expect(close).ToHaveTextAsync("关闭展位");
        await desk.GetByTestId("revoke-pass").PressAsync("Enter");
        await Expect(revoke).ToContainTextAsync("作废这个通行证？");
        Assert.Empty(hub.Ledger.Fair.Roster.Closed);
        Assert.DoesNotContain(hub.Ledger.Fair.Access.Passes.Values, p => p.Revoked);

        await revoke.ClickAsync();
        await Expect(desk.GetByTestId("floor-rules").GetByRole(AriaRole.Status)).ToHaveTextAsync($"{pass} 已收回");
        await close.ClickAsync();
        await close.ClickAsync();
        await Expect(desk.GetByRole(AriaRole.Button, new() { Name = "重新开放" })).ToBeVisibleAsync();
        Assert.Equal([new BoothId("A1")], hub.Ledger.Fair.Roster.Closed.Keys);
        Assert.Contains(hub.Ledger.Fair.Access.Passes.Values, p => p.Revoked);
    }

    [Fact]
    public async Task The_page_to_try_the_API_is_there_and_asks_nobody_else()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 900));
        var asked = new List<string>();
        laptop.Context.Request += (_, request) => asked.Add(new Uri(request.Url).Host);
        var docs = await laptop.GoAsync("/docs");
        await Expect(docs.GetByText("The kinds of boards").First).ToBeVisibleAsync();
        Assert.All(asked.Where(h => h.Length > 0), host => Assert.Equal(hub.Url.Host, host));
    }

    [Fact]
    public async Task An_organizer_gives_an_integration_its_badge_and_finds_what_it_shows_on_walls_and_phones()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 900), Chromium.Hall);
        var desk = await laptop.EnterAsync(hub.Organizer);
        await desk.GetByLabel("角色").SelectOptionAsync(["integration"]);
        await desk.GetByLabel("看板").FillAsync("gate");
        await desk.GetByTestId("issue").ClickAsync();
        var row = desk.GetByTestId("badges").GetByRole(AriaRole.Row).Filter(new() { HasText = "gate" });
        var gate = await hub.BadgeAsync(Role.Integration, board: "gate");
        using var posted = await gate.PostAsync("custom/gate/north", new { count = 17 });
        foreach (var name in (string[])["大屏", "手机"])
        {
            var shown = await laptop.Context.RunAndWaitForPageAsync(() =>
                row.GetByRole(AriaRole.Link, new() { Name = name }).First.ClickAsync()
            );
            await Expect(shown.GetByTestId("row-north")).ToContainTextAsync("count 17");
        }
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task An_organizer_sees_on_which_node_each_screen_is_and_which_shows_nothing_it_should()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var nodes = await Nodes.StartAsync(services, redis.Address);
        using var hall = await nodes.A.BadgeAsync(Role.Display, label: "大厅西侧");
        using var stage = await nodes.A.BadgeAsync(Role.Display, label: "舞台");
        await nodes.AgreeAsync();
        await using var wall = await Device.WallAsync(chromium, nodes.A);
        await wall.EnterAsync(hall);
        using var silent = await RawScreen.ConnectAsync(nodes.B);
        await silent.WatchAsync("floor");

        await using var laptop = await Device.OpenAsync(chromium, nodes.B, (1280, 800));
        var desk = await laptop.EnterAsync(nodes.B.Organizer);
        var screens = desk.GetByTestId("screens");
        foreach (var node in (TestHub[])[nodes.A, nodes.B])
        {
            var shown = screens.GetByTestId($"node/{node.Feeds.Node}");
            await Expect(shown).ToContainTextAsync(node.Url.ToString().TrimEnd('/'));
            await Expect(shown).ToContainTextAsync("Redis 正常");
        }
        var row = screens.GetByRole(AriaRole.Row);
        await Expect(row.Filter(new() { HasText = "大厅西侧" })).ToContainTextAsync(nodes.A.Feeds.Node);
        await Expect(row.Filter(new() { HasText = "大厅西侧" })).ToContainTextAsync("floor");
        await Expect(row.Filter(new() { HasText = "大厅西侧" })).ToContainTextAsync("正常");
        await Expect(row.Filter(new() { HasText = "舞台" })).ToContainTextAsync("没有连接");
        // it reads, and never says what it shows
        await Expect(row.Filter(new() { HasText = "没有徽章" })).ToContainTextAsync("无响应");
        await Expect(row.Nth(1)).ToContainTextAsync("没有徽章");

        var left = nodes.A.Feeds.Node;
        await nodes.A.StopAsync();
        await Expect(screens.GetByTestId($"node/{left}")).ToHaveCountAsync(0);
        await Expect(row.Filter(new() { HasText = "大厅西侧" })).ToContainTextAsync("没有连接");
        await nodes.A.OpenAsync();
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(Chromium.Hall, 0)]
    public async Task An_organizer_at_an_address_that_no_phone_can_reach_is_told_so(string? host, int notes)
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 900), host);
        var desk = await laptop.EnterAsync(hub.Organizer);
        await Expect(desk.GetByTestId("issue")).ToBeVisibleAsync();
        await Expect(desk.GetByRole(AriaRole.Note)).ToHaveCountAsync(notes);
    }
}
