using System.Text.Json;
using Hub.RotorHazard;

namespace Hub.Tests.Integrations;

/// <summary>What a timer says, event by event.</summary>
public class TimingTests
{
    private const string Seats = """
        {"node_index": [
          {"pilot": {"id": 3, "name": "", "callsign": "07"}, "fastest_lap_index": null, "finished_flag": false,
           "laps": [
            {"lap_index": 0, "lap_number": 0, "lap_raw": 412.0000001, "lap_time": "0:00.412", "lap_time_stamp": 412.0,
             "splits": [], "late_lap": false},
            {"lap_index": 2, "lap_number": 1, "lap_raw": 31000.12300012, "lap_time": "0:31.000", "lap_time_stamp": 1,
             "splits": [], "late_lap": false},
            {"lap_index": 3, "lap_number": -1, "lap_raw": 9.0, "lap_time": "0:00.009", "lap_time_stamp": 2,
             "splits": [], "late_lap": true},
            {"lap_number": 2, "lap_time": "", "lap_time_stamp": 0, "splits": []}]},
          {"pilot": null, "fastest_lap_index": null, "finished_flag": null, "laps": []}]}
        """;

    private static readonly Timing Racing = new Timing()
        .Then("race_status", Json("""{"race_status": 1, "race_heat_id": 5, "pi_starts_at_s": 104233.2187645324}"""))
        .Then("current_laps", Json($$"""{"current": {{Seats}}}"""));

    [Fact]
    public void A_flight_is_named_by_its_heat_and_the_moment_of_its_start()
    {
        Assert.Equal("5@104233.218765", Racing.Flight!.Run);
        // as a timer says it that runs for years
        var longest = Racing.Then(
            "race_status",
            Json($$"""{"race_status": 1, "race_heat_id": {{long.MaxValue}}, "pi_starts_at_s": 1234567890.1234567}""")
        );
        Assert.InRange(longest.Flight!.Run.Length, 1, 64);
    }

    [Fact]
    public void Times_are_those_of_raw_milliseconds_and_late_and_open_laps_are_none()
    {
        var report = FlightReport.Of(Racing.Flight!, new(null, null), s => s.Callsign);
        Assert.Equal(
            """
            {"stage":null,"heat":null,"run":"5@104233.218765","finished":false,"pilots":[
            {"contestant":"07","start":0.412000,"laps":[31.000123]}]}
            """.ReplaceLineEndings(""),
            report.Body()
        );
        Assert.Equal(report.Body(), FlightReport.Of(report.Body()).Body());
    }

    [Fact]
    public void Laps_that_were_cleared_belong_to_no_flight_until_the_next_is_staged()
    {
        var done = Racing.Then("race_status", Json("""{"race_status": 2, "race_heat_id": 5, "pi_starts_at_s": 7.5}"""));
        Assert.True(done.Flight!.Finished);
        var cleared = done.Then("current_laps", Json($$"""{"current": {"node_index": []}, "last_race": {{Seats}}}"""));
        Assert.Null(cleared.Flight);
        Assert.Equal("07", Assert.Single(cleared.Cleared!.Value).Callsign);
        var staged = cleared.Then("current_laps", Json("""{"current": {"node_index": []}}"""));
        Assert.Null(staged.Cleared);
    }

    [Theory]
    [InlineData("""{"race_status": 0, "race_heat_id": 5, "pi_starts_at_s": 7.5}""")]
    [InlineData("""{"race_status": 3, "race_heat_id": 5, "pi_starts_at_s": 7.5}""")]
    [InlineData("""{"race_status": 1, "race_heat_id": 0, "pi_starts_at_s": 7.5}""")]
    [InlineData("""{"race_status": 1, "race_heat_id": null, "pi_starts_at_s": 7.5}""")]
    [InlineData("""{"race_status": 2, "race_heat_id": 5, "pi_starts_at_s": 0}""")]
    public void Ready_staging_and_practice_are_no_flight(string status) =>
        Assert.Null(Racing.Then("race_status", Json(status)).Flight);

    [Theory]
    [InlineData("race_status", """{"race_status": "on"}""", "race_status")]
    [InlineData("race_status", """{"race_status": 1, "pi_starts_at_s": 7.5}""", "race_heat_id")]
    [InlineData("race_status", """{"race_status": 1, "race_heat_id": 5}""", "pi_starts_at_s")]
    [InlineData("current_laps", """{"current": {}}""", "node_index")]
    [InlineData("heat_data", """{"heats": [{"id": 1}]}""", "displayname")]
    [InlineData("pilot_data", """[]""", "pilots")]
    public void What_another_program_would_say_is_refused_by_the_name_of_its_field(
        string name,
        string said,
        string field
    ) => Assert.Equal(field, Assert.Throws<FormatException>(() => Racing.Then(name, Json(said))).Message);

    [Fact]
    public void Other_events_change_nothing() => Assert.Same(Racing, Racing.Then("heartbeat", Json("{}")));

    [Fact]
    public void The_end_that_nobody_heard_is_that_of_the_race_with_the_same_first_crossings()
    {
        var open = new FlightReport(null, null, "r", false, [new("07", 0.412m, []), new("11", null, [])]);
        var ended = open.EndedAs([new("07", 0.412m, [31m]), new("11", 0.9m, [])])!;
        Assert.True(ended.Finished);
        Assert.Equal(31m, ended.Pilots[0].Laps[0]);

        Assert.Null(open.EndedAs([new("07", 0.413m, [31m]), new("11", 0.9m, [])]));
        Assert.Null(open.EndedAs([new("11", 0.9m, [])]));
        Assert.Null(ended.EndedAs(ended.Pilots));
        // before anybody has crossed, any race could be this one
        Assert.Null((open with { Pilots = [new("07", null, [])] }).EndedAs([new("07", 0.412m, [])]));
    }

    [Fact]
    public void Who_has_no_number_or_another_pilots_is_left_out()
    {
        Seat[] seats = [Of(1, " 07 "), Of(2, "Falcon"), Of(3, "7b"), Of(4, "")];
        Assert.Equal(["07"], Numbered(new Numbers(), seats));
        Assert.Equal(["1"], Numbered(new Numbers(new Dictionary<string, string> { ["Falcon"] = "1" }), seats));
        Assert.Empty(Numbered(new Numbers(new Dictionary<string, string> { ["Falcon"] = "1", ["7b"] = "1" }), seats));
    }

    private static IEnumerable<string> Numbered(Numbers numbers, Seat[] seats) =>
        FlightReport
            .PilotsOf([.. seats], s => numbers.Of(s, new Dictionary<long, JsonElement>()))
            .Select(p => p.Contestant);

    private static Seat Of(long pilot, string callsign) => new(pilot, callsign, []);

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
