using System.Globalization;
using Hub.Features.People;
using Hub.Features.Roster;
using Hub.Sheets;

namespace Hub.Features.Interest;

/// <summary>A row of <c>leads/B</c>, keyed by pass: who is interested in the employer of the booth. It says which
/// fields were consented to, not what is in them.</summary>
/// <param name="Stage">Null: no intention, only a consent or a note.</param>
/// <param name="Person">The person has confirmed the agreement.</param>
/// <param name="Employer">The employer has.</param>
/// <param name="Noted">When the note was last changed; null: there is none.</param>
/// <param name="ByBooth">The booth has entered them; they have not said themselves that they are interested.</param>
public sealed record LeadRow(
    PassId Pass,
    Stage? Stage,
    string? Position,
    bool Person,
    bool Employer,
    IReadOnlyList<Past> History,
    IReadOnlyList<string> Consented,
    DateTimeOffset? Consent,
    DateTimeOffset? Noted,
    bool Erased,
    bool ByBooth
);

/// <summary>The same with what the person lets this employer see, and the employer's own note.</summary>
public sealed record LeadInfo(
    PassId Pass,
    Stage? Stage,
    string? Position,
    DateTimeOffset? Since,
    IReadOnlyDictionary<string, string> Contact,
    string? Note,
    bool ByBooth
);

/// <summary>A recruiter's list. What is personal is asked for by HTTP, by those who may, and is kept by nobody on the
/// way.</summary>
public static class Leads
{
    public static readonly Board Board = new Board<LeadRow>(
        "leads/*",
        words => Who.StaffOf(new(words[0])),
        (fair, words) =>
            (
                fair.Roster.Directory,
                fair.Privacy.Erased,
                fair.Roster.Directory.Booths.TryGetValue(new(words[0]), out var e) ? fair.Intentions.LeadsOf(e) : null
            ),
        (fair, words, _) =>
            fair.Roster.Directory.Booths.TryGetValue(new(words[0]), out var employer)
                ? fair.Intentions.LeadsOf(employer).Select(l => (l.Key.Text, Row(fair, l.Key, l.Value)))
                : null
    );

    private static LeadRow Row(Fair fair, PassId pass, Lead lead) =>
        new(
            pass,
            lead.Intention?.Stage,
            Title(fair, lead),
            lead.Intention?.Person is true,
            lead.Intention?.Employer is true,
            lead.Intention?.History ?? [],
            [.. lead.Consent?.Fields ?? []],
            lead.Consent?.At,
            lead.Noted,
            fair.Privacy.Erased.Contains(pass),
            lead.Intention is { IsDeclared: false }
        );

    private static string? Title(Fair fair, Lead lead) =>
        lead.Intention?.Position is { } id ? fair.Roster.Directory.Ever(id)?.Title : null;

    private static LeadInfo[] Of(Fair fair, BoothId booth)
    {
        var employer = fair.EmployerAt(booth);
        return
        [
            .. fair
                .Intentions.LeadsOf(employer)
                .Select(l => new LeadInfo(
                    l.Key,
                    l.Value.Intention?.Stage,
                    Title(fair, l.Value),
                    l.Value.Intention?.History[0].At,
                    Shared(fair, l.Key, l.Value.Consent),
                    WriteNote.Of(fair, employer, l.Key),
                    l.Value.Intention is { IsDeclared: false }
                )),
        ];
    }

    public static void Map(IEndpointRouteBuilder fairs)
    {
        fairs
            .MapGet("leads/{booth}", (BoothId booth, HttpContext http) => Of(http.Fair(), booth))
            .For(http => Who.StaffOf(new(http.Word("booth"))), "Who is interested, with what they consented to");

        fairs
            .MapGet(
                "leads/{booth}/export",
                (BoothId booth, string format, string? lang, HttpContext http) =>
                {
                    var zh = Asking.IsChinese(lang);
                    var rows = Of(http.Fair(), booth).Select(l => Cells(l, zh));
                    return format switch
                    {
                        "csv" => Results.File(TableFile.Csv(Header(zh), rows), TableFile.CsvType, $"leads-{booth}.csv"),
                        "xlsx" => Results.File(
                            TableFile.Xlsx(Header(zh), rows, zh ? "意向名单" : "Leads"),
                            TableFile.XlsxType,
                            $"leads-{booth}.xlsx"
                        ),
                        _ => throw InterestRefusals.BadFormat(),
                    };
                }
            )
            .For(http => Who.StaffOf(new(http.Word("booth"))), "One's own list as csv or xlsx")
            .WithDescription("lang: zh (default) or en. A browser's link names its badge by `as` in the query.")
            .Produces(200, contentType: "text/csv", additionalContentTypes: [TableFile.XlsxType]);
    }

    /// <summary>What of what a person typed an employer may see.</summary>
    private static Dictionary<string, string> Shared(Fair fair, PassId pass, Consent? consent) =>
        consent is null ? [] : Profile.Of(fair, pass).Where(f => consent.Fields.Contains(f.Key)).ToDictionary();

    private static string[] Header(bool zh) =>
        [
            .. (zh ? ["通行证", "进展", "岗位"] : (string[])["Pass", "Stage", "Position"]),
            .. Profile.Fields.Values.Select(f => zh ? f.Zh : f.En),
            zh ? "备注" : "Note",
        ];

    private static string[] Cells(LeadInfo lead, bool zh) =>
        [
            lead.Pass.Text,
            lead is { ByBooth: true, Stage: Stage.Declared }
                ? (zh ? "展位登记" : "entered by the booth")
                : Word(lead.Stage, zh),
            lead.Position ?? "",
            .. Profile.Fields.Keys.Select(f => lead.Contact.GetValueOrDefault(f, "")),
            lead.Note ?? "",
        ];

    private static string Word(Stage? step, bool zh) =>
        (step, zh) switch
        {
            (null, _) => "",
            (Stage.Declared, true) => "有意向",
            (Stage.Invited, true) => "已邀请",
            (Stage.Interviewed, true) => "已面试",
            (Stage.Agreed, true) => "达成初步协议",
            (Stage.Declined, true) => "已婉拒",
            (Stage.Withdrawn, true) => "已撤回",
            ({ } other, _) => other.ToString().ToLower(CultureInfo.InvariantCulture),
        };
}
