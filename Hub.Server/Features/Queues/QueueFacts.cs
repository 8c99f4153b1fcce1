using System.Text.Json.Serialization;

namespace Hub.Features.Queues;

/// <summary>Facts of who waits where, and who is called.</summary>
public static class QueueFacts
{
    public static readonly FactKind[] All =
    [
        FactKind.Of<QueueSet>("queue", "set"),
        FactKind.Of<QueueClosed>("queue", "close"),
        FactKind.Of<QueuesMoved>("queue", "move"),
        FactKind.Of<DeskOpened>("queue", "desk"),
        FactKind.Of<DeskClosed>("queue", "undesk"),
        FactKind.Of<DeskPaused>("queue", "pause"),
        FactKind.Of<DeskResumed>("queue", "resume"),
        FactKind.Of<TicketTaken>("queue", "join"),
        FactKind.Of<TicketCalled>("queue", "call"),
        FactKind.Of<TicketShown>("queue", "shown"),
        FactKind.Of<TicketPostponed>("queue", "postpone"),
        FactKind.Of<TicketTransferred>("queue", "transfer"),
        FactKind.Of<TicketEnded>("queue", "end"),
        FactKind.Of<TicketsHandedOver>("queue", "pass"),
        FactKind.Of<DayEnded>("queue", "day"),
    ];
}

/// <summary>How many may wait in a booth's queue, and how long one who is called may take to come.</summary>
/// <param name="Grace">Seconds.</param>
public sealed record QueueSet(BoothId Booth, int Capacity, int Grace) : Fact;

/// <summary>A queue ended: nobody sits at a desk any more, and whoever waited waits no more.</summary>
/// <param name="Gone">The booth itself is no more, as a new roster says.</param>
public sealed record QueueClosed(BoothId Booth, bool Gone = false) : Fact;

/// <summary>Employers moved to other booths, and their queues with them.</summary>
public sealed record QueuesMoved(IReadOnlyList<Move> Moves) : Fact;

public sealed record Move(BoothId Booth, BoothId To);

/// <summary>An interviewer sat down.</summary>
/// <param name="Label">What the desk is for, like "研发岗"; no name of a person.</param>
public sealed record DeskOpened(BoothId Booth, string Desk, string? Label) : Fact;

/// <summary>An interviewer went away for good; who waited for this one waits for any.</summary>
public sealed record DeskClosed(BoothId Booth, string Desk) : Fact;

/// <summary>An interviewer takes a break.</summary>
/// <param name="Until">When it is said to be over; null: not said.</param>
public sealed record DeskPaused(BoothId Booth, string Desk, DateTimeOffset? Until) : Fact;

public sealed record DeskResumed(BoothId Booth, string Desk) : Fact;

/// <summary>A pass got a number in a booth's queue.</summary>
/// <param name="Desk">The interviewer that is waited for; null: any.</param>
/// <param name="Position">Id of the position that the person is interested in; null: not said. Not in facts of the
/// first hubs.</param>
/// <param name="By">Only what the person asked for is a place of theirs, and a wish. Older hubs did not say it.</param>
public sealed record TicketTaken(
    BoothId Booth,
    int Number,
    PassId Pass,
    string? Desk,
    string? Position = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] AskedBy By = AskedBy.Person
) : Fact;

/// <summary>A number was called to a desk, for the first time or again.</summary>
public sealed record TicketCalled(BoothId Booth, int Number, string Desk) : Fact;

/// <summary>A screen shows that a number is called: a wall, or the person's own phone. Its grace begins.</summary>
public sealed record TicketShown(BoothId Booth, int Number) : Fact;

/// <summary>A number let the next one go first, and waits (again).</summary>
/// <param name="Behind">The number that it stands directly behind now.</param>
/// <param name="By">Who let it. Older hubs did not say it.</param>
public sealed record TicketPostponed(
    BoothId Booth,
    int Number,
    int Behind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] AskedBy By = AskedBy.Person
) : Fact;

/// <summary>A number waits for another interviewer, and keeps its place.</summary>
/// <param name="Desk">Null: any.</param>
public sealed record TicketTransferred(BoothId Booth, int Number, string? Desk) : Fact;

/// <summary>A number is out of the queue.</summary>
/// <param name="By">Of one that left: who gave its place up. Older hubs did not say it.</param>
public sealed record TicketEnded(
    BoothId Booth,
    int Number,
    Outcome Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] AskedBy By = AskedBy.Person
) : Fact;

/// <summary>A visitor got another pass, which has the places of the old one.</summary>
public sealed record TicketsHandedOver(PassId Pass, PassId To) : Fact;

/// <summary>A day at the fair ended, and with it all of it: who waited or was called waits no more, who had missed a
/// turn is not called again, interviewers have gone home, and what interviews take is learned anew.</summary>
/// <param name="Until">Midnight at the fair's place: what was before it has ended.</param>
public sealed record DayEnded(DateTimeOffset Until) : Fact;

/// <summary>What became of a number. The names are in old ledgers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    Served,
    Missed,
    Left,
    Closed,
}
