namespace Hub.Kernel.Facts;

/// <summary>What a fair is: the first fact of every ledger.</summary>
/// <param name="Zone">IANA time zone of its place; its midnight starts a new day.</param>
public sealed record About(string Name, string? NameEn, string Zone) : Slice
{
    public static readonly SliceKind Kind = new(
        new About("", null, "Asia/Shanghai"),
        [FactKind.Of<FairOpened>("fair", "opened"), FactKind.Of<NothingChanged>("fair", "nothing")]
    );

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);

    /// <summary>The date at the fair's place.</summary>
    public DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);

    /// <summary>What the clocks at the fair's place show.</summary>
    public TimeOnly Time(DateTimeOffset at) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);

    public override Slice Then(Fact fact, DateTimeOffset at) =>
        fact switch
        {
            FairOpened f => new About(f.Name, f.NameEn, f.Zone),
            NothingChanged => this,
            _ => throw new UnknownFactException(fact),
        };
}

/// <summary>The fair got its ledger, or a new name.</summary>
public sealed record FairOpened(string Name, string? NameEn, string Zone) : Fact;

/// <summary>A command was answered that found everything as it asks.</summary>
public sealed record NothingChanged : Fact;
