using System.Globalization;
using System.Text;
using Hub.Access;
using Hub.Ledger;
using Hub.Live;
using Hub.Rosters;
using MiniExcelLibs;

namespace Hub.Floor.Intentions;

/// <summary>A row of <c>leads/B</c>, keyed by pass: who is interested in the employer of the booth. It says which fields were consented to, not what is in them.</summary>
/// <param name="Stage">Null: no intention, only a consent or a note.</param>
/// <param name="Person">The person has confirmed the agreement.</param>
/// <param name="Employer">The employer has.</param>
/// <param name="Noted">When the note was last changed; null: there is none.</param>
public sealed record LeadRow(string Pass, Stage? Stage, string? Position, bool Person, bool Employer, IReadOnlyList<Past> History, IReadOnlyList<string> Consented, DateTimeOffset? Consent, DateTimeOffset? Noted, bool Erased);

/// <summary>The same with what the person lets this employer see, and the employer's own note.</summary>
public sealed record LeadInfo(string Pass, Stage? Stage, string? Position, DateTimeOffset? Since, IReadOnlyDictionary<string, string> Contact, string? Note);

/// <summary>A recruiter's list. What is personal is asked for by HTTP, by those who may, and is kept by nobody on the way.</summary>
public static class Leads
{
    public static readonly Board Board = new("leads/*", [Role.Recruiter, Role.Organizer], (asker, words) => asker.Staffs(words[0]),
        (fair, words) => (fair.Floor.Directory, fair.Intentions.Erased, fair.Floor.Directory.Booths.TryGetValue(words[0], out var e) ? fair.Intentions.LeadsOf(e) : null),
        (fair, words, _) => fair.Floor.Directory.Booths.TryGetValue(words[0], out var employer) ? fair.Intentions.LeadsOf(employer).Select(l => (l.Key, (object)Row(fair, l.Key, l.Value))) : null);

    private static LeadRow Row(Fair fair, string pass, Lead lead) => new(pass, lead.Intention?.Stage, Title(fair, lead), lead.Intention?.Person is true, lead.Intention?.Employer is true,
        lead.Intention?.History ?? [], [.. lead.Consent?.Fields ?? []], lead.Consent?.At, lead.Noted, fair.Intentions.Erased.Contains(pass));

    private static string? Title(Fair fair, Lead lead) => lead.Intention?.Position is { } id ? fair.Floor.Directory.Positions.GetValueOrDefault(id)?.Title : null;

    private static LeadInfo[] Of(Fair fair, string booth)
    {
        var employer = fair.EmployerAt(booth);
        return [.. fair.Intentions.LeadsOf(employer).Select(l => new LeadInfo(l.Key, l.Value.Intention?.Stage, Title(fair, l.Value), l.Value.Intention?.History[0].At,
            Profile.For(fair, l.Key, l.Value.Consent), Profile.Note(fair, employer, l.Key)))];
    }

    public static void Map(IEndpointRouteBuilder fairs)
    {
        fairs.MapGet("leads/{booth}", (string fair, string booth, HttpContext http, Ledgers ledgers) => Mine(http, fair, booth, ledgers))
            .WithSummary("Who is interested, with what they consented to (recruiter of the booth, organizer)");

        fairs.MapGet("leads/{booth}/export", (string fair, string booth, string format, string? lang, HttpContext http, Ledgers ledgers) =>
            {
                if (lang is not (null or "zh" or "en")) throw Refusal.Malformed("lang 是 zh 或 en。", "lang is zh or en.");
                var (leads, zh) = (Mine(http, fair, booth, ledgers), lang is not "en");
                return format switch
                {
                    "csv" => Results.File(Csv(leads, zh), "text/csv; charset=utf-8", $"leads-{booth}.csv"),
                    "xlsx" => Results.File(Xlsx(leads, zh), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"leads-{booth}.xlsx"),
                    _ => throw Refusal.Malformed("format 是 csv 或 xlsx。", "format is csv or xlsx."),
                };
            })
            .WithSummary("One's own list as csv or xlsx (recruiter of the booth, organizer)")
            .WithDescription("lang: zh (default) or en. A browser's link names its badge by `as` in the query.")
            .Produces(200, contentType: "text/csv", additionalContentTypes: ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]);
    }

    private static LeadInfo[] Mine(HttpContext http, string fair, string booth, Ledgers ledgers)
    {
        if (!Door.Who(http, fair).Staffs(booth)) throw Refusal.Forbidden();
        http.Response.Headers.CacheControl = "no-store";
        return Of(ledgers[fair].Fair, booth);
    }

    private static readonly (string Field, string Zh, string En)[] Columns =
    [
        ("name", "姓名", "Name"), ("phone", "电话", "Phone"), ("email", "邮箱", "E-mail"), ("wechat", "微信", "WeChat"), ("school", "学校", "School"),
        ("degree", "学历", "Degree"), ("major", "专业", "Major"), ("year", "毕业年份", "Graduates"), ("cv", "简介", "CV"),
    ];

    private static string[] Header(bool zh) => [.. (zh ? ["通行证", "进展", "岗位"] : (string[])["Pass", "Stage", "Position"]), .. Columns.Select(c => zh ? c.Zh : c.En), zh ? "备注" : "Note"];

    private static string[] Cells(LeadInfo lead, bool zh) =>
        [lead.Pass, Word(lead.Stage, zh), lead.Position ?? "", .. Columns.Select(c => lead.Contact.GetValueOrDefault(c.Field, "")), lead.Note ?? ""];

    private static string Word(Stage? step, bool zh) => (step, zh) switch
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

    private static byte[] Csv(LeadInfo[] leads, bool zh)
    {
        var text = new StringBuilder();
        foreach (var line in leads.Select(l => Cells(l, zh)).Prepend(Header(zh))) text.AppendJoin(',', line.Select(CsvText.Cell)).Append("\r\n");
        // without a byte order mark Excel takes it for another charset
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static byte[] Xlsx(LeadInfo[] leads, bool zh)
    {
        var header = Header(zh);
        using var file = new MemoryStream();
        file.SaveAs(leads.Select(l => header.Zip(Cells(l, zh)).ToDictionary(c => c.First, c => (object?)c.Second)).DefaultIfEmpty(header.ToDictionary(h => h, _ => (object?)null)), sheetName: zh ? "意向名单" : "Leads");
        return file.ToArray();
    }
}
