using System.Text.Json.Serialization;

namespace Hub.Features.Floor;

/// <summary>A scan of today was a mistake: everything is as if it had not been, and the pass is where it was
/// before.</summary>
/// <param name="At">When it was scanned, as in <see cref="RecordVisit"/>: of the pass's scans of this way at the booth
/// it is the one nearest to that, within a minute; null: the newest.</param>
public sealed record TakeBackVisit(
    PassId Pass,
    BoothId Booth,
    Way Way,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? At = null
) : Command
{
    /// <summary>Milliseconds. The same clock tells the moment twice, and each time takes another way here.</summary>
    private const long Near = 60_000;

    /// <summary>See <see cref="RecordVisit.Skew"/>.</summary>
    [JsonIgnore]
    public TimeSpan Skew { get; init; }

    public override Who May() => Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var (floor, day) = (fair.Floor, fair.Slice<About>().Day(now));
        var moment = At is { } at ? ScanMoment.Of(fair, at, Skew, now).ToUnixTimeMilliseconds() : (long?)null;
        var trail = floor.Day == day ? floor.Passes.GetValueOrDefault(Pass)?.Trail : null;
        var scans =
            trail is not null && floor.Numbers.TryGetValue(Booth, out var number)
                ? trail.Steps.Where(s => s.Booth == number && s.Enters == Way is Way.In).Select(s => s.At).ToArray()
                : [];
        if (moment is { } around)
            scans = [.. scans.Where(s => Math.Abs(s - around) <= Near).OrderByDescending(s => Math.Abs(s - around))];
        return scans is [.., var scan]
            ? new VisitTakenBack(Pass, Booth, Way is Way.In, day, DateTimeOffset.FromUnixTimeMilliseconds(scan))
            : throw FloorRefusals.UnknownScan(Pass, Booth);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "visits/take-back",
                (TakeBackVisit visit, HttpContext http, WallClock time) =>
                    http.Ask(visit with { Skew = ScanMoment.SkewOf(http, time.GetUtcNow()) })
            )
            .Asks<TakeBackVisit>("Take a mistaken scan back")
            .IsQuick();
}
