using Hub.Features.Queues;
using Hub.Features.Roster;

namespace Hub.Features.Interest;

/// <summary>What hangs on an employer or a position, for whoever is about to change or withdraw it.</summary>
/// <param name="Id">Of the employer or position.</param>
/// <param name="Positions">Of the employer.</param>
/// <param name="Waiting">Who waits or is called in the queues of the employer's booths.</param>
/// <param name="Interested">Open intentions.</param>
public sealed record Hanging(string Id, string Name, int Positions, int Waiting, int Interested);

public static class Ties
{
    private const int Most = 200;

    private static Hanging Of(Fair fair, EmployerId id)
    {
        var (directory, employer) = (fair.Roster.Directory, fair.Employer(id));
        return new(
            id.Text,
            employer.Name,
            directory.Openings.GetValueOrDefault(id),
            employer.AllBooths().Sum(b => fair.Queues.Of(b).Line.Count),
            fair.Intentions.LeadsOf(id).Values.Count(l => l.Intention is { IsOpen: true })
        );
    }

    private static Hanging Of(Fair fair, string position)
    {
        var p = fair.Position(position);
        var leads = fair.Intentions.LeadsOf(p.Employer).Values;
        return new(p.Id, p.Title, 0, 0, leads.Count(l => l.Intention is { IsOpen: true } i && i.Position == p.Id));
    }

    public static void Map(IEndpointRouteBuilder fairs) =>
        fairs
            .MapGet(
                "roster/ties",
                (string? employers, string? positions, HttpContext http) =>
                {
                    var now = http.Fair();
                    return Parts(employers)
                        .Select(e => Of(now, new EmployerId(e)))
                        .Concat(Parts(positions).Select(p => Of(now, p)))
                        .ToList();
                }
            )
            .For(_ => Who.Organizer, "What hangs on employers and positions: who waits, who is interested")
            .WithDescription($"Ids, parted by commas; the first {Most} of each.");

    private static IEnumerable<string> Parts(string? ids) =>
        (ids ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Take(Most);
}
