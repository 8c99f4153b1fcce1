using Hub.Features.Access;
using Hub.Features.Floor;
using Hub.Features.Interest;
using Hub.Features.People;
using Hub.Features.Roster;

namespace Hub.Features.My;

/// <summary>A row <c>intention/E</c> of <c>my/P</c>: what the person and an employer have to do with each
/// other.</summary>
/// <param name="Stage">Null: only a consent.</param>
/// <param name="Person">The person has confirmed the agreement.</param>
/// <param name="Confirmed">The employer has.</param>
/// <param name="Consented">Fields that the employer may see.</param>
/// <param name="ByBooth">The booth has entered the person, who has not said so.</param>
public sealed record MyIntentionRow(
    EmployerId Employer,
    string EmployerName,
    string? EmployerNameEn,
    BoothId? Booth,
    Stage? Stage,
    string? PositionId,
    string? Position,
    bool Person,
    bool Confirmed,
    IReadOnlyList<Past> History,
    IReadOnlyList<string> Consented,
    string? Version,
    bool ByBooth
) : MyBoardRow;

/// <summary>The row <c>profile</c> of <c>my/P</c>: which fields are filled, not with what.</summary>
/// <param name="ErasesOn">The first day on which nothing of it is left.</param>
public sealed record MyProfileRow(IReadOnlyList<string> Filled, DateOnly ErasesOn) : MyBoardRow;

/// <summary>A row of <c>my/P</c>.</summary>
public abstract record MyBoardRow;

/// <summary>A visit of today, as the export tells it.</summary>
public sealed record MyVisit(BoothId Booth, DateTimeOffset At);

/// <summary>All that the hub keeps about one person.</summary>
/// <param name="Profile">What they typed.</param>
/// <param name="Notes">Employer's name → what it wrote about them.</param>
public sealed record MyData(
    string Fair,
    PassId Pass,
    IReadOnlyDictionary<string, string> Profile,
    IReadOnlyDictionary<string, string> Notes,
    IReadOnlyList<TicketRow> Queues,
    IReadOnlyList<MyIntentionRow> Employers,
    IReadOnlyList<MyVisit> Visits,
    ConsentText ConsentText,
    DateOnly ErasesOn
);

/// <summary>What is one person's own: on every phone that shows the pass, and on no other.</summary>
public static class My
{
    public static readonly Board Board = new Board<MyBoardRow>(
        "my/*",
        words => Who.HolderOf(new(words[0])),
        (fair, words) =>
            (
                fair.Roster.Directory,
                Tickets.ReadOf(fair, new(words[0])),
                fair.Intentions.OfPass(new(words[0])).Aggregate((object?)null, (rest, lead) => (rest, lead)),
                Retention.ErasesOn(fair),
                fair.Person(new PersonKey.Profile(new(words[0])))
            ),
        (fair, words, now) => Rows(fair, new(words[0]), now)
    )
    {
        Kinds =
        [
            new("ticket/*", typeof(TicketRow)),
            new("profile", typeof(MyProfileRow)),
            new("intention/*", typeof(MyIntentionRow)),
        ],
    };

    private static IEnumerable<(string, MyBoardRow)> Rows(Fair fair, PassId pass, DateTimeOffset now)
    {
        foreach (var ticket in Tickets.Rows(fair, pass, now))
            yield return ($"ticket/{ticket.Booth}", ticket);
        yield return (
            "profile",
            new MyProfileRow([.. Profile.Of(fair, pass).Keys.Order(StringComparer.Ordinal)], Retention.ErasesOn(fair))
        );
        foreach (var (employer, lead) in fair.Intentions.OfPass(pass))
            if (lead.Intention is not null || lead.Consent is not null)
                yield return ($"intention/{employer}", Row(fair, employer, lead));
    }

    private static MyIntentionRow Row(Fair fair, EmployerId id, Lead lead)
    {
        var (e, i) = (fair.Roster.Directory.Ever(id), lead.Intention);
        return new MyIntentionRow(
            id,
            e.Name,
            e.NameEn,
            e.Booth,
            i?.Stage,
            i?.Position,
            i?.Position is { } p ? fair.Roster.Directory.Ever(p)?.Title : null,
            i?.Person is true,
            i?.Employer is true,
            i?.History ?? [],
            [.. lead.Consent?.Fields ?? []],
            lead.Consent?.Version,
            i is { IsDeclared: false }
        );
    }

    private static List<MyVisit> Visits(FloorSlice floor, PassId pass)
    {
        var told = new Visited();
        if (floor.Passes.TryGetValue(pass, out var where))
            where.Trail.Tell(floor.Names, told, 1);
        return told.Visits;
    }

    private sealed class Visited : ICrowds
    {
        public List<MyVisit> Visits { get; } = [];

        void ICrowds.Visited(BoothId booth, long at, int sign) =>
            Visits.Add(new MyVisit(booth, DateTimeOffset.FromUnixTimeMilliseconds(at)));

        void ICrowds.Ended(BoothId booth, long from, long at, End how, int sign) { }
    }

    public static void Map(IEndpointRouteBuilder fairs) =>
        fairs
            .MapGet(
                "my/data",
                (HttpContext http, WallClock time) =>
                {
                    var (pass, now) = (http.OwnPass(), http.Fair());
                    http.Response.Headers.ContentDisposition = "attachment; filename=\"my-data.json\"";
                    return new MyData(
                        http.FairId(),
                        pass,
                        Profile.Of(now, pass),
                        now.Intentions.OfPass(pass)
                            .Select(e => (e.Employer, Note: WriteNote.Of(now, e.Employer, pass)))
                            .Where(n => n.Note is not null)
                            .ToDictionary(n => now.Roster.Directory.Ever(n.Employer).Name, n => n.Note!),
                        [.. Tickets.Rows(now, pass, time.GetUtcNow())],
                        [.. now.Intentions.OfPass(pass).Select(e => Row(now, e.Employer, e.Lead))],
                        Visits(now.Floor, pass),
                        ConsentText.Now,
                        Retention.ErasesOn(now)
                    );
                }
            )
            .WithSummary("All that the hub keeps about oneself (the pass's visitor)")
            .WithDescription("A browser's link names its role by `as=visitor` in the query.");
}
