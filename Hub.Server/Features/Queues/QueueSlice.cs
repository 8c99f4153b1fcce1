using System.Collections.Immutable;

namespace Hub.Features.Queues;

/// <summary>The floor's queues.</summary>
/// <param name="Booths">Booth → its queue, for every booth that ever had one.</param>
/// <param name="Passes">Pass → booth → its last number there and what became of it.</param>
/// <param name="Rhythm">What today's interviews took anywhere at the fair.</param>
/// <param name="Told">What forecasts are told of it. It follows in steps of a tenth: else every interview anywhere
/// would change every wait on every phone.</param>
public sealed record QueueSlice(
    ImmutableSortedDictionary<BoothId, BoothQueue> Booths,
    ImmutableDictionary<PassId, ImmutableSortedDictionary<BoothId, Stub>> Passes,
    Rhythm Rhythm,
    Rhythm Told
) : Slice
{
    public static readonly SliceKind Kind = new(
        new QueueSlice(
            ImmutableSortedDictionary<BoothId, BoothQueue>.Empty,
            ImmutableDictionary<PassId, ImmutableSortedDictionary<BoothId, Stub>>.Empty,
            Rhythm.Empty,
            Rhythm.Empty
        ),
        QueueFacts.All,
        typeof(ClockConfirmed)
    );

    /// <summary>When the end of a day was last noted.</summary>
    public DateTimeOffset Turned { get; init; }

    public BoothQueue Of(BoothId booth) => Booths.GetValueOrDefault(booth, BoothQueue.Empty);

    /// <summary>Booths where a pass waits or is called.</summary>
    public IEnumerable<BoothId> Where(PassId pass) =>
        Passes.TryGetValue(pass, out var mine) ? mine.Where(m => m.Value.Outcome is null).Select(m => m.Key) : [];

    /// <summary>So many of them the person has asked for. Where a booth put them into its own queue, they have taken
    /// no place of theirs.</summary>
    public int Wished(PassId pass) =>
        Passes.TryGetValue(pass, out var mine) ? mine.Values.Count(s => s is { Outcome: null, By: AskedBy.Person }) : 0;

    /// <summary>What becomes of a pass's places when it counts no more.</summary>
    public IEnumerable<TicketEnded> GivenUp(PassId pass) =>
        Where(pass).Select(booth => new TicketEnded(booth, Of(booth).Of(pass)!.Number, Outcome.Left, AskedBy.Hub));

    /// <summary>Whether anything of it is of an earlier day.</summary>
    /// <param name="day">When this day began.</param>
    public bool IsOfBefore(DateTimeOffset day) =>
        Rhythm != Rhythm.Empty && Rhythm.At < day || Booths.Values.Any(q => q.IsOfBefore(day));

    internal QueueSlice Learned(Rhythm rhythm) =>
        this with
        {
            Rhythm = rhythm,
            Told = rhythm.IsNewTo(Told) ? rhythm : Told,
        };

    public override bool Knows(PassId pass) => Passes.ContainsKey(pass);

    public override Slice Then(Fact fact, DateTimeOffset at) => new QueueFold(this, at).Then(fact);
}

/// <summary>A pass's last number at a booth.</summary>
/// <param name="Outcome">Null: it still waits, or is called.</param>
/// <param name="At">When it joined, or when that became of it.</param>
/// <param name="By">Who took it, or gave it up.</param>
public sealed record Stub(int Number, Outcome? Outcome, DateTimeOffset At, AskedBy By = AskedBy.Person);

public static class QueuesOfFair
{
    extension(Fair fair)
    {
        public QueueSlice Queues => fair.Slice<QueueSlice>();
    }
}
