using System.Collections.Immutable;
using Hub.Features.People;

namespace Hub.Features.Interest;

/// <summary>Who is interested in whom, and who may see what of whom.</summary>
/// <param name="Employers">Employer → pass → what it has of it.</param>
/// <param name="Passes">Pass → its employers.</param>
/// <param name="Ticker">The newest last.</param>
public sealed record InterestSlice(
    ImmutableSortedDictionary<EmployerId, ImmutableSortedDictionary<PassId, Lead>> Employers,
    ImmutableDictionary<PassId, ImmutableSortedSet<EmployerId>> Passes,
    ImmutableList<Happening> Ticker
) : Slice
{
    private const int TickerLines = 30;

    private static readonly ImmutableSortedDictionary<PassId, Lead> NoLeads = ImmutableSortedDictionary<
        PassId,
        Lead
    >.Empty;
    private static readonly ImmutableSortedSet<EmployerId> NoEmployers = [];

    public static readonly SliceKind Kind = new(
        new InterestSlice(
            ImmutableSortedDictionary<EmployerId, ImmutableSortedDictionary<PassId, Lead>>.Empty,
            ImmutableDictionary<PassId, ImmutableSortedSet<EmployerId>>.Empty,
            []
        ),
        InterestFacts.All,
        typeof(PassErased),
        typeof(PeopleExpired)
    );

    /// <summary>Employer → how many people have come how far with it.</summary>
    public ImmutableDictionary<EmployerId, Count> Counts { get; init; } = ImmutableDictionary<EmployerId, Count>.Empty;

    /// <summary>How many people have come how far with any employer.</summary>
    public Count People { get; init; }

    public ImmutableSortedDictionary<PassId, Lead> LeadsOf(EmployerId employer) =>
        Employers.GetValueOrDefault(employer, NoLeads);

    public Lead Of(PassId pass, EmployerId employer) => LeadsOf(employer).GetValueOrDefault(pass, Lead.None);

    /// <summary>A pass's employers, and what each has of it.</summary>
    public IEnumerable<(EmployerId Employer, Lead Lead)> OfPass(PassId pass) =>
        Passes.TryGetValue(pass, out var mine) ? mine.Select(e => (e, Of(pass, e))) : [];

    public override Slice Then(Fact fact, DateTimeOffset at) =>
        fact switch
        {
            IntentionDeclared f => With(f.Pass, f.Employer, l => l with { Intention = Declared(l.Intention, f, at) })
                .Tell(this, f.Employer, at),
            IntentionInvited f => Move(f.Pass, f.Employer, Deed.Invited, Side.Employer, at),
            IntentionDeclined f => Move(f.Pass, f.Employer, Deed.Declined, Side.Employer, at),
            IntentionInterviewed f => Move(f.Pass, f.Employer, Deed.Interviewed, Side.Employer, at)
                .Tell(this, f.Employer, at),
            AgreementConfirmed f => Move(f.Pass, f.Employer, Deed.Confirmed, f.By, at).Tell(this, f.Employer, at),
            IntentionWithdrawn f => Move(f.Pass, f.Employer, Deed.Withdrawn, Side.Person, at),
            ConsentGiven f => With(
                f.Pass,
                f.Employer,
                l => l with { Consent = new Consent([.. f.Fields], f.Version, at) }
            ),
            ConsentWithdrawn f => With(f.Pass, f.Employer, l => l with { Consent = null }),
            NoteWritten f => With(f.Pass, f.Employer, l => l with { Noted = at }),
            InterviewReported => this,
            LeadsHandedOver f => HandOver(f),
            PassErased f => OfPass(f.Pass).Aggregate(this, (next, e) => next.With(f.Pass, e.Employer, l => l.Erased)),
            PeopleExpired => this with
            {
                Employers = Employers.SetItems(Employers.Select(e => KeyValuePair.Create(e.Key, Expired(e.Value)))),
            },
            _ => throw new UnknownFactException(fact),
        };

    private static Intention Declared(Intention? had, IntentionDeclared f, DateTimeOffset at) =>
        had switch
        {
            { IsOpen: true } when had.IsDeclared || f.By is Side.Employer => had with { Position = f.Position },
            { IsOpen: true } => had.AlsoDeclared(at) with { Position = f.Position },
            _ => (had ?? new Intention(f.Position, Stage.Declared, false, false, [])).Then(Deed.Declared, f.By, at) with
            {
                Position = f.Position,
            },
        };

    private static ImmutableSortedDictionary<PassId, Lead> Expired(ImmutableSortedDictionary<PassId, Lead> leads) =>
        leads.SetItems(leads.Select(l => KeyValuePair.Create(l.Key, l.Value.Erased)));

    private InterestSlice Move(PassId pass, EmployerId employer, Deed deed, Side by, DateTimeOffset at) =>
        With(pass, employer, l => l with { Intention = l.Intention!.Then(deed, by, at) });

    private InterestSlice With(PassId pass, EmployerId employer, Func<Lead, Lead> change) =>
        Counted(
            pass,
            employer,
            this with
            {
                Employers = Employers.SetItem(employer, LeadsOf(employer).SetItem(pass, change(Of(pass, employer)))),
                Passes = Passes.SetItem(pass, Passes.GetValueOrDefault(pass, NoEmployers).Add(employer)),
            }
        );

    private InterestSlice Without(PassId pass, EmployerId employer) =>
        Counted(
            pass,
            employer,
            this with
            {
                Employers = Employers.SetItem(employer, LeadsOf(employer).Remove(pass)),
                Passes = Passes[pass].Remove(employer) is { Count: > 0 } rest
                    ? Passes.SetItem(pass, rest)
                    : Passes.Remove(pass),
            }
        );

    /// <param name="next">The same, but for what this employer has of this pass.</param>
    private InterestSlice Counted(PassId pass, EmployerId employer, InterestSlice next) =>
        next with
        {
            Counts = Counts.SetItem(
                employer,
                Counts.GetValueOrDefault(employer)
                    - Count.Of(Of(pass, employer).Intention)
                    + Count.Of(next.Of(pass, employer).Intention)
            ),
            People = People - Person(pass) + next.Person(pass),
        };

    /// <summary>How far somebody has come with any employer.</summary>
    private Count Person(PassId pass) => Count.OfPerson(OfPass(pass).Select(e => Count.Of(e.Lead.Intention)));

    /// <summary>A number that has come to its next step is told, and nothing between: what happens to a single person
    /// is nobody else's.</summary>
    private InterestSlice Tell(InterestSlice before, EmployerId employer, DateTimeOffset at)
    {
        var next = this;
        foreach (var deed in Count.Deeds)
        {
            next = next.Tell(deed, employer, before.Counts.GetValueOrDefault(employer), Counts[employer], at);
            next = next.Tell(deed, null, before.People, People, at);
        }
        return next;
    }

    private InterestSlice Tell(Deed deed, EmployerId? employer, Count before, Count now, DateTimeOffset at) =>
        Steps.Shown(now.Of(deed)) is { } step && step > (Steps.Shown(before.Of(deed)) ?? 0)
            ? this with
            {
                Ticker = (Ticker.Count < TickerLines ? Ticker : Ticker.RemoveAt(0)).Add(
                    new Happening(deed, employer, step, at)
                ),
            }
            : this;

    /// <summary>The new pass may have leads of its own by then.</summary>
    private InterestSlice HandOver(LeadsHandedOver f) =>
        OfPass(f.Pass)
            .Aggregate(
                this,
                (next, e) =>
                    next.Without(f.Pass, e.Employer)
                        .With(
                            f.To,
                            e.Employer,
                            newer => LeadsOf(e.Employer).ContainsKey(f.To) ? newer.After(e.Lead) : e.Lead
                        )
            );

    public override bool Knows(PassId pass) => Passes.ContainsKey(pass);
}

public static class InterestOfFair
{
    extension(Fair fair)
    {
        public InterestSlice Intentions => fair.Slice<InterestSlice>();
    }
}
