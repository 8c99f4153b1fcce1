using Hub.Access;
using Hub.Ledger;

namespace Hub.Floor.Queues;

/// <summary>Says how many may wait, and how long one who is called may take to come.</summary>
/// <param name="Capacity">0 to 500; 0: takes nobody any more. Who waits already goes on waiting.</param>
/// <param name="Grace">Seconds, 0 to 1800.</param>
public sealed record SetQueue(string Booth, int Capacity, int Grace) : Command
{
    public override bool Allows(Asker asker) => asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var queue = fair.QueueAt(Booth);
        if (Capacity is < 0 or > 500) throw Refusal.Malformed("队列容量是 0 到 500 人。", "A queue takes 0 to 500 people.");
        if (Grace is < 0 or > 1800) throw Refusal.Malformed("等候到场的时间是 0 到 1800 秒。", "The grace is 0 to 1800 seconds.");
        return (queue.Capacity, queue.Grace) == (Capacity, Grace) ? Decision.Nothing : new QueueSet(Booth, Capacity, Grace);
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("queues/{booth}/settings", (string booth, QueueRequest q, HttpContext http) => http.Ask(new SetQueue(booth, q.Capacity, q.Grace)))
        .AsCommand("Set a queue's capacity and grace (recruiter of the booth, organizer)");
}

/// <param name="Grace">Seconds.</param>
public sealed record QueueRequest(int Capacity, int Grace);
