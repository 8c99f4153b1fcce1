using Hub.Cli;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Cli;

public class NodeStatesTests
{
    [Fact]
    public void The_same_hash_at_the_same_offset_is_equal() =>
        Assert.Equal((true, "fair: equal at offset 7"), Verdict(State(7, "aa"), State(7, "aa"), State(7, "aa")));

    [Fact]
    public async Task Whom_a_node_names_instead_of_itself_is_not_asked()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var node = builder.Build();
        var asked = 0;
        node.MapGet("/health", () => Results.Redirect("/elsewhere"));
        node.MapGet("/elsewhere", () => Interlocked.Increment(ref asked));
        await node.StartAsync();
        using var states = new NodeStates([new Uri(node.Urls.First())]);
        Assert.Equal("node-not-reached", (await Assert.ThrowsAsync<Refusal>(states.FairsAsync)).Code);
        Assert.Equal(0, asked);
    }

    [Fact]
    public void Another_hash_is_named_with_its_node() =>
        Assert.Equal(
            (
                false,
                $"fair: differs at offset 7: http://n0/ has {new string('a', 12)}, http://n1/ has {new string('b', 12)}"
            ),
            Verdict(State(7, "a"), State(7, "b"))
        );

    [Fact]
    public void Nodes_at_different_moments_are_asked_again()
    {
        Assert.Null(Verdict(State(7, "a"), State(8, "b")));
        Assert.Null(Verdict(State(7, "a"), State(7, "b", epoch: 2)));
        Assert.Null(Verdict(State(7, "a"), null));
    }

    [Fact]
    public void What_another_build_has_folded_is_not_compared() =>
        Assert.Equal(
            (false, "fair: cannot be compared: the nodes run different builds of the hub"),
            Verdict(State(7, "a"), State(7, "a", build: "other"))
        );

    private static FairState State(long offset, string hash, long epoch = 1, string build = "this") =>
        new("fair", build, epoch, offset, hash.PadRight(64, hash[0]));

    private static (bool, string)? Verdict(params FairState?[] states) =>
        NodeStates.Verdict("fair", [.. states.Select((s, i) => new NodeStates.Said(new Uri($"http://n{i}"), s))]);
}
