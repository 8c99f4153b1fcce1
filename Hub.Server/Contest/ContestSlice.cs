using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Hub.Contest.Scoring;
using Hub.Ledger;

namespace Hub.Contest;

/// <summary>Somebody who takes part, by number: names are personal data and lie beside the ledger.</summary>
/// <param name="Group">Who is ranked together; null where all are.</param>
public sealed record Starter(string Number, string? Group = null);

public sealed record Mark(Value Value, DateTimeOffset At);

/// <summary>Who has signed a sheet: the judges each for their own marks, then the contestant, then the chief.</summary>
public sealed record Signatures(ImmutableHashSet<string> Judges, bool Contestant, bool Chief)
{
    public static readonly Signatures None = new([], false, false);
}

/// <summary>When and where a contestant is on.</summary>
/// <param name="Heat">1, 2…</param>
/// <param name="Station">1, 2…</param>
public sealed record Drawn(string Number, int Heat, int Station)
{
    /// <summary>What a contestant is called while names are hidden: heat and station, as in <c>2-07</c>.</summary>
    [JsonIgnore]
    public string Code => $"{Heat}-{Station:00}";
}

/// <summary>A contestant with the marks that stand.</summary>
public sealed record ScoreSheet(string Number, string? Group, Status Status, ImmutableDictionary<Slot, Mark> Marks)
{
    public Drawn? Drawn { get; init; }

    public Signatures Signed { get; init; } = Signatures.None;
}

/// <summary>A ceremony: the ranking as it was when it began, shown from the last rank up.</summary>
/// <param name="Shown">So many of <see cref="ContestState.Standings"/> of <paramref name="Of"/>, from its end.</param>
public sealed record Reveal(ContestState Of, int Shown);

/// <param name="Since">When this was called.</param>
public sealed record OnNow(string Contestant, string? Module, int Attempt, DateTimeOffset Since);

/// <param name="Upheld">Null: not decided yet.</param>
public sealed record Appeal(string Id, string Contestant, string Text, DateTimeOffset Filed, bool? Upheld, string? Reason);

/// <summary>A mark that the chief changed.</summary>
public sealed record Correction(string Contestant, Slot Slot, Value Was, Value Value, string Reason, DateTimeOffset At);

/// <param name="Order">The contestants' numbers, in starting order.</param>
public sealed record ContestState(Scheme Scheme, IReadOnlyList<string> Order, ImmutableDictionary<string, ScoreSheet> Sheets)
{
    /// <summary>Contestants are known by their codes only.</summary>
    public bool Hidden { get; init; }

    /// <summary>The heat that was called last; null: none, or there are none.</summary>
    public int? Heat { get; init; }

    /// <summary>Official: nothing changes any more.</summary>
    public bool Locked { get; init; }

    /// <summary>What the public sees since the freeze; null: what there is.</summary>
    public ContestState? Frozen { get; init; }

    public DateTimeOffset? FrozenAt { get; init; }

    public Reveal? Reveal { get; init; }

    /// <summary>Who is on now.</summary>
    public OnNow? OnNow { get; init; }

    /// <summary>When the results were posted, from which appeals are taken; null: not yet.</summary>
    public DateTimeOffset? Posted { get; init; }

    public ImmutableList<Appeal> Appeals { get; init; } = [];

    public ImmutableList<Correction> Corrections { get; init; } = [];

    // what follows from the state is not part of it, and kept only as long as it
    private static readonly ConditionalWeakTable<Scheme, Rules> RulesOf = [];
    private static readonly ConditionalWeakTable<ScoreSheet, Reckoning> ReckoningOf = [];
    private static readonly ConditionalWeakTable<ContestState, IReadOnlyList<Standing>> StandingsOf = [];
    private static readonly ConditionalWeakTable<ContestState, ContestState> UnmarkedOf = [];
    private static readonly ConditionalWeakTable<ContestState, Dictionary<string, ScoreSheet>> CodesOf = [];

    [JsonIgnore]
    public Rules Rules => RulesOf.GetValue(Scheme, Rules.Of);

    public IReadOnlyList<Standing> Standings => StandingsOf.GetValue(this, s => Scoring.Standings.Of(s.Rules, s.Order.Select(n => s.Sheets[n])
        .Select(e => new Entrant(e.Number, s.Reckoning(e), e.Group, e.Status))));

    /// <summary>What the public may know of the marks.</summary>
    public ContestState Public => Frozen ?? this;

    /// <summary>The same contest before the first mark.</summary>
    public ContestState Unmarked => UnmarkedOf.GetValue(this, s => s with { Sheets = s.Sheets.ToImmutableDictionary(e => e.Key, e => new ScoreSheet(e.Key, e.Value.Group, Status.Ranked, ImmutableDictionary<Slot, Mark>.Empty) { Drawn = e.Value.Drawn }) });

    public Reckoning Reckoning(ScoreSheet sheet) => ReckoningOf.GetValue(sheet, e => new Reckoning(Rules, slot => e.Marks.GetValueOrDefault(slot)?.Value ?? default));

    /// <summary>What everybody calls a contestant: the number, or, while names are hidden, the code.</summary>
    public string Called(ScoreSheet sheet) => Hidden && sheet.Drawn is { } drawn ? drawn.Code : sheet.Number;

    public string Called(string number) => Called(Sheets[number]);

    /// <summary>A contestant by number or code: a tablet that was offline may still say the code.</summary>
    public ScoreSheet? Find(string called) => Sheets.GetValueOrDefault(called) is { } sheet && (!Hidden || sheet.Drawn is null) ? sheet
        : CodesOf.GetValue(this, s => s.Sheets.Values.Where(e => e.Drawn is not null).ToDictionary(e => e.Drawn!.Code)).GetValueOrDefault(called);

    /// <summary>Key of a contestant's personal data.</summary>
    public static string PersonKey(string contest, string contestant) => $"{contest}/{contestant}";

    /// <summary>The contest with another scheme or other contestants; who stays keeps marks and status.</summary>
    public static ContestState Set(ContestState? had, Scheme scheme, IReadOnlyList<Starter> contestants) => (had ?? new(scheme, [], ImmutableDictionary<string, ScoreSheet>.Empty)) with
    {
        Scheme = scheme,
        Order = [.. contestants.Select(c => c.Number)],
        Sheets = contestants.ToImmutableDictionary(c => c.Number, c => had?.Sheets.GetValueOrDefault(c.Number) is { } stays ? stays with { Group = c.Group }
            : new ScoreSheet(c.Number, c.Group, Status.Ranked, ImmutableDictionary<Slot, Mark>.Empty)),
    };

    public ContestState With(string contestant, Func<ScoreSheet, ScoreSheet> change) => this with { Sheets = Sheets.SetItem(contestant, change(Sheets[contestant])) };
}

public sealed record ContestSlice(ImmutableDictionary<string, ContestState> Contests) : Slice
{
    public static readonly SliceKind Kind = new("contest", new ContestSlice(ImmutableDictionary<string, ContestState>.Empty), typeof(ContestFact), ContestJson.Default.ContestFact);

    public override Slice Then(Fact fact, DateTimeOffset at) => fact switch
    {
        ContestDefined f => Set(f.Scheme.Today(), [.. f.Scheme.Contestants.Select(n => new Starter(n))]),
        ContestSet f => Set(f.Scheme, f.Contestants),
        MarkEntered f => With(f.Contest, f.Contestant, e => e with { Marks = e.Marks.SetItem(f.Slot, new Mark(f.Value, at)) }),
        MarkTakenBack f => With(f.Contest, f.Contestant, e => e with { Marks = e.Marks.Remove(new Slot(f.Criterion, f.Attempt, f.Seat)) }),
        StatusSet f => With(f.Contest, f.Contestant, e => e with { Status = f.Status }),
        MarkCorrected f => With(f.Contest, f.Contestant, e => e with
        {
            Marks = f.Value.IsNothing ? e.Marks.Remove(f.Slot) : e.Marks.SetItem(f.Slot, new Mark(f.Value, at)),
            Signed = e.Signed with { Contestant = false, Chief = false },
        }).With(f.Contest, c => c with { Corrections = c.Corrections.Add(new(f.Contestant, f.Slot, f.Was, f.Value, f.Reason, at)) }),
        SheetSigned f => With(f.Contest, f.Contestant, e => e with
        {
            Signed = f.As switch
            {
                Signer.Judge => e.Signed with { Judges = e.Signed.Judges.Add(f.Seat!) },
                Signer.Contestant => e.Signed with { Contestant = true },
                _ => e.Signed with { Chief = true },
            },
        }),
        SheetReturned f => With(f.Contest, f.Contestant, e => e with { Signed = Signatures.None }),
        ContestLocked f => With(f.Contest, c => c with { Locked = true }),
        ContestUnlocked f => With(f.Contest, c => c with { Locked = false }),
        ContestFrozen f => With(f.Contest, c => c with { Frozen = c, FrozenAt = at }),
        ContestUnfrozen f => With(f.Contest, c => c with { Frozen = null, FrozenAt = null, Reveal = null }),
        RevealBegun f => With(f.Contest, c => c with { Reveal = new Reveal(c, 0) }),
        RankRevealed f => With(f.Contest, c => f.Shown == c.Order.Count ? c with { Frozen = null, FrozenAt = null, Reveal = null } : c with { Reveal = c.Reveal! with { Shown = f.Shown } }),
        ContestantCalled f => With(f.Contest, c => c with { OnNow = f.Contestant is null ? null : new OnNow(f.Contestant, f.Module, f.Attempt, at) }),
        ResultsPosted f => With(f.Contest, c => c with { Posted = at }),
        AppealFiled f => With(f.Contest, c => c with { Appeals = c.Appeals.Add(new(f.Id, f.Contestant, f.Text, at, null, null)) }),
        AppealDecided f => With(f.Contest, c => c with { Appeals = c.Appeals.ConvertAll(a => a.Id == f.Id ? a with { Upheld = f.Upheld, Reason = f.Reason } : a) }),
        OrderDrawn f => With(f.Contest, c => c with
        {
            Hidden = f.Hidden,
            Heat = null,
            Order = [.. f.Order.Select(d => d.Number), .. c.Order.Except(f.Order.Select(d => d.Number))],
            Sheets = c.Sheets.SetItems(f.Order.Select(d => KeyValuePair.Create(d.Number, c.Sheets[d.Number] with { Drawn = d }))),
        }),
        NamesReleased f => With(f.Contest, c => c with { Hidden = false }),
        HeatCalled f => With(f.Contest, c => c with { Heat = f.Heat }),
        _ => throw new UnknownFactException(fact),
    };

    private ContestSlice Set(Scheme scheme, IReadOnlyList<Starter> contestants) =>
        new(Contests.SetItem(scheme.Id, ContestState.Set(Contests.GetValueOrDefault(scheme.Id), scheme, contestants)));

    private ContestSlice With(string contest, Func<ContestState, ContestState> change) => new(Contests.SetItem(contest, change(Contests[contest])));

    private ContestSlice With(string contest, string contestant, Func<ScoreSheet, ScoreSheet> change) => With(contest, c => c.With(contestant, change));
}

public static class ContestOfFair
{
    extension(Fair fair)
    {
        public ImmutableDictionary<string, ContestState> Contests => fair.Slice<ContestSlice>().Contests;

        /// <exception cref="Refusal"><c>unknown-contest</c></exception>
        public ContestState Contest(string id) =>
            fair.Contests.GetValueOrDefault(id) ?? throw Refusal.Unknown("contest", $"没有比赛 {id}。", $"There is no contest {id}.");

        /// <exception cref="Refusal"><c>unknown-contest</c>, <c>contest-locked</c></exception>
        public ContestState OpenContest(string id) =>
            fair.Contest(id) is { Locked: false } open ? open : throw Official();
    }

    extension(ContestState contest)
    {
        /// <summary>What the public may know of who is who: nothing while names are hidden.</summary>
        public Person? PersonOf(Fair fair, ScoreSheet sheet) =>
            contest.Hidden && sheet.Drawn is not null ? null : fair.People.GetValueOrDefault(ContestState.PersonKey(contest.Scheme.Id, sheet.Number));

        /// <exception cref="Refusal"><c>unknown-contestant</c></exception>
        public ScoreSheet Sheet(string contestant) =>
            contest.Find(contestant) ?? throw Refusal.Unknown("contestant", $"没有 {contestant} 号选手。", $"There is no contestant {contestant}.");

        /// <summary>Whether it may get these rules, with those of its contestants that stay.</summary>
        /// <exception cref="Refusal"><c>contest-locked</c>, <c>reveal-under-way</c>, <c>marks-do-not-fit</c></exception>
        public void MayBecome(Rules rules, IEnumerable<string> stay)
        {
            if (contest.Locked) throw Official();
            if (contest.Reveal is not null) throw new Refusal("reveal-under-way", "正在揭晓名次，请先结束。", "The ranks are being revealed; end that first.");
            foreach (var number in contest.Order.Intersect(stay))
                foreach (var (slot, mark) in contest.Sheets[number].Marks)
                    if (rules.TryFind(slot.Criterion, out var place) && place.IsEntered && !place.Takes(mark.Value))
                        throw new Refusal("marks-do-not-fit", $"评分项 {slot.Criterion} 已有分数 {mark.Value}，不符合新的分数范围或步长。", $"Criterion {slot.Criterion} has a mark of {mark.Value} already, which does not fit the new range or step.");
        }
    }

    extension(Asker asker)
    {
        /// <summary>Who leads this contest: its chief judge, and the organizer.</summary>
        public bool Leads(string contest) => asker.Role is Role.Organizer || asker.Role is Role.Chief && asker.Contest == contest;
    }

    /// <exception cref="Refusal"><c>scheme-has-holes</c></exception>
    public static Rules Rules(Scheme scheme)
    {
        try { return Scoring.Rules.Of(scheme); }
        catch (SchemeException e) { throw Holes(e); }
    }

    public static Refusal Holes(SchemeException e) =>
        new("scheme-has-holes", string.Join("\n", e.Holes.Select(h => h.At.Length == 0 ? h.Zh : $"{h.At}：{h.Zh}")), e.Message, 422);

    private static Refusal Official() => new("contest-locked", "成绩已锁定为正式成绩，不能再改。", "The results are official: nothing changes any more.");

    /// <exception cref="Refusal"><c>malformed</c>: 1 to 200 characters.</exception>
    public static string Reason(string reason) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > 200 ? throw Refusal.Malformed("请写明原因，最多 200 个字。", "Say why, in 1 to 200 characters.") : reason.Trim();
}
