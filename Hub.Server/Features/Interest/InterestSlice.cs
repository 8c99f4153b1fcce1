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

    public ImmutableSortedDictionary<PassId, Lead> LeadsOf(EmployerId employer) =>
        Employers.GetValueOrDefault(employer, NoLeads);

    public Lead Of(PassId pass, EmployerId employer) => LeadsOf(employer).GetValueOrDefault(pass, Lead.None);

    /// <summary>A pass's employers, and what each has of it.</summary>
    public IEnumerable<(EmployerId Employer, Lead Lead)> OfPass(PassId pass) =>
        Passes.TryGetValue(pass, out var mine) ? mine.Select(e => (e, Of(pass, e))) : [];

    public override Slice Then(Fact fact, DateTimeOffset at) =>
        fact switch
        {
            IntentionDeclared f => With(
                    f.Pass,
                    f.Employer,
                    l => l with { Intention = Declared(l.Intention, f.Position, at) }
                )
                .Tell(Deed.Declared, f.Employer, at, tells: Of(f.Pass, f.Employer).Intention is not { IsOpen: true }),
            IntentionInvited f => Move(f.Pass, f.Employer, Deed.Invited, Side.Employer, at),
            IntentionDeclined f => Move(f.Pass, f.Employer, Deed.Declined, Side.Employer, at),
            IntentionInterviewed f => Move(f.Pass, f.Employer, Deed.Interviewed, Side.Employer, at)
                .Tell(Deed.Interviewed, f.Employer, at),
            AgreementConfirmed f => Confirmed(f, at),
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

    private static Intention Declared(Intention? had, string? position, DateTimeOffset at) =>
        had is { IsOpen: true }
            ? had with
            {
                Position = position,
            }
            : (had ?? new Intention(position, Stage.Declared, false, false, [])).Then(
                Deed.Declared,
                Side.Person,
                at
            ) with
            {
                Position = position,
            };

    private static ImmutableSortedDictionary<PassId, Lead> Expired(ImmutableSortedDictionary<PassId, Lead> leads) =>
        leads.SetItems(leads.Select(l => KeyValuePair.Create(l.Key, l.Value.Erased)));

    private InterestSlice Confirmed(AgreementConfirmed f, DateTimeOffset at)
    {
        var next = Move(f.Pass, f.Employer, Deed.Confirmed, f.By, at);
        return next.Of(f.Pass, f.Employer).Intention is { Stage: Stage.Agreed }
            ? next.Tell(Deed.Agreed, f.Employer, at)
            : next;
    }

    private InterestSlice Move(PassId pass, EmployerId employer, Deed deed, Side by, DateTimeOffset at) =>
        With(pass, employer, l => l with { Intention = l.Intention!.Then(deed, by, at) });

    private InterestSlice With(PassId pass, EmployerId employer, Func<Lead, Lead> change) =>
        this with
        {
            Employers = Employers.SetItem(employer, LeadsOf(employer).SetItem(pass, change(Of(pass, employer)))),
            Passes = Passes.SetItem(pass, Passes.GetValueOrDefault(pass, NoEmployers).Add(employer)),
        };

    private InterestSlice Tell(Deed deed, EmployerId employer, DateTimeOffset at, bool tells = true) =>
        !tells
            ? this
            : this with
            {
                Ticker = (Ticker.Count < TickerLines ? Ticker : Ticker.RemoveAt(0)).Add(
                    new Happening(deed, employer, at)
                ),
            };

    /// <summary>The new pass may have leads of its own by then.</summary>
    private InterestSlice HandOver(LeadsHandedOver f) =>
        OfPass(f.Pass)
            .Aggregate(
                this with
                {
                    Employers = Employers.SetItems(
                        OfPass(f.Pass).Select(e => KeyValuePair.Create(e.Employer, LeadsOf(e.Employer).Remove(f.Pass)))
                    ),
                    Passes = Passes.Remove(f.Pass),
                },
                (next, e) =>
                    next.With(
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
