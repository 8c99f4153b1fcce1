using Hub.Features.Contest;

namespace Hub.Features.Racing;

/// <summary>Everybody may watch it: a race happens before everybody's eyes. What the contest keeps from the public is
/// not on it: names while they are hidden, and standings that are frozen, by which no stage opens. Of a contest without
/// a race it has no rows.</summary>
public static class RaceBoard
{
    private const int Ahead = 3;

    public static readonly Board Board = new Board<RaceRow>(
        "race/*",
        _ => Who.Everybody,
        (fair, words) =>
            (fair.Races.GetValueOrDefault(new(words[0])), fair.Contests.GetValueOrDefault(new(words[0])), fair.People),
        (fair, words, _) =>
            !fair.Contests.TryGetValue(new(words[0]), out var contest) ? null
            : fair.Races.TryGetValue(new(words[0]), out var race) ? new Rows(fair, contest, race).All()
            : []
    )
    {
        Kinds =
        [
            new("now", typeof(RaceNowRow)),
            new("stage/*", typeof(StageRow)),
            new("heat/*", typeof(HeatRow)),
            new("rank/*", typeof(RankRow)),
        ],
    };

    private sealed record Rows(Fair Fair, ContestState Contest, RaceState Race)
    {
        public IEnumerable<(string, RaceRow)> All() =>
            [
                ("now", Now()),
                .. Race.Plan.Stages.Select((s, i) => ($"stage/{s.Id}", (RaceRow)Row(s, i + 1))),
                .. Race.Shown.SelectMany(s =>
                    s.Bracket.Heats.Select((h, i) => ($"heat/{s.Stage.Id}/{h.Id}", (RaceRow)Row(s, h, i + 1)))
                ),
                .. Race.Shown.SelectMany(s =>
                    s.Bracket.Ranking.Select(
                        (r, i) => ($"rank/{s.Stage.Id}/{Contest.Called(r.Pilot)}", (RaceRow)Row(s, r, i + 1))
                    )
                ),
            ];

        private RaceNowRow Now()
        {
            var on =
                Race.On is { } at && Race.Shown.FirstOrDefault(s => s.Stage.Id == at.Stage) is { } stage
                    ? (stage, at.Heat)
                    : ((StageState, string)?)null;
            return new(
                on?.Item1.Stage.Id,
                on?.Item2,
                on is { } called ? called.Item1.Called.GetValueOrDefault(called.Item2) : null,
                [
                    .. Race
                        .Shown.SelectMany(s => s.Bracket.Heats.Where(h => !h.IsDecided).Select(h => (Stage: s, h.Id)))
                        .Where(h => (h.Stage.Stage.Id, h.Id) != Race.On)
                        .Take(Ahead)
                        .Select(h => new NextRow(h.Stage.Stage.Id, h.Id, h.Stage.Due(h.Id))),
                ]
            );
        }

        private StageRow Row(RaceStage plan, int place)
        {
            var stage = Race.Stages.GetValueOrDefault(plan.Id);
            var draw = stage is { Drawn: true } ? new Draw(stage.Secret, 1) : Race.Draw(plan.Id);
            return new(
                place,
                plan.Name,
                plan.NameEn,
                plan.Format,
                plan.Heat,
                plan.GoOn,
                plan.Seeding,
                plan.Wins,
                plan.Laps,
                stage is not null,
                stage is { HasBegun: true },
                stage is { Bracket.HasEnded: true },
                stage is { Veiled: true },
                stage?.Seeds.Count ?? 0,
                stage?.Reserves.Count ?? 0,
                stage is { Veiled: false, Bracket.Winner: { } winner } ? Contest.Called(winner) : null,
                Race.Plan.Confirm,
                draw.Commitment,
                stage is { Drawn: true } && !Contest.Hidden ? draw.Secret : null
            );
        }

        private HeatRow Row(StageState stage, Heat heat, int order)
        {
            var timing = stage.Timings.Current(heat.Id);
            return new(
                stage.Stage.Id,
                heat.Id,
                order,
                heat.Laid.Side,
                heat.Laid.Round,
                Race.On == (stage.Stage.Id, heat.Id) && !heat.IsDecided ? HeatState.On : heat.State,
                heat.Laid.GoOn,
                heat.Laid.Drops,
                stage.Run(heat.Id),
                heat.IsDecided ? null : stage.Due(heat.Id),
                [.. heat.Slots.Select((s, i) => Row(stage, heat, timing, s, stage.Stage.Channel(i)))],
                timing?.Run,
                heat.State is HeatState.Ready && timing is { Finished: true },
                heat.State is HeatState.Ready && timing is not null
                    ?
                    [
                        .. timing
                            .Places(heat.Flying, stage.Stage.Laps)
                            .Select(p => new StandingRow(Contest.Called(p.Contestant), p.Place, p.Outcome)),
                    ]
                    : null
            );
        }

        private SlotRow Row(StageState stage, Heat heat, Timing? timing, Slot slot, string? channel)
        {
            var (placing, timed, seed) = (
                heat.Places.FirstOrDefault(p => p.Contestant == slot.Pilot),
                slot.Pilot is { } pilot ? timing?.Pilots.GetValueOrDefault(pilot) : null,
                slot.Pilot is { } seeded ? stage.Seeds.Index().First(s => s.Item == seeded).Index + 1 : slot.From.Seed
            );
            var laps = timed?.Flight.Counted;
            return new(
                seed == 0 ? null : seed,
                slot.From.Heat,
                slot.From.Heat is null ? null : slot.From.Place,
                slot.Pilot is { } called ? Contest.Called(called) : null,
                Name(slot.Pilot),
                channel,
                slot.Known,
                slot.Scratched,
                placing?.Place,
                placing?.Outcome,
                slot.Pilot is { } goes && heat.GoOn.Contains(goes),
                timed?.Flight.Start,
                laps,
                laps is null ? null : timed!.Flight.Time(laps.Count),
                timed is { Corrected: true },
                timed?.Doubt?.Counted
            );
        }

        private RankRow Row(StageState stage, Ranked ranked, int order) =>
            new(
                stage.Stage.Id,
                order,
                ranked.Rank,
                Contest.Called(ranked.Pilot),
                Name(ranked.Pilot),
                ranked.Seed,
                ranked.Fate,
                ranked.Heat,
                ranked.Wins,
                ranked.Laps,
                ranked.Time
            );

        private string? Name(ContestantId? pilot) => pilot is { } number ? Contest.PersonOf(Fair, number)?.Name : null;
    }
}
