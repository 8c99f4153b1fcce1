using System.Globalization;
using System.Text.Json.Serialization;
using Hub.Features.Access;
using Hub.Features.Roster;

namespace Hub.Features.Floor;

/// <summary>Which way a pass goes.</summary>
public enum Way
{
    In,
    Out,
}

/// <summary>A pass enters or leaves a booth. Scans count in the order of their moments, in whatever order they come:
/// tablets may be offline for hours.</summary>
/// <param name="Pass">1 to 32 letters, digits and '-'; a pass of this fair also as it is read out, like
/// <c>acde-fghj</c>.</param>
/// <param name="At">When it was scanned, by the clock of who sends it; null: now. A clock that is wrong does not matter
/// where the request says in <c>Hub-Clock</c> what the same clock shows while it is sent.</param>
public sealed record RecordVisit(
    PassId Pass,
    BoothId Booth,
    Way Way,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? At = null
) : Command
{
    /// <summary>What is after the hub's clock by more than this is refused; what is less is now.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    /// <summary>How far the hub's clock is ahead of the sender's.</summary>
    [JsonIgnore]
    public TimeSpan Skew { get; init; }

    public override Who May() => At is null ? Who.StaffOf(Booth) | Who.HolderOf(Pass) : Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var (pass, moment, floor) = (fair.PassOf(Pass), Moment(fair, now), fair.Floor);
        if (!fair.Roster.Closed.TryGetValue(Booth, out var closed))
            fair.DemandBooth(Booth);
        else if ((moment ?? now) > closed)
            throw FloorRefusals.BoothClosed(Booth);
        var scanned =
            moment is { } at
            && floor.Numbers.TryGetValue(Booth, out var number)
            && floor.Passes.GetValueOrDefault(pass)?.Trail.Has(at.ToUnixTimeMilliseconds(), Way is Way.In, number)
                is true;
        return scanned
            ? Decision.Nothing
            : new VisitRecorded(pass, Booth, Way is Way.In, fair.Slice<About>().Day(now)) { At = moment };
    }

    /// <summary>When it was scanned, by the hub's clock; null: now.</summary>
    private DateTimeOffset? Moment(Fair fair, DateTimeOffset now)
    {
        if (At is not { } at)
            return null;
        DateTimeOffset moment;
        try
        {
            moment = DateTimeOffset.FromUnixTimeMilliseconds((at + Skew).ToUnixTimeMilliseconds());
        }
        catch (ArgumentOutOfRangeException)
        {
            throw FloorRefusals.BadMoment();
        }
        if (moment > now + Ahead)
            throw FloorRefusals.ScanFromTheFuture();
        var about = fair.Slice<About>();
        return about.Day(moment) != about.Day(now) ? throw FloorRefusals.ScanOfAnotherDay()
            : moment < now ? moment
            : now;
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "visits",
                (RecordVisit visit, HttpContext http, WallClock time) =>
                    http.Ask(visit with { Skew = SkewOf(http, time.GetUtcNow()) })
            )
            .Asks<RecordVisit>("A pass enters or leaves a booth")
            .IsQuick();

    private static TimeSpan SkewOf(HttpContext http, DateTimeOffset now)
    {
        string? clock = http.Request.Headers["Hub-Clock"];
        return clock is null ? TimeSpan.Zero
            : DateTimeOffset.TryParse(
                clock,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var theirs
            )
                ? now - theirs
            : throw FloorRefusals.BadClock();
    }
}
