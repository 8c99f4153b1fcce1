using System.Globalization;
using System.Net.Http.Json;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Hub.Features.Access;
using Hub.Features.Contest;
using Hub.Features.Queues;

namespace Hub.Tests.Kernel.Stores;

/// <summary>The fair that a landed ledger holds: a rehearsal in the evening and the fair's day, asked by HTTP as phones
/// and tablets do, each thing at a moment of its own. All people and employers are invented.</summary>
/// <param name="whose">The secrets of badges and passes, by who holds them; filled on the way.</param>
/// <param name="asked">Commands as they were asked, to be repeated by a later build; filled on the way.</param>
internal sealed class LandedStory(TestHub hub, HandClock clock, Dictionary<string, string> whose, List<string> asked)
{
    private const string Organizer = "organizer";
    private const string Consent = "2026-06";

    // what is erased by the hub itself waits until its clock has been right for a day
    private static readonly DateOnly Eve = new(2026, 11, 19),
        Day = Eve.AddDays(2);

    public static readonly DateTimeOffset Rehearsal = At(Eve, "18:30");
    public static readonly DateTimeOffset Opening = At(Day, "08:00");

    /// <summary>Of the boards: in the middle of the afternoon.</summary>
    public static readonly DateTimeOffset Moment = At(Day, "14:30");

    private static readonly TimeSpan Forever = TimeSpan.FromDays(365);

    private readonly Dictionary<string, string> _badges = [];

    /// <summary>The evening before: everything is set up and tried out.</summary>
    public async Task RehearseAsync()
    {
        whose[Organizer] = hub.Organizer.Secret!;
        await RosterAsync(
            "employers",
            """
            企业名称,英文名称,产业集群,行业,网址,简介,展位,所属开发区,展馆,展位容量
            样例重工,Sample Heavy,装备制造,机械,https://heavy.example,造样例的工厂,A1,样例开发区,甲馆,40
            样例软件,Sample Software,数字经济,软件,,写样例的公司,A2,样例开发区,甲馆,
            样例乳业,Sample Dairy,绿色食品,,,,A3,,甲馆,12
            样例物流,Sample Logistics,装备制造,运输,,,B1,,乙馆,
            样例检测,,数字经济,检测,,,B2,,乙馆,8
            样例短工,,绿色食品,,,,C1,,乙馆,
            """
        );
        await RosterAsync(
            "positions",
            """
            企业名称,岗位名称,招聘人数,学历,专业,薪资,工作地点,类型
            样例重工,焊工,3,大专,机械,6-8K,样例市,全职
            样例重工,工艺员,,本科,机械,7-9K,样例市,全职
            样例软件,开发,5,本科,计算机,9-12K,样例市,全职
            样例软件,实习生,2,,,3K,样例市,实习
            样例乳业,化验员,1,中专,化学,5K,样例市,全职
            样例物流,司机,4,,,6K,样例市,全职
            样例检测,检测员,2,硕士,,10K,样例市,全职
            样例短工,写错的岗位,1,,,3K,样例市,兼职
            """
        );
        await AskAsync(Organizer, "roster/withdraw", new { positions = (string[])["p8"] });
        await HangPictureAsync();
        await DeleteAsync(Organizer, "floor/plan");
        await AskAsync(Organizer, "floor/rules", new { knownPassesOnly = true });
        await AskAsync(Organizer, "floor/rules", new { knownPassesOnly = false });
        await AskAsync(Organizer, "retention", new { days = 0, ends = Eve });
        await AskAsync(Organizer, "badges", new { role = "organizer", label = "另一个总台" }, keep: false);
        await hub.ConfirmAsync();
        await AskAsync(Organizer, "badges", new { role = "organizer", label = "没有人要的" }, keep: false);
        await DeleteAsync(Organizer, $"seconds/{hub.Ledger.Fair.Access.Seconds.Keys.Single()}");
        await BadgeAsync(
            "recruiter/A1",
            new
            {
                role = "recruiter",
                label = "A1 平板",
                booth = "A1",
            }
        );
        await BadgeAsync("lost", new { role = "display", label = "丢了的大屏" });
        await DeleteAsync(Organizer, $"badges/{_badges["lost"]}");

        // what only the first hubs wrote: it is in old ledgers
        var fly = new FirstModule(
            "fly",
            "飞行",
            60,
            [new("speed", "速度", 10, 0.5m, 2), new("line", "路线", 20, 1, 1)]
        );
        var fix = new FirstModule("fix", "维修", 40, [new("care", "规范", 5, 0.5m, 1)]);
        await hub.AskAsync(
            new Found(
                new ContestDefined(
                    new FirstScheme(
                        new("first"),
                        "第一届样例赛",
                        "First sample cup",
                        1,
                        [fly, fix],
                        [new("J1"), new("J2"), new("J3")],
                        [new("1"), new("2")]
                    )
                )
            )
        );

        var trial = await PassAsync();
        await OwnAsync(trial, "my/profile", new { fields = new { name = "样例试用", phone = "000 0000" } });
        await AskAsync(Organizer, "queues/B2/desks", new { desk = "1", label = "试用" });
        await OwnAsync(trial, "queues/B2/join", new { position = "p7" });
        await ConsentAsync(trial, "e5", "name");
        await AskAsync(Organizer, "leads/B2/note", new { pass = Number(trial), text = "试用的备注" });
        await VisitAsync("A1", Number(trial));
    }

    /// <summary>The day. What was typed at the rehearsal is erased by the hub itself when it starts, and the
    /// rehearsal's queue is ended.</summary>
    public async Task DayAsync()
    {
        await Eventually.TrueAsync(async () => await KeptAsync() == 0, "the rehearsal's data is erased");
        await AskAsync(Organizer, "clock", new { at = clock.Now });
        await AskAsync(Organizer, "retention", new { days = 14, ends = Day });
        await hub.AskAsync(new OpenFair("样例人才周", "Sample Talent Week", "Asia/Shanghai"));
        clock.Now = At(Day, "08:20");
        foreach (var booth in (string[])["A2", "A3", "B1"])
            await BadgeAsync(
                $"recruiter/{booth}",
                new
                {
                    role = "recruiter",
                    label = $"{booth} 平板",
                    booth,
                }
            );
        await BadgeAsync("display", new { role = "display", label = "大屏" });
        await BadgeAsync(
            "integration/counter",
            new
            {
                role = "integration",
                label = "数人头",
                board = "counter",
            }
        );
        await SessionsAsync();
        // a reading is not kept
        await AskAsync("integration/counter", "custom/counter/door", new { people = 12 });

        clock.Now = At(Day, "09:00");
        await DroneAsync();
        clock.Now = At(Day, "10:00");
        await ExamplesAsync();
        clock.Now = At(Day, "10:40");
        await RaceAsync();
        clock.Now = At(Day, "11:00");
        await CupsAsync();

        clock.Now = At(Day, "13:25");
        await PlacesAsync();
        clock.Now = At(Day, "13:30");
        var v = new List<string>();
        for (var i = 0; i < 16; i++)
            v.Add(await PassAsync());
        await VisitsAsync(v);
        clock.Now = At(Day, "13:45");
        await QueuesAsync(v);
        clock.Now = At(Day, "14:02");
        await IntentionsAsync(v);
        clock.Now = At(Day, "14:12");
        await PassesAsync(v);
        clock.Now = At(Day, "14:20");
        await MovesAsync(v);
    }

    /// <summary>A tablet enters, is used, and signs out.</summary>
    private async Task SessionsAsync()
    {
        using var browser = new HttpClient { BaseAddress = hub.Url };
        using var entered = await browser.PostAsJsonAsync("/api/enter", new { secret = whose["recruiter/A2"] });
        var (tablet, never) = (hub.Ledger.Fair.Access.Sessions.Keys.Single(), new SessionLimit(default, Forever));
        clock.Now += TimeSpan.FromSeconds(1);
        await hub.AskAsync(new TendSessions([tablet], new SessionLimits(never, never)));
        browser.DefaultRequestHeaders.Add("Hub-As", "recruiter");
        using var left = await browser.PostAsync("/api/leave", null);
        Assert.True(left.IsSuccessStatusCode);
    }

    /// <summary>A contest with everything that a chief can do, by the worked scheme.</summary>
    private async Task DroneAsync()
    {
        const string drone = "contests/drone-skills",
            chief = "chief/drone-skills";
        await ExampleAsync(
            "drone-skills",
            """
            1,样例一,样例技校,学生组
            2,样例二,样例技校,学生组
            3,样例三,样例技校,学生组
            4,样例四,样例厂,职工组
            5,样例五,样例厂,职工组
            6,样例六,,职工组
            7,样例七,,职工组
            """
        );
        // a repeat of a draw is not known as one: its seed is made anew
        await AskAsync(chief, $"{drone}/draw", new { stations = 3, hidden = true }, keep: false);
        foreach (var heat in (int[])[1, 2, 3])
            await AskAsync(chief, $"{drone}/heat", new { heat });
        await AskAsync(chief, $"{drone}/names");
        await AskAsync(
            chief,
            $"{drone}/now",
            new
            {
                contestant = "1",
                module = "flight",
                attempt = 1,
            }
        );
        await MarkAsync("drone-skills", "1");
        await MarkAsync("drone-skills", "2");
        await MarkAsync("drone-skills", "3", c => c is "paper" or "precision" or "fouls");
        await MarkAsync("drone-skills", "5", c => c is "paper" or "workmanship");
        await AskAsync(
            chief,
            $"{drone}/now",
            new
            {
                contestant = "2",
                module = "flight",
                attempt = 2,
            }
        );
        foreach (var seat in (string[])["C1", "C2", "C3"])
            await GiveAsync("drone-skills", seat, "2", "flight-time", "DNF", attempt: 2);
        await GiveAsync("drone-skills", "F1", "3", "fouls", null, attempt: 2);
        (string, string)[] statuses =
        [
            ("2", "unofficial"),
            ("3", "didNotFinish"),
            ("4", "didNotStart"),
            ("5", "disqualified"),
            ("6", "withdrawn"),
        ];
        foreach (var (number, status) in statuses)
            await AskAsync(chief, $"{drone}/contestants/{number}/status", new { status, reason = "样例原因" });

        foreach (var seat in (string[])["T1", "J1", "J2", "J3", "J4", "J5", "S1", "F1", "C1", "C2", "C3"])
            await SignAsync("drone-skills", "1", "judge", seat);
        await SignAsync("drone-skills", "2", "judge", "T1");
        await AskAsync(chief, $"{drone}/contestants/2/return", new { reason = "笔试重新评" });
        await SignAsync("drone-skills", "1", "contestant");
        await SignAsync("drone-skills", "1", "chief");
        await CorrectAsync("drone-skills", "1", "fouls", "F1", 1, "看录像");
        await CorrectAsync("drone-skills", "2", "paper", "T1", null, "试卷重评");
        await SignAsync("drone-skills", "1", "contestant");

        await AskAsync(chief, $"{drone}/post");
        foreach (var (id, contestant) in ((string, string)[])[("a1", "1"), ("a2", "2"), ("a3", "3")])
            await AskAsync(
                chief,
                $"{drone}/appeals",
                new
                {
                    id,
                    contestant,
                    text = "样例申诉",
                }
            );
        await AskAsync(chief, $"{drone}/appeals/a1", new { upheld = true, reason = "秒表有误" });
        await AskAsync(chief, $"{drone}/appeals/a2", new { upheld = false, reason = "录像清楚" });
        await DeleteAsync(Organizer, "people/drone-skills/7");
        await hub.ConfirmAsync();
    }

    /// <summary>The other worked schemes, each in its own arithmetic.</summary>
    private async Task ExamplesAsync()
    {
        await ExampleAsync("halfpipe", "1,样例赵,样例队,\n2,样例钱,样例队,\n3,样例孙,样例队,");
        foreach (var number in (string[])["1", "2", "3"])
            await MarkAsync("halfpipe", number, to: 2);
        await AskAsync("chief/halfpipe", "contests/halfpipe/freeze");
        foreach (var number in (string[])["2", "3"])
            await MarkAsync("halfpipe", number, from: 3);
        await ExampleAsync("average-of-5", "1,样例李,,\n2,样例周,,\n3,样例吴,,");
        foreach (var number in (string[])["1", "2", "3"])
            await MarkAsync("average-of-5", number);
        await GiveAsync("average-of-5", "T1", "3", "solve", "DNF", attempt: 4);
        await ExampleAsync("solved-and-penalty", "1,样例队甲,,\n2,样例队乙,,");
        foreach (var number in (string[])["1", "2"])
            await MarkAsync("solved-and-penalty", number, to: 3);
        await ExampleAsync("worldskills", "1,样例郑,,\n2,样例王,,");
        foreach (var number in (string[])["1", "2"])
            await MarkAsync("worldskills", number);
        await ExampleAsync("diving", "1,样例冯,,\n2,样例陈,,");
        await AskAsync("chief/diving", "contests/diving/freeze");
        foreach (var number in (string[])["1", "2"])
            await MarkAsync("diving", number, to: 2);
        await AskAsync("chief/diving", "contests/diving/unfreeze");
        await ExampleAsync("figure-skating-short", "1,样例褚,,\n2,样例卫,,");
        await MarkAsync("skating-short", "1", to: 3);
        await MarkAsync("skating-short", "2", c => c is "component");
    }

    /// <summary>Contests that compare, choose and rank twice; and a race with all that happens in one.</summary>
    private async Task RaceAsync()
    {
        await ExampleAsync("payload-per-mass", "1,样例蒋,,\n2,样例沈,,");
        foreach (var number in (string[])["1", "2"])
        {
            await MarkAsync("payload-per-mass", number, c => c is not "class", to: 2);
            await GiveAsync("payload-per-mass", "F1", number, "class", 1.2m, 1);
        }
        await ExampleAsync(
            "drone-race-season",
            "1,样例韩,,\n2,样例杨,,\n3,样例朱,,\n4,样例秦,,\n5,样例尤,,\n6,样例许,,"
        );
        foreach (var number in (string[])["1", "2", "3"])
            await MarkAsync("drone-race-season", number, to: 2);

        const string chief = "chief/drone-race-season",
            gate = "gate/drone-race-season",
            contest = "contests/drone-race-season",
            race = $"{contest}/race",
            stage = $"{race}/stages/ko";
        await BadgeAsync(
            gate,
            new
            {
                role = "integration",
                label = "计时门",
                board = "race/drone-race-season",
            }
        );
        await AskAsync(
            chief,
            race,
            new
            {
                stages = new[]
                {
                    new
                    {
                        id = "ko",
                        name = "淘汰赛",
                        heat = 2,
                        take = 4,
                        laps = 2,
                        channels = new[] { "R1", "F4" },
                    },
                },
            }
        );
        await AskAsync(chief, $"{stage}/open", new { });
        await AskAsync(chief, $"{contest}/contestants/4/status", new { status = "withdrawn", reason = "样例原因" });
        await AskAsync(chief, $"{stage}/seat", new { contestant = "4", reason = "样例原因" });
        await AskAsync(chief, $"{stage}/plan", new { first = At(Day, "10:50"), minutes = 5 });
        await AskAsync(chief, $"{race}/now", new { stage = "ko", heat = "1-1" });
        await LapsAsync("a", [31.000123m], finished: false);
        await LapsAsync("a", [31.000123m, 30.5m], finished: true);
        await AskAsync(chief, $"{stage}/heats/1-1/places", new { run = 1 });
        await AskAsync(chief, $"{stage}/heats/1-1/again", new { run = 1, reason = "样例原因" });
        await LapsAsync("b", [31.25m, 30.25m], finished: false);
        // not what it said before
        await LapsAsync("b", [31.75m, 30.25m], finished: true);
        await AskAsync(
            chief,
            $"{stage}/heats/1-1/laps",
            new
            {
                run = "b",
                contestant = "1",
                start = 0.5m,
                laps = new[] { 31.25m },
                reason = "漏门",
            }
        );
        await AskAsync(chief, $"{stage}/heats/1-1/places", new { run = 2 });

        Task LapsAsync(string run, decimal[] laps, bool finished) =>
            AskAsync(
                gate,
                $"{race}/laps",
                new
                {
                    stage = "ko",
                    heat = "1-1",
                    run,
                    finished,
                    pilots = new[]
                    {
                        new
                        {
                            contestant = "1",
                            start = 0.412m,
                            laps,
                        },
                    },
                }
            );
    }

    /// <summary>Contests of one run in every state of their end.</summary>
    private async Task CupsAsync()
    {
        foreach (var seat in (string[])["J1", "J2", "J3"])
            await SeatAsync("first", seat);
        foreach (var number in (string[])["1", "2"])
            await MarkAsync("first", number);
        foreach (var id in (string[])["qualification", "final", "gala", "closed", "blind"])
            await CupAsync(id);
        foreach (var id in (string[])["qualification", "gala", "closed"])
        {
            foreach (var number in (string[])["1", "2", "3"])
                await MarkAsync(id, number);
            await LockAsync(id, "1", "2", "3");
        }
        await AskAsync("chief/qualification", "contests/qualification/unlock", new { reason = "复核" });
        await CorrectAsync("qualification", "2", "run", "J1", 9.5m, "复核");
        await LockAsync("qualification", "2");

        // a ceremony that is under way, and one that is over
        foreach (var step in (int[])[0, 1])
            await AskAsync("chief/gala", "contests/gala/reveal", new { step });
        await AskAsync("chief/closed", "contests/closed/freeze");
        foreach (var step in (int[])[0, 1, 2, 3])
            await AskAsync("chief/closed", "contests/closed/reveal", new { step });

        foreach (var number in (string[])["1", "2"])
            await MarkAsync("final", number);
        foreach (var at in (DateTimeOffset?[])[At(Day, "15:00"), null, At(Day, "16:00")])
            await AskAsync("chief/final", "contests/final/freeze-at", new { at });
        await AskAsync("chief/final", "contests/final/now", new { contestant = "3" });
        await AskAsync("chief/final", "contests/final/now", new { contestant = (string?)null });

        await AskAsync("chief/blind", "contests/blind/draw", new { stations = 2, hidden = true }, keep: false);
        // the list comes again, with somebody who was not drawn
        await AskAsync(
            Organizer,
            "contests/blind/contestants?apply=true&name=list.csv",
            "编号,姓名,单位\n4,样例选手丁,样例校\n1,样例选手甲,样例校\n2,样例选手乙,样例校\n3,样例选手丙,样例校\n"
        );
        await AskAsync("chief/blind", "contests/blind/heat", new { heat = 1 });
        await MarkAsync("blind", "1-01");
        await AskAsync("chief/blind", "contests/blind/now", new { contestant = "1-02", module = "run" });
        // its moment will have come, with nothing in any contest since
        await AskAsync("chief/blind", "contests/blind/freeze-at", new { at = At(Day, "13:00") });
    }

    private async Task PlacesAsync()
    {
        await HangPictureAsync();
        foreach (
            var (booth, x, y) in ((string, int?, int?)[])
                [("A1", 100, 200), ("A2", 300, 200), ("A3", 500, 200), ("B1", 100, 700), ("A3", null, null)]
        )
            await AskAsync(
                Organizer,
                "floor/spots",
                new
                {
                    booth,
                    x,
                    y,
                }
            );
        foreach (
            var (people, booth, hall) in ((int?, string?, string?)[])
                [(3, "A1", null), (30, null, "甲馆"), (100, null, null), (9, "B1", null), (null, "B1", null)]
        )
            await AskAsync(
                Organizer,
                "floor/capacity",
                new
                {
                    people,
                    booth,
                    hall,
                }
            );
    }

    private async Task VisitsAsync(List<string> v)
    {
        foreach (var i in (int[])[1, 2, 3, 4, 5, 6, 11])
        {
            var (name, phone, email) = ($"样例访客{i}", $"000 00{i:00}", $"guest{i}@example.invalid");
            var fields = new
            {
                name,
                phone,
                email,
                school = "样例学院",
                cv = "样例简介",
            };
            await OwnAsync(v[i], "my/profile", new { fields });
        }
        await OwnAsync(v[1], "my/profile", new { fields = new { cv = "", degree = "本科" } });

        foreach (
            var (i, booth) in ((int, string)[])
                [(0, "A1"), (1, "A1"), (2, "A2"), (3, "A2"), (4, "B1"), (5, "A3"), (6, "A1")]
        )
            await VisitAsync(booth, Number(v[i]));
        clock.Now = At(Day, "13:38");
        await VisitAsync("A1", Number(v[0]), "out");
        await VisitAsync("A1", Number(v[0]));
        await VisitAsync("A2", Number(v[1]));
        await VisitAsync("B1", Number(v[4]), "out");
        await VisitAsync("A1", "BADGE-77");
        await VisitAsync("A2", "BADGE-78");
        // the wrong badge was held before the scanner
        await VisitAsync("A2", "BADGE-79");
        await AskAsync(
            "recruiter/A2",
            "visits/take-back",
            new
            {
                pass = "BADGE-79",
                booth = "A2",
                way = "in",
            }
        );
        // scanned without a network, once by a clock that is an hour late
        var (pass, slow) = ("PAPER-1", clock.Now.AddHours(-1));
        await AskAsync(
            "recruiter/A3",
            "visits",
            new
            {
                pass,
                booth = "A3",
                way = "in",
                at = slow.AddMinutes(-4),
            },
            shows: slow.AddSeconds(2)
        );
        var late = clock.Now.AddMinutes(-1);
        await AskAsync(
            "recruiter/A3",
            "visits",
            new
            {
                pass,
                booth = "A3",
                way = "out",
                at = late,
            }
        );
        await OwnAsync(v[2], "visits", new { booth = "B2", way = "in" });
    }

    /// <summary>Tickets in every state, at desks in every state.</summary>
    private async Task QueuesAsync(List<string> v)
    {
        const string staff = "recruiter/A1",
            queue = "queues/A1";
        await AskAsync(staff, $"{queue}/settings", new { capacity = 20, grace = 60 });
        foreach (
            var (desk, label) in ((string, string?)[])
                [("1", "研发岗"), ("2", null), ("3", "样例岗"), ("4", null), ("2", "销售岗")]
        )
            await AskAsync(staff, $"{queue}/desks", new { desk, label });
        for (var i = 1; i <= 10; i++)
        {
            var desk = i switch
            {
                2 => "1",
                5 => "3",
                8 => "4",
                _ => null,
            };
            await OwnAsync(v[i], $"{queue}/join", new { desk, position = i % 2 == 0 ? "p1" : null });
        }
        await AskAsync(staff, $"{queue}/join", new { pass = "BADGE-77" });
        foreach (var desk in (int[])[1, 2, 3])
            await AskAsync(staff, $"{queue}/desks/{desk}/next");
        var called = hub.Ledger.Fair.Queues.Of(new("A1")).Numbered(1)!.Called!.Value;
        await hub.AskAsync(new ShowCall(new("A1"), 1, called));
        clock.Now += TimeSpan.FromMinutes(6);
        await AskAsync(staff, $"{queue}/numbers/1/interviewed");
        await AskAsync(staff, $"{queue}/desks/1/next");
        await AskAsync(staff, $"{queue}/numbers/2/recall", new { });
        await AskAsync(staff, $"{queue}/numbers/3/missed");
        await AskAsync(staff, $"{queue}/desks/2/next");
        await AskAsync(staff, $"{queue}/numbers/4/interviewed");
        await OwnAsync(v[6], $"{queue}/postpone", new { });
        await OwnAsync(v[7], $"{queue}/leave", new { });
        await AskAsync(staff, $"{queue}/numbers/3/recall", new { desk = "2" });
        clock.Now += TimeSpan.FromMinutes(2);
        await AskAsync(staff, $"{queue}/numbers/3/missed");
        await AskAsync(staff, $"{queue}/numbers/9/transfer", new { desk = "3" });
        await DeleteAsync(staff, $"{queue}/desks/4");
        await AskAsync(staff, $"{queue}/desks/2/pause", new { minutes = 15 });
        await AskAsync(staff, $"{queue}/desks/2/resume");
        await AskAsync(staff, $"{queue}/desks/2/pause", new { minutes = 30 });
        await AskAsync(staff, $"{queue}/desks/3/next");
        clock.Now += TimeSpan.FromMinutes(3);
        await AskAsync(staff, $"{queue}/numbers/5/interviewed");

        foreach (var booth in (string[])["A2", "A3", "B1", "B2", "C1"])
            await AskAsync(Organizer, $"queues/{booth}/desks", new { desk = "1", label = "样例席" });
        await OwnAsync(v[1], "queues/A2/join", new { position = "p3" });
        await AskAsync("recruiter/A2", "queues/A2/close");
        await AskAsync("recruiter/A2", "queues/A2/desks", new { desk = "7" });
        await AskAsync("recruiter/A2", "queues/A2/desks/7/pause", new { });
        foreach (
            var (i, booth) in ((int, string)[])[(12, "A2"), (12, "A3"), (13, "A3"), (13, "B1"), (14, "B2"), (14, "C1")]
        )
            await OwnAsync(v[i], $"queues/{booth}/join", new { });
        await AskAsync("recruiter/A3", "queues/A3/desks/1/next");
    }

    /// <summary>Intentions in every state, consents and notes.</summary>
    private async Task IntentionsAsync(List<string> v)
    {
        const string employer = "e2";
        for (var i = 0; i <= 10; i++)
            await OwnAsync(v[i], "intentions", new { employer, position = i % 3 == 0 ? "p3" : null });
        await OwnAsync(v[10], "intentions", new { employer, position = "p4" });
        await OwnAsync(v[10], "intentions", new { employer });
        (int, string)[] consents =
        [
            (1, "name phone"),
            (2, "name phone email"),
            (3, "name"),
            (6, "name cv"),
            (8, "email"),
            (11, "name school"),
            (4, "phone"),
        ];
        foreach (var (i, fields) in consents)
            await ConsentAsync(v[i], employer, fields.Split(' '));
        await ConsentAsync(v[4], employer);
        await ConsentAsync(v[1], "e1", "name", "school");
        foreach (var i in (int[])[2, 3, 6, 9])
            await AnswerAsync(i, "invite");
        foreach (var i in (int[])[3, 4, 5, 6])
            await AnswerAsync(i, "interviewed");
        await OwnAsync(v[4], "intentions/confirm", new { employer });
        await AnswerAsync(5, "confirm");
        await AnswerAsync(6, "confirm");
        await OwnAsync(v[6], "intentions/confirm", new { employer });
        await AnswerAsync(7, "decline");
        await OwnAsync(v[8], "intentions/withdraw", new { employer });
        await OwnAsync(v[9], "intentions/withdraw", new { employer });
        await OwnAsync(v[9], "intentions", new { employer });
        foreach (var i in (int[])[2, 3, 5, 6])
            await NoteAsync(i, $"样例备注{i}");
        await NoteAsync(5, "");

        Task AnswerAsync(int i, string answer) =>
            AskAsync("recruiter/A2", "leads/A2/answer", new { pass = Number(v[i]), answer });

        Task NoteAsync(int i, string text) =>
            AskAsync("recruiter/A2", "leads/A2/note", new { pass = Number(v[i]), text });
    }

    /// <summary>Passes are replaced, revoked and erased, each with what follows from it.</summary>
    private async Task PassesAsync(List<string> v)
    {
        foreach (var i in (int[])[3, 12, 15])
            v[i] = await PassAsync(v[i]);
        await DeleteAsync(Organizer, $"passes/{Number(v[9])}");
        await DeleteAsync(v[0], $"passes/{Number(v[0])}");
        await DeleteAsync(v[6], $"people/pass/{Number(v[6])}");
        await DeleteAsync(Organizer, "people/pass/BADGE-78");
        await hub.ConfirmAsync();
    }

    /// <summary>Booths close, open, move and are no more.</summary>
    private async Task MovesAsync(List<string> v)
    {
        await AskAsync("recruiter/B1", "booths/B1/close");
        await AskAsync("recruiter/B1", "booths/B1/open");
        await AskAsync(Organizer, "booths/B2/close");
        await RosterAsync("employers", "企业名称,简介,展位\n样例物流,搬样例的车队,B1\n样例乳业,,B3\n样例短工,,\n");
        await AskAsync(Organizer, "floor/rules", new { knownPassesOnly = true });
        await AskAsync(Organizer, "floor/rules", new { knownPassesOnly = true });
        foreach (var (i, booth) in ((int, string)[])[(7, "A1"), (8, "A1"), (10, "A2"), (12, "B1"), (13, "B1")])
            await VisitAsync(booth, Number(v[i]));
    }

    /// <summary>A contest by one of the worked schemes, with a chief and all its judges.</summary>
    private async Task ExampleAsync(string example, string contestants)
    {
        var text = await hub.Anonymous.Http.GetStringAsync($"examples/{example}");
        using var scheme = JsonDocument.Parse(text, new() { CommentHandling = JsonCommentHandling.Skip });
        var id = scheme.RootElement.GetProperty("id").GetString()!;
        await AskAsync(Organizer, "contests/scheme", text);
        var list = $"编号,姓名,单位,组别\n{contestants}\n";
        await AskAsync(Organizer, $"contests/{id}/contestants?apply=true&name=list.csv", list);
        await ChairsAsync(id);
    }

    /// <summary>A contest of one run; the final carries the qualification over.</summary>
    private async Task CupAsync(string id)
    {
        var half = id is "final" ? 50 : (int?)null;
        var run = new
        {
            id = "run",
            name = "一轮",
            kind = "judged",
            panel = "p",
            max = 10,
            step = 0.5,
            weight = half,
        };
        var before = new
        {
            id = "before",
            name = "资格赛成绩",
            kind = "carried",
            of = "qualification",
            weight = half,
        };
        object[] modules = id is "final" ? [run, before] : [run];
        var panels = new { p = new { seats = new[] { "J1", "J2" } } };
        var awards = new[]
        {
            new
            {
                id = "gold",
                name = "金牌",
                count = 1,
            },
        };
        var contestants = new[] { "甲", "乙", "丙" }.Select(
            (n, i) =>
                new
                {
                    number = $"{i + 1}",
                    name = $"样例选手{n}",
                    affiliation = "样例校",
                }
        );
        var scheme = new
        {
            id,
            name = $"样例杯 {id}",
            panels,
            modules,
            awards,
        };
        await AskAsync(Organizer, "contests", new { scheme, contestants });
        await ChairsAsync(id);
    }

    private async Task ChairsAsync(string contest)
    {
        await BadgeAsync(
            $"chief/{contest}",
            new
            {
                role = "chief",
                label = $"裁判长 {contest}",
                contest,
            }
        );
        using var organizer = hub.Bearer(whose[Organizer]);
        foreach (var seat in (await organizer.RowsAsync($"judges/{contest}")).Keys)
            await SeatAsync(contest, seat);
    }

    private Task SeatAsync(string contest, string seat) =>
        BadgeAsync(
            $"judge/{contest}/{seat}",
            new
            {
                role = "judge",
                label = seat,
                contest,
                seat,
            }
        );

    /// <summary>Every judge marks a contestant; what they give follows from who and what it is.</summary>
    /// <param name="from">The first attempt.</param>
    /// <param name="to">The last one.</param>
    private async Task MarkAsync(
        string contest,
        string contestant,
        Func<string, bool>? criteria = null,
        int from = 1,
        int to = 99
    )
    {
        var first = true;
        foreach (var c in (await GetAsync($"contests/{contest}")).GetProperty("criteria").EnumerateArray())
        {
            var id = c.GetProperty("id").GetString()!;
            if (criteria?.Invoke(id) is false)
                continue;
            decimal Of(string name) => c.GetProperty(name).GetDecimal();
            var steps = (uint)Math.Min((Of("max") - Of("min")) / Of("step"), 30_000) + 1;
            var seats = c.GetProperty("seats").EnumerateArray().Concat(c.GetProperty("shadows").EnumerateArray());
            for (var attempt = from; attempt <= to && attempt <= Of("attempts"); attempt++)
                foreach (var seat in seats.Select(s => s.GetString()!))
                {
                    // judges of a panel are not far from each other
                    var about = Sum($"{contest}/{contestant}/{id}/{attempt}") % steps;
                    var own = Math.Min(steps - 1, about + Sum(seat) % Math.Max(1, steps / 6));
                    var value = Of("min") + Of("step") * own;
                    await GiveAsync(contest, seat, contestant, id, value, attempt, keep: first);
                    first = false;
                }
        }

        static uint Sum(string text) =>
            Encoding.UTF8.GetBytes(text).Aggregate(2166136261u, (sum, b) => (sum ^ b) * 16777619u);
    }

    private Task GiveAsync(
        string contest,
        string seat,
        string contestant,
        string criterion,
        object? value,
        int attempt,
        bool keep = true
    ) =>
        AskAsync(
            $"judge/{contest}/{seat}",
            $"contests/{contest}/marks",
            new
            {
                seat,
                contestant,
                criterion,
                value,
                attempt,
            },
            keep
        );

    private Task CorrectAsync(
        string contest,
        string contestant,
        string criterion,
        string seat,
        decimal? value,
        string reason
    ) =>
        AskAsync(
            $"chief/{contest}",
            $"contests/{contest}/corrections",
            new
            {
                contestant,
                criterion,
                seat,
                value,
                reason,
            }
        );

    private Task SignAsync(string contest, string contestant, string @as, string? seat = null) =>
        AskAsync(
            seat is null ? $"chief/{contest}" : $"judge/{contest}/{seat}",
            $"contests/{contest}/contestants/{contestant}/sign",
            new { @as, seat }
        );

    private async Task LockAsync(string contest, params string[] contestants)
    {
        foreach (var number in contestants)
        {
            foreach (var seat in (string[])["J1", "J2"])
                await SignAsync(contest, number, "judge", seat);
            await SignAsync(contest, number, "contestant");
            await SignAsync(contest, number, "chief");
        }
        await AskAsync($"chief/{contest}", $"contests/{contest}/lock");
    }

    private Task VisitAsync(string booth, string pass, string way = "in") =>
        AskAsync(
            $"recruiter/{booth}",
            "visits",
            new
            {
                pass,
                booth,
                way,
            }
        );

    private Task ConsentAsync(string pass, string employer, params string[] fields) =>
        OwnAsync(
            pass,
            "my/consents",
            new
            {
                employer,
                fields,
                version = Consent,
            }
        );

    private Task RosterAsync(string kind, string csv) =>
        AskAsync(Organizer, $"imports?kind={kind}&apply=true&name=list.csv", csv);

    /// <summary>Of one point.</summary>
    private async Task HangPictureAsync()
    {
        var png = Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        );
        await SendAsync(Organizer, HttpMethod.Post, "floor/plan", new ByteArrayContent(png), Guid.NewGuid());
    }

    private async Task BadgeAsync(string who, object badge)
    {
        var issued = await AskAsync(Organizer, "badges", badge, keep: false);
        whose[who] = issued.GetProperty("secret").GetString()!;
        _badges[who] = issued.GetProperty("id").GetString()!;
    }

    /// <summary>A new pass, in the place of another.</summary>
    private async Task<string> PassAsync(string? instead = null)
    {
        var made = await AskAsync(instead ?? "anonymous", "passes", keep: false);
        var pass = $"pass/{made.GetProperty("pass").GetString()}";
        whose[pass] = made.GetProperty("code").GetString()!.Replace("-", "");
        return pass;
    }

    private static string Number(string pass) => pass["pass/".Length..];

    /// <summary>Visitors of whom something is kept.</summary>
    private async Task<int> KeptAsync()
    {
        var privacy = await GetAsync("boards/privacy");
        return privacy.GetProperty("rows").GetProperty("retention").GetProperty("people").GetInt32();
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        // a board is rendered once for a moment
        clock.Now += TimeSpan.FromMilliseconds(1);
        using var organizer = hub.Bearer(whose[Organizer]);
        return await organizer.Http.GetFromJsonAsync<JsonElement>(path);
    }

    /// <summary>Who holds a pass asks for it.</summary>
    private Task<JsonElement> OwnAsync(string pass, string path, object body)
    {
        var own = JsonSerializer.SerializeToNode(body, Landed.Json)!.AsObject();
        own.Insert(0, "pass", JsonValue.Create(Number(pass)));
        return AskAsync(pass, path, own);
    }

    private Task<JsonElement> DeleteAsync(string who, string path) => AskAsync(who, path, how: "DELETE");

    /// <param name="body">JSON, or a text as it is.</param>
    /// <param name="keep">Whether it is to be repeated later.</param>
    /// <param name="shows">What the asker's clock shows, where it says so.</param>
    private async Task<JsonElement> AskAsync(
        string who,
        string path,
        object? body = null,
        bool keep = true,
        string how = "POST",
        DateTimeOffset? shows = null
    )
    {
        var text = body as string ?? (body is null ? null : JsonSerializer.Serialize(body, Landed.Json));
        var question = new Question(who, how, path, text, body is not string, shows, Guid.NewGuid(), 0);
        var answer = await SendAsync(who, new(how), path, question.Content, question.Key, shows);
        if (keep && answer.ValueKind is JsonValueKind.Object && answer.TryGetProperty("offset", out var offset))
            asked.Add(JsonSerializer.Serialize(question with { Offset = offset.GetInt64() }, Landed.Json));
        return answer;
    }

    private async Task<JsonElement> SendAsync(
        string who,
        HttpMethod how,
        string path,
        HttpContent? body,
        Guid key,
        DateTimeOffset? shows = null
    )
    {
        clock.Now += TimeSpan.FromSeconds(1);
        using var badge = who is "anonymous" ? null : hub.Bearer(whose[who]);
        using var answer = await Question.SendAsync((badge ?? hub.Anonymous).Http, how, path, body, key, shows);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{who} {how} {path}: {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static DateTimeOffset At(DateOnly day, string time) =>
        new(day.ToDateTime(TimeOnly.Parse(time, CultureInfo.InvariantCulture)), TimeSpan.FromHours(8));

    /// <summary>Something that no command of today does any more.</summary>
    private sealed record Found(Fact Fact) : Command
    {
        public override Who May() => Who.Organizer;

        public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) => new([Fact], []);
    }
}

/// <summary>A command as it was asked by HTTP, and the offset at which it held.</summary>
/// <param name="IsJson">Else a text as it is.</param>
/// <param name="Clock">What the asker's clock showed, where it said so.</param>
internal sealed record Question(
    string As,
    string How,
    string Path,
    string? Body,
    bool IsJson,
    DateTimeOffset? Clock,
    Guid Key,
    long Offset
)
{
    [JsonIgnore]
    public HttpContent? Content =>
        Body is null
            ? null
            : new StringContent(
                Body,
                Encoding.UTF8,
                IsJson ? MediaTypeNames.Application.Json : MediaTypeNames.Text.Plain
            );

    public static async Task<HttpResponseMessage> SendAsync(
        HttpClient http,
        HttpMethod how,
        string path,
        HttpContent? body,
        Guid key,
        DateTimeOffset? clock
    )
    {
        using var request = new HttpRequestMessage(how, path) { Content = body };
        request.Headers.Add("Idempotency-Key", key.ToString());
        if (clock is { } shown)
            request.Headers.Add("Hub-Clock", shown.ToString("O", CultureInfo.InvariantCulture));
        return await http.SendAsync(request);
    }
}
