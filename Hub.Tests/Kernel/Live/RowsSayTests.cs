using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Features.Access;
using Hub.Features.Displays;
using Hub.Features.Floor;
using Hub.Features.Queues;

namespace Hub.Tests.Kernel.Live;

/// <summary>A page shows rows and keeps no rule: what counts as crowded, long, silent or due, the rows say.</summary>
public class RowsSayTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(6, 1)]
    [InlineData(7, 2)]
    public void A_booth_is_quiet_to_two_people_and_busy_to_six(int here, int crowd) =>
        Assert.Equal(
            crowd,
            new FloorRow(
                new("A1"),
                new("e1"),
                "甲",
                null,
                null,
                null,
                null,
                here,
                here,
                here,
                0,
                0,
                null,
                Fill.Free,
                false,
                null
            ).Crowd
        );

    [Theory]
    [InlineData(true, false, false, 14, false)]
    [InlineData(true, false, false, 15, true)]
    [InlineData(true, true, false, null, true)]
    [InlineData(true, false, true, 1, true)]
    [InlineData(false, false, true, null, false)]
    public void A_wait_is_long_from_a_quarter_of_an_hour_or_when_nobody_knows(
        bool open,
        bool paused,
        bool full,
        int? high,
        bool isLong
    ) =>
        Assert.Equal(
            isLong,
            new QueueRow(new("A1"), new("e1"), "甲", null, open, paused, full, 0, high, high, []).Long
        );

    [Fact]
    public void The_next_desk_is_the_first_number_that_is_free_and_none_after_the_twelfth()
    {
        static LineInfo Line(params string[] desks) =>
            new(60, 180, 0, [.. desks.Select(d => new DeskInfo(d, null, false, null, null, null, 0))], 0, 0, null);
        Assert.Equal("1", Line().NextDesk);
        Assert.Equal("3", Line("1", "2", "4").NextDesk);
        Assert.Null(Line([.. Enumerable.Range(1, 12).Select(n => $"{n}")]).NextDesk);
    }

    [Fact]
    public void A_node_says_when_a_screen_is_behind_and_when_it_is_silent()
    {
        var (at, none) = (DateTimeOffset.UnixEpoch, new Dictionary<string, int>());
        var row = new NodeRow(
            "a",
            "hub",
            "http://hub",
            "ok",
            "none",
            1,
            0,
            0,
            0,
            at,
            none,
            Plain: false,
            null,
            [],
            null
        );
        Assert.Equal((6, 8), (row.BehindAfter, row.SilentAfter));
    }

    [Fact]
    public async Task A_contest_says_how_many_attempts_of_each_criterion_are_due()
    {
        await using var hub = await TestHub.WithFairAsync();
        var contest = await hub.Anonymous.Http.GetFromJsonAsync<JsonElement>("/api/fairs/fair/contests/drone");
        var counts = contest
            .GetProperty("modules")
            .EnumerateArray()
            .ToDictionary(m => m.GetProperty("id").GetString()!, m => m.GetProperty("counts").GetBoolean());
        Assert.All(
            contest.GetProperty("criteria").EnumerateArray(),
            c =>
                Assert.Equal(
                    counts[c.GetProperty("module").GetString()!] ? c.GetProperty("attempts").GetInt32() : 0,
                    c.GetProperty("due").GetInt32()
                )
        );
    }

    [Fact]
    public async Task Who_scans_is_told_what_a_pass_looks_like()
    {
        await using var hub = await TestHub.WithFairAsync();
        var me = await hub.Anonymous.Http.GetFromJsonAsync<JsonElement>("/api/fairs/fair/me");
        var shape = new Regex(me.GetProperty("passShape").GetString()!);
        Assert.Matches(shape, PassCode.NewPass().Text);
        Assert.DoesNotMatch(shape, "P-0001");
        Assert.DoesNotMatch(shape, PassCode.NewPass().Text[1..]);
    }
}
