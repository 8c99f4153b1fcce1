using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Hub.Features.Custom;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Custom;

public class CustomBoardTests
{
    [Fact]
    public async Task A_reading_reaches_a_watching_screen_and_its_removal_too_and_neither_is_in_the_ledger()
    {
        await using var hub = await TestHub.WithFairAsync();
        var gate = await hub.BadgeAsync(Role.Integration, board: "gate");
        await using var wall = await hub.ScreenAsync();
        await wall.OpenAsync("custom/gate");
        var offset = hub.Offset;

        Assert.Equal(
            HttpStatusCode.NoContent,
            (await gate.PostAsync("custom/gate/north", """{"count": 1, "门": "北"}""")).StatusCode
        );
        await Eventually.TrueAsync(() => wall.Rows("custom/gate").ContainsKey("north"), "the reading");
        Assert.Equal("""{"count": 1, "门": "北"}""", wall.Rows("custom/gate")["north"]);
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await gate.PostAsync("custom/gate/north", """{"count":2}""")).StatusCode
        );
        await Eventually.TrueAsync(() => wall.Rows("custom/gate")["north"] is """{"count":2}""", "the next reading");
        Assert.Equal(wall.Rows("custom/gate"), await hub.Anonymous.RowsAsync("custom/gate"));
        Assert.Equal(HttpStatusCode.NoContent, (await gate.DeleteAsync("custom/gate/north")).StatusCode);
        await Eventually.TrueAsync(() => wall.Rows("custom/gate").Count == 0, "the removal");
        Assert.Equal(offset, hub.Offset);
        Assert.Empty(wall.Wrongs);
    }

    [Fact]
    public async Task Names_that_are_set_and_removed_again_and_again_fill_no_memory()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.BadgeAsync(Role.Integration, board: "gate");
        var readings = hub.Services.GetRequiredService<Readings>();
        for (var i = 0; i < Readings.MostNames; i++)
        {
            readings.Set(TestHub.Fair, "gate", $"{i}", new RawRow("{}"u8.ToArray()));
            readings.Set(TestHub.Fair, "gate", $"{i}", null);
        }
        Assert.Equal(
            "board-full",
            Assert.Throws<Refusal>(() => readings.Set(TestHub.Fair, "gate", "next", new RawRow("{}"u8.ToArray()))).Code
        );
        // a name that was there may come back
        readings.Set(TestHub.Fair, "gate", "1", new RawRow("{}"u8.ToArray()));
        Assert.Single(readings.Of(TestHub.Fair, "gate"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reading_has_64_KB_and_not_one_byte_more(bool chunked)
    {
        await using var hub = await TestHub.WithFairAsync();
        var gate = await hub.BadgeAsync(Role.Integration, board: "gate");
        // what frames the chunks is counted too
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await SendAsync(CustomBoards.MostBytes - (chunked ? 64 : 0))).StatusCode
        );
        var problem = await Problem.Of(await SendAsync(CustomBoards.MostBytes + 1));
        Assert.Equal(
            (HttpStatusCode.RequestEntityTooLarge, "too-large", false),
            (problem.Status, problem.Code, problem.Retry)
        );

        Task<HttpResponseMessage> SendAsync(int bytes)
        {
            var body = Encoding.UTF8.GetBytes($$"""{"x":"{{new string('x', bytes - 8)}}"}""");
            Assert.Equal(bytes, body.Length);
            HttpContent content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            var request = new HttpRequestMessage(HttpMethod.Post, "custom/gate/big") { Content = content };
            request.Headers.TransferEncodingChunked = chunked;
            return gate.Http.SendAsync(request);
        }
    }

    [Theory]
    [InlineData("17")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":\"\u001e\"}")]
    public async Task What_is_not_one_JSON_object_is_refused(string body)
    {
        await using var hub = await TestHub.WithFairAsync();
        var gate = await hub.BadgeAsync(Role.Integration, board: "gate");
        var problem = await Problem.Of(await gate.PostAsync("custom/gate/r", body));
        Assert.Equal((HttpStatusCode.BadRequest, "malformed", false), (problem.Status, problem.Code, problem.Retry));
        Assert.Empty(await hub.Anonymous.RowsAsync("custom/gate"));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_refused_because_they_would_end_every_screens_connection()
    {
        await using var hub = await TestHub.WithFairAsync();
        var gate = await hub.BadgeAsync(Role.Integration, board: "gate");
        await using var wall = await hub.ScreenAsync();
        await wall.OpenAsync("custom/gate");
        using var body = new ByteArrayContent([
            (byte)'{',
            (byte)'"',
            (byte)'a',
            (byte)'"',
            (byte)':',
            (byte)'"',
            0xff,
            0xfe,
            (byte)'"',
            (byte)'}',
        ])
        {
            Headers = { ContentType = new("application/json") },
        };
        using var answer = await gate.SendAsync(HttpMethod.Post, "custom/gate/r", body);
        Assert.Equal("malformed", (await Problem.Of(answer)).Code);
        await gate.PostAsync("custom/gate/after", """{"ok":true}""");
        await Eventually.TrueAsync(() => wall.Rows("custom/gate").ContainsKey("after"), "the next reading");
        Assert.False(wall.Closed);
    }

    [Fact]
    public async Task Another_integrations_board_is_forbidden()
    {
        await using var hub = await TestHub.WithFairAsync();
        var gate = await hub.BadgeAsync(Role.Integration, board: "gate");
        await hub.BadgeAsync(Role.Integration, board: "other");
        foreach (
            var answer in (HttpResponseMessage[])
                [
                    await gate.PostAsync("custom/other/r", """{"x":1}"""),
                    await gate.DeleteAsync("custom/other/r"),
                    await hub.Organizer.PostAsync("custom/gate/r", """{"x":1}"""),
                ]
        )
            Assert.Equal(
                (HttpStatusCode.Forbidden, "forbidden"),
                await Problem.Of(answer) is var p ? (p.Status, p.Code) : default
            );
        Assert.Empty(await hub.Anonymous.RowsAsync("custom/other"));
    }

    [Fact]
    public async Task What_a_revoked_integration_left_on_the_walls_is_gone_and_does_not_come_back_with_its_successor()
    {
        await using var hub = await TestHub.WithFairAsync();
        var gate = await hub.BadgeAsync(Role.Integration, board: "gate");
        await using var wall = await hub.ScreenAsync();
        await wall.OpenAsync("custom/gate");
        await gate.PostAsync("custom/gate/r", """{"x":1}""");
        await Eventually.TrueAsync(() => wall.Rows("custom/gate").Count == 1, "the reading");
        using var revoked = await hub.Organizer.DeleteAsync($"badges/{gate.Id}");
        await Eventually.TrueAsync(() => wall.Rows("custom/gate").Count == 0, "it is gone");
        Assert.Equal("unknown-board", (await Problem.Of(await hub.Anonymous.Http.GetAsync("boards/custom/gate"))).Code);
        var successor = await hub.BadgeAsync(Role.Integration, board: "gate");
        await successor.PostAsync("custom/gate/s", """{"x":2}""");
        await Eventually.TrueAsync(() => wall.Rows("custom/gate").Count > 0, "the successor's reading");
        Assert.Equal(["s"], wall.Rows("custom/gate").Keys);
    }

    [Fact]
    public async Task An_organizer_takes_a_reading_off_the_walls()
    {
        await using var hub = await TestHub.WithFairAsync();
        var gate = await hub.BadgeAsync(Role.Integration, board: "gate");
        await gate.PostAsync("custom/gate/r", """{"x":1}""");
        Assert.Equal(HttpStatusCode.NoContent, (await hub.Organizer.DeleteAsync("custom/gate/r")).StatusCode);
        Assert.Empty(await hub.Anonymous.RowsAsync("custom/gate"));
    }

    [Fact]
    public async Task A_board_that_no_integration_has_is_unknown()
    {
        await using var hub = await TestHub.WithFairAsync();
        Assert.Equal(
            "unknown-board",
            (await Problem.Of(await hub.Anonymous.Http.GetAsync("boards/custom/nobody"))).Code
        );
    }

    [Fact]
    public async Task A_board_has_256_rows_and_the_257th_is_refused()
    {
        await using var hub = await TestHub.WithFairAsync();
        var gate = await hub.BadgeAsync(Role.Integration, board: "gate");
        for (var i = 0; i < Readings.MostRows; i++)
            Assert.Equal(
                HttpStatusCode.NoContent,
                (await gate.PostAsync($"custom/gate/r{i}", """{"x":1}""")).StatusCode
            );
        Assert.Equal(
            "board-full",
            (await Problem.Of(await gate.PostAsync("custom/gate/one-more", """{"x":1}"""))).Code
        );
        Assert.Equal(HttpStatusCode.NoContent, (await gate.PostAsync("custom/gate/r7", """{"x":2}""")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await gate.DeleteAsync("custom/gate/r8")).StatusCode);
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await gate.PostAsync("custom/gate/one-more", """{"x":1}""")).StatusCode
        );
        Assert.Equal(Readings.MostRows, (await hub.Anonymous.RowsAsync("custom/gate")).Count);
    }
}
