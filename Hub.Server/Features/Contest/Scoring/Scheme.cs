using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Features.Contest.Scoring;

/// <summary>What is entered for a criterion: a judge's mark; a judgement of 0 to 3; a measured value; a time in
/// seconds; a count; yes (1) or no (0); one of several named values; a result carried over from another contest. Or
/// nothing: the value of another part, seen again.</summary>
[JsonConverter(typeof(Words<Kind>))]
public enum Kind
{
    Judged,
    Judgement,
    Measured,
    Time,
    Count,
    YesNo,
    Carried,
    Value,
    Choice,
}

/// <summary>A named value that may be chosen as a mark.</summary>
public sealed record Choice(decimal Value, string Name, string? NameEn = null);

/// <summary>Who enters marks.</summary>
/// <param name="Seats">Their marks count.</param>
/// <param name="Shadows">In training: their marks are kept and never count.</param>
public sealed record Panel(IReadOnlyList<SeatId> Seats, IReadOnlyList<SeatId>? Shadows = null);

/// <summary>Tries at a part, each with a value of its own.</summary>
/// <param name="Combine">How the tries become one value. Default: the best one counts.</param>
/// <param name="Steps">Done to that value; a part's own steps are done to every try.</param>
/// <param name="Names">What each is called, in both languages; default: attempt 1, 2….</param>
public sealed record Attempts(
    int Count,
    Combine? Combine = null,
    IReadOnlyList<Step>? Steps = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Names = null
);

/// <summary>A module or a criterion: anything in a scheme that has a value.</summary>
/// <param name="Id">1 to 32 letters, digits and '-'; one of its kind in the scheme.</param>
/// <param name="Weight">Its share, in per cent: those of one module add up to 100.</param>
/// <param name="Counts">False: it does not count towards what it is in; something names it, or a tie is decided by
/// it.</param>
/// <param name="Best">Which values are the better ones, before its steps. Default: low for times, those of its criteria
/// for what is made of criteria, high for all others.</param>
/// <param name="Criteria">What it is made of. Then it has no <paramref name="Kind"/>.</param>
/// <param name="Combine">How its criteria, or the marks of the panel, become one value. Default: weighted where there
/// are weights, the sum of criteria, the mean of a panel.</param>
/// <param name="Kind">What is entered.</param>
/// <param name="Panel">Who enters it.</param>
/// <param name="Min">Least mark; default 0.</param>
/// <param name="Max">Highest mark; none for times and measured values: no limit but a billion.</param>
/// <param name="Step">Marks are whole multiples of this; default 1, and 0.001 for times and measured values.</param>
/// <param name="Outlier">A mark further than this from the median of its panel is pointed out to the chief; default a
/// fifth of the range.</param>
/// <param name="Choices">What a judge chooses from (choice).</param>
/// <param name="MarkSteps">Done to every mark of the panel before they are combined.</param>
/// <param name="Of">The part whose value this is (value), or the contest (carried). With a <paramref name="Combine"/>,
/// the tries of a part with attempts elsewhere are combined by it; without, as that part combines them.</param>
public sealed record Part(
    string Id,
    string Name,
    string? NameEn = null,
    decimal? Weight = null,
    bool Counts = true,
    Best? Best = null,
    IReadOnlyList<Part>? Criteria = null,
    Combine? Combine = null,
    IReadOnlyList<Step>? Steps = null,
    Attempts? Attempts = null,
    Kind? Kind = null,
    string? Panel = null,
    decimal? Min = null,
    decimal? Max = null,
    decimal? Step = null,
    string? Unit = null,
    decimal? Outlier = null,
    string? Of = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Step>? MarkSteps = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Choice>? Choices = null
)
{
    [JsonIgnore]
    internal IEnumerable<Step> AllSteps => [.. MarkSteps ?? [], .. Steps ?? [], .. Attempts?.Steps ?? []];
}

/// <summary>One rule of the tie chain.</summary>
/// <param name="Part">Whose value decides; <c>total</c> is the contest's.</param>
/// <param name="Best">Default: the part's own.</param>
/// <param name="Countback">Compares the tries of the part, the best with the best and so on, this many at most.</param>
/// <param name="Attempt">Only this try of the part decides, 1, 2….</param>
public sealed record Tie(
    string Part,
    Best? Best = null,
    int? Countback = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Attempt = null
);

/// <summary>How totals become ranks. Who is equal after the last tie rule shares the rank, and the next is
/// skipped.</summary>
/// <param name="Best">Which totals win. Default: the lower ones where lower is better in all that counts, else the
/// higher ones; where both are, it has to be said.</param>
/// <param name="Incomplete">Also who has no total is ranked, behind all that have one, by the tie chain.</param>
public sealed record Ranking(
    [property: JsonConverter(typeof(HighUnlessSaid))] Best? Best = null,
    IReadOnlyList<Tie>? Ties = null,
    bool Incomplete = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] NoResult NoResult = NoResult.Unranked
);

/// <summary>Who wins, in facts and in what is asked: <c>high</c> where it is not said. Older hubs wrote it so, and know
/// by it what was asked before; in a newer hub's fact it has always been said.</summary>
internal sealed class HighUnlessSaid : JsonConverter<Best?>
{
    public override bool HandleNull => true;

    public override Best? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.Null ? null : JsonSerializer.Deserialize<Best>(ref reader, options);

    public override void Write(Utf8JsonWriter writer, Best? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value ?? Best.High, options);
}

/// <summary>A tier of awards: who comes next in the ranking, as many as the quota grants, with at least the
/// minimum.</summary>
/// <param name="Percent">Of all ranked, 0 to 100.</param>
/// <param name="Minimum">A total at least as good as this.</param>
/// <param name="Rounding">What becomes of a per cent that is no whole number of places. Default: it is cut.</param>
/// <param name="Within">Who is at most so far behind the first of this tier shares it.</param>
public sealed record Award(
    string Id,
    string Name,
    string? NameEn = null,
    decimal? Percent = null,
    int? Count = null,
    decimal? Minimum = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Rounding Rounding = Rounding.Down,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Within = null
);

/// <summary>A per cent that is no whole number of places: cut, filled up, or half up.</summary>
[JsonConverter(typeof(Words<Rounding>))]
public enum Rounding
{
    Down,
    Up,
    Half,
}

/// <summary>Of tied ones that do not all fit into a tier: all fall to the next one, with the places that they leave;
/// all are taken in, at the cost of the next one, so that no silver follows a shared gold; or all are taken in at
/// nobody's cost.</summary>
[JsonConverter(typeof(Words<Border>))]
public enum Border
{
    Down,
    Up,
    Extra,
}

/// <summary>Places of a tier whose minimum nobody else reaches: nobody has them, or the next tier.</summary>
[JsonConverter(typeof(Words<Vacant>))]
public enum Vacant
{
    Lapse,
    MoveOn,
}

/// <summary>Who took part without a valid result, as with a DNF in the end: has no rank, or the last one, shared with
/// all such.</summary>
[JsonConverter(typeof(Words<NoResult>))]
public enum NoResult
{
    Unranked,
    Last,
}

/// <summary>Another ranking beside the first one, with awards of its own: the fastest lap, the best theory, the best of
/// all groups together.</summary>
/// <param name="Part">By whose values; default: the total.</param>
/// <param name="Best">Which values win. Default: the part's own, or, of the total, those that win the first
/// ranking.</param>
/// <param name="Ties">Default: of the total those of the first ranking, else none.</param>
/// <param name="Overall">All groups together; default: each for itself.</param>
/// <param name="Groups">Only these groups; default: all.</param>
/// <param name="Unofficial">Also unofficial contestants (打星) are ranked and win.</param>
public sealed record SecondRanking(
    string Id,
    string Name,
    string? NameEn = null,
    string Part = Scheme.Total,
    Best? Best = null,
    IReadOnlyList<Tie>? Ties = null,
    bool Overall = false,
    IReadOnlyList<string>? Groups = null,
    bool Unofficial = false,
    IReadOnlyList<Award>? Awards = null,
    Border AwardTies = Border.Down
);

/// <summary>What two values have to be to each other.</summary>
[JsonConverter(typeof(Words<Relation>))]
public enum Relation
{
    AtMost,
    AtLeast,
    Equal,
}

/// <summary>What a part's value has to be, of every attempt where it has attempts: hits are at most shots. Nothing is
/// refused by it: where it does not hold, one of several marks is wrong, and the chief is told.</summary>
/// <param name="Name">Says it in words.</param>
/// <param name="Than">The part that it is held against, of the same attempt; null: <paramref name="Number"/>.</param>
public sealed record Check(
    string Name,
    string Part,
    Relation Is,
    string? Than = null,
    decimal? Number = null,
    string? NameEn = null
)
{
    internal bool Holds(decimal value, decimal than) =>
        Is switch
        {
            Relation.AtMost => value <= than,
            Relation.AtLeast => value >= than,
            _ => value == than,
        };
}

/// <summary>The rules of a contest, as data: contest → modules → criteria.</summary>
/// <param name="Combine">How modules become the total. Default: weighted where there are weights, else the sum.</param>
/// <param name="AppealMinutes">How long after the posting of the results appeals are taken.</param>
/// <param name="Missing">What a part counts of which some marks are in and others are missing. Default: it is left out,
/// and that is said.</param>
/// <param name="Vacant">What becomes of an award's places whose minimum nobody reaches.</param>
/// <param name="Checks">What parts have to be to each other: where they are not, the chief is told.</param>
/// <param name="Rankings">Other rankings beside the first one.</param>
/// <param name="Edition">What a scheme means that does not say it. It is kept with the scheme and in no file: what
/// somebody brings is of the newest one, and a contest of an older hub keeps its ranks.</param>
public sealed record Scheme(
    ContestId Id,
    string Name,
    IReadOnlyDictionary<string, Panel> Panels,
    IReadOnlyList<Part> Modules,
    string? NameEn = null,
    Combine? Combine = null,
    IReadOnlyList<Step>? Steps = null,
    Ranking? Ranking = null,
    IReadOnlyList<Award>? Awards = null,
    Border AwardTies = Border.Down,
    int AppealMinutes = 20,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Lacking Missing = Lacking.LeaveOut,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Vacant Vacant = Vacant.Lapse,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Edition = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Check>? Checks = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyList<SecondRanking>? Rankings = null
)
{
    /// <summary>1: what is better follows from parts and steps; an award's places that ties leave go to the next tier,
    /// and none to somebody without a total. 0, of the first hubs: of a time the lower value is better, of all else the
    /// higher one; those places lapse.</summary>
    public const int Newest = 1;

    /// <summary>The name of the contest's own value among the parts.</summary>
    public const string Total = "total";
}
