using System.Diagnostics.CodeAnalysis;

namespace Hub.Features.Contest.Scoring;

/// <summary>A part in its place in the scheme.</summary>
/// <param name="index">0, 1, 2… within the scheme.</param>
public sealed class Place(int index, Part part, Place? parent)
{
    public int Index => index;

    public Part Part => part;

    /// <summary>What it counts towards; null for the total.</summary>
    public Place? Parent => parent;

    /// <summary>The part with attempts that it is, or is in; null when it has one value only.</summary>
    public Place? Loop => HasAttempts ? this : parent?.Loop;

    public bool HasAttempts => part.Attempts is not null;

    public IReadOnlyList<Place> Criteria { get; internal set; } = [];

    /// <summary>Those of <see cref="Criteria"/> that count towards it.</summary>
    public IReadOnlyList<Place> Counting { get; internal set; } = [];

    public IReadOnlyList<SeatId> Seats { get; internal set; } = [];

    public IReadOnlyList<SeatId> Shadows { get; internal set; } = [];

    /// <summary>The module that it is, or is in.</summary>
    public Place Module => parent?.Parent is null ? this : parent.Module;

    /// <summary>Whether marks are entered for it.</summary>
    public bool IsEntered => Part.Kind is not (null or Kind.Value);

    public int Attempts => Loop?.Part.Attempts?.Count ?? 1;

    /// <summary>What a try is called, 1, 2…; empty for the value of all of them.</summary>
    public string Try(int attempt, bool zh) =>
        attempt == 0 ? ""
        : Loop?.Part.Attempts?.Names is { } names && attempt <= names.Count ? names[attempt - 1]
        : zh ? $"第 {attempt} 轮"
        : $"attempt {attempt}";

    /// <summary>Which of its values are the better ones, before its steps.</summary>
    public Best Best { get; internal set; } = ByKind(part);

    /// <summary>The same after its steps, of one try.</summary>
    public Best Better { get; internal set; } = ByKind(part);

    /// <summary>The same of all its tries, after what is done to them together.</summary>
    public Best Final { get; internal set; } = ByKind(part);

    // as the first hubs took it; for newer schemes Direction finds it
    private static Best ByKind(Part part) => part.Best ?? (part.Kind is Kind.Time ? Best.Low : Best.High);

    internal decimal[] Weights { get; set; } = [];

    /// <summary>Where its values stand among all of the scheme: attempt 1, 2… behind 0, which stands for all of them,
    /// or for the only one.</summary>
    internal int Slot(int attempt) => First + attempt;

    internal int First { private get; set; }

    /// <summary>What is done to a value: of one try, or, for 0, of all of them together.</summary>
    internal IReadOnlyList<Step> Steps(int attempt) =>
        (
            Loop is null || attempt > 0 ? part.Steps
            : HasAttempts ? part.Attempts!.Steps
            : null
        ) ?? [];

    /// <summary>The first of these steps that compares; null: none does.</summary>
    internal int? FirstComparing(int attempt) =>
        Loop is null || attempt > 0 ? _first
        : HasAttempts ? _firstOfAll
        : null;

    private readonly int? _first = Comparing(part.Steps),
        _firstOfAll = Comparing(part.Attempts?.Steps);

    private static int? Comparing(IReadOnlyList<Step>? steps)
    {
        for (var i = 0; i < steps?.Count; i++)
            if (steps[i] is Step.Comparing)
                return i;
        return null;
    }

    /// <summary>Whether something is compared here.</summary>
    internal bool HasComparing => (_first ?? _firstOfAll ?? Comparing(part.MarkSteps)) is not null;

    /// <summary>Whether a value depends on those of others, by itself or by what it needs.</summary>
    internal bool IsCompared(int attempt) => Compared || attempt == 0 && Loop is { Compared: true };

    internal bool Compared { private get; set; }

    /// <summary>Whether that which it is made of depends on the values of others.</summary>
    internal bool IsMadeOfCompared(int attempt) =>
        ComparedNeeds.Count > 0
        || Comparing(part.MarkSteps) is not null
        || HasAttempts && attempt == 0 && _first is not null;

    /// <summary>What it needs that depends on the values of others.</summary>
    internal IReadOnlyList<Place> ComparedNeeds { get; set; } = [];

    /// <summary>Which values are the better ones before a step of these that compares.</summary>
    internal Best StepBest(int attempt, int step) =>
        ((Step.Comparing)Steps(attempt)[step]).Best
        ?? (HasAttempts && attempt == 0 ? BestBeforeAll : BestBefore).GetValueOrDefault(step, Best);

    /// <summary>The same of the steps that are done to each mark.</summary>
    internal Best MarkBest(int step) =>
        ((Step.Comparing)part.MarkSteps![step]).Best ?? BestOfMarks.GetValueOrDefault(step, Best);

    internal IReadOnlyDictionary<int, Best> BestBefore { private get; set; } = new Dictionary<int, Best>();

    internal IReadOnlyDictionary<int, Best> BestBeforeAll { private get; set; } = new Dictionary<int, Best>();

    internal IReadOnlyDictionary<int, Best> BestOfMarks { private get; set; } = new Dictionary<int, Best>();

    public Combine Combine { get; internal set; } = Combine.Sum;

    /// <summary>Range and step of its marks.</summary>
    public (decimal Min, decimal Max, decimal Step) Range =>
        Part.Kind switch
        {
            Kind.YesNo => (0, 1, 1),
            Kind.Judgement => (0, 3, 1),
            Kind.Choice => (
                Part.Choices!.Min(c => c.Value),
                Part.Choices!.Max(c => c.Value),
                // as fine as the finest of them
                new decimal(1, 0, 0, false, Part.Choices!.Max(c => c.Value.Scale))
            ),
            // as fine as a total may be rounded
            Kind.Carried => (-Unlimited, Unlimited, 0.0000000001m),
            Kind.Time or Kind.Measured => (
                Part.Min ?? (Part.Kind is Kind.Time ? 0 : -Unlimited),
                Part.Max ?? Unlimited,
                Part.Step ?? 0.001m
            ),
            _ => (Part.Min ?? 0, Part.Max ?? Unlimited, Part.Step ?? 1),
        };

    /// <summary>Here ends what a mark may be where its scheme sets no limit.</summary>
    public const decimal Unlimited = 1_000_000_000;

    /// <summary>Whether this may stand as a mark. Only a time and a measured value may have no valid result.</summary>
    public bool Takes(Value mark) =>
        mark.Number is { } n
            ? part.Choices?.Any(c => c.Value == n)
                ?? n >= Range.Min && n <= Range.Max && (n - Range.Min) % Range.Step == 0
            : mark.IsFailed && Part.Kind is Kind.Time or Kind.Measured or Kind.Carried;
}

/// <summary>A scheme without holes, ready to reckon by.</summary>
public sealed class Rules
{
    /// <summary>The seat of a result that comes from another contest.</summary>
    public static readonly SeatId Carried = new("-");

    private readonly Dictionary<string, Place> _places;
    private readonly ILookup<ContestId, Place> _carried;
    private readonly HashSet<SeatId> _seats;

    public Scheme Scheme { get; }

    /// <summary>The contest's own value.</summary>
    public Place Total { get; }

    /// <summary>All parts, each before what it is made of.</summary>
    public IReadOnlyList<Place> Places { get; }

    private Rules(Scheme scheme, List<Place> all)
    {
        (Scheme, Total, Places) = (scheme, all[0], all);
        _places = all.ToDictionary(p => p.Part.Id);
        Seats = [.. scheme.Panels.Values.SelectMany(p => p.Seats.Concat(p.Shadows ?? [])).Distinct()];
        _seats = [.. Seats];
        _carried = Places.Where(p => p.Part.Kind is Kind.Carried).ToLookup(p => new ContestId(p.Part.Of!));
        Earlier = [.. _carried.Select(c => c.Key)];
        Together =
        [
            .. Places
                .Where(p => IsDue(p) && p.Part.Kind is not Kind.Carried)
                .GroupBy(p => p.Loop ?? p.Module, (_, group) => group.ToArray()),
        ];
        foreach (var place in Places)
        {
            place.First = Slots;
            Slots += place.Loop is null ? 1 : place.Attempts + 1;
        }
        MarksEach = Places.Where(IsDue).Sum(p => p.Seats.Count * p.Attempts);
        ValuesEach = Places.Sum(p => (long)p.Attempts * (1 + p.Seats.Count + TriesSeen(p)));
    }

    /// <summary>The rules by a scheme that somebody brings.</summary>
    /// <exception cref="SchemeException">It is larger than <see cref="SchemeBounds"/>, or has holes.</exception>
    public static Rules Of(Scheme scheme)
    {
        SchemeBounds.Demand(scheme);
        scheme = scheme with { Edition = Scheme.Newest };
        var rules = Kept(scheme);
        // whoever reads the scheme sees who wins
        if (scheme.Ranking is { Best: null } || scheme.Ranking is null && rules.Total.Final is Best.Low)
            rules = Kept(scheme with { Ranking = (scheme.Ranking ?? new()) with { Best = rules.Total.Final } });
        SchemeBounds.Demand(rules);
        return rules;
    }

    /// <summary>The rules by a scheme that a ledger holds, however large: older hubs knew no bounds.</summary>
    /// <exception cref="SchemeException">The scheme has holes.</exception>
    public static Rules Kept(Scheme scheme)
    {
        var holes = SchemeCheck.Shape(scheme);
        if (holes.Count > 0)
            throw new SchemeException(holes);
        var all = new List<Place>();
        Add(
            all,
            new Part(
                Scheme.Total,
                scheme.Name,
                scheme.NameEn,
                Best: scheme.Ranking?.Best,
                Criteria: scheme.Modules,
                Combine: scheme.Combine,
                Steps: scheme.Steps
            ),
            null,
            scheme
        );
        var rules = new Rules(scheme, all);
        holes = SchemeCheck.Names(rules);
        if (holes.Count == 0)
            rules.Compared = SchemeCheck.Compared(rules);
        if (holes.Count == 0 && scheme.Edition > 0)
            holes = Direction.Find(rules);
        return holes.Count > 0 ? throw new SchemeException(holes) : rules;
    }

    public Place this[string id] => _places[id];

    public bool TryFind(string id, [NotNullWhen(true)] out Place? place) => _places.TryGetValue(id, out place);

    /// <summary>Marks that a contestant has when all are in; extra flights and other parts that need not be there are
    /// not among them.</summary>
    public int MarksEach { get; }

    /// <summary>The marked places that are begun together: of one try, or of one module without tries.</summary>
    internal IReadOnlyList<Place[]> Together { get; }

    /// <summary>Values of a contestant: see <see cref="Place.Slot"/>.</summary>
    internal int Slots { get; }

    /// <summary>Whether a value of one contestant depends on the marks of others.</summary>
    public bool Compares => Compared.Count > 0;

    /// <summary>The places whose values depend on those of others, each behind all that it needs.</summary>
    internal IReadOnlyList<Place> Compared { get; private set; } = [];

    /// <summary>Marks and values that are reckoned for a contestant when all marks are in.</summary>
    public long ValuesEach { get; }

    // the tries of a part elsewhere that a part combines by a rule of its own
    private int TriesSeen(Place place) =>
        place.Part is { Kind: Kind.Value, Combine: not null, Of: { } of } && TryFind(of, out var named)
            ? named.Attempts
            : 0;

    /// <summary>How many of these marks are among those.</summary>
    public int Counting(IEnumerable<Slot> marks) =>
        marks.Count(m => TryFind(m.Criterion, out var place) && IsDue(place) && place.Seats.Contains(m.Seat));

    /// <summary>The seats that have given one of these marks and count.</summary>
    public IReadOnlySet<SeatId> Judges(IEnumerable<Slot> marks) =>
        marks
            .Where(m => m.Seat != Carried && TryFind(m.Criterion, out var place) && place.Seats.Contains(m.Seat))
            .Select(m => m.Seat)
            .ToHashSet();

    /// <summary>What is due from a seat and is not among these marks: names of criteria, with the attempt where there
    /// are several. Of criteria with attempts one is enough: how many tries there were is not the judge's to
    /// say.</summary>
    public IReadOnlyList<string> Missing<T>(IReadOnlyDictionary<Slot, T> marks, SeatId seat) =>
        [
            .. Places
                .Where(p => IsDue(p) && p.Seats.Contains(seat))
                .Where(p => !Enumerable.Range(1, p.Attempts).Any(a => marks.ContainsKey(new Slot(p.Part.Id, a, seat))))
                .Select(p => p.Part.Name),
        ];

    /// <summary>The contests whose results are carried over into this one.</summary>
    public IReadOnlyList<ContestId> Earlier { get; }

    /// <summary>The parts that a contest's results are carried over into.</summary>
    public IEnumerable<Place> CarriedFrom(ContestId contest) => _carried[contest];

    /// <summary>Of all panels, shadows too, each once.</summary>
    public IReadOnlyList<SeatId> Seats { get; }

    public bool HasSeat(SeatId seat) => _seats.Contains(seat);

    // what is asked for: everything that is entered and is in no module that does not count
    internal static bool IsDue(Place place) => place.IsEntered && place.Module.Part.Counts;

    private static Place Add(List<Place> all, Part part, Place? parent, Scheme scheme)
    {
        var place = new Place(all.Count, part, parent);
        all.Add(place);
        place.Criteria = [.. (part.Criteria ?? []).Select(c => Add(all, c, place, scheme))];
        place.Counting = [.. place.Criteria.Where(c => c.Part.Counts)];
        place.Weights = [.. place.Counting.Select(c => c.Part.Weight ?? 0)];
        if (part.Panel is not null)
            (place.Seats, place.Shadows) = (scheme.Panels[part.Panel].Seats, scheme.Panels[part.Panel].Shadows ?? []);
        if (part.Kind is Kind.Carried)
            place.Seats = [Carried];
        place.Combine =
            part.Combine
            ?? (
                place.Weights.Any(w => w > 0) ? new Combine(By.Weighted)
                : place.IsEntered ? Combine.Mean
                : Combine.Sum
            );
        return place;
    }
}
