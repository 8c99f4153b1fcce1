using Hub.Bench;
using Hub.Features.Queues;

namespace Hub.Tests.Features.Queues;

public class ForecastTests
{
    [Fact]
    [Needs(Need.Time)]
    public void Of_all_who_had_to_wait_on_many_simulated_days_80_in_100_waited_within_what_they_were_told()
    {
        Told[] told = [.. Enumerable.Range(101, 8).AsParallel().AsOrdered().SelectMany(QueueFair.Day)];
        Assert.True(told.Length > 3000, $"{told.Length} waited");
        Assert.InRange(100.0 * told.Count(t => t.Held) / told.Length, 75, 85);
        // also before anything is known
        var early = told.Where(t => t.Early).ToArray();
        Assert.InRange(100.0 * early.Count(t => t.Held) / early.Length, 70, 90);
    }

    [Fact]
    public void The_same_queue_at_the_same_moment_has_the_same_forecast_and_who_is_behind_waits_longer()
    {
        var story = With(6);
        var queue = story.Fair.Queues.Of(new("A1"));
        var forecast = Forecast.Of(queue, story.Fair.Queues.Told, Story.Morning);
        Assert.Equal(
            forecast.Tickets,
            Forecast.Of(queue with { Capacity = 7 }, story.Fair.Queues.Told, Story.Morning).Tickets
        );
        var waits = queue.Line.Select(t => forecast.Tickets[t.Number]).Append(forecast.Joining).ToArray();
        Assert.All(waits, w => Assert.True(w.Low <= w.Median && w.Median <= w.High));
        Assert.All(waits.Zip(waits.Skip(1)), w => Assert.True(w.First.Median < w.Second.Median));
    }

    [Fact]
    public void A_second_interviewer_shortens_the_wait_and_a_break_lengthens_it()
    {
        var alone = Joining(With(6));
        var two = With(6);
        two.Do(new OpenDesk(new("A1"), "2", null));
        var away = With(6);
        away.Do(new PauseDesk(new("A1"), "1", 40));
        Assert.True(Joining(two).Median < 0.7 * alone.Median);
        Assert.InRange((Joining(away).Median - alone.Median).TotalMinutes, 25, 60);
    }

    [Fact]
    public void Quick_interviews_today_shorten_the_wait_and_tomorrow_begins_anew()
    {
        var story = With(0);
        var now = Story.Morning;
        foreach (var i in Enumerable.Range(0, 12))
        {
            story.Do(new JoinQueue(new("A1"), new($"q{i}"), null), now);
            story.Do(new CallNext(new("A1"), "1"), now);
            story.Do(new MarkInterviewed(new("A1"), i + 1), now = now.AddSeconds(100 + 3 * i));
        }
        Assert.Equal(12, story.Fair.Queues.Of(new("A1")).Rhythm.Shown);
        foreach (var i in Enumerable.Range(0, 6))
            story.Do(new JoinQueue(new("A1"), new($"p{i}"), null), now);
        var learned = Joining(story, now);
        Assert.InRange(learned.Median.TotalMinutes, 8, 16);
        Assert.True(learned.Median < 0.5 * Joining(With(6)).Median);
        Assert.True(Joining(story, now.AddHours(20)).Median > learned.Median);
    }

    [Fact]
    public void What_is_learned_anywhere_is_told_to_all_waits_in_steps_of_a_tenth()
    {
        var story = With(0);
        var (now, steps, told) = (Story.Morning, 0, story.Fair.Queues.Told);
        foreach (var i in Enumerable.Range(1, 60))
        {
            story.Do(new JoinQueue(new("A1"), new($"q{i}"), null), now);
            story.Do(new CallNext(new("A1"), "1"), now);
            story.Do(new MarkInterviewed(new("A1"), i), now = now.AddSeconds(100));
            var queues = story.Fair.Queues;
            Assert.InRange(queues.Told.Shown, queues.Rhythm.Shown / 1.1, queues.Rhythm.Shown);
            if (queues.Told != told)
                (steps, told) = (steps + 1, queues.Told);
        }
        Assert.InRange(steps, 20, 35);
        // another day begins at once with what it teaches
        story.Do(new JoinQueue(new("A1"), new("next"), null), now = now.AddHours(16));
        story.Do(new CallNext(new("A1"), "1"), now);
        story.Do(new MarkInterviewed(new("A1"), 61), now.AddSeconds(100));
        Assert.Equal(1, story.Fair.Queues.Told.Shown);
    }

    private static Wait Joining(Story story, DateTimeOffset? now = null) =>
        Forecast.Of(story.Fair.Queues.Of(new("A1")), story.Fair.Queues.Told, now ?? Story.Morning).Joining;

    private static Story With(int people)
    {
        var story = Story.WithBooths();
        story.Do(new OpenDesk(new("A1"), "1", null));
        foreach (var i in Enumerable.Range(0, people))
            story.Do(new JoinQueue(new("A1"), new($"p{i}"), null));
        return story;
    }
}
