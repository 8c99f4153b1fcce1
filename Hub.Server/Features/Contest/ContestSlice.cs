using System.Collections.Immutable;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

public sealed record ContestSlice(ImmutableDictionary<ContestId, ContestState> Contests) : Slice
{
    public static readonly SliceKind Kind = new(
        new ContestSlice(ImmutableDictionary<ContestId, ContestState>.Empty),
        ContestFacts.All
    );

    public override Slice Then(Fact fact, DateTimeOffset at) => At(at).Happened(fact, at).Released();

    /// <summary>With every freeze that was planned for a moment which has come.</summary>
    private ContestSlice At(DateTimeOffset at)
    {
        var due = Contests
            .Where(c => c.Value.FreezeAt <= at)
            .Select(c => KeyValuePair.Create(c.Key, c.Value.At(at)))
            .ToList();
        return due.Count == 0 ? this : new(Contests.SetItems(due));
    }

    /// <summary>With what contests kept from the public until now, in the later ones.</summary>
    private ContestSlice Released()
    {
        for (var contests = Contests; ; )
        {
            var open = contests
                .Where(c => !c.Value.Withheld.IsEmpty)
                .SelectMany(c => c.Value.Withheld.Keys.Where(contests.IsReleased).Select(from => (Later: c.Key, from)))
                .ToList();
            if (open.Count == 0)
                return ReferenceEquals(contests, Contests) ? this : new(contests);
            // what is released now may be all that a contest between them waited for
            foreach (var (later, from) in open)
                contests = contests.SetItem(
                    later,
                    contests[later] with
                    {
                        Withheld = contests[later].Withheld.Remove(from),
                    }
                );
        }
    }

    private ContestSlice Happened(Fact fact, DateTimeOffset at) =>
        fact switch
        {
            ContestDefined f => Set(f.Scheme.Today(), [.. f.Scheme.Contestants.Select(n => new Starter(n))]),
            ContestSet f => Set(f.Scheme, f.Contestants),
            MarkEntered f => With(f.Contest, f.Contestant, e => e.With(f.Slot, f.Value, at)),
            MarkTakenBack f => With(
                f.Contest,
                f.Contestant,
                e => e.With(new Slot(f.Criterion, f.Attempt, f.Seat), default, at)
            ),
            StatusSet f => With(f.Contest, f.Contestant, e => e with { Status = f.Status }),
            MarkCorrected f => With(
                    f.Contest,
                    f.Contestant,
                    e =>
                        e.With(f.Slot, f.Value, at) with
                        {
                            Signed = e.Signed with { Contestant = false, Chief = false },
                        }
                )
                .With(
                    f.Contest,
                    c =>
                        c with
                        {
                            Corrections = c.Corrections.Add(new(f.Contestant, f.Slot, f.Was, f.Value, f.Reason, at)),
                        }
                ),
            SheetSigned f => With(
                f.Contest,
                f.Contestant,
                e =>
                    e with
                    {
                        Signed = f.As switch
                        {
                            Signer.Judge => e.Signed with { Judges = e.Signed.Judges.Add(f.Seat!.Value) },
                            Signer.Contestant => e.Signed with { Contestant = true },
                            _ => e.Signed with { Chief = true },
                        },
                    }
            ),
            SheetReturned f => With(f.Contest, f.Contestant, e => e with { Signed = Signatures.None }),
            ContestLocked f => With(f.Contest, c => c with { Locked = true }),
            ContestUnlocked f => With(f.Contest, c => c with { Locked = false }),
            ContestFrozen f => With(f.Contest, c => c.FrozenSince(at)),
            FreezePlanned f => With(f.Contest, c => c with { FreezeAt = f.At }),
            ResultsCarried f => With(f.Contest, c => c.Carry(f, at, Contests.IsReleased(f.From))),
            ContestUnfrozen f => With(f.Contest, c => c with { Frozen = null, FrozenAt = null, Reveal = null }),
            RevealBegun f => With(f.Contest, c => c with { Reveal = new Reveal(c, 0) }),
            RankRevealed f => With(
                f.Contest,
                c =>
                    f.Shown == c.Order.Count
                        ? c with
                        {
                            Frozen = null,
                            FrozenAt = null,
                            Reveal = null,
                        }
                        : c with
                        {
                            Reveal = c.Reveal! with { Shown = f.Shown },
                        }
            ),
            ContestantCalled f => With(
                f.Contest,
                c => c with { OnNow = f.Contestant is { } on ? new OnNow(on, f.Module, f.Attempt, at) : null }
            ),
            ResultsPosted f => With(f.Contest, c => c with { Posted = at }),
            AppealFiled f => With(
                f.Contest,
                c => c with { Appeals = c.Appeals.Add(new(f.Id, f.Contestant, f.Text, at, null, null)) }
            ),
            AppealDecided f => With(
                f.Contest,
                c =>
                    c with
                    {
                        Appeals = c.Appeals.ConvertAll(a =>
                            a.Id == f.Id ? a with { Upheld = f.Upheld, Reason = f.Reason } : a
                        ),
                    }
            ),
            OrderDrawn f => With(
                f.Contest,
                c =>
                    c.With(f.Order, anew: true) with
                    {
                        Hidden = f.Hidden,
                        Draw = f.Secret is { } secret ? new Draw(secret, f.Stations) : null,
                        Heat = null,
                        // who was on by name is not on by code
                        OnNow = null,
                    }
            ),
            LateDrawn f => With(f.Contest, c => c.With(f.Order, anew: false)),
            NamesReleased f => With(f.Contest, c => c with { Hidden = false }),
            HeatCalled f => With(f.Contest, c => c with { Heat = f.Heat }),
            _ => throw new UnknownFactException(fact),
        };

    private ContestSlice Set(Scheme scheme, IReadOnlyList<Starter> contestants) =>
        new(Contests.SetItem(scheme.Id, ContestState.Set(Contests.GetValueOrDefault(scheme.Id), scheme, contestants)));

    private ContestSlice With(ContestId contest, Func<ContestState, ContestState> change) =>
        new(Contests.SetItem(contest, change(Contests[contest])));

    private ContestSlice With(ContestId contest, ContestantId contestant, Func<ScoreSheet, ScoreSheet> change) =>
        With(contest, c => c.With(contestant, change));
}
