using System.Collections.Immutable;

namespace Hub.Features.Queues;

/// <summary>A place in a queue. It is the pass's, not a phone's: whatever device shows the pass shows the same
/// place.</summary>
/// <param name="Number">1, 2, 3… within the booth, never used twice: what is called out.</param>
/// <param name="Wish">The desk that is waited for; null: any.</param>
/// <param name="Desk">The desk that it is called to; null while it waits.</param>
/// <param name="Called">When it was last called.</param>
/// <param name="Calls">How often it was called since it last waited.</param>
/// <param name="By">Who took it.</param>
/// <param name="Shown">When a screen first showed that call; null: none has.</param>
public sealed record Ticket(
    int Number,
    PassId Pass,
    string? Wish,
    DateTimeOffset Joined,
    string? Desk = null,
    DateTimeOffset? Called = null,
    int Calls = 0,
    AskedBy By = AskedBy.Person,
    DateTimeOffset? Shown = null
)
{
    /// <summary>A desk does not wait for a screen for longer than this: a phone may come out of a pocket much
    /// later.</summary>
    public static readonly TimeSpan LongestUnseen = TimeSpan.FromMinutes(1);

    public bool Waits => Desk is null;

    /// <summary>When it last joined or was called.</summary>
    public DateTimeOffset At => Called ?? Joined;

    /// <summary>Since when the person could know of the call: a screen showed it then. Where none does, the booth calls
    /// out, and it is the call itself.</summary>
    public DateTimeOffset? Seen =>
        Called is not { } called ? null
        : Shown is not { } shown ? called
        : shown < called + LongestUnseen ? shown
        : called + LongestUnseen;

    /// <summary>Whether this desk may call it.</summary>
    public bool Suits(string desk) => Wish is null || Wish == desk;

    /// <summary>Whether some desk may call the one as well as the other.</summary>
    public bool Competes(Ticket other) => Wish is null || other.Wish is null || Wish == other.Wish;
}

/// <summary>An interviewer's desk.</summary>
/// <param name="Until">When a break is said to be over.</param>
/// <param name="Serving">The number that is called to it.</param>
/// <param name="Since">When it called the last number whose time is not yet learned from.</param>
/// <param name="Done">When that one went, while the next in line is not yet called: the turnover counts as time of the
/// one before.</param>
/// <param name="At">When the interviewer last did something there.</param>
public sealed record Desk(
    string Id,
    string? Label,
    bool Paused = false,
    DateTimeOffset? Until = null,
    int? Serving = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Done = null,
    DateTimeOffset At = default
);

/// <summary>One booth's queue.</summary>
/// <param name="Grace">Seconds that one who is called may take to come.</param>
/// <param name="Line">Who waits or is called, in the order of their turns: nobody changes it but who lets another go
/// first.</param>
/// <param name="Missed">Who was called and did not come; may be called again.</param>
/// <param name="Last">The last number that was given out.</param>
/// <param name="Rhythm">What today's interviews took here.</param>
public sealed record BoothQueue(
    int Capacity,
    int Grace,
    ImmutableSortedDictionary<string, Desk> Desks,
    ImmutableList<Ticket> Line,
    ImmutableSortedDictionary<int, Ticket> Missed,
    int Last,
    Rhythm Rhythm
)
{
    public const int UsualCapacity = 60,
        UsualGrace = 180;

    public static readonly BoothQueue Empty = new(
        UsualCapacity,
        UsualGrace,
        ImmutableSortedDictionary.Create<string, Desk>(StringComparer.Ordinal),
        [],
        ImmutableSortedDictionary<int, Ticket>.Empty,
        0,
        Rhythm.Empty
    );

    /// <summary>Somebody sits there: without an interviewer nobody may join.</summary>
    public bool IsOpen => !Desks.IsEmpty;

    /// <summary>Every interviewer takes a break.</summary>
    public bool IsPaused => IsOpen && Desks.Values.All(d => d.Paused);

    /// <summary>Nobody sits there, and nobody waits.</summary>
    public bool IsEmpty => !IsOpen && Line.IsEmpty;

    /// <summary>Numbers that wait.</summary>
    public int Length => Line.Count(t => t.Waits);

    public bool IsFull => Length >= Capacity;

    public Ticket? Of(PassId pass) => Line.Find(t => t.Pass == pass);

    public Ticket? Numbered(int number) => Line.Find(t => t.Number == number);

    /// <summary>Who is next at a desk.</summary>
    public Ticket? Next(string desk) => Line.Find(t => t.Waits && t.Suits(desk));

    /// <summary>So many are called before this one, as far as desks are shared.</summary>
    public int Ahead(Ticket ticket) =>
        Line.TakeWhile(t => t.Number != ticket.Number).Count(t => t.Waits && t.Competes(ticket));

    /// <summary>The next one behind it that waits and is called by a desk that may call this one: who may be let go
    /// first.</summary>
    public Ticket? Behind(Ticket ticket) =>
        Line.SkipWhile(t => t.Number != ticket.Number).Skip(1).FirstOrDefault(t => t.Waits && t.Competes(ticket));

    /// <summary>Until when one who is called may come; null: it is not called.</summary>
    public DateTimeOffset? Until(Ticket ticket) => ticket.Seen?.AddSeconds(Grace);

    /// <summary>Whether anything of it is of an earlier day.</summary>
    /// <param name="day">When this day began.</param>
    public bool IsOfBefore(DateTimeOffset day) =>
        Rhythm != Rhythm.Empty && Rhythm.At < day
        || Line.Exists(t => t.At < day)
        || Missed.Values.Any(t => t.At < day)
        || Desks.Values.Any(d => d.At < day);

    internal BoothQueue With(Ticket ticket) =>
        this with
        {
            Line = Line.SetItem(Line.FindIndex(t => t.Number == ticket.Number), ticket),
        };

    internal BoothQueue Without(int number) => this with { Line = Line.RemoveAll(t => t.Number == number) };

    internal BoothQueue With(Desk desk) => this with { Desks = Desks.SetItem(desk.Id, desk) };

    /// <summary>The desk that a number was called to has nobody now; what it did until then teaches nothing.</summary>
    internal BoothQueue Freed(Ticket ticket) =>
        ticket.Desk is { } id && Desks.TryGetValue(id, out var desk)
            ? With(desk with { Serving = null, Since = null, Done = null })
            : this;
}
