namespace Hub.Tests.Kernel;

public class WallClockTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly LeapingClock _machine = new();

    /// <summary>Leap and how long it lasts, seconds.</summary>
    [Theory]
    [InlineData(86_400, 2)]
    [InlineData(32 * 86_400, 60)]
    [InlineData(-3_600, 600)]
    [InlineData(121, 1)]
    [InlineData(-86_400 * 3_650, 30)]
    public void A_leap_is_not_followed_and_time_goes_on_as_it_passes_until_the_clock_is_back(int off, int lasts)
    {
        var clock = Clock();
        var began = clock.GetUtcNow();
        _machine.Off = TimeSpan.FromSeconds(off);
        _machine.Advance(TimeSpan.FromSeconds(lasts));
        var (shows, doubt) = clock.Look(began, null);
        Assert.Equal(began.AddSeconds(off + lasts), shows);
        Assert.Equal(new ClockDoubt(Against.Elapsed, shows, began.AddSeconds(lasts)), doubt);
        Assert.Equal(began.AddSeconds(lasts), clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, clock.Steady);
        _machine.Off = default;
        Assert.Null(clock.Look(began, null).Doubt);
        Assert.Equal(_machine.GetUtcNow(), clock.GetUtcNow());
    }

    [Fact]
    public void Midnight_is_no_leap_and_neither_is_a_month_without_a_look()
    {
        var clock = Clock();
        _machine.Advance(31 * Day);
        Assert.Null(clock.Look(Story.Morning, null).Doubt);
        Assert.Equal(31 * Day, clock.Steady);
    }

    [Fact]
    public void What_NTP_puts_right_is_followed_step_by_step_and_the_hubs_time_never_goes_back()
    {
        var clock = Clock();
        var latest = clock.GetUtcNow();
        // slewing by 500 ppm, the most that Linux does, is 43 s a day; and a step of two minutes now and then
        for (var hour = 0; hour < 24 * 60; hour++)
        {
            _machine.Off += TimeSpan.FromSeconds(
                hour % 100 == 0 ? 118
                : hour % 50 == 0 ? -118
                : 1.8
            );
            _machine.Advance(TimeSpan.FromHours(1));
            Assert.Null(clock.Look(latest, null).Doubt);
            var now = clock.GetUtcNow();
            Assert.InRange(now - latest, TimeSpan.Zero, TimeSpan.FromMinutes(63));
            latest = now;
        }
        _machine.Off -= TimeSpan.FromSeconds(100);
        Assert.Equal(latest, clock.GetUtcNow());
        _machine.Advance(TimeSpan.FromSeconds(101));
        Assert.Equal(latest.AddSeconds(1), clock.GetUtcNow());
    }

    [Fact]
    public void A_lid_that_was_closed_needs_nobody_and_a_leap_while_it_was_does()
    {
        var clock = Clock();
        _machine.Slept = TimeSpan.FromMinutes(30);
        Assert.Null(clock.Look(Story.Morning, null).Doubt);
        Assert.Equal(_machine.GetUtcNow(), clock.GetUtcNow());
        _machine.Slept += TimeSpan.FromHours(14);
        Assert.Null(clock.Look(Story.Morning, null).Doubt);
        _machine.Slept += TimeSpan.FromMinutes(30);
        _machine.Off = Day;
        Assert.Equal(Against.Elapsed, clock.Look(Story.Morning, null).Doubt?.Against);
    }

    [Fact]
    public void This_machines_sleep_only_grows()
    {
        var before = Sleep.OfMachine();
        Assert.InRange(Sleep.OfMachine() - before, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Who_says_so_by_the_clock_that_leapt_is_believed_and_who_speaks_of_another_is_not()
    {
        var clock = Clock();
        _machine.Off = Day;
        clock.Hear(Story.Morning, null);
        Assert.NotNull(clock.Look(Story.Morning, null).Doubt);
        clock.Hear(Story.Morning + Day, null);
        Assert.Null(clock.Look(Story.Morning, null).Doubt);
        Assert.Equal(_machine.GetUtcNow(), clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, clock.Steady);
        _machine.Advance(Day);
        Assert.Equal(Day, clock.Steady);
        // and back again is a leap, too
        _machine.Off = default;
        Assert.NotNull(clock.Look(Story.Morning, null).Doubt);
    }

    [Fact]
    public void A_clock_that_was_wrong_from_the_start_is_put_right_without_anybody()
    {
        var clock = Clock();
        clock.Unsure = true;
        _machine.Off = 365 * Day;
        Assert.Null(clock.Look(_machine.GetUtcNow(), null).Doubt);
        clock.Unsure = false;
        _machine.Off += Day;
        Assert.NotNull(clock.Look(_machine.GetUtcNow(), null).Doubt);
    }

    [Fact]
    public void The_next_process_knows_what_time_it_should_be_and_for_how_long_that_has_been_right()
    {
        var mark = Clock().Mark;
        _machine.Advance(3 * Day);
        var again = new WallClock(_machine, () => _machine.Slept, mark);
        Assert.Null(again.Look(Story.Morning, null).Doubt);
        Assert.Equal(3 * Day, again.Steady);
        _machine.Off = Day;
        Assert.Equal(
            Against.Elapsed,
            new WallClock(_machine, () => _machine.Slept, mark).Look(Story.Morning, null).Doubt?.Against
        );
    }

    [Fact]
    public void A_mark_holds_within_one_run_of_the_machine_and_a_broken_file_says_nothing()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;
        var (file, mark) = (new ClockFile(Path.Combine(folder, "clock")), new ClockMark(12, Day));
        try
        {
            Assert.Null(file.Read());
            file.Write(mark);
            // what cannot be written leaves what was
            Directory.CreateDirectory(Path.Combine(folder, "clock.part"));
            file.Write(mark with { Origin = 13 });
            if (File.Exists("/proc/sys/kernel/random/boot_id"))
                Assert.Equal(mark, file.Read());
            var text = File.ReadAllText(Path.Combine(folder, "clock"));
            File.WriteAllText(Path.Combine(folder, "clock"), text.Replace("\"Boot\":\"", "\"Boot\":\"0"));
            Assert.Null(file.Read());
            File.WriteAllText(Path.Combine(folder, "clock"), text[..(text.Length / 2)]);
            Assert.Null(file.Read());
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
        // where there is no folder, nothing fails
        file.Write(mark);
        Assert.Null(file.Read());
    }

    /// <summary>Days from the last fact to now, and how far the store's clock is ahead, minutes.</summary>
    [Theory]
    [InlineData(0.0, null, null)]
    [InlineData(0.5, null, null)]
    [InlineData(60.0, null, null)]
    [InlineData(365.0, null, null)]
    [InlineData(401.0, null, Against.Ledger)]
    [InlineData(27_000.0, null, Against.Ledger)]
    [InlineData(-0.002, null, null)]
    [InlineData(-0.1, null, Against.Ledger)]
    [InlineData(-2_000.0, null, Against.Ledger)]
    [InlineData(0.0, 1.9, null)]
    [InlineData(0.0, -1.9, null)]
    [InlineData(0.0, 2.1, Against.Store)]
    [InlineData(0.0, -60.0, Against.Store)]
    [InlineData(-0.1, 60.0, Against.Store)]
    public void What_speaks_against_a_clock_at_the_start(double since, double? ahead, Against? against)
    {
        var last = Story.Morning.AddDays(-since);
        TimeSpan? store = ahead is { } minutes ? TimeSpan.FromMinutes(minutes) : null;
        Assert.Equal(against, Clock().Look(last, store).Doubt?.Against);
    }

    [Theory]
    [InlineData(2021, true)]
    [InlineData(2026, false)]
    [InlineData(2040, false)]
    [InlineData(2099, true)]
    public void Without_a_fact_the_year_in_which_the_hub_was_written_speaks(int year, bool doubted)
    {
        var at = new DateTimeOffset(year, 6, 6, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(doubted ? Against.Making : null, ClockDoubt.Of(at, at, null, null)?.Against);
    }

    [Fact]
    public void Whoever_trusts_the_machine_more_than_the_store_is_not_asked_again_until_they_part_further()
    {
        var (clock, hour) = (Clock(), TimeSpan.FromHours(1));
        Assert.Equal(Against.Store, clock.Look(Story.Morning, hour).Doubt?.Against);
        clock.Hear(Story.Morning, hour);
        Assert.Null(clock.Look(Story.Morning, hour).Doubt);
        Assert.Null(clock.Look(Story.Morning, hour + TimeSpan.FromMinutes(1)).Doubt);
        Assert.NotNull(clock.Look(Story.Morning, 2 * hour).Doubt);
        Assert.NotNull(clock.Look(Story.Morning, TimeSpan.Zero).Doubt);
    }

    private WallClock Clock() => new(_machine, () => _machine.Slept);
}
