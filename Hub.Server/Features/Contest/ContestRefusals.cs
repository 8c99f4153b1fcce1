using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

/// <summary>What the rules of contests refuse.</summary>
public static class ContestRefusals
{
    public static Refusal UnknownContest(ContestId contest) =>
        Refusal.Unknown("contest", $"没有比赛 {contest}。", $"There is no contest {contest}.");

    public static Refusal UnknownContestant(ContestantId contestant) =>
        Refusal.Unknown("contestant", $"没有 {contestant} 号选手。", $"There is no contestant {contestant}.");

    public static Refusal UnknownModule(string module) =>
        Refusal.Unknown("module", $"没有模块 {module}。", $"There is no module {module}.");

    public static Refusal UnknownSeat(SeatId seat) =>
        Refusal.Unknown(
            "seat",
            $"评委席 {seat} 不在这个比赛的评委组里。",
            $"Seat {seat} is in none of this contest's panels."
        );

    public static Refusal UnknownCriterion(string criterion) =>
        Refusal.Unknown("criterion", $"没有评分项 {criterion}。", $"There is no criterion {criterion}.");

    public static Refusal UnknownAppeal(string id) =>
        Refusal.Unknown("appeal", $"没有申诉 {id}。", $"There is no appeal {id}.");

    public static Refusal UnknownExample(string example) =>
        Refusal.Unknown("example", $"没有示例 {example}。", $"There is no example {example}.");

    public static Refusal TooManyContests(int most) =>
        new("too-many-contests", $"最多 {most} 场比赛。", $"{most} contests at most.");

    public static Refusal ContestTooLarge(int contestants, long values, long most) =>
        new(
            "contest-too-large",
            $"比赛太大：{contestants} 名选手，每人 {values} 个分数，合计最多 {most} 个。",
            $"The contest is too large: {contestants:N0} contestants with {values:N0} values each; {most:N0} at most."
        );

    public static Refusal BadAppealId(int most) =>
        Refusal.Malformed($"申诉编号要有 1 到 {most} 个字。", $"An appeal's id has 1 to {most} characters.");

    public static Refusal UnknownHeat(int last) =>
        new("unknown-heat", $"场次要在 1 到 {last} 之间。", $"Heats are 1 to {last}.", 422);

    public static Refusal UnknownAttempt(int attempts, int attempt) =>
        new(
            "unknown-attempt",
            $"轮次要在 1 到 {attempts} 之间，收到 {attempt}。",
            $"Attempts are 1 to {attempts}; this is {attempt}.",
            422
        );

    public static Refusal Locked() =>
        new(
            "contest-locked",
            "成绩已锁定为正式成绩，不能再改。",
            "The results are official: nothing changes any more."
        );

    public static Refusal RevealUnderWay() =>
        new("reveal-under-way", "正在揭晓名次，请先结束。", "The ranks are being revealed; end that first.");

    public static Refusal MarksDoNotFit(string criterion, Value mark) =>
        new(
            "marks-do-not-fit",
            $"评分项 {criterion} 已有分数 {mark}，不符合新的分数范围或步长。",
            $"Criterion {criterion} has a mark of {mark} already, which does not fit the new range or step."
        );

    public static Refusal SchemeHasHoles(SchemeException e) =>
        new(
            "scheme-has-holes",
            string.Join("\n", e.Holes.Select(h => h.At.Length == 0 ? h.Zh : $"{h.At}：{h.Zh}")),
            e.Message,
            422
        );

    public static Refusal NoReason() =>
        Refusal.Malformed("请写明原因，最多 200 个字。", "Say why, in 1 to 200 characters.");

    public static Refusal BadContestants() =>
        Refusal.Malformed(
            "1 到 5000 名选手，编号各不相同；姓名 1 到 60 个字，单位最多 120 个字，组别最多 60 个字。",
            "1 to 5,000 contestants with distinct numbers; a name has 1 to 60 characters, an affiliation 120 at most, "
                + "a group 60."
        );

    public static Refusal ContestantsHaveMarks(IReadOnlyList<ContestantId> marked) =>
        new(
            "contestants-have-marks",
            $"名单上没有 {Zh(marked, 10)} 号，但他们已有分数：请改为退赛，不要删除。",
            $"{En(marked, 10)} are not on the list, but have marks: let them withdraw instead."
        );

    public static Refusal NoContestants() => new("no-contestants", "还没有选手。", "There are no contestants.");

    public static Refusal SheetsUnsigned(IReadOnlyList<ContestantId> unsigned) =>
        new(
            "sheets-unsigned",
            $"还有 {unsigned.Count} 张评分表裁判长没有签字：{Zh(unsigned, 10)}。",
            $"The chief has not signed {unsigned.Count} sheets: {En(unsigned, 10)}."
        );

    public static Refusal AppealsOpen() =>
        new("appeals-open", "还有申诉没有裁定。", "There are appeals that are not decided.");

    public static Refusal NotPosted() =>
        new("not-posted", "成绩公布后才受理申诉。", "Appeals are taken once the results are posted.");

    public static Refusal AppealTooLate(int minutes) =>
        new(
            "appeal-too-late",
            $"申诉时间已过（公布后 {minutes} 分钟内）。",
            $"The time for appeals is over: {minutes} minutes from the posting."
        );

    public static Refusal AppealedBefore() =>
        new("appealed-before", "每位选手只能申诉一次。", "A contestant appeals once.");

    public static Refusal AppealDecided() => new("appeal-decided", "这个申诉已有裁定。", "This appeal is decided.");

    public static Refusal BadStations() =>
        Refusal.Malformed("工位数要在 1 到 1000 之间。", "There are 1 to 1,000 stations.");

    public static Refusal MarkingBegun() =>
        new("marking-begun", "已有分数，不能再抽签。", "There are marks already: it is too late for a draw.");

    public static Refusal SheetSigned(ContestantId contestant) =>
        new(
            "sheet-signed",
            $"{contestant} 号选手的评分表已签字，要改请找裁判长。",
            $"The sheet of contestant {contestant} is signed; the chief judge can change it."
        );

    public static Refusal HeatNotCalled(ContestantId contestant) =>
        new(
            "heat-not-called",
            $"{contestant} 号选手的场次还没有开始。",
            $"The heat of contestant {contestant} is not called yet."
        );

    public static Refusal ContestantWithdrawn(ContestantId contestant) =>
        new("contestant-withdrawn", $"{contestant} 号选手已退赛。", $"Contestant {contestant} has withdrawn.");

    public static Refusal NotThisPanel(string criterion, SeatId seat) =>
        new(
            "not-this-panel",
            $"评分项 {criterion} 不由评委席 {seat} 打分。",
            $"Criterion {criterion} is not for seat {seat} to mark.",
            422
        );

    public static Refusal MarkNotANumber(string criterion) =>
        new("mark-not-a-number", $"评分项 {criterion} 要填数字。", $"Criterion {criterion} takes a number.", 422);

    public static Refusal MarkOutOfRange(decimal min, decimal max, Value value) =>
        new(
            "mark-out-of-range",
            $"分数要在 {min} 到 {max} 之间，收到 {value}。",
            $"Marks are {min} to {max}; this is {value}.",
            422
        );

    public static Refusal MarkOffStep(decimal min, decimal step, Value value) =>
        new(
            "mark-off-step",
            $"分数从 {min} 起以 {step} 为一步，收到 {value}。",
            $"Marks go up from {min} in steps of {step}; this is {value}.",
            422
        );

    /// <param name="choices">As a judge knows them.</param>
    public static Refusal MarkNotAChoice(IReadOnlyList<string> choices, Value value) =>
        new(
            "mark-not-a-choice",
            $"只能选：{string.Join('、', choices)}；收到 {value}。",
            $"It is one of {string.Join(", ", choices)}; this is {value}.",
            422
        );

    public static Refusal AlreadyFrozen() =>
        new("already-frozen", "公众榜已经封榜。", "The public boards are frozen already.");

    public static Refusal NotInTime() =>
        new(
            "not-in-time",
            "封榜时间要在现在之后、一个月之内。",
            "The moment of the freeze is after now, and within a month.",
            422
        );

    public static Refusal NotOfficial() =>
        new("not-official", "成绩锁定为正式成绩后才能揭晓。", "Only official results are revealed: lock them first.");

    public static Refusal EarlierNotPublic(IReadOnlyList<ContestId> earlier) =>
        new(
            "earlier-not-public",
            $"名次里有前面比赛的成绩，这些比赛还没有公布：{Zh(earlier, 10)}。请先解冻、揭晓完或公布姓名。",
            $"Results of earlier contests count here that are not public yet: {En(earlier, 10)}. Unfreeze them, end "
                + "their ceremony, or release their names first."
        );

    public static Refusal NamesFirst() =>
        new(
            "names-first",
            "名次里有前面比赛的成绩，会暴露工位号是谁的：请先公布姓名。",
            "Results of earlier contests count here, which would tell whose the codes are: release the names first."
        );

    public static Refusal NamesHidden() =>
        new(
            "names-hidden",
            "姓名还没有公布：已抽签的选手不能从名单删除，也不能改组别，否则工位号会暴露。可以改为退赛。",
            "The names are hidden: who is drawn does not leave the list or change the group, which would tell whose "
                + "the code is. Let them withdraw instead."
        );

    public static Refusal NotThisStep(int next, int step) =>
        new(
            "not-this-step",
            $"现在应该是第 {next} 步，收到第 {step} 步。",
            $"The next step is {next}; this is {step}."
        );

    public static Refusal MarksMissing(IReadOnlyList<string> missing) =>
        new(
            "marks-missing",
            $"还有 {missing.Count} 个分数没有打：{Zh(missing, 5)}。",
            $"{missing.Count} marks are missing: {En(missing, 5)}."
        );

    public static Refusal JudgesFirst(IReadOnlyList<SeatId> unsigned) =>
        new(
            "judges-first",
            $"评委还没有签字：{Zh(unsigned, unsigned.Count)}。",
            $"Judges have not signed yet: {En(unsigned, unsigned.Count)}."
        );

    public static Refusal ContestantFirst() =>
        new("contestant-first", "选手还没有确认。", "The contestant has not confirmed yet.");

    public static Refusal BadFormat() =>
        Refusal.Malformed("format 是 csv、xlsx、json 或 html。", "format is csv, xlsx, json or html.");

    public static Refusal BadPart() =>
        Refusal.Malformed(
            "part 是 all、results、sheets 或 certificates；表格可以是 parts。",
            "part is all, results, sheets or certificates; of a table it may be parts."
        );

    private static string Zh<T>(IReadOnlyList<T> names, int most) => string.Join('、', names.Take(most));

    private static string En<T>(IReadOnlyList<T> names, int most) => string.Join(", ", names.Take(most));
}
