using System.Collections.Immutable;

namespace Hub.Features.Interest;

/// <summary>How far an intention has come.</summary>
public enum Stage
{
    Declared,
    Invited,
    Interviewed,
    Agreed,
    Declined,
    Withdrawn,
}

/// <summary>What was done to an intention.</summary>
public enum Deed
{
    Declared,
    Invited,
    Interviewed,
    Confirmed,
    Agreed,
    Declined,
    Withdrawn,
}

/// <summary>A line of the history that both sides see.</summary>
public sealed record Past(Deed Deed, Side By, DateTimeOffset At);

/// <summary>A person's intention to an employer.</summary>
/// <param name="Person">The person has confirmed the agreement.</param>
/// <param name="Employer">The employer has.</param>
public sealed record Intention(string? Position, Stage Stage, bool Person, bool Employer, ImmutableList<Past> History)
{
    /// <summary>Neither side has ended it.</summary>
    public bool IsOpen => Stage is not (Stage.Declined or Stage.Withdrawn);

    public bool WasDeclined => History.Any(p => p.Deed is Deed.Declined);

    /// <summary>The person has said so; else only the employer's booth has entered them.</summary>
    public bool IsDeclared => History.Any(p => p is { Deed: Deed.Declared, By: Side.Person });

    /// <summary>The person says so too, however far it has come without that.</summary>
    internal Intention AlsoDeclared(DateTimeOffset at) =>
        this with
        {
            History = History.Add(new Past(Deed.Declared, Side.Person, at)),
        };

    internal Intention Then(Deed deed, Side by, DateTimeOffset at)
    {
        var next = this with { History = History.Add(new Past(deed, by, at)) };
        if (deed is not Deed.Confirmed)
            return next with { Stage = To(deed), Person = false, Employer = false };
        next = next with { Person = Person || by is Side.Person, Employer = Employer || by is Side.Employer };
        return next is { Person: true, Employer: true }
            ? next with
            {
                Stage = Stage.Agreed,
                History = next.History.Add(new Past(Deed.Agreed, by, at)),
            }
            : next;
    }

    private static Stage To(Deed deed) =>
        deed switch
        {
            Deed.Declared => Stage.Declared,
            Deed.Invited => Stage.Invited,
            Deed.Interviewed => Stage.Interviewed,
            Deed.Declined => Stage.Declined,
            Deed.Withdrawn => Stage.Withdrawn,
            _ => throw new ArgumentOutOfRangeException(nameof(deed)),
        };
}

/// <summary>What a person lets an employer see.</summary>
public sealed record Consent(ImmutableSortedSet<string> Fields, string Version, DateTimeOffset At);

/// <summary>What an employer has of a person.</summary>
/// <param name="Intention">Null: only a consent, or a note.</param>
/// <param name="Noted">When a note was last written.</param>
public sealed record Lead(Intention? Intention, Consent? Consent, DateTimeOffset? Noted)
{
    public static readonly Lead None = new(null, null, null);

    /// <summary>Of one person's two leads the newer counts. A consent that it has not is not given: it may have been
    /// withdrawn.</summary>
    internal Lead After(Lead older) =>
        this with
        {
            Intention = Intention ?? older.Intention,
            Noted = Noted ?? older.Noted,
        };

    /// <summary>What may be kept of it once the person's data is erased.</summary>
    internal Lead Erased => this with { Consent = null, Noted = null };
}

/// <summary>Something that the ticker tells, without saying of whom: a number of people has come to its next
/// step.</summary>
/// <param name="Employer">Null: of the whole fair.</param>
/// <param name="Count">See <see cref="Steps"/>.</param>
public sealed record Happening(Deed Deed, EmployerId? Employer, int Count, DateTimeOffset At);
