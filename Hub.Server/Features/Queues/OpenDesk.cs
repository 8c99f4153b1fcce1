using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Hub.Features.Queues;

/// <summary>An interviewer sits down at a desk of the booth: from now on people may join. Again, with another label,
/// renames the desk.</summary>
/// <param name="Desk">1 to 8 letters and digits.</param>
/// <param name="Label">What the desk is for; no name of a person, because everybody sees it and it is kept.</param>
public sealed partial record OpenDesk(BoothId Booth, string Desk, string? Label) : Command
{
    /// <summary>Desks that a booth may have.</summary>
    public const int MostDesks = 12;

    /// <summary>Most characters of a desk's name, and of what it is for.</summary>
    public const int LongestName = 8,
        LongestLabel = 24;

    public override Who May() => Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var queue = fair.QueueAt(Booth);
        var label = string.IsNullOrWhiteSpace(Label) ? null : Label.Trim();
        if (Desk is null || !DeskShape().IsMatch(Desk))
            throw QueueRefusals.BadDesk();
        if (label?.Length > LongestLabel)
            throw QueueRefusals.LabelTooLong();
        fair.DemandOpen(Booth);
        if (queue.Desks.TryGetValue(Desk, out var open))
            return open.Label == label ? Decision.Nothing : new DeskOpened(Booth, Desk, label);
        return queue.Desks.Count >= MostDesks
            ? throw QueueRefusals.TooManyDesks(MostDesks)
            : new DeskOpened(Booth, Desk, label);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "queues/{booth}/desks",
                (BoothId booth, DeskRequest d, HttpContext http) => http.Ask(new OpenDesk(booth, d.Desk, d.Label))
            )
            .Asks<OpenDesk>("An interviewer sits down: the queue takes people");

    [GeneratedRegex("^[A-Za-z0-9]{1,8}\\z")]
    private static partial Regex DeskShape();
}

public sealed record DeskRequest(
    [property: MaxLength(OpenDesk.LongestName)] string Desk,
    [property: MaxLength(OpenDesk.LongestLabel)] string? Label = null
);
