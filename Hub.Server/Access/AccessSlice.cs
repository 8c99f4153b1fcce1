using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Hub.Ledger;

namespace Hub.Access;

/// <summary>A badge: who holds its secret is this asker.</summary>
/// <param name="Hash">Lower-case hex SHA-256 of the secret. The secret itself is nowhere kept.</param>
/// <param name="Label">What the organizer calls it, like "A12 tablet".</param>
public sealed record Badge(Asker Asker, string Label, string Hash, DateTimeOffset Issued, bool Revoked);

/// <summary>A visitor's pass, without anything about the visitor.</summary>
/// <param name="Hash">The first half of its code's SHA-256. The code itself is nowhere kept.</param>
public sealed record Pass(UInt128 Hash, bool Revoked);

/// <summary>All badges and passes of a fair.</summary>
public sealed record AccessSlice(ImmutableDictionary<string, Badge> Badges, ImmutableDictionary<string, string> IdByHash) : Slice
{
    public static readonly SliceKind Kind = new("access",
        new AccessSlice(ImmutableDictionary<string, Badge>.Empty, ImmutableDictionary<string, string>.Empty), typeof(AccessFact), AccessJson.Default.AccessFact);

    /// <summary>Pass → what is known of it.</summary>
    public ImmutableDictionary<string, Pass> Passes { get; init; } = ImmutableDictionary<string, Pass>.Empty;

    /// <summary>See <see cref="Pass.Hash"/> → pass.</summary>
    public ImmutableDictionary<UInt128, string> PassByHash { get; init; } = ImmutableDictionary<UInt128, string>.Empty;

    /// <summary>Who holds a secret: a badge's, or the code of a pass. Null when there is none or it is revoked.</summary>
    public Asker? Find(string secret) =>
        IdByHash.TryGetValue(Secret.Hash(secret), out var id) ? Badges[id] is { Revoked: false } badge ? badge.Asker : null
        : PassByHash.TryGetValue(PassCode.Hash(secret), out var pass) && !Passes[pass].Revoked ? Asker.Of(pass) : null;

    public static Refusal Unknown() => new("badge-unknown", "徽章无效或已被收回。", "This badge does not count, or was revoked.", 401);

    public override void Admit(Asker asker)
    {
        if (Badges.GetValueOrDefault(asker.Id) is { Revoked: true } || asker.Pass is { } pass && Passes.GetValueOrDefault(pass) is { Revoked: true }) throw Unknown();
    }

    public override Slice Then(Fact fact, DateTimeOffset at) => fact switch
    {
        BadgeIssued f => this with
        {
            Badges = Badges.SetItem(f.Id, new Badge(new Asker(f.Id, f.Role, f.Booth, f.Contest, f.Seat, f.Board), f.Label, f.Hash, at, Revoked: false)),
            IdByHash = IdByHash.SetItem(f.Hash, f.Id),
        },
        BadgeRevoked f => this with { Badges = Badges.SetItem(f.Id, Badges[f.Id] with { Revoked = true }) },
        PassMade f => (f.Replaces is { } old ? Revoke(old) : this).With(f.Pass, UInt128.Parse(f.Hash, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        PassRevoked f => Revoke(f.Pass),
        PersonErased => this,
        _ => throw new UnknownFactException(fact),
    };

    private AccessSlice With(string pass, UInt128 hash) => this with { Passes = Passes.SetItem(pass, new Pass(hash, Revoked: false)), PassByHash = PassByHash.SetItem(hash, pass) };

    private AccessSlice Revoke(string pass) => this with { Passes = Passes.SetItem(pass, Passes[pass] with { Revoked = true }) };
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(BadgeIssued), "issued")]
[JsonDerivedType(typeof(BadgeRevoked), "revoked")]
[JsonDerivedType(typeof(PassMade), "pass")]
[JsonDerivedType(typeof(PassRevoked), "pass-revoked")]
[JsonDerivedType(typeof(PersonErased), "erased")]
public abstract record AccessFact : Fact;

/// <summary>A badge was handed out.</summary>
public sealed record BadgeIssued(string Id, Role Role, string Label, string Hash, string? Booth, string? Contest, string? Seat, string? Board) : AccessFact;

/// <summary>A badge counts no more.</summary>
public sealed record BadgeRevoked(string Id) : AccessFact;

/// <summary>A visitor made a pass.</summary>
/// <param name="Hash">The first 32 digits of the lower-case hex SHA-256 of its code.</param>
/// <param name="Replaces">The pass that the visitor had until then. It counts no more.</param>
public sealed record PassMade(string Pass, string Hash, string? Replaces = null) : AccessFact;

/// <summary>A pass counts no more.</summary>
public sealed record PassRevoked(string Pass) : AccessFact;

/// <summary>The personal data under a key was erased from the table beside the ledger.</summary>
public sealed record PersonErased(string Key) : AccessFact;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AccessFact))]
internal sealed partial class AccessJson : JsonSerializerContext;

/// <summary>What a badge's holder proves to hold: 160 random bits.</summary>
public static class Secret
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

public static class AccessOfFair
{
    extension(Fair fair)
    {
        public AccessSlice Access => fair.Slice<AccessSlice>();
    }
}
