using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests;

/// <summary>A machine's clock that somebody sets: it shows what it wants, and time passes as it does.</summary>
internal sealed class LeapingClock : TimeProvider
{
    /// <summary>What passes; its own hour is right.</summary>
    public FakeTimeProvider Passing { get; } = new(Story.Morning);

    /// <summary>How far the clock is ahead.</summary>
    public TimeSpan Off { get; set; }

    /// <summary>How long the machine has slept: no timer fires meanwhile.</summary>
    public TimeSpan Slept { get; set; }

    public override long TimestampFrequency => Passing.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => Passing.GetUtcNow() + Slept + Off;

    public override long GetTimestamp() => Passing.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        Passing.CreateTimer(callback, state, dueTime, period);

    public void Advance(TimeSpan time) => Passing.Advance(time);

    /// <summary>For a hub that goes by it.</summary>
    public void Use(IServiceCollection services) =>
        services.AddSingleton<TimeProvider>(this).AddSingleton<Asleep>(() => Slept);
}
