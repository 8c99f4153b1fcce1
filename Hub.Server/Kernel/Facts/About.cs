using System.Globalization;

namespace Hub.Kernel.Facts;

/// <summary>What a fair is: the first fact of every ledger.</summary>
/// <param name="Zone">IANA time zone of its place; its midnight starts a new day.</param>
public sealed record About(string Name, string? NameEn, string Zone) : Slice
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

    /// <summary>The date at the fair's place.</summary>
    public DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);

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
}

/// <summary>The fair got its ledger, or a new name.</summary>
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
