using Hub.Cli;
using Hub.Features.Access;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;
using Hub.Features.Roster;
using Hub.Host;
using Hub.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests;

/// <summary>The real hub in this process, on a port of its own and a database in a folder of its own.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    public const string Fair = "fair";

    private readonly List<IDisposable> _clients = [];
    private readonly bool _keep,
        _asItIs;
    private readonly Action<IServiceCollection>? _change;
    private FakeTimeProvider? _clock;
    private WebApplication _app = null!;

    private TestHub(string data, bool keep, bool asItIs, Action<IServiceCollection>? change, string[] settings) =>
        (Data, _keep, _asItIs, _change, Settings) = (data, keep, asItIs, change, settings);

    public string Data { get; }
    public string[] Settings { get; }
    public Uri Url { get; private set; } = null!;
    public Client Organizer { get; private set; } = null!;
    public Client Anonymous { get; private set; } = null!;
    public Ledgers Ledgers => _app.Services.GetRequiredService<Ledgers>();
    public Feeds Feeds => _app.Services.GetRequiredService<Feeds>();
    public IBackplane Backplane => _app.Services.GetRequiredService<IBackplane>();
    public IStore Store => _app.Services.GetRequiredService<IStore>();
    public IServiceProvider Services => _app.Services;
    public IEnumerable<Microsoft.AspNetCore.Http.Endpoint> Endpoints =>
        ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)_app).DataSources.SelectMany(s => s.Endpoints);
    public FairLedger Ledger => Ledgers[Fair];
    public long Offset => Ledger.Fair.Offset;

    /// <param name="data">A folder to keep; without it one of its own, removed at the end.</param>
    public static async Task<TestHub> StartAsync(
        string? data = null,
        Action<IServiceCollection>? change = null,
        params string[] settings
    )
    {
        var hub = new TestHub(
            data ?? System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName,
            data is not null,
            false,
            change,
            settings
        );
        await hub.OpenAsync();
        return hub;
    }

    /// <summary>A hub on the ledger of a folder, to which nothing is added; so it has no
    /// <see cref="Organizer"/>.</summary>
    public static async Task<TestHub> AsItIsAsync(
        string data,
        Action<IServiceCollection>? change = null,
        params string[] settings
    )
    {
        var hub = new TestHub(data, true, true, change, settings);
        await hub.OpenAsync();
        return hub;
    }

    /// <summary>A hub whose fair has booths A1, A2, B1 and the contest "drone".</summary>
    public static async Task<TestHub> WithFairAsync(
        string? data = null,
        Action<IServiceCollection>? change = null,
        params string[] settings
    )
    {
        var hub = await StartAsync(data, change, settings);
        await hub.AskAsync(new ImportRoster(Employers, []));
        await hub.AskAsync(Drone());
        return hub;
    }

    /// <summary>The same, with a clock that stands at nine in the morning until it is moved: what such a hub does
    /// meanwhile, it does at once and not because of the time.</summary>
    public static Task<TestHub> StillAsync()
    {
        var clock = new FakeTimeProvider(Story.Morning);
        return WithFairAsync(change: s => s.AddSingleton<TimeProvider>(clock));
    }

    /// <summary>What the clock of a hub shows that stands still.</summary>
    public DateTimeOffset Now => _clock!.GetUtcNow();

    /// <summary>Moves the clock of a hub that stands still.</summary>
    public void Pass(TimeSpan time)
    {
        _clock!.Advance(time);
        // it looks at its store by the same clock, and has not yet
        foreach (var ledger in Ledgers.All)
            try
            {
                ledger.LookAsync().GetAwaiter().GetResult();
            }
            catch (Refusal) { }
        // its pump sleeps by the machine's clock
        _app.Services.GetRequiredService<Screens>().Changed();
    }

    public void Pass(double seconds) => Pass(TimeSpan.FromSeconds(seconds));

    /// <summary>Moves the clock step by step until something has come that goes by it: it may have begun to wait
    /// after the last step.</summary>
    public Task PassUntilAsync(Func<Task<bool>> condition, string what, double seconds = 1) =>
        Eventually.TrueAsync(
            () =>
            {
                Pass(seconds);
                return condition();
            },
            what
        );

    public Task PassUntilAsync(Func<bool> condition, string what, double seconds = 1) =>
        PassUntilAsync(() => Task.FromResult(condition()), what, seconds);

    public static readonly EmployerRow[] Employers =
    [
        new(2, "朝阳重工", "Chaoyang Heavy", "装备制造", null, null, null, "A1"),
        new(3, "凌河软件", null, "数字经济", null, null, null, "A2"),
        new(4, "燕都乳业", null, "装备制造", null, null, null, "B1"),
    ];

    public static DefineContest Drone(params string[] names) =>
        new(
            DroneScheme,
            [
                .. (names.Length > 0 ? names : ["张三丰", "李四光", "王五一"]).Select(
                    (n, i) => new Contestant(new((i + 1).ToString()), n, "朝阳技校")
                ),
            ]
        );

    /// <summary>Two criteria, each a share of its highest mark, of which the first counts 60 and the second 40 of
    /// 100.</summary>
    public static readonly Scheme DroneScheme = new(
        new("drone"),
        "无人机",
        new Dictionary<string, Panel> { ["panel"] = new([new("J1"), new("J2"), new("J3")]) },
        [
            new Part("fly", "飞行", Weight: 60, Criteria: [Speed(10, 0.5m)]),
            new Part(
                "fix",
                "维修",
                Weight: 40,
                Criteria:
                [
                    new Part(
                        "care",
                        "规范",
                        Kind: Kind.Judged,
                        Panel: "panel",
                        Max: 20,
                        Steps: [new Step.Scale(20, 100)]
                    ),
                ]
            ),
        ],
        "Drone",
        Steps: [new Step.Round(2)]
    );

    public static Part Speed(decimal max, decimal step) =>
        new(
            "speed",
            "速度",
            Kind: Kind.Judged,
            Panel: "panel",
            Max: max,
            Step: step,
            Steps: [new Step.Scale(max, 100)]
        );

    /// <summary>A judge's mark of the drone contest, as it stands in the ledger.</summary>
    public decimal? MarkOf(string contestant, string criterion, string seat) =>
        Ledger
            .Fair.Contest(new("drone"))
            .Sheets[new(contestant)]
            .Marks.GetValueOrDefault(new Slot(criterion, 1, new(seat)))
            ?.Value.Number;

    /// <summary>Asks a command in the name of somebody who may.</summary>
    public Task<Receipt> AskAsync(Command command, Guid? id = null) =>
        Services
            .GetRequiredService<MediatR.IMediator>()
            .Send(new Asked(Fair, id ?? Guid.NewGuid(), SomebodyWhoMay(command), command));

    private static Asker SomebodyWhoMay(Command command)
    {
        string? Word(string name) => command.GetType().GetProperty(name)?.GetValue(command)?.ToString();
        Asker[] people =
        [
            Story.Whose(command),
            Asker.System,
            Asker.Anonymous,
            Asker.Of(new(Word("Pass") ?? "")),
            new(
                "judge",
                Role.Judge,
                Contest: AnyId.Maybe<ContestId>(Word("Contest")),
                Seat: AnyId.Maybe<SeatId>(Word("Seat"))
            ),
        ];
        return people.First(command.May().Includes);
    }

    /// <summary>The keyboard confirms whatever waits for a second.</summary>
    public async Task ConfirmAsync()
    {
        foreach (var id in Ledger.Fair.Access.Seconds.Keys)
            await AskAsync(new GiveSecond(id));
    }

    /// <summary>Somebody with a new badge.</summary>
    public async Task<Client> BadgeAsync(
        Role role,
        string? booth = null,
        string? contest = null,
        string? seat = null,
        string? board = null,
        string label = "test"
    )
    {
        var secret = await BadgeCommand.IssueAsync(
            new Keyboard(_app.Services, Fair),
            role,
            label,
            AnyId.Maybe<BoothId>(booth),
            AnyId.Maybe<ContestId>(contest),
            AnyId.Maybe<SeatId>(seat),
            board
        );
        return Add(new Client(new Uri(Url, $"/api/fairs/{Fair}/"), secret, Ledger.Fair.Access.Find(secret)!.Id));
    }

    /// <summary>A visitor with a new pass.</summary>
    public async Task<Client> PassAsync()
    {
        var (pass, code) = (PassCode.NewPass(), PassCode.New());
        await Ledger.AskAsync(Guid.NewGuid(), Asker.Anonymous, new MakePass(pass, PassCode.HashText(code)));
        return Add(new Client(new Uri(Url, $"/api/fairs/{Fair}/"), code, pass.Text));
    }

    /// <summary>An organizer of the fair <c>other</c>, who asks this one.</summary>
    public async Task<Client> OfAnotherFairAsync()
    {
        var other = Ledgers.Open("other");
        if (other.Fair.Offset == 0)
            await other.AskAsync(Guid.NewGuid(), Asker.System, new OpenFair("别的活动", "Another", "Asia/Shanghai"));
        return Bearer(await BadgeCommand.IssueAsync(new Keyboard(_app.Services, "other"), Role.Organizer, "other"));
    }

    /// <summary>Somebody with a badge that another node issued, or this one before it started again.</summary>
    public Client Bearer(string? secret, string? id = null) =>
        Add(new Client(new Uri(Url, $"/api/fairs/{Fair}/"), secret, id));

    public Task<TestScreen> ScreenAsync(Client? who = null, string kind = "wall", Guid? device = null) =>
        TestScreen.ConnectAsync(Url, who?.Secret, kind, device);

    /// <summary>Stops and starts it again on the same database.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await OpenAsync();
    }

    public async Task StopAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        _clients.Clear();
        var stopping = _app.StopAsync();
        // some of what ends waits for a moment for others
        while (_clock is not null && await Task.WhenAny(stopping, Task.Delay(20)) != stopping)
            _clock.Advance(TimeSpan.FromSeconds(1));
        await stopping;
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (!_keep)
            System.IO.Directory.Delete(Data, recursive: true);
    }

    /// <summary>Starts it, again where it was before.</summary>
    public async Task OpenAsync()
    {
        _app = HubApp.Build(
            [
                "--urls",
                Url?.ToString() ?? $"http://127.0.0.1:{Ports.Free()}",
                "--data",
                Data,
                // hundreds of hubs need not watch one folder for settings
                "--hostBuilder:reloadConfigOnChange=false",
                .. Settings,
            ],
            services =>
            {
                services.AddLogging(l => l.AddFilter<ConsoleLoggerProvider>(null, LogLevel.None));
                // a hub that is slow to stop is not cut off
                services.PostConfigure<HostOptions>(o => o.ShutdownTimeout = Eventually.Patience);
                _change?.Invoke(services);
            }
        );
        var time = _app.Services.GetRequiredService<TimeProvider>();
        _clock = (time as LeapingClock)?.Passing ?? time as FakeTimeProvider;
        Ledgers.OpenAll();
        await _app.StartAsync();
        Url = Serve.Url(_app);
        Anonymous = Add(new Client(new Uri(Url, $"/api/fairs/{Fair}/"), null, null));
        if (_asItIs)
            return;
        if (!Ledgers.All.Any())
            await Ledgers
                .Open(Fair)
                .AskAsync(Guid.NewGuid(), Asker.System, new OpenFair("人才周", "Talent Week", "Asia/Shanghai"));
        Organizer = await BadgeAsync(Role.Organizer);
    }

    private Client Add(Client client)
    {
        _clients.Add(client);
        return client;
    }
}
