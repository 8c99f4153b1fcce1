using Hub.Access;
using Hub.Ledger;

namespace Hub.Floor.Queues;

/// <summary>Ends a booth's queue: whoever waits is told so, and nobody can join until an interviewer sits down again.</summary>
public sealed record CloseQueue(string Booth) : Command
{
    public override bool Allows(Asker asker) => asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) => fair.QueueAt(Booth) is { IsOpen: false, Line.IsEmpty: true } ? Decision.Nothing : new QueueClosed(Booth);

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("queues/{booth}/close", (string booth, HttpContext http) => http.Ask(new CloseQueue(booth)))
        .AsCommand("End a booth's queue (recruiter of the booth, organizer)");
}

/// <summary>What a new roster means for the queues: one goes where its employer goes, and ends where the booth is no more.</summary>
internal static class QueuesAfter
{
    public static IEnumerable<Fact> Import(Fair fair, RosterImported import)
    {
        var (before, after) = (fair.Floor.Directory, fair.Floor.Directory.Then(import));
        var held = fair.Queues.Booths.Where(q => q.Value.IsOpen || !q.Value.Line.IsEmpty).Select(q => q.Key)
            .Select(booth => (Booth: booth, Employer: before.Booths.GetValueOrDefault(booth))).Where(q => q.Employer is not null && after.Booths.GetValueOrDefault(q.Booth) != q.Employer).ToArray();
        foreach (var (booth, employer) in held)
            if (after.Employers[employer!].Booth is null) yield return new QueueClosed(booth, Gone: true);
        Move[] moves = [.. held.Where(q => after.Employers[q.Employer!].Booth is not null).Select(q => new Move(q.Booth, after.Employers[q.Employer!].Booth!))];
        if (moves.Length > 0) yield return new QueuesMoved(moves);
    }
}
