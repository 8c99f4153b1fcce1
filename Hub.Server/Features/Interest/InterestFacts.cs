using System.Text.Json.Serialization;

namespace Hub.Features.Interest;

/// <summary>Facts of who is interested in whom.</summary>
public static class InterestFacts
{
    public static readonly FactKind[] All =
    [
        FactKind.Of<IntentionDeclared>("intention", "declare"),
        FactKind.Of<IntentionInvited>("intention", "invite"),
        FactKind.Of<IntentionDeclined>("intention", "decline"),
        FactKind.Of<InterviewReported>("intention", "talked"),
        FactKind.Of<IntentionInterviewed>("intention", "interview"),
        FactKind.Of<AgreementConfirmed>("intention", "confirm"),
        FactKind.Of<IntentionWithdrawn>("intention", "withdraw"),
        FactKind.Of<ConsentGiven>("intention", "consent"),
        FactKind.Of<ConsentWithdrawn>("intention", "unconsent"),
        FactKind.Of<NoteWritten>("intention", "note"),
        FactKind.Of<LeadsHandedOver>("intention", "pass"),
    ];
}

/// <summary>Somebody is interested in an employer.</summary>
/// <param name="Position">Id of the position that is aimed at; null: not said.</param>
/// <param name="By">Who says so: the person; or the employer, whose booth put them into its queue. Older hubs did not
/// tell these apart.</param>
public sealed record IntentionDeclared(
    PassId Pass,
    EmployerId Employer,
    string? Position,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Side By = Side.Person
) : Fact;

/// <summary>The employer would like to talk.</summary>
public sealed record IntentionInvited(PassId Pass, EmployerId Employer) : Fact;

/// <summary>The employer says no, at whatever step.</summary>
public sealed record IntentionDeclined(PassId Pass, EmployerId Employer) : Fact;

/// <summary>The employer says that they have talked: whoever sits at a desk of the booth for it is done
/// there.</summary>
public sealed record InterviewReported(PassId Pass, EmployerId Employer, BoothId Booth) : Fact;

/// <summary>They have talked.</summary>
public sealed record IntentionInterviewed(PassId Pass, EmployerId Employer) : Fact;

/// <summary>One side confirms the preliminary agreement; with the second there is one.</summary>
public sealed record AgreementConfirmed(PassId Pass, EmployerId Employer, Side By) : Fact;

/// <summary>The person says no (any more), at whatever step.</summary>
public sealed record IntentionWithdrawn(PassId Pass, EmployerId Employer) : Fact;

/// <summary>A person lets an employer see some of what they typed; what was granted before, and is not named, is no
/// more.</summary>
/// <param name="Fields">Names of fields, never what is in them.</param>
/// <param name="Version">Of the text that they agreed to: see <see cref="ConsentText"/>.</param>
public sealed record ConsentGiven(PassId Pass, EmployerId Employer, IReadOnlyList<string> Fields, string Version)
    : Fact;

public sealed record ConsentWithdrawn(PassId Pass, EmployerId Employer) : Fact;

/// <summary>An employer wrote a note about somebody. What it says lies beside the ledger.</summary>
public sealed record NoteWritten(PassId Pass, EmployerId Employer) : Fact;

/// <summary>A visitor got another pass, which has all that was the old one's.</summary>
public sealed record LeadsHandedOver(PassId Pass, PassId To) : Fact;

/// <summary>The names are in old ledgers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Side>))]
public enum Side
{
    Person,
    Employer,
}
