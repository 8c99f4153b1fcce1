using System.Text.RegularExpressions;
using Hub.Access;
using Hub.Ledger;

namespace Hub.Floor.Queues;

/// <summary>An interviewer sits down at a desk of the booth: from now on people may join. Again, with another label, renames the desk.</summary>
/// <param name="Desk">1 to 8 letters and digits.</param>
/// <param name="Label">What the desk is for; no name of a person, because everybody sees it and it is kept.</param>
public sealed partial record OpenDesk(string Booth, string Desk, string? Label) : Command
{
    /// <summary>Desks of one booth.</summary>
    internal const int Most = 12;

    public override bool Allows(Asker asker) => asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var queue = fair.QueueAt(Booth);
        var label = string.IsNullOrWhiteSpace(Label) ? null : Label.Trim();
        if (Desk is null || !DeskShape().IsMatch(Desk)) throw Refusal.Malformed("面试席编号是 1–8 个字母或数字。", "A desk is 1 to 8 letters and digits.");
        if (label?.Length > 24) throw Refusal.Malformed("面试席名称最多 24 个字。", "A desk's label has 24 characters at most.");
        fair.DemandOpen(Booth);
        if (queue.Desks.TryGetValue(Desk, out var open)) return open.Label == label ? Decision.Nothing : new DeskOpened(Booth, Desk, label);
        if (queue.Desks.Count >= Most) throw new Refusal("too-many-desks", $"一个展位最多 {Most} 个面试席。", $"A booth has {Most} desks at most.");
        return new DeskOpened(Booth, Desk, label);
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("queues/{booth}/desks", (string booth, DeskRequest d, HttpContext http) => http.Ask(new OpenDesk(booth, d.Desk, d.Label)))
        .AsCommand("An interviewer sits down: the queue takes people (recruiter of the booth, organizer)");

    [GeneratedRegex("^[A-Za-z0-9]{1,8}\\z")]
    private static partial Regex DeskShape();
}

public sealed record DeskRequest(string Desk, string? Label = null);
