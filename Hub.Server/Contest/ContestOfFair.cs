using System.Collections.Immutable;
using Hub.Contest.Scoring;
using Hub.Ledger;

namespace Hub.Contest;

public static class ContestOfFair
{
    extension(Fair fair)
    {
        public ImmutableDictionary<string, ContestState> Contests => fair.Slice<ContestSlice>().Contests;

        /// <exception cref="Refusal"><c>unknown-contest</c></exception>
        public ContestState Contest(string id) =>
            fair.Contests.GetValueOrDefault(id) ?? throw Refusal.Unknown("contest", $"没有比赛 {id}。", $"There is no contest {id}.");

        /// <exception cref="Refusal"><c>unknown-contest</c>, <c>contest-locked</c></exception>
        public ContestState OpenContest(string id) =>
            fair.Contest(id) is { Locked: false } open ? open : throw Official();
    }

    extension(ContestState contest)
    {
        /// <summary>What the public may know of who is who: nothing while names are hidden.</summary>
        public Person? PersonOf(Fair fair, ScoreSheet sheet) =>
            contest.Hidden && sheet.Drawn is not null ? null : fair.People.GetValueOrDefault(ContestState.PersonKey(contest.Scheme.Id, sheet.Number));

        /// <exception cref="Refusal"><c>unknown-contestant</c></exception>
        public ScoreSheet Sheet(string contestant) =>
            contest.Find(contestant) ?? throw Refusal.Unknown("contestant", $"没有 {contestant} 号选手。", $"There is no contestant {contestant}.");

        /// <summary>Whether it may get these rules, with those of its contestants that stay.</summary>
        /// <exception cref="Refusal"><c>contest-locked</c>, <c>reveal-under-way</c>, <c>marks-do-not-fit</c></exception>
        public void MayBecome(Rules rules, IEnumerable<string> stay)
        {
            if (contest.Locked) throw Official();
            if (contest.Reveal is not null) throw new Refusal("reveal-under-way", "正在揭晓名次，请先结束。", "The ranks are being revealed; end that first.");
            foreach (var number in contest.Order.Intersect(stay))
                foreach (var (slot, mark) in contest.Sheets[number].Marks)
                    if (rules.TryFind(slot.Criterion, out var place) && place.IsEntered && place.Part.Kind is not Kind.Carried && !place.Takes(mark.Value))
                        throw new Refusal("marks-do-not-fit", $"评分项 {slot.Criterion} 已有分数 {mark.Value}，不符合新的分数范围或步长。", $"Criterion {slot.Criterion} has a mark of {mark.Value} already, which does not fit the new range or step.");
        }
    }

    /// <exception cref="Refusal"><c>scheme-has-holes</c></exception>
    public static Rules Rules(Scheme scheme)
    {
        try { return Scoring.Rules.Of(scheme); }
        catch (SchemeException e) { throw Holes(e); }
    }

    public static Refusal Holes(SchemeException e) =>
        new("scheme-has-holes", string.Join("\n", e.Holes.Select(h => h.At.Length == 0 ? h.Zh : $"{h.At}：{h.Zh}")), e.Message, 422);

    private static Refusal Official() => new("contest-locked", "成绩已锁定为正式成绩，不能再改。", "The results are official: nothing changes any more.");

    /// <exception cref="Refusal"><c>malformed</c>: 1 to 200 characters.</exception>
    public static string Reason(string reason) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > 200 ? throw Refusal.Malformed("请写明原因，最多 200 个字。", "Say why, in 1 to 200 characters.") : reason.Trim();
}
