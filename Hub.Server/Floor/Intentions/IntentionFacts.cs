using System.Text.Json.Serialization;
using Hub.Ledger;

namespace Hub.Floor.Intentions;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(IntentionDeclared), "declare")]
[JsonDerivedType(typeof(IntentionInvited), "invite")]
[JsonDerivedType(typeof(IntentionDeclined), "decline")]
[JsonDerivedType(typeof(IntentionInterviewed), "interview")]
[JsonDerivedType(typeof(AgreementConfirmed), "confirm")]
[JsonDerivedType(typeof(IntentionWithdrawn), "withdraw")]
[JsonDerivedType(typeof(ConsentGiven), "consent")]
[JsonDerivedType(typeof(ConsentWithdrawn), "unconsent")]
[JsonDerivedType(typeof(ProfileTyped), "profile")]
[JsonDerivedType(typeof(NoteWritten), "note")]
[JsonDerivedType(typeof(LeadsHandedOver), "pass")]
[JsonDerivedType(typeof(PassErased), "erase")]
[JsonDerivedType(typeof(RetentionSet), "retention")]
[JsonDerivedType(typeof(PeopleExpired), "expire")]
public abstract record IntentionFact : Fact;

/// <summary>Somebody is interested in an employer.</summary>
/// <param name="Position">Id of the position that is aimed at; null: not said.</param>
public sealed record IntentionDeclared(string Pass, string Employer, string? Position) : IntentionFact;

/// <summary>The employer would like to talk.</summary>
public sealed record IntentionInvited(string Pass, string Employer) : IntentionFact;

/// <summary>The employer says no, at whatever step.</summary>
public sealed record IntentionDeclined(string Pass, string Employer) : IntentionFact;

/// <summary>They have talked.</summary>
public sealed record IntentionInterviewed(string Pass, string Employer) : IntentionFact;

/// <summary>One side confirms the preliminary agreement; with the second there is one.</summary>
public sealed record AgreementConfirmed(string Pass, string Employer, Side By) : IntentionFact;

/// <summary>The person says no (any more), at whatever step.</summary>
public sealed record IntentionWithdrawn(string Pass, string Employer) : IntentionFact;

/// <summary>A person lets an employer see some of what they typed; what was granted before, and is not named, is no more.</summary>
/// <param name="Fields">Names of fields, never what is in them.</param>
/// <param name="Version">Of the text that they agreed to: see <see cref="ConsentText"/>.</param>
public sealed record ConsentGiven(string Pass, string Employer, IReadOnlyList<string> Fields, string Version) : IntentionFact;

public sealed record ConsentWithdrawn(string Pass, string Employer) : IntentionFact;

/// <summary>A person typed something about themselves. What it is lies beside the ledger.</summary>
public sealed record ProfileTyped(string Pass) : IntentionFact;

/// <summary>An employer wrote a note about somebody. What it says lies beside the ledger.</summary>
public sealed record NoteWritten(string Pass, string Employer) : IntentionFact;

/// <summary>A visitor got another pass, which has all that was the old one's.</summary>
public sealed record LeadsHandedOver(string Pass, string To) : IntentionFact;

/// <summary>All that was known of a person was erased; what they did stays counted.</summary>
public sealed record PassErased(string Pass) : IntentionFact;

/// <summary>How long personal data is kept.</summary>
/// <param name="Ends">The fair's last day, at its place; null: the day on which the hub was last asked for anything.</param>
/// <param name="Days">So many days after it, everything is erased.</param>
public sealed record RetentionSet(DateOnly? Ends, int Days) : IntentionFact;

/// <summary>The time was over: all personal data of visitors was erased, with the notes about them.</summary>
/// <param name="Count">Rows that there were.</param>
public sealed record PeopleExpired(int Count) : IntentionFact;

/// <summary>The names are in old ledgers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Side>))]
public enum Side { Person, Employer }

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IntentionFact))]
internal sealed partial class IntentionJson : JsonSerializerContext;
