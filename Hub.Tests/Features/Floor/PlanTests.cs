using Hub.Features.Floor;

namespace Hub.Tests.Features.Floor;

public class PlanTests
{
    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    [Fact]
    public async Task The_organizer_hangs_up_a_picture_of_the_halls_and_places_booths_on_it()
    {
        await using var hub = await TestHub.WithFairAsync();
        Assert.Equal("unknown-plan", (await Problem.Of(await hub.Anonymous.Http.GetAsync("floor/plan"))).Code);
        Assert.Contains("\"plan\":null", (await hub.Anonymous.RowsAsync("totals"))["fair"]);
        using var hung = await hub.Organizer.SendAsync(HttpMethod.Post, "floor/plan", new ByteArrayContent(Picture));
        Assert.True(hung.IsSuccessStatusCode, await hung.Content.ReadAsStringAsync());
        using var shown = await hub.Anonymous.Http.GetAsync("floor/plan");
        Assert.Equal("image/png", shown.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Picture, await shown.Content.ReadAsByteArrayAsync());
        await hub.Organizer.AskAsync(
            "floor/spots",
            new
            {
                booth = "A1",
                x = 500,
                y = 250,
            }
        );
        await Eventually.TrueAsync(
            async () => (await hub.Anonymous.RowsAsync("floor"))["A1"].Contains("\"spot\":{\"x\":500,\"y\":250}"),
            "the booth is placed"
        );

        using var gone = await hub.Organizer.DeleteAsync("floor/plan");
        Assert.True(gone.IsSuccessStatusCode);
        Assert.Equal("unknown-plan", (await Problem.Of(await hub.Anonymous.Http.GetAsync("floor/plan"))).Code);
    }

    [Fact]
    public async Task What_is_no_picture_is_not_hung_up_and_nobody_else_hangs_one_up()
    {
        await using var hub = await TestHub.WithFairAsync();
        Assert.Equal(
            "malformed",
            (
                await Problem.Of(
                    await hub.Organizer.SendAsync(
                        HttpMethod.Post,
                        "floor/plan",
                        new StringContent("<svg onload='alert(1)'/>")
                    )
                )
            ).Code
        );
        var recruiter = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        foreach (var other in (Client[])[hub.Anonymous, recruiter])
            Assert.Equal(
                "forbidden",
                (
                    await Problem.Of(
                        await other.SendAsync(HttpMethod.Post, "floor/plan", new ByteArrayContent(Picture))
                    )
                ).Code
            );
    }

    [Theory]
    [InlineData(500, null)]
    [InlineData(-1, 5)]
    [InlineData(5, 1001)]
    public void A_place_is_on_the_picture(int? x, int? y) =>
        Assert.Equal(
            "malformed",
            Assert.Throws<Refusal>(() => Story.WithBooths().Do(new PlaceBooth(new("A1"), x, y))).Code
        );

    [Fact]
    public void A_booth_is_placed_once_and_taken_off_again()
    {
        var story = Story.WithBooths();
        Assert.Equal(1, story.Do(new PlaceBooth(new("A1"), 10, 20)));
        Assert.Equal(0, story.Do(new PlaceBooth(new("A1"), 10, 20)));
        Assert.Equal(1, story.Do(new PlaceBooth(new("A1"), null, null)));
        Assert.Equal("unknown-booth", Assert.Throws<Refusal>(() => story.Do(new PlaceBooth(new("Z9"), 1, 1))).Code);
    }
}
