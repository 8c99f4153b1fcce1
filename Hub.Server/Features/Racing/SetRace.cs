using System.Text.Json.Serialization;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Racing;

/// <summary>Sets the stages of a contest's race. A stage that is open and is another now has to be opened
/// again.</summary>
/// <param name="Secret">See <see cref="RaceSet"/>. Not part of the command's digest: a repeat of the request makes
/// another.</param>
public sealed record SetRace(ContestId Contest, RacePlan Plan, [property: JsonIgnore] string Secret) : Command
{
    /// <summary>Most stages of a race, and most heats that a pilot flies in a qualification or has to win.</summary>
    internal const int MostStages = 12,
        MostRounds = 20,
        MostWins = 5,
        MostLaps = 100;

    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        _ = fair.Contest(Contest);
        if (
            Plan.Stages is not { Count: > 0 and <= MostStages }
            || Plan.Stages.DistinctBy(s => s.Id).Count() < Plan.Stages.Count
        )
            throw RaceRefusals.BadStages(MostStages);
        foreach (var stage in Plan.Stages)
            Check(stage);
        var had = fair.Races.GetValueOrDefault(Contest);
        foreach (var open in had?.Stages.Values ?? [])
            if (open.HasBegun && !Plan.Stages.Any(open.Stage.Same))
                throw RaceRefusals.StageBegun(open.Stage.Id);
        return had is not null && had.Plan.Confirm == Plan.Confirm && Same(had.Plan.Stages, Plan.Stages)
            ? Decision.Nothing
            : new RaceSet(Contest, Plan, had?.Secret ?? Secret);
    }

    private static bool Same(IReadOnlyList<RaceStage> one, IReadOnlyList<RaceStage> other) =>
        one.Count == other.Count && one.Zip(other).All(s => s.First.Same(s.Second));

    /// <exception cref="Refusal"><c>race-has-holes</c></exception>
    private static void Check(RaceStage stage)
    {
        void Say(bool wrong, string zh, string en)
        {
            if (wrong)
                throw RaceRefusals.BadPlan(stage.Id, zh, en);
        }
        Say(
            !SchemeCheck.IsWord(stage.Id),
            "编号只能用字母、数字和“-”，最多 32 个。",
            "an id is 1 to 32 letters, digits and '-'."
        );
        Say(
            string.IsNullOrWhiteSpace(stage.Name) || stage.Name.Length > 60 || stage.NameEn?.Length > 60,
            "名称要有 1 到 60 个字。",
            "a name has 1 to 60 characters."
        );
        Say(stage.Heat is < 2 or > 8, "每场 2 到 8 名选手。", "a heat has 2 to 8 pilots.");
        Say(
            stage.GoOn < 1 || stage.GoOn >= stage.Heat,
            "晋级人数要少于每场人数，至少 1。",
            "at least 1 of a heat goes on, and not all."
        );
        Say(
            stage.Take is < 2 or > RaceStage.MostPilots,
            $"名额要在 2 到 {RaceStage.MostPilots} 之间。",
            $"2 to {RaceStage.MostPilots} pilots enter."
        );
        Say(
            stage.Rounds is < 1 or > MostRounds || stage.Wins is < 1 or > MostWins || stage.Laps is < 1 or > MostLaps,
            $"轮数 1 到 {MostRounds}，胜场 1 到 {MostWins}，圈数 1 到 {MostLaps}。",
            $"1 to {MostRounds} rounds, 1 to {MostWins} wins, 1 to {MostLaps} laps."
        );
        Say(
            stage.Channels is { } channels
                && (
                    channels.Count < stage.Heat
                    || channels.Count > 8
                    || channels.Any(c => c is not { Length: > 0 and <= 16 })
                    || channels.Distinct().Count() < channels.Count
                ),
            "频道不能少于每场人数，最多 8 个，各不相同，每个 1 到 16 个字。",
            "there are as many channels as pilots in a heat, 8 at most, all different, of 1 to 16 characters."
        );
        Say(stage.Group?.Length > 60, "组别最多 60 个字。", "a group has 60 characters at most.");
    }

    public static void Map(IEndpointRouteBuilder fair)
    {
        fair.MapGet("contests/{contest}/race", (ContestId contest, HttpContext http) => http.Fair().Race(contest).Plan)
            .WithSummary("The stages of a contest's race, as they were set");

        fair.MapPost(
                "contests/{contest}/race",
                (ContestId contest, RacePlan plan, HttpContext http) =>
                    http.Ask(new SetRace(contest, plan, Draw.NewSecret()))
            )
            .Asks<SetRace>("Set the stages of a contest's race");
    }
}
