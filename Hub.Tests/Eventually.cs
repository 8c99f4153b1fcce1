using System.Globalization;

namespace Hub.Tests;

/// <summary>Waits for a condition, never for a guess.</summary>
internal static class Eventually
{
    /// <summary>How long any test waits for what has to come. It only ends a test that hangs: no test says how fast the
    /// machine is, that is for Hub.Bench. Where it has to fail, <c>HUB_TEST_PATIENCE</c> says how many seconds are
    /// enough.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("HUB_TEST_PATIENCE") ?? "90", CultureInfo.InvariantCulture)
    );

    /// <exception cref="Xunit.Sdk.XunitException">It did not hold for as long as <see cref="Patience"/>
    /// lasts.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                Assert.Fail($"not within {Patience.TotalSeconds} s: {what}");
            await Task.Delay(5);
        }
    }

    public static Task TrueAsync(Func<bool> condition, string what) =>
        TrueAsync(() => Task.FromResult(condition()), what);
}
