using System.Collections.Immutable;
using Hub.Features.Contest;

namespace Hub.Features.Racing;

public static class RaceOfFair
{
    extension(Fair fair)
    {
        public ImmutableDictionary<ContestId, RaceState> Races => fair.Slice<RaceSlice>().Races;

        /// <exception cref="Refusal"><c>unknown-contest</c>, <c>unknown-race</c></exception>
        public RaceState Race(ContestId contest)
        {
            _ = fair.Contest(contest);
            return fair.Races.GetValueOrDefault(contest) ?? throw RaceRefusals.UnknownRace(contest);
        }

        /// <exception cref="Refusal"><c>unknown-contest</c>, <c>unknown-race</c>, <c>unknown-stage</c>,
        /// <c>stage-not-open</c>, <c>stage-veiled</c></exception>
        public StageState OpenStage(ContestId contest, string stage)
        {
            var race = fair.Race(contest);
            return race.Stages.GetValueOrDefault(stage) is { } open
                ? open is { Veiled: false }
                    ? open
                    : throw RaceRefusals.StageVeiled(stage)
                : throw (
                    race.Plan.Stages.Any(s => s.Id == stage)
                        ? RaceRefusals.StageNotOpen(stage)
                        : RaceRefusals.UnknownStage(stage)
                );
        }
    }

    extension(ContestState contest)
    {
        /// <summary>What the public may know of who a pilot is; null also of who left the contest.</summary>
        internal Person? PersonOf(Fair fair, ContestantId pilot) =>
            contest.Sheets.TryGetValue(pilot, out var sheet) ? contest.PersonOf(fair, sheet) : null;

        /// <summary>A pilot by what everybody calls them; while names are hidden, a number leads nowhere. Who left the
        /// contest is still called by number.</summary>
        /// <exception cref="Refusal"><c>unknown-contestant</c></exception>
        internal ContestantId Pilot(ContestantId called) =>
            contest.Find(called) is { } sheet ? sheet.Number
            : contest.Sheets.ContainsKey(called) ? throw ContestRefusals.UnknownContestant(called)
            : called;
    }

    extension(StageState stage)
    {
        /// <exception cref="Refusal"><c>unknown-race-heat</c></exception>
        public Heat Heat(string id) => stage.Bracket.Find(id) ?? throw RaceRefusals.UnknownHeat(id);

        /// <summary>A heat whose pilots are known.</summary>
        /// <exception cref="Refusal"><c>unknown-race-heat</c>, <c>heat-waiting</c>, <c>nothing-to-fly</c></exception>
        public Heat HeatToFly(string id) =>
            stage.Heat(id) switch
            {
                { State: HeatState.Waiting } => throw RaceRefusals.HeatWaiting(id),
                { State: HeatState.Walkover or HeatState.Unneeded } => throw RaceRefusals.NothingToFly(id),
                var heat => heat,
            };
    }
}
