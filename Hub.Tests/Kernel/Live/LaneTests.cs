using Hub.Host;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Kernel.Live;

public class LaneTests
{
    private readonly FakeTimeProvider _time = new(Story.Morning);
    private Action _meanwhile = () => { };

    [Fact]
    public void What_the_hour_changes_while_a_board_is_rendered_is_said_at_the_next_beat()
    {
        var ledger = new FairLedger(
            TestHub.Fair,
            null!,
            Story.Kinds,
            HubApp.Consequences,
            // for the ledger no time passes, so that it is current
            new FakeTimeProvider(DateTimeOffset.MinValue),
            NullLogger<FairLedger>.Instance
        );
        var board = new Board<object>(
            "hour",
            _ => Who.Everybody,
            (_, _) => "nothing of the fair",
            (_, _, at) =>
            {
                _meanwhile();
                return [("hour", (object)new { at })];
            }
        );
        var feed = new Feed("node", "hour", board, [], ledger, _time);
        var lane = new Lane(feed, TimeSpan.FromMilliseconds(100), _time, (_, e) => throw e);
        var watch = new Watch(null!, feed, lane, 0, _time);
        watch.End();
        lane.Add(watch);
        lane.Pump();
        var first = lane.Offered;

        _time.Advance(Lane.Heartbeat);
        _meanwhile = () => _time.Advance(Lane.Heartbeat);
        lane.Pump();
        Assert.Equal(first + 1, lane.Offered);
        _meanwhile = () => { };
        lane.Pump();
        Assert.Equal(first + 2, lane.Offered);
    }
}
