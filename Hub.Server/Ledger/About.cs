using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Hub.Ledger;

/// <summary>What a fair is: the first fact of every ledger.</summary>
/// <param name="Zone">IANA time zone of its place; its midnight starts a new day.</param>
public sealed record About(string Name, string? NameEn, string Zone) : Slice
{
    public static readonly SliceKind Kind = new("fair", new About("", null, "Asia/Shanghai"), typeof(AboutFact), AboutJson.Default.AboutFact);

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);

    /// <summary>The date at the fair's place.</summary>
    public DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);

    /// <summary>What the clocks at the fair's place show.</summary>
    public TimeOnly Time(DateTimeOffset at) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);

    public override Slice Then(Fact fact, DateTimeOffset at) => fact switch
    {
        FairOpened f => new About(f.Name, f.NameEn, f.Zone),
        NothingChanged => this,
        _ => throw new UnknownFactException(fact),
    };
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(FairOpened), "opened")]
[JsonDerivedType(typeof(NothingChanged), "nothing")]
public abstract record AboutFact : Fact;

/// <summary>The fair got its ledger, or a new name.</summary>
public sealed record FairOpened(string Name, string? NameEn, string Zone) : AboutFact;

/// <summary>A command was answered that found everything as it asks.</summary>
public sealed record NothingChanged : AboutFact;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AboutFact))]
internal sealed partial class AboutJson : JsonSerializerContext;

/// <summary>Opens a fair's ledger, or renames the fair.</summary>
public sealed partial record OpenFair(string Name, string? NameEn, string Zone) : Command
{
    public override bool Allows(Asker asker) => asker.Role is Role.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (!IdShape().IsMatch(fair.Id)) throw Refusal.Malformed("活动编号只能用小写字母、数字和“-”，最多 32 个。", "A fair's id is 1 to 32 of a-z, 0-9 and '-'.");
        if (Name is not { Length: > 0 and <= 120 }) throw Refusal.Malformed("活动名称要有 1 到 120 个字。", "A fair's name has 1 to 120 characters.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _)) throw Refusal.Malformed($"没有时区 {Zone}。", $"There is no time zone {Zone}.");
        var opened = new FairOpened(Name, NameEn, Zone);
        return fair.Slice<About>() == new About(Name, NameEn, Zone) && fair.Offset > 0 ? Decision.Nothing : opened;
    }

    [GeneratedRegex("^[a-z0-9-]{1,32}\\z")]
    internal static partial Regex IdShape();
}
