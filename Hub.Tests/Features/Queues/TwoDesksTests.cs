using System.Text.Json;
using CsCheck;
using Hub.Features.Queues;

namespace Hub.Tests.Features.Queues;

/// <summary>Two interviewers of one booth, each with a tablet: they press when they like, and on what they saw
/// last.</summary>
public class TwoDesksTests
{
    private static readonly BoothId Booth = new("A1");

    [Fact]
    public void Of_two_who_call_at_once_one_gets_who_waits_and_the_other_nobody_then_or_later()
    {
        var story = Open();
        story.Do(new JoinQueue(Booth, new("p1"), null));
        story.Do(new CallNext(Booth, "1"));
        var late = Assert.Throws<Refusal>(() => story.Do(new CallNext(Booth, "2")));
        Assert.Equal(("nobody-waits", true, 409), (late.Code, late.Retry, late.Status));
        story.Do(new JoinQueue(Booth, new("p2"), null));
        Assert.Null(story.Fair.Queues.Of(Booth).Desks["2"].Serving);
    }

    /// <summary>What is pressed: 0 a person joins, 1 the next is called, 2 interviewed, 3 called again, 4 not come; 5
    /// the tablet gets a frame.</summary>
    [Fact]
    public void Whatever_two_desks_press_and_their_clocks_show_nobody_is_called_or_missed_by_itself() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 1], Gen.Int[0, 90], Gen.Int[-43_200, 43_200])
            .Array[0, 80]
            .Sample(presses =>
            {
                var (story, now, passes) = (Open(), Story.Morning, 0);
                var off = new int[2];
                Seen[] seen = [SeenBy(story, "1", now, 0), SeenBy(story, "2", now, 0)];
                foreach (var (act, whose, seconds, clock) in presses)
                {
                    // each clock is put somewhere else while time passes as it does
                    now = now.AddSeconds(seconds);
                    var (desk, other) = ($"{whose + 1}", $"{2 - whose}");
                    var before = story.Fair.Queues.Of(Booth);
                    var tablet = seen[whose];
                    Command? command = act switch
                    {
                        0 => new JoinQueue(Booth, new($"p{passes++}"), null),
                        1 => new CallNext(Booth, desk),
                        2 when tablet.Number is { } number => new MarkInterviewed(Booth, number),
                        3 when tablet.Number is { } number => new Recall(Booth, number, null),
                        4 when tablet.Number is { } number => new MarkNoShow(Booth, number),
                        _ => null,
                    };
                    if (command is null)
                    {
                        seen[whose] = SeenBy(story, desk, now, off[whose] = clock);
                        continue;
                    }
                    var fresh = SeenBy(story, desk, now, off[whose]);
                    var granted = true;
                    try
                    {
                        story.Do(command, now);
                    }
                    catch (Refusal)
                    {
                        granted = false;
                    }
                    var after = story.Fair.Queues.Of(Booth);
                    // only who presses at a desk changes whom it serves, and what was refused has changed nothing
                    Assert.Equal(before.Desks[other].Serving, after.Desks[other].Serving);
                    if (!granted)
                        Assert.Equal(before, after);
                    if (command is CallNext && granted)
                        Assert.Equal(before.Next(desk)!.Number, after.Desks[desk].Serving);
                    Assert.True(
                        after.Desks["1"].Serving is null || after.Desks["1"].Serving != after.Desks["2"].Serving,
                        "one person at two desks"
                    );
                    // who has seen how it stands knows when it may be pressed, whatever the tablet's own clock shows
                    if (command is MarkNoShow && tablet with { } == fresh with { At = tablet.At })
                        Assert.Equal(tablet.IsOver(now), granted);
                    // nobody is missed but when somebody has said so, after the time that was shown
                    if (after.Missed.Count > before.Missed.Count)
                        Assert.True(command is MarkNoShow && fresh.IsOver(now));
                }
            });

    /// <summary>What a tablet saw of its desk: whom it has called and until when that one may come, as it was at a
    /// moment of the hub, when its own clock showed another.</summary>
    private sealed record Seen(int? Number, DateTimeOffset? Grace, DateTimeOffset At, int Off)
    {
        /// <summary>As a page reckons it: the hub's moment, and what has passed since.</summary>
        public bool IsOver(DateTimeOffset now)
        {
            var (showed, shows) = (At.AddSeconds(Off), now.AddSeconds(Off));
            return Grace <= At + (shows - showed);
        }
    }

    private static Seen SeenBy(Story story, string desk, DateTimeOffset now, int off)
    {
        var number = story.Fair.Queues.Of(Booth).Desks[desk].Serving;
        var grace = BoardRows
            .Of(story.Fair, $"line/{Booth}", now)
            .Values.Select(row => JsonDocument.Parse(row).RootElement)
            .Where(row => number is not null && row.TryGetProperty("number", out var n) && n.GetInt32() == number)
            .Select(row => row.GetProperty("grace").GetDateTimeOffset())
            .Cast<DateTimeOffset?>()
            .FirstOrDefault();
        return new(number, grace, now, off);
    }

    private static Story Open()
    {
        var story = Story.WithBooths();
        story.Do(new OpenDesk(Booth, "1", null));
        story.Do(new OpenDesk(Booth, "2", null));
        story.Do(new SetQueue(Booth, 60, 60));
        return story;
    }
}
