using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest.Export;

/// <summary>What things are called on paper.</summary>
internal static class Words
{
    public static string Of(Part part, bool zh) => zh ? part.Name : part.NameEn ?? part.Name;

    public static string Of(Award award, bool zh) => zh ? award.Name : award.NameEn ?? award.Name;

    public static string Of(SecondRanking ranking, bool zh) => zh ? ranking.Name : ranking.NameEn ?? ranking.Name;

    public static string Of(Scheme scheme, bool zh) => zh ? scheme.Name : scheme.NameEn ?? scheme.Name;

    public static string Of(Status status, bool zh) =>
        status switch
        {
            Status.Ranked => zh ? "参加排名" : "ranked",
            Status.Unofficial => zh ? "打星" : "unofficial",
            Status.DidNotFinish => zh ? "未完成" : "DNF",
            Status.DidNotStart => zh ? "未参赛" : "DNS",
            Status.Disqualified => zh ? "取消资格" : "DSQ",
            Status.Withdrawn => zh ? "退赛" : "withdrawn",
            _ => throw new NotSupportedException($"No word for {status}."),
        };
}
