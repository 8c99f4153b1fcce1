using Hub.Features.People;
using Hub.Features.Roster;

namespace Hub.Features.Interest;

/// <summary>What a person agrees to when an employer is let see something.</summary>
/// <param name="Version">Changes with the text; kept with every consent.</param>
/// <param name="Fields">What can be consented to, one by one.</param>
public sealed record ConsentText(string Version, string Zh, string En, IReadOnlyList<string> Fields)
{
    public static readonly ConsentText Now = new(
        "2026-06",
        "勾选的内容只提供给这一家单位，用于本次招聘会的面试和录用联系，不作他用。其他单位和公众看不到。"
            + "您可以随时更改或撤回：撤回后该单位立即看不到；它此前下载的名单请直接向该单位提出删除。"
            + "您的资料保存在主办方的服务器上，招聘会结束后按大屏和总台公布的期限自动删除，也可以在这里自己导出、"
            + "更正和删除。不同意不影响逛展、排队和表达意向。",
        "What you tick is shown to this one employer only, to contact you about interviews and employment at this "
            + "fair, and for nothing else. Other employers and the public do not see it. You can change or withdraw it "
            + "at "
            + "any time: the employer then sees it no more; for lists that it has downloaded before, ask the employer. "
            + "Your data lies on the organizer's server and is erased by itself after the fair, within the announced "
            + "time; "
            + "you can export, correct and erase it here yourself. You can visit, queue and declare intentions without "
            + "consenting.",
        [.. Profile.Fields.Keys]
    );
}

/// <summary>A person lets an employer see some fields, and no others.</summary>
/// <param name="Version">Of the text that was shown.</param>
public sealed record GiveConsent(PassId Pass, EmployerId Employer, IReadOnlyList<string> Fields, string Version)
    : Command
{
    public override Who May() => Who.HolderOf(Pass);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        fair.Employer(Employer);
        if (Version != ConsentText.Now.Version)
            throw InterestRefusals.ConsentTextChanged();
        if (Fields.FirstOrDefault(f => !Profile.Fields.ContainsKey(f)) is { } wrong)
            throw PeopleRefusals.UnknownField(wrong);
        var had = fair.Intentions.Of(Pass, Employer).Consent;
        if (Fields.Count == 0)
            return had is null ? Decision.Nothing : new ConsentWithdrawn(Pass, Employer);
        return had is not null && had.Version == Version && had.Fields.SetEquals(Fields)
            ? Decision.Nothing
            : new ConsentGiven(Pass, Employer, [.. Fields.Distinct().Order(StringComparer.Ordinal)], Version);
    }

    public static void Map(IEndpointRouteBuilder fair)
    {
        fair.MapGet("consent", () => ConsentText.Now).WithSummary("What a person agrees to, and its version");
        fair.MapPost(
                "my/consents",
                (ConsentRequest c, HttpContext http) =>
                    http.Ask(new GiveConsent(c.Pass, c.Employer, c.Fields, c.Version))
            )
            .Asks<GiveConsent>("Let an employer see some fields; none withdraws it");
    }
}

/// <param name="Fields">Empty: withdraws it.</param>
public sealed record ConsentRequest(PassId Pass, EmployerId Employer, IReadOnlyList<string> Fields, string Version);
