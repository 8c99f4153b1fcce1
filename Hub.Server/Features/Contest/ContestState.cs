using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

/// <summary>Somebody who takes part, by number: names are personal data and lie beside the ledger.</summary>
/// <param name="Group">Who is ranked together; null where all are.</param>
public sealed record Starter(ContestantId Number, string? Group = null);

public sealed record Mark(Value Value, DateTimeOffset At);

/// <summary>Who has signed a sheet: the judges each for their own marks, then the contestant, then the chief.</summary>
public sealed record Signatures(ImmutableHashSet<SeatId> Judges, bool Contestant, bool Chief)
{
    public static readonly Signatures None = new([], false, false);
}

/// <summary>When and where a contestant is on.</summary>
/// <param name="Heat">1, 2…</param>
/// <param name="Station">1, 2…</param>
public sealed record Drawn(ContestantId Number, int Heat, int Station)
{
    /// <summary>What a contestant is called while names are hidden: heat and station, as in <c>2-07</c>.</summary>
    [JsonIgnore]
    public string Code => $"{Heat}-{Station:00}";
}

/// <summary>A contestant with the marks that stand.</summary>
public sealed record ScoreSheet(
    ContestantId Number,
    string? Group,
    Status Status,
    ImmutableDictionary<Slot, Mark> Marks
)
{
    public Drawn? Drawn { get; init; }

    public Signatures Signed { get; init; } = Signatures.None;

    /// <summary>Has marks of this contest; results of an earlier one come again by themselves.</summary>
    public bool IsMarked => Marks.Keys.Any(m => m.Seat != Rules.Carried);

    /// <summary>Took part, so that marks are due and signatures too.</summary>
    public bool IsScored => Status is Status.Ranked or Status.Unofficial;

    /// <summary>With this mark in its slot; with nothing, none.</summary>
    public ScoreSheet With(Slot slot, Value value, DateTimeOffset at) =>
        this with
        {
            Marks = value.IsNothing ? Marks.Remove(slot) : Marks.SetItem(slot, new Mark(value, at)),
        };
}

/// <summary>A ceremony: the ranking as it was when it began, shown from the last rank up.</summary>
/// <param name="Shown">So many of <see cref="ContestState.Standings"/> of <paramref name="Of"/>, from its end.</param>
public sealed record Reveal(ContestState Of, int Shown);

/// <param name="Since">When this was called.</param>
public sealed record OnNow(ContestantId Contestant, string? Module, int Attempt, DateTimeOffset Since);

/// <param name="Upheld">Null: not decided yet.</param>
public sealed record Appeal(
    string Id,
    ContestantId Contestant,
    string Text,
    DateTimeOffset Filed,
    bool? Upheld,
    string? Reason
);

/// <summary>A mark that the chief changed.</summary>
public sealed record Correction(
    ContestantId Contestant,
    Slot Slot,
    Value Was,
    Value Value,
    string Reason,
    DateTimeOffset At
);

/// <param name="Order">The contestants' numbers, in starting order.</param>
public sealed record ContestState(
    Scheme Scheme,
    IReadOnlyList<ContestantId> Order,
    ImmutableDictionary<ContestantId, ScoreSheet> Sheets
)
{
    /// <summary>Contestants are known by their codes only.</summary>
    public bool Hidden { get; init; }

    /// <summary>The last draw; null: there was none, or one of the first hubs, which kept no secret.</summary>
    public Draw? Draw { get; init; }

    /// <summary>An earlier contest whose results came while it kept them from the public → what the public had of them
    /// before.</summary>
    public ImmutableDictionary<ContestId, ImmutableDictionary<ContestantId, Value>> Withheld { get; init; } =
        ImmutableDictionary<ContestId, ImmutableDictionary<ContestantId, Value>>.Empty;

    /// <summary>The heat that was called last; null: none, or there are none.</summary>
    public int? Heat { get; init; }

    /// <summary>Official: nothing changes any more.</summary>
    public bool Locked { get; init; }

    /// <summary>What the public sees since the freeze; null: what there is.</summary>
    public ContestState? Frozen { get; init; }

    public DateTimeOffset? FrozenAt { get; init; }

    /// <summary>When the public boards are to stop; null: that is not planned.</summary>
    public DateTimeOffset? FreezeAt { get; init; }

    public Reveal? Reveal { get; init; }

    /// <summary>Who is on now.</summary>
    public OnNow? OnNow { get; init; }

    /// <summary>When the results were posted, from which appeals are taken; null: not yet.</summary>
    public DateTimeOffset? Posted { get; init; }

    public ImmutableList<Appeal> Appeals { get; init; } = [];

    public ImmutableList<Correction> Corrections { get; init; } = [];

    // what follows from the state is not part of it, and kept only as long as it
    private static readonly ConditionalWeakTable<Scheme, Rules> RulesOf = [];
    private static readonly ConditionalWeakTable<ScoreSheet, SheetFigures> FiguresOf = [];
    private static readonly ConditionalWeakTable<ContestState, IReadOnlyList<Standing>> StandingsOf = [];
    private static readonly ConditionalWeakTable<ContestState, IReadOnlyList<Entrant>> EntrantsOf = [];
    private static readonly ConditionalWeakTable<ContestState, ContestState> UnmarkedOf = [];

    // what was compared last by a scheme: after a mark most of it is as it was
    private static readonly ConditionalWeakTable<Scheme, Dictionary<string, Comparison>> ComparedLast = [];
    private static readonly ConditionalWeakTable<ContestState, Dictionary<ContestantId, ScoreSheet>> CodesOf = [];

    public Rules Rules => Of(Scheme);

    /// <summary>The rules by a scheme of the ledger, made once for each.</summary>
    /// <exception cref="SchemeException">It has holes.</exception>
    public static Rules Of(Scheme scheme) => RulesOf.GetValue(scheme, Rules.Kept);

    public IReadOnlyList<Standing> Standings =>
        StandingsOf.GetValue(this, s => Scoring.Standings.Of(s.Rules, s.Entrants));

    /// <summary>In starting order, each reckoned among the others.</summary>
    private IReadOnlyList<Entrant> Entrants =>
        EntrantsOf.GetValue(
            this,
            s =>
            {
                var alone = s
                    .InOrder.Select(e => new Entrant(e.Number, s.Figures(e).Alone, e.Group, e.Status))
                    .ToList();
                if (!s.Rules.Compares)
                    return alone;
                var before = ComparedLast.GetOrCreateValue(s.Scheme);
                lock (before)
                    return Comparison.Of(s.Rules, alone, before);
            }
        );

    /// <summary>How a contestant's values came about.</summary>
    public Reckoning Reckoning(ScoreSheet sheet) =>
        Rules.Compares ? Entrants.First(e => e.Number == sheet.Number).Reckoning : Figures(sheet).Alone;

    /// <summary>The sheets in starting order. That of <see cref="Sheets"/> follows the numbers, which nobody may know
    /// while names are hidden.</summary>
    public IEnumerable<ScoreSheet> InOrder => Order.Select(n => Sheets[n]);

    /// <summary>What the public may know of the marks, but for those of earlier contests: see
    /// <see cref="Withholding"/>.</summary>
    public ContestState Public => Frozen ?? this;

    /// <summary>The contest at an hour after its last fact: the moment of a planned freeze may have come.</summary>
    public ContestState At(DateTimeOffset now) => FreezeAt is { } due && due <= now ? FrozenSince(due) : this;

    public ContestState FrozenSince(DateTimeOffset at) =>
        this with
        {
            Frozen = this with { FreezeAt = null },
            FrozenAt = at,
            FreezeAt = null,
        };

    /// <summary>The same contest before the first mark.</summary>
    public ContestState Unmarked =>
        UnmarkedOf.GetValue(
            this,
            s =>
                s with
                {
                    Sheets = s.Sheets.ToImmutableDictionary(
                        e => e.Key,
                        e => new ScoreSheet(e.Key, e.Value.Group, Status.Ranked, ImmutableDictionary<Slot, Mark>.Empty)
                        {
                            Drawn = e.Value.Drawn,
                        }
                    ),
                }
        );

    public SheetFigures Figures(ScoreSheet sheet) => FiguresOf.GetValue(sheet, s => new(Rules, s));

    /// <summary>What everybody calls a contestant: the number, or, while names are hidden, the code.</summary>
    public ContestantId Called(ScoreSheet sheet) => Hidden && sheet.Drawn is { } drawn ? new(drawn.Code) : sheet.Number;

    /// <summary>The same by number. Of somebody who is no longer in the contest there is only the number.</summary>
    public ContestantId Called(ContestantId number) =>
        Sheets.TryGetValue(number, out var sheet) ? Called(sheet) : number;

    /// <summary>A contestant by number or code: a tablet that was offline may still say the code.</summary>
    public ScoreSheet? Find(ContestantId called) =>
        Sheets.GetValueOrDefault(called) is { } sheet && (!Hidden || sheet.Drawn is null)
            ? sheet
            : CodesOf
                .GetValue(
                    this,
                    s =>
                        s.Sheets.Values.Where(e => e.Drawn is not null)
                            .ToDictionary(e => new ContestantId(e.Drawn!.Code))
                )
                .GetValueOrDefault(called);

    /// <summary>The contest with another scheme or other contestants; who stays keeps marks, status and drawn place.
    /// What was carried over from a contest stays only where the same one is still carried over.</summary>
    public static ContestState Set(ContestState? had, Scheme scheme, IReadOnlyList<Starter> contestants)
    {
        var rules = Of(scheme);
        var sheets = contestants.ToImmutableDictionary(
            c => c.Number,
            c =>
                had?.Sheets.GetValueOrDefault(c.Number) is { } stays
                    ? stays with
                    {
                        Group = c.Group,
                        Marks = stays.Marks.RemoveRange(stays.Marks.Keys.Where(slot => !Stays(had.Rules, rules, slot))),
                    }
                    : new ScoreSheet(c.Number, c.Group, Status.Ranked, ImmutableDictionary<Slot, Mark>.Empty)
        );
        var contest = had ?? new(scheme, [], ImmutableDictionary<ContestantId, ScoreSheet>.Empty);
        return contest with
        {
            Scheme = scheme,
            Order = Ordered(contestants.Select(c => c.Number), sheets),
            Sheets = sheets,
            Withheld = contest.Withheld.RemoveRange(contest.Withheld.Keys.Except(rules.Earlier)),
        };
    }

    /// <summary>Whether a mark in this slot means the same by other rules; one that is not carried over always
    /// does.</summary>
    private static bool Stays(Rules had, Rules rules, Slot slot)
    {
        return slot.Seat != Rules.Carried || From(had) is { } from && from == From(rules);

        string? From(Rules by) =>
            by.TryFind(slot.Criterion, out var place) && place.Part.Kind is Kind.Carried ? place.Part.Of : null;
    }

    /// <summary>Who is drawn, in the order of their places, then the others as listed.</summary>
    private static IReadOnlyList<ContestantId> Ordered(
        IEnumerable<ContestantId> listed,
        ImmutableDictionary<ContestantId, ScoreSheet> sheets
    ) =>
        [
            .. listed
                .OrderBy(n => sheets[n].Drawn is null)
                .ThenBy(n => sheets[n].Drawn?.Heat)
                .ThenBy(n => sheets[n].Drawn?.Station),
        ];

    /// <summary>With these in their drawn places; also in what the public sees since a freeze, because places are no
    /// marks, and a list in its first order would tell whose the codes are.</summary>
    /// <param name="anew">Nobody else has a place any more.</param>
    public ContestState With(IReadOnlyList<Drawn> places, bool anew)
    {
        var sheets = Sheets.SetItems(
            (anew ? Sheets.Values.Where(s => s.Drawn is not null) : [])
                .Select(s => s with { Drawn = null })
                .Concat(
                    places.Where(d => Sheets.ContainsKey(d.Number)).Select(d => Sheets[d.Number] with { Drawn = d })
                )
                .Select(s => KeyValuePair.Create(s.Number, s))
        );
        return this with { Order = Ordered(Order, sheets), Sheets = sheets, Frozen = Frozen?.With(places, anew) };
    }

    private List<Slot> CarriedFrom(ContestId earlier) =>
        [
            .. Rules
                .CarriedFrom(earlier)
                .SelectMany(p => Enumerable.Range(1, p.Attempts).Select(a => new Slot(p.Part.Id, a, Rules.Carried))),
        ];

    /// <summary>Whether any of these results is not in its place.</summary>
    public bool Lacks(ResultsCarried carried)
    {
        var slots = CarriedFrom(carried.From);
        return carried.Results.Any(r =>
            Sheets.TryGetValue(r.Number, out var sheet)
            && slots.Any(s => sheet.Marks.GetValueOrDefault(s)?.Value != r.Value)
        );
    }

    /// <summary>With the results of an earlier contest in their places.</summary>
    /// <param name="released">The public may know them; else it keeps what it has until they are released.</param>
    public ContestState Carry(ResultsCarried carried, DateTimeOffset at, bool released)
    {
        var values = carried.Results.ToDictionary(r => r.Number, r => r.Value);
        return this with
        {
            Sheets = Sheets.SetItems(
                Sheets.Select(s =>
                    KeyValuePair.Create(s.Key, Carried(s.Value, carried.From, values.GetValueOrDefault(s.Key), at))
                )
            ),
            Withheld =
                released ? Withheld.Remove(carried.From)
                : Withheld.ContainsKey(carried.From) ? Withheld
                : Withheld.Add(carried.From, ResultsOf(carried.From)),
        };
    }

    /// <summary>A sheet with this result of an earlier contest.</summary>
    internal ScoreSheet Carried(ScoreSheet sheet, ContestId from, Value value, DateTimeOffset at) =>
        CarriedFrom(from).Aggregate(sheet, (s, slot) => s.With(slot, value, at));

    /// <summary>Contestant → the result of an earlier contest that is in its place; it is the same in all of
    /// them.</summary>
    private ImmutableDictionary<ContestantId, Value> ResultsOf(ContestId from)
    {
        var slots = CarriedFrom(from);
        return Sheets
            .Select(s => (s.Key, Mark: slots.Select(slot => s.Value.Marks.GetValueOrDefault(slot)).FirstOrDefault()))
            .Where(s => s.Mark is not null)
            .ToImmutableDictionary(s => s.Key, s => s.Mark!.Value);
    }

    public ContestState With(ContestantId contestant, Func<ScoreSheet, ScoreSheet> change) =>
        this with
        {
            Sheets = Sheets.SetItem(contestant, change(Sheets[contestant])),
        };
}
