using System.Globalization;
using System.Text.RegularExpressions;

namespace Hub.Kernel.Facts;

/// <summary>What a fair is: the first fact of every ledger.</summary>
/// <param name="Zone">IANA time zone of its place; its midnight starts a new day.</param>
public sealed partial record About(string Name, string? NameEn, string Zone) : Slice
{
    public static readonly SliceKind Kind = new(
        new About("", null, "Asia/Shanghai"),
        [
            FactKind.Of<FairOpened>("fair", "opened"),
            FactKind.Of<NothingChanged>("fair", "nothing"),
            FactKind.Of<ClockConfirmed>("fair", "clock"),
        ]
    );

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);

    /// <summary>Whether it is a zone's name in IANA's database, which browsers know too: no name of Windows, and no
    /// other file of the database.</summary>
    public static bool IsZone(string zone) =>
        ZoneShape().IsMatch(zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _);

    /// <summary>The date at the fair's place.</summary>
    public DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);

    /// <summary>The first moment of a day at the fair's place. Where clocks are put on at midnight, that is later than
    /// midnight; where midnight comes twice, it is the first.</summary>
    public DateTimeOffset Begins(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (_zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);
        return new DateTimeOffset(
            midnight,
            _zone.IsAmbiguousTime(midnight)
                ? _zone.GetAmbiguousTimeOffsets(midnight).Max()
                : _zone.GetUtcOffset(midnight)
        );
    }

    /// <summary>The same, of the day that it is.</summary>
    public DateTimeOffset DayBegan(DateTimeOffset now) => Begins(Day(now));

    /// <summary>What the clocks at the fair's place show.</summary>
    public TimeOnly Time(DateTimeOffset at) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);

    /// <summary>What calendar and clocks at the fair's place show, like <c>2026-06-06 09:31</c>.</summary>
    public string Moment(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, _zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public override Slice Then(Fact fact, DateTimeOffset at) =>
        fact switch
        {
            FairOpened f => new About(f.Name, f.NameEn, f.Zone),
            NothingChanged or ClockConfirmed => this,
            _ => throw new UnknownFactException(fact),
        };

    [GeneratedRegex("^[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*){0,2}\\z")]
    private static partial Regex ZoneShape();
}

/// <summary>The fair got its ledger, or a new name or time zone.</summary>
/// <param name="Zone">IANA.</param>
public sealed record FairOpened(string Name, string? NameEn, string Zone) : Fact;

/// <summary>A command was answered that found everything as it asks.</summary>
public sealed record NothingChanged : Fact;

/// <summary>Somebody said that the hub's clock is right. The only fact whose time may be earlier than the one before:
/// what follows goes on from it.</summary>
/// <param name="Was">When the last fact before it was.</param>
/// <param name="Day">The day that it is, at the fair's place.</param>
public sealed record ClockConfirmed(DateTimeOffset Was, DateOnly Day) : Fact
{
    /// <summary>When something was by the right clock: what is still to come was noted by one that was ahead.</summary>
    /// <param name="at">When this was said.</param>
    public DateTimeOffset Right(DateTimeOffset moment, DateTimeOffset at) =>
        moment <= at ? moment
        : moment < Was ? at - (Was - moment)
        : at;
}
