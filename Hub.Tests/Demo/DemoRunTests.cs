using System.Text.Json;
using Hub.Demo;

namespace Hub.Tests.Demo;

/// <summary>A day, played to a running hub as its tablets would send it.</summary>
public sealed class DemoRunTests
{
    [Theory]
    [InlineData(
        "time,pass,booth,way\n9:00,V1,H1,in\n9:01,V2,H1,in\n9:02,V1,h2,in\n9:03,V2,H1,out\n9:04,V3,H1,in\n",
        "H1: 1 here, 3 visits; H2: 1 here, 1 visits"
    )]
    [InlineData(
        "id,start,end,pos\n1,32400,32460,H1\n1,32460,32520,H2\n2,32400,32500,H1\n2,32500,32600,H1\n",
        "H1: 0 here, 3 visits; H2: 0 here, 1 visits"
    )]
    public async Task A_day_from_a_file_ends_with_the_counts_that_the_file_comes_to(string file, string counts)
    {
        await using var hub = await TestHub.StartAsync();
        var told = await PlayAsync(hub, DayFile.Read(new StringReader(file)), speed: 600);
        Assert.Contains("The day is over", told);
        Assert.DoesNotContain("refused", told);
        await Eventually.TrueAsync(async () => Text(await FloorAsync(hub)) == counts, counts);
    }

    [Fact]
    [Needs(Need.Time)]
    public async Task The_first_hour_of_a_real_day_arrives_at_the_floor_as_its_stays_are_counted()
    {
        var path = SharedData.Path("chinavis/day1_result.csv.gz");
        var until = new TimeSpan(8, 5, 0);
        var expected = DayFileTests
            .Published(path)
            .Where(s => s.Start <= until)
            .GroupBy(s => s.Booth)
            .Select(b => (b.Key, b.Count(s => s.End > until), b.Count()))
            .OrderBy(b => b.Key, StringComparer.Ordinal)
            .ToArray();
        Assert.Equal(826, expected.Sum(b => b.Item3));

        await using var hub = await TestHub.StartAsync();
        var told = await PlayAsync(hub, [.. DayFile.Read(path).TakeWhile(s => s.At <= until)], speed: 3600);
        Assert.DoesNotContain("refused", told);
        await Eventually.TrueAsync(async () => (await FloorAsync(hub)).SequenceEqual(expected), Text(expected));
    }

    [Fact]
    public async Task A_tap_whose_answer_was_lost_is_sent_again_and_counts_once()
    {
        await using var hub = await TestHub.WithFairAsync();
        using var http = new HttpClient(new LosesTheFirstAnswer()) { BaseAddress = hub.Url };
        var client = new DemoClient(http, TestHub.Fair);
        var receipt = await client.PostAsync(
            "visits",
            hub.Organizer.Secret!,
            Client.Visit("V1", "A1"),
            CancellationToken.None
        );
        Assert.Equal(
            (true, hub.Offset, 1),
            (receipt.GetProperty("repeated").GetBoolean(), receipt.GetProperty("offset").GetInt64(), client.Repeats)
        );
    }

    [Fact]
    public async Task A_refusal_is_not_asked_again()
    {
        await using var hub = await TestHub.WithFairAsync();
        using var http = new HttpClient { BaseAddress = hub.Url };
        var client = new DemoClient(http, TestHub.Fair);
        var refused = await Assert.ThrowsAsync<DemoRefusedException>(() =>
            client.PostAsync("visits", hub.Organizer.Secret!, Client.Visit("V1", "Z9"), CancellationToken.None)
        );
        Assert.Equal(("unknown-booth", 0), (refused.Code, client.Repeats));
    }

    /// <returns>What it told.</returns>
    private static async Task<string> PlayAsync(TestHub hub, IReadOnlyList<Tap> day, double speed)
    {
        using var told = new StringWriter();
        await DemoRun.RunAsync(
            hub.Url,
            TestHub.Fair,
            hub.Organizer.Secret!,
            new DemoOptions(speed, day),
            told,
            TestContext.Current.CancellationToken
        );
        return told.ToString();
    }

    /// <summary>The booths that were visited.</summary>
    private static async Task<(string Booth, int Here, int Visits)[]> FloorAsync(TestHub hub) =>
        [
            .. (await hub.Anonymous.RowsAsync("floor"))
                .Select(r => (r.Key, Row: JsonDocument.Parse(r.Value).RootElement))
                .Select(r => (r.Key, r.Row.GetProperty("here").GetInt32(), r.Row.GetProperty("today").GetInt32()))
                .Where(r => r.Item3 > 0),
        ];

    private static string Text(IEnumerable<(string Booth, int Here, int Visits)> floor) =>
        string.Join("; ", floor.Select(b => $"{b.Booth}: {b.Here} here, {b.Visits} visits"));

    private sealed class LosesTheFirstAnswer() : DelegatingHandler(new SocketsHttpHandler())
    {
        private bool _lost;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
        {
            var answer = await base.SendAsync(request, stop);
            if (_lost)
                return answer;
            _lost = true;
            answer.Dispose();
            throw new HttpRequestException("The answer was lost.");
        }
    }
}
