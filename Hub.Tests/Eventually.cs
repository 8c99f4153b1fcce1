using System.Diagnostics;

namespace Hub.Tests;

/// <summary>Waits for a condition, never for a guess.</summary>
internal static class Eventually
{
    /// <summary>Returns how long it took until the condition held.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">It did not hold within the time, seconds.</exception>
    public static async Task<TimeSpan> TrueAsync(Func<Task<bool>> condition, string what, double within = 5)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed.TotalSeconds > within) Assert.Fail($"not within {within} s: {what}");
            await Task.Delay(5);
        }
        return watch.Elapsed;
    }

    public static Task<TimeSpan> TrueAsync(Func<bool> condition, string what, double within = 5) => TrueAsync(() => Task.FromResult(condition()), what, within);
}
