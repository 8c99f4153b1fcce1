using System.Collections.Immutable;
using Hub.Ledger;

namespace Hub.Floor.Intentions;

/// <summary>How far an intention has come.</summary>
public enum Stage { Declared, Invited, Interviewed, Agreed, Declined, Withdrawn }

/// <summary>What was done to an intention.</summary>
public enum Deed { Declared, Invited, Interviewed, Confirmed, Agreed, Declined, Withdrawn }

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

    internal Intention Then(Deed deed, Side by, DateTimeOffset at)
    {
        var next = this with { History = History.Add(new Past(deed, by, at)) };
        if (deed is not Deed.Confirmed) return next with { Stage = To(deed), Person = false, Employer = false };
        next = next with { Person = Person || by is Side.Person, Employer = Employer || by is Side.Employer };
        return next is { Person: true, Employer: true } ? next with { Stage = Stage.Agreed, History = next.History.Add(new Past(Deed.Agreed, by, at)) } : next;
    }

    private static Stage To(Deed deed) => deed switch
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
}

/// <summary>Something that the ticker tells, without saying of whom.</summary>
public sealed record Happened(Deed Deed, string Employer, DateTimeOffset At);

/// <summary>Who is interested in whom, and who may see what of whom.</summary>
/// <param name="Employers">Employer → pass → what it has of it.</param>
/// <param name="Passes">Pass → its employers.</param>
/// <param name="Erased">Passes of which nothing is known any more.</param>
/// <param name="Ticker">The newest last.</param>
/// <param name="Ends">See <see cref="RetentionSet"/>.</param>
/// <param name="Days">See <see cref="RetentionSet"/>.</param>
public sealed record IntentionSlice(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, Lead>> Employers, ImmutableDictionary<string, ImmutableSortedSet<string>> Passes,
    ImmutableHashSet<string> Erased, ImmutableList<Happened> Ticker, DateOnly? Ends, int Days) : Slice
{
    public const int UsualDays = 30;
    private const int TickerLines = 30;

    private static readonly ImmutableSortedDictionary<string, Lead> NoLeads = ImmutableSortedDictionary.Create<string, Lead>(StringComparer.Ordinal);

    public static readonly SliceKind Kind = new("intention", new IntentionSlice(ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, Lead>>(StringComparer.Ordinal),
        ImmutableDictionary<string, ImmutableSortedSet<string>>.Empty, [], [], null, UsualDays), typeof(IntentionFact), IntentionJson.Default.IntentionFact);

    public ImmutableSortedDictionary<string, Lead> LeadsOf(string employer) => Employers.GetValueOrDefault(employer, NoLeads);

    public Lead Of(string pass, string employer) => LeadsOf(employer).GetValueOrDefault(pass, Lead.None);

    /// <summary>A pass's employers, and what each has of it.</summary>
    public IEnumerable<(string Employer, Lead Lead)> OfPass(string pass) => Passes.TryGetValue(pass, out var mine) ? mine.Select(e => (e, Of(pass, e))) : [];

    public override Slice Then(Fact fact, DateTimeOffset at) => fact switch
    {
        IntentionDeclared f => With(f.Pass, f.Employer, l => l with { Intention = Declared(l.Intention, f.Position, at) }).Tell(Deed.Declared, f.Employer, at, tells: Of(f.Pass, f.Employer).Intention is not { IsOpen: true }),
        IntentionInvited f => Move(f.Pass, f.Employer, Deed.Invited, Side.Employer, at),
        IntentionDeclined f => Move(f.Pass, f.Employer, Deed.Declined, Side.Employer, at),
        IntentionInterviewed f => Move(f.Pass, f.Employer, Deed.Interviewed, Side.Employer, at).Tell(Deed.Interviewed, f.Employer, at),
        AgreementConfirmed f => Move(f.Pass, f.Employer, Deed.Confirmed, f.By, at) is var next && next.Of(f.Pass, f.Employer).Intention is { Stage: Stage.Agreed } ? next.Tell(Deed.Agreed, f.Employer, at) : next,
        IntentionWithdrawn f => Move(f.Pass, f.Employer, Deed.Withdrawn, Side.Person, at),
        ConsentGiven f => With(f.Pass, f.Employer, l => l with { Consent = new Consent([.. f.Fields], f.Version, at) }),
        ConsentWithdrawn f => With(f.Pass, f.Employer, l => l with { Consent = null }),
        NoteWritten f => With(f.Pass, f.Employer, l => l with { Noted = at }),
        ProfileTyped => this,
        LeadsHandedOver f => HandOver(f),
        PassErased f => Erase(f.Pass),
        RetentionSet f => this with { Ends = f.Ends, Days = f.Days },
        PeopleExpired => this with { Employers = Employers.SetItems(Employers.Select(e => KeyValuePair.Create(e.Key, e.Value.SetItems(e.Value.Select(l => KeyValuePair.Create(l.Key, l.Value with { Consent = null, Noted = null })))))) },
        _ => throw new UnknownFactException(fact),
    };

    private static Intention Declared(Intention? had, string? position, DateTimeOffset at) => had is { IsOpen: true } ? had with { Position = position }
        : (had ?? new Intention(position, Stage.Declared, false, false, [])).Then(Deed.Declared, Side.Person, at) with { Position = position };

    private IntentionSlice Move(string pass, string employer, Deed deed, Side by, DateTimeOffset at) => With(pass, employer, l => l with { Intention = l.Intention!.Then(deed, by, at) });

    private IntentionSlice With(string pass, string employer, Func<Lead, Lead> change) => this with
    {
        Employers = Employers.SetItem(employer, LeadsOf(employer).SetItem(pass, change(Of(pass, employer)))),
        Passes = Passes.SetItem(pass, Passes.GetValueOrDefault(pass, ImmutableSortedSet.Create<string>(StringComparer.Ordinal)).Add(employer)),
    };

    private IntentionSlice Tell(Deed deed, string employer, DateTimeOffset at, bool tells = true) =>
        tells ? this with { Ticker = (Ticker.Count < TickerLines ? Ticker : Ticker.RemoveAt(0)).Add(new Happened(deed, employer, at)) } : this;

    private IntentionSlice HandOver(LeadsHandedOver f) => this with
    {
        Employers = Employers.SetItems(OfPass(f.Pass).Select(e => KeyValuePair.Create(e.Employer, LeadsOf(e.Employer).Remove(f.Pass).SetItem(f.To, e.Lead)))),
        Passes = Passes.TryGetValue(f.Pass, out var mine) ? Passes.Remove(f.Pass).SetItem(f.To, mine) : Passes,
    };

    private IntentionSlice Erase(string pass)
    {
        var next = this with { Erased = Erased.Add(pass) };
        foreach (var (employer, _) in OfPass(pass)) next = next.With(pass, employer, l => l with { Consent = null, Noted = null });
        return next;
    }
}

public static class IntentionsOfFair
{
    extension(Fair fair)
    {
        public IntentionSlice Intentions => fair.Slice<IntentionSlice>();

        /// <exception cref="Refusal"><c>unknown-position</c></exception>
        internal void DemandPosition(string employer, string? position)
        {
            if (position is not null && fair.Floor.Directory.Positions.GetValueOrDefault(position)?.Employer != employer) throw Refusal.Unknown("position", "这家单位没有这个岗位。", "This employer has no such position.");
        }

        /// <exception cref="Refusal"><c>person-erased</c></exception>
        internal void DemandNotErased(string pass)
        {
            if (fair.Intentions.Erased.Contains(pass)) throw new Refusal("person-erased", "此人已删除自己的资料。", "This person has erased their data.");
        }

        /// <summary>What joining a booth's queue says of the intention; null: nothing that is new.</summary>
        /// <exception cref="Refusal"><c>unknown-position</c></exception>
        internal Fact? Declares(string pass, string booth, string? position)
        {
            var employer = fair.EmployerAt(booth);
            fair.DemandPosition(employer, position);
            var had = fair.Intentions.Of(pass, employer).Intention;
            return had is null || !had.IsOpen && !had.WasDeclined || had.IsOpen && position is not null && position != had.Position ? new IntentionDeclared(pass, employer, position ?? had?.Position) : null;
        }

        /// <summary>What an interview in a booth's queue makes of the intention; null: nothing that is new.</summary>
        internal Fact? Interviews(string pass, string booth) =>
            fair.EmployerAt(booth) is var employer && fair.Intentions.Of(pass, employer).Intention is { Stage: Stage.Declared or Stage.Invited } ? new IntentionInterviewed(pass, employer) : null;
    }
}
