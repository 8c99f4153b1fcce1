namespace Hub.Features.Racing;

/// <summary>What the rules of races refuse.</summary>
public static class RaceRefusals
{
    public static Refusal UnknownRace(ContestId contest) =>
        Refusal.Unknown("race", $"比赛 {contest} 还没有设置竞速赛程。", $"Contest {contest} has no race yet.");

    public static Refusal BadExport() =>
        Refusal.Malformed(
            "format 是 csv 或 xlsx，part 是 ranking 或 heats。",
            "format is csv or xlsx, part is ranking or heats."
        );

    public static Refusal UnknownStage(string stage) =>
        Refusal.Unknown("stage", $"没有赛段 {stage}。", $"There is no stage {stage}.");

    public static Refusal UnknownHeat(string heat) =>
        Refusal.Unknown("race-heat", $"没有场次 {heat}。", $"There is no heat {heat}.");

    public static Refusal BadPlan(string stage, string zh, string en) =>
        new("race-has-holes", $"赛段 {stage}：{zh}", $"Stage {stage}: {en}", 422);

    public static Refusal BadStages(int most) =>
        new(
            "race-has-holes",
            $"要有 1 到 {most} 个赛段，编号各不相同。",
            $"A race has 1 to {most} stages with distinct ids.",
            422
        );

    public static Refusal StageBegun(string stage) =>
        new(
            "stage-begun",
            $"赛段 {stage} 已经有场次成绩，不能再改设置、种子或替补。",
            $"Heats of stage {stage} were flown: its rules and pilots do not change any more."
        );

    public static Refusal StageNotOpen(string stage) =>
        new("stage-not-open", $"赛段 {stage} 还没有开始。", $"Stage {stage} is not open yet.");

    public static Refusal StageVeiled(string stage) =>
        new(
            "stage-veiled",
            $"赛段 {stage} 在姓名隐藏之前就开始了：公布姓名后才能继续，否则工位号会暴露。",
            $"Stage {stage} was open before the names were hidden: it goes on when they are released, else it "
                + "would tell whose the codes are."
        );

    public static Refusal StageNotEnded(string stage) =>
        new("stage-not-ended", $"前一赛段 {stage} 还没有结束。", $"Stage {stage} before it has not ended.");

    public static Refusal StageEnded(string stage) =>
        new("stage-ended", $"赛段 {stage} 的场次都飞完了。", $"All heats of stage {stage} are flown.");

    public static Refusal StandingsKept() =>
        new(
            "standings-kept",
            "成绩榜正在封榜、揭晓，或含有还没有公布的成绩：按它排种子会泄露名次。请先解冻或公布。",
            "The standings are frozen, being revealed, or hold results that are not public: seeds by them would tell "
                + "the ranks. Unfreeze or release them first."
        );

    public static Refusal PilotCount(int pilots, int least, int most) =>
        new(
            "pilot-count",
            $"这个赛段要有 {least} 到 {most} 名选手，现在有 {pilots} 名。",
            $"The stage takes {least} to {most} pilots; there are {pilots}."
        );

    public static Refusal SeedsTied(int places, IReadOnlyList<ContestantId> tied) =>
        new(
            "seeds-tied",
            $"{string.Join('、', tied)} 号名次相同，只有 {places} 个名额：请指定谁晋级并写明原因，或抽签决定。",
            $"{string.Join(", ", tied)} share a rank and {places} of them go in: say which and why, or draw."
        );

    public static Refusal NotAmongTied(int places, IReadOnlyList<ContestantId> tied) =>
        new(
            "not-among-tied",
            $"请在 {string.Join('、', tied)} 号中指定 {places} 名，各不相同。",
            $"Name {places} different ones of {string.Join(", ", tied)}.",
            422
        );

    public static Refusal NotScratched(ContestantId pilot) =>
        new(
            "not-scratched",
            $"{pilot} 号选手没有退出这个赛段，不能递补。",
            $"Contestant {pilot} has not been scratched from this stage."
        );

    public static Refusal NoReserve() =>
        new("no-reserve", "没有可以递补的选手。", "There is nobody next in the order to fill the place.");

    public static Refusal BadTimes() =>
        new(
            "bad-times",
            "首场时间要在前后一个月之内，间隔 1 到 240 分钟。",
            "The first heat is within a month from now, and the next 1 to 240 minutes after it.",
            422
        );

    public static Refusal HeatWaiting(string heat) =>
        new("heat-waiting", $"场次 {heat} 的选手还没有全部确定。", $"The pilots of heat {heat} are not known yet.");

    public static Refusal HeatFlownBefore(string heat) =>
        new("heat-flown", $"场次 {heat} 已有成绩。", $"Heat {heat} is flown already.");

    public static Refusal NothingToFly(string heat) =>
        new("nothing-to-fly", $"场次 {heat} 轮空，不用飞。", $"Nobody flies against anybody in heat {heat}.");

    public static Refusal NothingToReRun(string heat) =>
        new("nothing-to-re-run", $"场次 {heat} 还没有飞过。", $"Heat {heat} was not flown yet.");

    public static Refusal NotThisRun(string heat, int run) =>
        new("not-this-run", $"场次 {heat} 现在是第 {run} 次飞行。", $"Heat {heat} is at its flight {run} now.");

    public static Refusal NotInThisHeat(string heat, IEnumerable<ContestantId> pilots)
    {
        var all = pilots.ToList();
        return new(
            "not-in-this-heat",
            $"场次 {heat} 的选手是 {string.Join('、', all)} 号，每人一个名次。",
            $"In heat {heat} are {string.Join(", ", all)}, each with one place.",
            422
        );
    }

    public static Refusal BadPlaces(string heat) =>
        new(
            "bad-places",
            $"场次 {heat} 的名次要从 1 开始连续，没有起飞或被取消资格的排在最后。",
            $"The places of heat {heat} are 1, 2, 3…; who did not start or was disqualified comes last.",
            422
        );

    public static Refusal PlacesTied(string heat) =>
        new(
            "places-tied",
            $"场次 {heat} 有并列名次，而名次决定谁去哪里：请分出先后，或重飞。",
            $"Places in heat {heat} are equal, and they decide who goes where: tell them apart, or fly it again."
        );

    public static Refusal NoWinner(string heat) =>
        new("no-winner", $"场次 {heat} 没有人飞完：请重飞。", $"Nobody flew heat {heat}: fly it again.");

    public static Refusal NotTimed(string heat) =>
        new("not-timed", $"场次 {heat} 没有计时，请填名次。", $"Heat {heat} was not timed: say the places.");

    public static Refusal LaterHeatsFlown(IReadOnlyList<string> heats) =>
        new(
            "later-heats-flown",
            $"这样改会换掉已经飞过的场次里的选手：{string.Join('、', heats)}。要改就得作废这些成绩。",
            $"That would change who is in heats that were flown: {string.Join(", ", heats)}. Their results would "
                + "have to be withdrawn."
        );

    public static Refusal NoHeatOn() =>
        new(
            "no-heat-on",
            "现在没有场次在飞：请说明赛段和场次，或先叫场次。",
            "No heat is on now: say which it is, or call one."
        );

    public static Refusal BadLaps() =>
        Refusal.Malformed(
            "赛段和场次要一起写或都不写；run 1 到 64 个字；最多 8 名选手，各不相同；每人最多 200 圈，"
                + "每圈 0.001 到 3600 秒，最多 6 位小数；deleted 是圈的序号，从 0 开始。",
            "Stage and heat are said both or neither; a run has 1 to 64 characters; 8 pilots at most, each once, with "
                + "200 laps of 0.001 to 3600 seconds in at most 6 decimals; deleted counts laps from 0."
        );
}
