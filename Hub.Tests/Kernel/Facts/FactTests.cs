using System.Text;
using Hub.Features.Access;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;
using Hub.Features.Floor;
using Hub.Features.Interest;
using Hub.Features.People;
using Hub.Features.Queues;
using Hub.Features.Racing;
using Hub.Features.Roster;

namespace Hub.Tests.Kernel.Facts;

public class FactTests
{
    private static readonly FirstScheme Drone = new(
        new("drone"),
        "无人机",
        null,
        0,
        [new FirstModule("m", "飞行", 1, [new FirstCriterion("c", "速度", 10, 0.5m, 1)])],
        [new("J1")],
        [new("1")]
    );

    /// <summary>One of each, in an order in which they can happen. A new fact is missing here until somebody tells its
    /// story.</summary>
    private static readonly Fact[] OneOfEach =
    [
        new FairOpened("人才周", "Talent Week", "Asia/Shanghai"),
        new BadgeIssued("b1", Role.Judge, "评委一", "00ff", null, new("drone"), new("J1"), null),
        new SecondAsked("s1", Weighty.OrganizerBadge, "b1", Story.Morning, "b2", Label: "二号台", Hash: "11ff"),
        new SecondGiven("s1"),
        new SecondAsked("s2", Weighty.Retention, "b1", Story.Morning, "", Days: 7, Ends: new DateOnly(2026, 6, 7)),
        new SecondRefused("s2"),
        new RosterImported(
            [
                new Employer(
                    new("e1"),
                    "朝阳重工",
                    "Chaoyang Heavy",
                    "装备制造",
                    "机械",
                    "https://example.cn",
                    "……",
                    new("A1")
                ),
            ],
            [new Position("p1", new("e1"), "焊工", 3, "大专", "机械", "6-8K", "朝阳", "全职")]
        ),
        new RosterImported(
            [new Employer(new("e2"), "凌河软件", null, null, null, null, null, new("A2"), More: "A3、A4")],
            [new Position("p2", new("e1"), "钳工", null, null, null, null, null, null, "3-5人")]
        ),
        new RosterWithdrawn([new("e2")], ["p2"]),
        new FloorRulesSet(true),
        new SessionBegun("b1", "000102030405060708090a0b0c0d0e0f"),
        new SessionsUsed(["000102030405060708090a0b0c0d0e0f"]),
        new SessionsEnded(["000102030405060708090a0b0c0d0e0f"], SessionEnd.Idle),
        new PassMade(new("K7M4QXNW"), "00112233445566778899aabbccddeeff"),
        new PassMade(new("ACDEFGHJ"), "ff112233445566778899aabbccddeeff", new("K7M4QXNW")),
        new PassRevoked(new("ACDEFGHJ")),
        new VisitRecorded(new("p1"), new("A1"), true, new DateOnly(2026, 6, 6)),
        new VisitTakenBack(new("p1"), new("A1"), true, new DateOnly(2026, 6, 6), DateTimeOffset.UnixEpoch),
        new VisitRecorded(new("p1"), new("A1"), false, new DateOnly(2026, 6, 6))
        {
            At = Story.Morning.AddMinutes(5).ToUniversalTime(),
        },
        new CapacitySet(new("booth/A1"), 12),
        new PlanSet("image/png", "iVBORw0KGgo="),
        new BoothPlaced(new("A1"), 500, 250),
        new BoothClosed(new("A1")),
        new BoothOpened(new("A1")),
        new ContestDefined(Drone),
        new MarkEntered(new("drone"), new("1"), "c", new("J1"), 9.5m),
        new ContestSet(
            Examples
                .Names.Select(n => SchemeFile.Read(Examples.Read(n)).Scheme)
                .Single(s => s.Id.Text == "drone-skills"),
            [new Starter(new("1"), "学生组")]
        ),
        new MarkEntered(new("drone-skills"), new("1"), "flight-time", new("C1"), Value.Failed, 2),
        new MarkTakenBack(new("drone-skills"), new("1"), "flight-time", new("C1"), 2),
        new StatusSet(new("drone-skills"), new("1"), Status.DidNotFinish, "坠机"),
        new OrderDrawn(new("drone-skills"), 0, true, [new Drawn(new("1"), 1, 1)], new string('7', 64), 2),
        new LateDrawn(new("drone-skills"), [new Drawn(new("2"), 1, 2)]),
        new HeatCalled(new("drone-skills"), 1),
        new NamesReleased(new("drone-skills")),
        new ContestantCalled(new("drone-skills"), new("1"), "flight", 2),
        new MarkCorrected(new("drone-skills"), new("1"), "fouls", new("F1"), 2, 3, default, "漏记"),
        new SheetSigned(new("drone-skills"), new("1"), Signer.Judge, new("F1")),
        new SheetReturned(new("drone-skills"), new("1"), "重新评"),
        new ResultsPosted(new("drone-skills")),
        new AppealFiled(new("drone-skills"), "a1", new("1"), "计时有误"),
        new AppealDecided(new("drone-skills"), "a1", true, "秒表故障"),
        new FreezePlanned(new("drone-skills"), new DateTimeOffset(2026, 6, 6, 15, 0, 0, TimeSpan.FromHours(8))),
        new ResultsCarried(new("drone-skills"), new("qualification"), [new CarriedResult(new("1"), 87.25m)]),
        new RaceSet(
            new("drone-skills"),
            new RacePlan(
                [new RaceStage("final", "决赛", "Final", Heat: 2, Take: 2, Channels: ["R1", "F4"])],
                Confirm: false
            ),
            new string('7', 64)
        ),
        new StageOpened(new("drone-skills"), "final", [new("1"), new("2")], [new("3")], true, [new("2")], "先到终点"),
        new SeatFilled(new("drone-skills"), "final", new("2"), new("3"), "赛前退赛"),
        new HeatsPlanned(new("drone-skills"), "final", "F", Story.Morning.ToUniversalTime(), 8),
        new FlightCalled(new("drone-skills"), "final", "F"),
        new LapsTimed(
            new("drone-skills"),
            "final",
            "F",
            "run-1",
            new("1"),
            new Flight(0.412m, [31.000123m, 30.5m], [1]),
            Doubt: true
        ),
        new LapsCorrected(
            new("drone-skills"),
            "final",
            "F",
            "run-1",
            new("1"),
            new Flight(null, [31.000123m], []),
            "漏计一圈"
        ),
        new FlightFinished(new("drone-skills"), "final", "F", "run-1"),
        new HeatVoided(new("drone-skills"), "final", "F", 1, "干扰"),
        new HeatFlown(
            new("drone-skills"),
            "final",
            "F",
            2,
            [new Placing(new("1"), 1, Laps: 1, Time: 31.412123m), new Placing(new("3"), 2, FlightOutcome.Dns)],
            "复核"
        ),
        new ContestFrozen(new("drone-skills")),
        new ContestLocked(new("drone-skills")),
        new RevealBegun(new("drone-skills")),
        new RankRevealed(new("drone-skills"), 1),
        new ContestUnfrozen(new("drone-skills")),
        new ContestUnlocked(new("drone-skills"), "复核"),
        new DeskOpened(new("A1"), "1", "研发岗"),
        new DeskOpened(new("A1"), "2", null),
        new QueueSet(new("A1"), 20, 120),
        new TicketTaken(new("A1"), 1, new("p1"), null),
        new TicketTaken(new("A1"), 2, new("p2"), "1", By: AskedBy.Staff),
        new TicketPostponed(new("A1"), 1, 2),
        new TicketCalled(new("A1"), 2, "1"),
        new TicketShown(new("A1"), 2),
        new TicketTransferred(new("A1"), 2, null),
        new TicketEnded(new("A1"), 2, Outcome.Left),
        new DeskPaused(new("A1"), "1", Story.Morning.AddMinutes(10)),
        new DeskResumed(new("A1"), "1"),
        new DeskClosed(new("A1"), "2"),
        new TicketsHandedOver(new("p1"), new("p3")),
        new QueuesMoved([new Move(new("A1"), new("A2"))]),
        new QueueClosed(new("A2"), true),
        new DayEnded(Story.Morning.AddHours(-9)),
        new ProfileTyped(new("p1")),
        new ConsentGiven(new("p1"), new("e1"), ["name", "phone"], "2026-06"),
        new NoteWritten(new("p1"), new("e1")),
        new IntentionDeclared(new("p1"), new("e1"), "p1"),
        new IntentionInvited(new("p1"), new("e1")),
        new InterviewReported(new("p1"), new("e1"), new("A1")),
        new IntentionInterviewed(new("p1"), new("e1")),
        new AgreementConfirmed(new("p1"), new("e1"), Side.Person),
        new AgreementConfirmed(new("p1"), new("e1"), Side.Employer),
        new IntentionDeclined(new("p1"), new("e1")),
        new IntentionWithdrawn(new("p1"), new("e1")),
        new ConsentWithdrawn(new("p1"), new("e1")),
        new LeadsHandedOver(new("p1"), new("p3")),
        new PassErased(new("p3")),
        new RetentionSet(new DateOnly(2026, 6, 7), 14),
        new PeopleExpired(3),
        new PersonErased("drone/1"),
        new ClockConfirmed(Story.Morning.AddDays(1).ToUniversalTime(), new DateOnly(2026, 6, 6)),
        new NothingChanged(),
        new BadgeRevoked("b1"),
    ];

    [Fact]
    public void Every_kind_of_fact_is_folded()
    {
        Assert.Equal(
            Story.Kinds.Facts.Select(f => f.Type.Name).Order(),
            OneOfEach.Select(f => f.GetType().Name).Distinct().Order()
        );
        var story = new Story();
        foreach (var fact in OneOfEach)
            story.Happen(fact);
        Assert.Equal(OneOfEach.Length, story.Fair.Offset);
    }

    [Fact]
    public void Every_kind_of_fact_is_in_a_manifest_once()
    {
        var facts = typeof(Fact).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Fact)) && !t.IsAbstract);
        Assert.Equal(facts.Select(t => t.Name).Order(), Story.Kinds.Facts.Select(f => f.Type.Name).Order());
        Assert.Equal(Story.Kinds.Facts.Count(), Story.Kinds.Facts.Select(f => (f.Slice, f.Name)).Distinct().Count());
    }

    [Fact]
    public void The_names_that_ledgers_keep_are_as_written_down()
    {
        Written.Same(
            "Hub.Tests/Kernel/Facts/Stored.txt",
            [.. Story.Kinds.Facts.Select(f => $"{f.Slice}/{f.Name} {f.Type.Name}").Order(StringComparer.Ordinal)]
        );
    }

    [Fact]
    public void Every_kind_of_fact_is_read_as_it_was_written()
    {
        foreach (var fact in OneOfEach)
        {
            var json = Story.Kinds.Write(fact);
            Assert.StartsWith("{\"t\":", Encoding.UTF8.GetString(json));
            var read = Story.Kinds.Read(Story.Kinds.Of(fact).Slice, json);
            Assert.IsType(fact.GetType(), read);
            Assert.Equal(json, Story.Kinds.Write(read));
            Assert.Equivalent(fact, read, strict: true);
        }
    }

    [Fact]
    public void A_slice_does_not_swallow_what_it_does_not_know()
    {
        foreach (var (index, slice) in Story.Kinds.Empty.Index())
        foreach (var foreign in OneOfEach.Where(f => !Story.Kinds.Folding(f).Contains(index)))
            Assert.Throws<UnknownFactException>(() =>
            {
                slice.Then(foreign, Story.Morning);
            });
    }

    [Fact]
    public void Bodies_that_old_databases_hold_are_still_read()
    {
        static Fact Read(string slice, string body) => Story.Kinds.Read(slice, Encoding.UTF8.GetBytes(body));
        Assert.Equal(
            new VisitRecorded(new("p1"), new("A1"), true, new DateOnly(2026, 6, 6)),
            Read("floor", """{"t":"visit","pass":"p1","booth":"A1","in":true,"day":"2026-06-06"}""")
        );
        Assert.Equal(
            new MarkEntered(new("drone"), new("1"), "c", new("J1"), 9.5m),
            Read(
                "contest",
                """{"t":"mark","contest":"drone","contestant":"1","criterion":"c","seat":"J1","value":9.5}"""
            )
        );
        var set = Assert.IsType<ContestSet>(
            Read(
                "contest",
                """
                {"t":"set","scheme":{"id":"x","name":"x","panels":{"p":{"seats":["J1"]}},"modules":[
                {"id":"m","name":"m","kind":"judged","panel":"p","max":10,"steps":[
                {"step":"round","digits":2,"half":"even"}]}],"ranking":{"best":"low"}},"contestants":[{"number":"1"}]}
                """
            )
        );
        Assert.Equal(
            (Kind.Judged, new Step.Round(2, Hub.Features.Contest.Scoring.Half.Even), Best.Low, true),
            (
                set.Scheme.Modules[0].Kind,
                set.Scheme.Modules[0].Steps![0],
                set.Scheme.Ranking!.Best,
                set.Scheme.Modules[0].Counts
            )
        );
        Assert.Equal(
            new BadgeIssued("b1", Role.Recruiter, "A1", "00", new("A1"), null, null, null),
            Read("access", """{"t":"issued","id":"b1","role":"Recruiter","label":"A1","hash":"00","booth":"A1"}""")
        );
    }
}
