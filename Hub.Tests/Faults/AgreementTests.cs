using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using Hub.Features.Floor;
using Hub.Features.Roster;
using Hub.Tests.Cli;

namespace Hub.Tests.Faults;

/// <summary>Whether nodes hold the same, and who notices when they do not.</summary>
public class AgreementTests(Services services)
{
    [Fact]
    [Needs(Need.Service, Need.Process)]
    public async Task A_node_that_holds_another_state_is_found_by_both_and_by_whoever_asks_until_they_agree_again()
    {
        await using var nodes = await Nodes.StartAsync(services);
        var counted = new ConcurrentBag<long>();
        using var meters = new MeterListener
        {
            InstrumentPublished = (i, l) =>
            {
                if (i.Name is "hub.state.mismatches")
                    l.EnableMeasurementEvents(i);
            },
        };
        meters.SetMeasurementEventCallback<long>((_, n, _, _) => counted.Add(n));
        meters.Start();
        string[] verify = ["verify", "--nodes", $"{nodes.A.Url},{nodes.B.Url}"];
        Assert.Equal((0, $"{TestHub.Fair}: equal at offset {nodes.A.Offset}"), await VerifyAsync());

        var fair = nodes.B.Ledger.Fair;
        Held(nodes.B.Ledger) = fair with
        {
            Slices = fair.Slices.Replace(
                fair.Roster,
                fair.Roster with
                {
                    Directory = fair.Roster.Directory with
                    {
                        Openings = fair.Roster.Directory.Openings.SetItem(new("x"), 1),
                    },
                }
            ),
        };
        await nodes.A.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        await nodes.B.AskAsync(new RecordVisit(new("p2"), new("A1"), Way.In));
        foreach (var node in (TestHub[])[nodes.A, nodes.B])
        {
            await Eventually.TrueAsync(async () => await StatusAsync(node) is "differs", "health says so");
            Assert.Equal(
                HttpStatusCode.ServiceUnavailable,
                (await node.Anonymous.Http.GetAsync("/health/ready")).StatusCode
            );
        }
        Assert.NotEmpty(counted);
        var (code, output) = await VerifyAsync();
        Assert.Equal(1, code);
        Assert.StartsWith(
            $"{TestHub.Fair}: differs at offset {nodes.A.Offset}: {nodes.A.Url} has "
                + $"{nodes.A.Ledger.States.Latest!.Hash[..12]}, {nodes.B.Url} has ",
            output
        );

        Held(nodes.B.Ledger) = nodes.A.Ledger.Fair;
        await nodes.A.AskAsync(new RecordVisit(new("p3"), new("A1"), Way.In));
        foreach (var node in (TestHub[])[nodes.A, nodes.B])
            await Eventually.TrueAsync(
                async () => (await node.Anonymous.Http.GetAsync("/health/ready")).IsSuccessStatusCode,
                "they agree again"
            );
        Assert.Equal(0, (await VerifyAsync()).Code);

        async Task<(int Code, string Output)> VerifyAsync() =>
            await HubProcess.RunAsync(verify) is var (c, o) ? (c, o.Trim()) : default;
    }

    [Fact]
    [Needs(Need.Service, Need.Process)]
    public async Task Nodes_in_processes_of_their_own_are_equal_also_under_load()
    {
        string[] settings =
        [
            $"--ConnectionStrings:Postgres={await services.DatabaseAsync()}",
            $"--ConnectionStrings:Redis={await services.RedisAsync()}",
        ];
        await using var here = await TestHub.WithFairAsync(settings: settings);
        await using var there = await HubProcess.ServeAsync(here.Data, settings);
        using var enough = new CancellationTokenSource();
        var load = Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
                await here.AskAsync(new RecordVisit(new($"p{i % 500}"), new(i % 3 == 0 ? "A1" : "B1"), Way.In));
        });
        var (code, output) = await HubProcess.RunAsync("verify", "--nodes", $"{here.Url},{there.Url}");
        await enough.CancelAsync();
        await load;
        Assert.StartsWith($"{TestHub.Fair}: equal at offset ", output);
        Assert.Equal(0, code);
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task Erasing_and_naming_people_under_load_is_no_difference()
    {
        await using var nodes = await Nodes.StartAsync(services);
        var (before, compared) = (nodes.A.Offset, 0);
        for (var i = 0; i < 60; i++)
        {
            await Task.WhenAll(
                nodes.A.AskAsync(TestHub.Drone($"甲{i}", $"乙{i}")),
                nodes.B.AskAsync(TestHub.Drone($"丙{i}", $"丁{i}", $"戊{i}"))
            );
            if (i % 10 < 9)
                continue;
            await nodes.AgreeAsync();
            for (var offset = before + 1; offset <= nodes.A.Offset; offset++)
                if (nodes.A.Ledger.States.At(1, offset) is { } a && nodes.B.Ledger.States.At(1, offset) is { } b)
                {
                    Assert.Equal(a, b);
                    compared++;
                }
            before = nodes.A.Offset;
        }
        Assert.True(compared > 0);
    }

    [Fact]
    public async Task A_state_is_only_told_of_a_fair_and_an_offset_that_are_there_and_not_too_often()
    {
        await using var hub = await TestHub.WithFairAsync();
        Assert.Equal(
            "unknown-fair",
            (await Problem.Of(await hub.Anonymous.Http.GetAsync("/health/state?fair=fiar"))).Code
        );
        Assert.Equal(
            "unknown-state",
            (await Problem.Of(await hub.Anonymous.Http.GetAsync($"/health/state?fair={TestHub.Fair}&offset=999"))).Code
        );
        Assert.Equal(
            hub.Ledger.States.Latest,
            await hub.Anonymous.Http.GetFromJsonAsync<FairState>(
                $"/health/state?fair={TestHub.Fair}&offset={hub.Offset}"
            )
        );
        await Eventually.TrueAsync(
            async () =>
                (await hub.Anonymous.Http.GetAsync($"/health/state?fair={TestHub.Fair}")).StatusCode
                is HttpStatusCode.TooManyRequests,
            "too many"
        );
    }

    [Fact]
    [Needs(Need.Process)]
    public async Task A_node_that_is_not_reached_is_named()
    {
        await using var hub = await TestHub.StartAsync();
        var (code, output) = await HubProcess.RunAsync("verify", "--nodes", $"{hub.Url},http://127.0.0.1:1");
        Assert.Equal(1, code);
        Assert.StartsWith("The node http://127.0.0.1:1/ is not reached", output);
        Assert.Single(output.Trim().Split('\n'));
        Assert.Contains(
            "two nodes at least",
            (await HubProcess.RunAsync("verify", "--nodes", "http://127.0.0.1:1")).Output
        );
    }

    private static async Task<string> StatusAsync(TestHub node) =>
        (await node.Anonymous.Http.GetFromJsonAsync<Health>("/health"))!.Status;

    private static ref Fair Held(FairLedger ledger) => ref Held(Current(ledger));

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_current")]
    private static extern ref CurrentFair Current(FairLedger ledger);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_fair")]
    private static extern ref Fair Held(CurrentFair current);
}
