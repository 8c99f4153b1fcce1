using System.ComponentModel.DataAnnotations;

namespace Hub.Features.Queues;

/// <summary>Says how many may wait, and how long one who is called may take to come.</summary>
/// <param name="Capacity">0 to 500; 0: takes nobody any more. Who waits already goes on waiting.</param>
/// <param name="Grace">Seconds, 0 to 1800.</param>
public sealed record SetQueue(BoothId Booth, int Capacity, int Grace) : Command
{
    /// <summary>Most people who may wait, and most seconds of grace.</summary>
    public const int MostCapacity = 500,
        MostGrace = 1_800;

    public override Who May() => Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var queue = fair.QueueAt(Booth);
        if (Capacity is < 0 or > MostCapacity)
            throw QueueRefusals.BadCapacity();
        if (Grace is < 0 or > MostGrace)
            throw QueueRefusals.BadGrace();
        return (queue.Capacity, queue.Grace) == (Capacity, Grace)
            ? Decision.Nothing
            : new QueueSet(Booth, Capacity, Grace);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "queues/{booth}/settings",
                (BoothId booth, QueueRequest q, HttpContext http) => http.Ask(new SetQueue(booth, q.Capacity, q.Grace))
            )
            .Asks<SetQueue>("Set a queue's capacity and grace");
}

/// <param name="Grace">Seconds.</param>
public sealed record QueueRequest(
    [property: Range(0, SetQueue.MostCapacity)] int Capacity,
    [property: Range(0, SetQueue.MostGrace)] int Grace
);
