using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Kernel.Http;

public class BucketTests
{
    [Fact]
    public void A_burst_at_once_and_then_so_many_in_a_second()
    {
        var time = new FakeTimeProvider();
        using var bucket = new Bucket(perSecond: 2, burst: 3, time);
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => bucket.Take()));
        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal([true, false], [bucket.Take(), bucket.Take()]);
        // what was refused has taken nothing
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([true, true, false], [bucket.Take(), bucket.Take(), bucket.Take()]);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(3, Enumerable.Range(0, 9).Count(_ => bucket.Take()));
    }

    [Fact]
    public void Who_only_asks_whether_there_is_room_takes_none()
    {
        var time = new FakeTimeProvider();
        using var bucket = new Bucket(perSecond: 1, burst: 1, time);
        Assert.True(bucket.HasRoom && bucket.HasRoom && bucket.Take());
        Assert.False(bucket.HasRoom);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(bucket.HasRoom);
    }
}
