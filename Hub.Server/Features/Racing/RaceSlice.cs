using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Racing;

/// <summary>The race of a contest.</summary>
/// <param name="Secret">256 random bits, lower-case hex.</param>
public sealed record RaceState(RacePlan Plan, string Secret)
{
    /// <summary>Stages that are open, by id.</summary>
    public ImmutableDictionary<string, StageState> Stages { get; init; } =
        ImmutableDictionary<string, StageState>.Empty;

    /// <summary>The heat that is on now.</summary>
    public (string Stage, string Heat)? On { get; init; }

    /// <summary>The stages that are open, in the order of the plan, without those that are veiled: who flies in these
    /// would tell whose the codes are.</summary>
    public IEnumerable<StageState> Shown =>
        Plan.Stages.Select(s => Stages.GetValueOrDefault(s.Id)).OfType<StageState>().Where(s => !s.Veiled);

    /// <summary>The draw of a stage. Its secret is made of the race's (HMAC-SHA256 of the stage's id), which was there
    /// before anybody could know who comes into it; what is told of one stage tells nothing of another.</summary>
    public Draw Draw(string stage) =>
        new(
            Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromHexString(Secret), Encoding.UTF8.GetBytes(stage))),
            1
        );

    public RaceState With(string stage, Func<StageState, StageState> change) =>
        this with
        {
            Stages = Stages.SetItem(stage, change(Stages[stage])),
        };

    /// <summary>Since names are hidden: a stage that was open before told whose the seeds are, so that a code beside
    /// the same seed would tell whose the code is; and so would a draw whose secret is known.</summary>
    /// <param name="drawn">The secret of the draw that hides the names.</param>
    internal RaceState Veiled(string drawn) =>
        Each(s => s with { Veiled = true }) with
        {
            Secret = Convert.ToHexStringLower(
                HMACSHA256.HashData(Convert.FromHexString(Secret), Encoding.UTF8.GetBytes(drawn))
            ),
            On = null,
        };

    /// <summary>Each stage that is open, changed.</summary>
    internal RaceState Each(Func<StageState, StageState> change) =>
        this with
        {
            Stages = Stages.SetItems(Stages.Select(s => KeyValuePair.Create(s.Key, change(s.Value)))),
        };
}

/// <summary>The races of a fair, each of a contest. Who withdraws from it, or is disqualified, is scratched from every
/// stage that is open.</summary>
public sealed record RaceSlice(ImmutableDictionary<ContestId, RaceState> Races) : Slice
{
    public static readonly SliceKind Kind = new(
        new RaceSlice(ImmutableDictionary<ContestId, RaceState>.Empty),
        RaceFacts.All,
        typeof(StatusSet),
        typeof(ContestSet),
        typeof(OrderDrawn),
        typeof(NamesReleased)
    );

    /// <summary>Whether somebody who takes part so does not start.</summary>
    public static bool IsScratch(Status status) =>
        status is Status.Withdrawn or Status.DidNotStart or Status.Disqualified;

    public override Slice Then(Fact fact, DateTimeOffset at) =>
        fact switch
        {
            RaceSet f => new RaceSlice(Races.SetItem(f.Contest, Set(Races.GetValueOrDefault(f.Contest), f))),
            StageOpened f => With(
                f.Contest,
                r =>
                    r with
                    {
                        Stages = r.Stages.SetItem(
                            f.Stage,
                            new(r.Plan.Stages.Single(s => s.Id == f.Stage), f.Seeds, f.Reserves)
                            {
                                Drawn = f.Drawn,
                                Secret = r.Draw(f.Stage).Secret,
                            }
                        ),
                    }
            ),
            SeatFilled f => With(
                f.Contest,
                f.Stage,
                s =>
                    s with
                    {
                        Seeds = [.. s.Seeds.Select(p => p == f.Out ? f.In : p)],
                        Reserves = [.. s.Reserves.Where(p => p != f.In)],
                    }
            ),
            HeatsPlanned f => With(f.Contest, f.Stage, s => s with { Schedule = new(f.From, f.First, f.Minutes) }),
            FlightCalled { Stage: { } stage, Heat: { } heat } f => With(
                f.Contest,
                r => r.With(stage, s => s with { Called = s.Called.SetItem(heat, at) }) with { On = (stage, heat) }
            ),
            FlightCalled f => With(f.Contest, r => r with { On = null }),
            HeatFlown f => With(
                f.Contest,
                r =>
                    r.With(f.Stage, s => s.Flown(f.Heat, f.Places)) with
                    {
                        On = r.On == (f.Stage, f.Heat) ? null : r.On,
                    }
            ),
            HeatVoided f => With(f.Contest, f.Stage, s => s.Void(f.Heat)),
            LapsTimed f => Timed(
                f.Contest,
                f.Stage,
                f.Heat,
                f.Run,
                f.Contestant,
                had => f.Doubt ? had with { Doubt = f.Flight } : new Timed(f.Flight)
            ),
            FlightFinished f => With(
                f.Contest,
                f.Stage,
                s => s with { Timings = s.Timings.With(f.Heat, f.Run, t => t with { Finished = true }) }
            ),
            LapsCorrected f => Timed(
                f.Contest,
                f.Stage,
                f.Heat,
                f.Run,
                f.Contestant,
                _ => new Timed(f.Flight, Corrected: true)
            ),
            StatusSet f => Of(
                f.Contest,
                r => r.Each(s => IsScratch(f.Status) ? s.Scratch(f.Contestant) : s.Return(f.Contestant))
            ),
            ContestSet f => Of(f.Scheme.Id, r => r.Each(s => Gone(s, f.Contestants))),
            OrderDrawn f => Of(
                f.Contest,
                r => f.Hidden ? r.Veiled(f.Secret ?? "") : r.Each(s => s with { Veiled = false })
            ),
            NamesReleased f => Of(f.Contest, r => r.Each(s => s with { Veiled = false })),
            _ => throw new UnknownFactException(fact),
        };

    private static RaceState Set(RaceState? had, RaceSet set)
    {
        var race = (had ?? new(set.Plan, set.Secret)) with { Plan = set.Plan };
        race = race with
        {
            Stages = race.Stages.RemoveRange(
                race.Stages.Where(s => !set.Plan.Stages.Any(s.Value.Stage.Same)).Select(s => s.Key)
            ),
        };
        return race with { On = race.On is { } on && race.Stages.ContainsKey(on.Stage) ? on : null };
    }

    /// <summary>Who left the contest's list does not start.</summary>
    private static StageState Gone(StageState stage, IReadOnlyList<Starter> list)
    {
        var there = list.Select(s => s.Number).ToHashSet();
        return stage
            .Seeds.Concat(stage.Reserves)
            .Where(p => !there.Contains(p))
            .Aggregate(stage, (s, p) => s.Scratch(p));
    }

    private RaceSlice Timed(
        ContestId contest,
        string stage,
        string heat,
        string run,
        ContestantId pilot,
        Func<Timed, Timed> change
    ) =>
        With(
            contest,
            stage,
            s =>
                s with
                {
                    Timings = s.Timings.With(
                        heat,
                        run,
                        t =>
                            t with
                            {
                                Pilots = t.Pilots.SetItem(
                                    pilot,
                                    change(t.Pilots.GetValueOrDefault(pilot) ?? new Timed(Flight.None))
                                ),
                            }
                    ),
                }
        );

    /// <summary>What another feature's fact changes, where the contest has a race.</summary>
    private RaceSlice Of(ContestId contest, Func<RaceState, RaceState> change) =>
        Races.ContainsKey(contest) ? With(contest, change) : this;

    private RaceSlice With(ContestId contest, string stage, Func<StageState, StageState> change) =>
        With(contest, r => r.With(stage, change));

    private RaceSlice With(ContestId contest, Func<RaceState, RaceState> change) =>
        new(Races.SetItem(contest, change(Races[contest])));
}
