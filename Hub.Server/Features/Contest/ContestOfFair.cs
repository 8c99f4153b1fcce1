using System.Collections.Immutable;
using Hub.Features.Contest.Scoring;
using Hub.Features.People;

namespace Hub.Features.Contest;

public static class ContestOfFair
{
    extension(Fair fair)
    {
        public ImmutableDictionary<ContestId, ContestState> Contests => fair.Slice<ContestSlice>().Contests;

        /// <exception cref="Refusal"><c>unknown-contest</c></exception>
        public ContestState Contest(ContestId id) =>
            fair.Contests.GetValueOrDefault(id) ?? throw ContestRefusals.UnknownContest(id);

        /// <exception cref="Refusal"><c>unknown-contest</c>, <c>contest-locked</c></exception>
        public ContestState OpenContest(ContestId id) =>
            fair.Contest(id) is { Locked: false } open ? open : throw ContestRefusals.Locked();
    }

    extension(ContestState contest)
    {
        /// <summary>What the public may know of who is who: nothing while names are hidden.</summary>
        public Person? PersonOf(Fair fair, ScoreSheet sheet) =>
            contest.Hidden && sheet.Drawn is not null
                ? null
                : fair.Person(new PersonKey.Contestant(contest.Scheme.Id, sheet.Number));

        /// <exception cref="Refusal"><c>unknown-contestant</c></exception>
        public ScoreSheet Sheet(ContestantId contestant) =>
            contest.Find(contestant) ?? throw ContestRefusals.UnknownContestant(contestant);

        /// <summary>Whether it may get these rules and contestants. While names are hidden, nobody who has a code goes
        /// or comes into another group: the code that goes with them would be theirs.</summary>
        /// <exception cref="Refusal"><c>contest-locked</c>, <c>reveal-under-way</c>, <c>names-hidden</c>,
        /// <c>marks-do-not-fit</c></exception>
        public void MayBecome(Rules rules, IEnumerable<Starter> starters)
        {
            if (contest.Locked)
                throw ContestRefusals.Locked();
            if (contest.Reveal is not null)
                throw ContestRefusals.RevealUnderWay();
            var stay = starters.ToDictionary(s => s.Number, s => s.Group);
            if (
                contest.Hidden
                && contest.Sheets.Values.Any(s =>
                    s.Drawn is not null && !(stay.TryGetValue(s.Number, out var group) && group == s.Group)
                )
            )
                throw ContestRefusals.NamesHidden();
            foreach (var number in contest.Order.Where(stay.ContainsKey))
            foreach (var (slot, mark) in contest.Sheets[number].Marks)
                if (
                    rules.TryFind(slot.Criterion, out var place)
                    && place.IsEntered
                    && place.Part.Kind is not Kind.Carried
                    && !place.Takes(mark.Value)
                )
                    throw ContestRefusals.MarksDoNotFit(slot.Criterion, mark.Value);
        }
    }

    /// <summary>Most contests of a fair.</summary>
    internal const int MostContests = 200;

    /// <summary>Most contestants of a contest.</summary>
    public const int MostContestants = 5_000;

    /// <summary>Most values that are reckoned for a contest, of all its contestants.</summary>
    internal const long MostValues = 2_000_000;

    /// <summary>Whether there may be a contest by these rules of so many.</summary>
    /// <exception cref="Refusal"><c>too-many-contests</c>, <c>contest-too-large</c></exception>
    public static void DemandRoom(Fair fair, Rules rules, int contestants)
    {
        if (!fair.Contests.ContainsKey(rules.Scheme.Id) && fair.Contests.Count >= MostContests)
            throw ContestRefusals.TooManyContests(MostContests);
        if (contestants > MostContestants || contestants * rules.ValuesEach > MostValues)
            throw ContestRefusals.ContestTooLarge(contestants, rules.ValuesEach, MostValues);
    }

    /// <summary>The rules by a scheme that somebody brings.</summary>
    /// <exception cref="Refusal"><c>scheme-has-holes</c></exception>
    public static Rules Rules(Scheme scheme)
    {
        try
        {
            return Scoring.Rules.Of(scheme);
        }
        catch (SchemeException e)
        {
            throw ContestRefusals.SchemeHasHoles(e);
        }
    }

    /// <summary>Most characters of a reason, and of an appeal.</summary>
    public const int LongestReason = 200;

    /// <exception cref="Refusal"><c>malformed</c>: 1 to 200 characters.</exception>
    public static string Reason(string reason) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason
            ? throw ContestRefusals.NoReason()
            : reason.Trim();
}
