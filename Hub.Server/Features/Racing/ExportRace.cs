using Hub.Features.Contest;
using Hub.Features.Contest.Export;
using Hub.Sheets;

namespace Hub.Features.Racing;

/// <summary>What of a race is exported: how far every pilot came, or every flight that counts.</summary>
public enum RacePart
{
    Ranking,
    Heats,
}

/// <summary>A race as a table for spreadsheet programs. It holds names.</summary>
public static class ExportRace
{
    public static void Map(IEndpointRouteBuilder fairs) =>
        fairs
            .MapGet(
                "contests/{contest}/race/export",
                (ContestId contest, string format, string? lang, string? part, HttpContext http) =>
                {
                    var file = Asking.Named<ExportFormat>(format);
                    var of = Asking.Named<RacePart>(part ?? "ranking");
                    if (file is not (ExportFormat.Csv or ExportFormat.Xlsx) || of is null)
                        throw RaceRefusals.BadExport();
                    var (fair, zh) = (http.Fair(), Asking.IsChinese(lang));
                    var table = new Table(fair.Contest(contest), fair, fair.Race(contest), zh);
                    var (header, rows) =
                        of is RacePart.Heats ? (table.HeatsHeader, table.Heats) : (table.RankingHeader, table.Ranking);
                    return file is ExportFormat.Csv
                        ? Results.File(TableFile.Csv(header, rows), TableFile.CsvType, $"{contest}-race.csv")
                        : Results.File(
                            TableFile.Xlsx(header, rows, zh ? "竞速" : "Race"),
                            TableFile.XlsxType,
                            $"{contest}-race.xlsx"
                        );
                }
            )
            .For(http => Who.LeaderOf(new(http.Word("contest"))), "A race as csv or xlsx")
            .WithDescription("lang: zh (default) or en. part: ranking (default) or heats. As of a contest's export.")
            .Produces(200, contentType: "text/csv", additionalContentTypes: [TableFile.XlsxType]);

    private sealed record Table(ContestState Contest, Fair Fair, RaceState Race, bool Zh)
    {
        public string[] RankingHeader =>
            Zh
                ? ["赛段", "名次", "编号", "姓名", "单位", "种子", "去向", "胜场", "最好圈数", "最好用时（秒）"]
                :
                [
                    "Stage",
                    "Rank",
                    "Number",
                    "Name",
                    "Affiliation",
                    "Seed",
                    "Fate",
                    "Heats won",
                    "Best laps",
                    "Best time (s)",
                ];

        public string[] HeatsHeader =>
            Zh
                ?
                [
                    "赛段",
                    "场次",
                    "频道",
                    "编号",
                    "姓名",
                    "名次",
                    "结果",
                    "圈数",
                    "用时（秒）",
                    "首次过门（秒）",
                    "各圈（秒）",
                ]
                :
                [
                    "Stage",
                    "Heat",
                    "Channel",
                    "Number",
                    "Name",
                    "Place",
                    "Outcome",
                    "Laps",
                    "Time (s)",
                    "First crossing (s)",
                    "Each lap (s)",
                ];

        public IEnumerable<IEnumerable<object?>> Ranking =>
            Race.Shown.SelectMany(s =>
                s.Bracket.Ranking.Select(r =>
                    (IEnumerable<object?>)
                        [
                            NameOf(s.Stage),
                            (decimal?)r.Rank,
                            .. Pilot(r.Pilot),
                            Contest.PersonOf(Fair, r.Pilot)?.Affiliation,
                            (decimal)r.Seed,
                            Of(r.Fate),
                            (decimal)r.Wins,
                            (decimal?)r.Laps,
                            r.Time,
                        ]
                )
            );

        public IEnumerable<IEnumerable<object?>> Heats =>
            Race.Shown.SelectMany(s =>
                s.Bracket.Heats.Where(h => h.State is HeatState.Flown)
                    .SelectMany(h =>
                        h.Places.Select(p =>
                        {
                            var flight = s.Timings.Current(h.Id)?.Pilots.GetValueOrDefault(p.Contestant)?.Flight;
                            var slot = h.Slots.Index().First(i => i.Item.Pilot == p.Contestant).Index;
                            return (IEnumerable<object?>)
                                [
                                    NameOf(s.Stage),
                                    h.Id,
                                    s.Stage.Channel(slot),
                                    .. Pilot(p.Contestant),
                                    (decimal)p.Place,
                                    Of(p.Outcome),
                                    (decimal?)p.Laps,
                                    p.Time,
                                    flight?.Start,
                                    flight is null ? null : string.Join(' ', flight.Counted),
                                ];
                        })
                    )
            );

        private string NameOf(RaceStage stage) => Zh ? stage.Name : stage.NameEn ?? stage.Name;

        private object?[] Pilot(ContestantId pilot) =>
            [Contest.Called(pilot).Text, Contest.PersonOf(Fair, pilot)?.Name];

        private string Of(PilotFate fate) =>
            fate switch
            {
                PilotFate.Won => Zh ? "冠军" : "won",
                PilotFate.Out => Zh ? "淘汰" : "out",
                _ => Zh ? "在赛" : "in",
            };

        private string Of(FlightOutcome outcome) =>
            outcome switch
            {
                FlightOutcome.Finished => Zh ? "完成" : "finished",
                FlightOutcome.Dnf => Zh ? "未完成" : "DNF",
                FlightOutcome.Dns => Zh ? "未起飞" : "DNS",
                _ => Zh ? "取消资格" : "DQ",
            };
    }
}
