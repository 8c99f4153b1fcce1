using System.Globalization;
using Hub.Bench;

// The figures of the hub. One at a time, on an otherwise idle machine; all of them take what they need from a fresh
// folder of their own.
const string usage = """
    dotnet run -c Release --project Hub.Bench -- WHAT

    ledger    commands decided and committed, against a bare SQLite loop
    http      commands over HTTP with 64 clients
    replay    a ledger of 1,000,000 facts, opened
    start     from `dotnet run` of the demo to its first answer
    contest   [ISU]: a mark to a re-ranked board; with ../shared/data/isu, 17 skating events from the command line
    live      how soon a screen hears of a change, of another process's, and of the end of its badge;
              how soon a hub ends
    floor     1,000 scans a second with 500 phones; what a visitor costs in memory
    search    10,000 positions
    occupancy CHINAVIS: a day without check-outs, against ../shared/data/chinavis
    tap       from a judge's tap to the wall of another browser; a judge's page on a slow tablet
    nodes     POSTGRES REDIS: one node and two, commands a second; a node that joins
    waits     the waiting times that people are told, against what they waited on simulated days
    steering  simulated days with and without suggestions of quieter booths
    public    what anybody may read costs a processor, over a full fair
    weapons   [SIZE]: files that are made to stop the hub, each read in a process of its own
    roster    20,000 positions from a workbook: seconds and memory
    peer      --urls URL: the hub as the fan-out bench (fanout-peer.json) wants it
    """;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

switch (args.FirstOrDefault())
{
    case "ledger":
        await LedgerBench.RunAsync(rounds: 5, commands: 50_000);
        return 0;
    case "http":
        await HttpBench.RunAsync(warm: TimeSpan.FromSeconds(12), measured: TimeSpan.FromSeconds(10));
        return 0;
    case "replay":
        await ReplayBench.RunAsync(rounds: 3, facts: 1_000_000);
        return 0;
    case "start":
        await StartBench.RunAsync(rounds: 5);
        return 0;
    case "contest":
        ContestBench.Mark(warm: 10, rounds: 30);
        if (args is [_, var isu])
            ContestBench.Skating(isu, rounds: 7);
        return 0;
    case "compared":
        ContestBench.Compared(warm: 10, rounds: 20);
        return 0;
    case "tap":
        await TapBench.RunAsync(taps: 100);
        await TapBench.SlowAsync(taps: 100);
        return 0;
    case "floor":
        await FloorBench.RunAsync(
            perSecond: 1_000,
            phones: 500,
            warm: TimeSpan.FromSeconds(20),
            measured: TimeSpan.FromSeconds(40)
        );
        return 0;
    case "live":
        await LiveBench.RunAsync(rounds: 30);
        return 0;
    case "search":
        SearchBench.Run(rounds: 20);
        return 0;
    case "occupancy" when args is [_, var chinavis]:
        OccupancyBench.Run(chinavis);
        return 0;
    case "nodes" when args is [_, var postgres, var redis]:
        await new NodesBench(postgres, redis).RunAsync(
            rounds: 5,
            warm: TimeSpan.FromSeconds(6),
            measured: TimeSpan.FromSeconds(8),
            facts: 1_000_000
        );
        return 0;
    case "waits":
        WaitsBench.Run(days: 20);
        return 0;
    case "steering":
        SteeringBench.Run(days: 8, visitors: 1_200);
        return 0;
    case "public":
        return await PublicBench.RunAsync(asked: 100);
    case "weapons":
        await WeaponsBench.RunAsync(args is [_, var size] ? double.Parse(size) : 1);
        return 0;
    case "weapon" when args is [_, var weapon]:
        WeaponsBench.Read(weapon);
        return 0;
    case "roster":
        await RosterBench.RunAsync(rounds: 5);
        return 0;
    case "peer":
        await Peer.RunAsync(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine(usage);
        return 1;
}
