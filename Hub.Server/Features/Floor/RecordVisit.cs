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
/// where the request says in <c>Hub-Clock</c> what the same clock shows while it is sent, nor one that was set in
/// between, where it says what that would show had nobody set it.</param>
public sealed record RecordVisit(
    PassId Pass,
    BoothId Booth,
    Way Way,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? At = null
) : Command
{
    /// <summary>How far the hub's clock is ahead of the sender's.</summary>
    [JsonIgnore]
    public TimeSpan Skew { get; init; }

    public override Who May() => At is null ? Who.StaffOf(Booth) | Who.HolderOf(Pass) : Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var (pass, floor) = (fair.PassOf(Pass), fair.Floor);
        DateTimeOffset? moment = At is { } told ? ScanMoment.Of(fair, told, Skew, now) : null;
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

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "visits",
                (RecordVisit visit, HttpContext http, WallClock time) =>
                    http.Ask(visit with { Skew = ScanMoment.SkewOf(http, time.GetUtcNow()) })
            )
            .Asks<RecordVisit>("A pass enters or leaves a booth")
            .IsQuick();
}
