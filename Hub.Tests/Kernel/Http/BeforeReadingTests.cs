using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Hub.Features.Floor;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Kernel.Http;

/// <summary>Nothing is done for somebody before it is known who may, and nothing twice that is the same for
/// everybody.</summary>
public class BeforeReadingTests
{
    /// <summary>What anybody may post with a body, a small one.</summary>
    private static readonly string[] Small = ["api/enter", "api/enter/look"];

    /// <summary>What anybody may post.</summary>
    private static readonly string[] Open = [.. Small, "api/fairs/fair/passes", "api/leave", "live/negotiate"];

    [Fact]
    public async Task A_stranger_and_whose_role_may_never_are_refused_before_a_byte_of_the_body_is_read()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (display, offset, posts) = (await hub.BadgeAsync(Role.Display), hub.Offset, 0);
        // the hub asks for the body, by 100 Continue, when it begins to read
        using var http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan })
        {
            BaseAddress = hub.Url,
        };
        foreach (var (method, path) in Posts(hub))
        foreach (var secret in (string?[])[null, "guess", display.Secret])
        {
            if (Open.Except(Small).Contains(path))
                continue;
            var hostile = new Hostile();
            using var request = new HttpRequestMessage(method, path) { Content = hostile };
            request.Headers.ExpectContinue = true;
            request.Headers.Authorization = secret is null ? null : new("Bearer", secret);
            using var answer = await http.SendAsync(request);
            var expected =
                Small.Contains(path) ? HttpStatusCode.RequestEntityTooLarge
                : secret is "guess" ? HttpStatusCode.Unauthorized
                : HttpStatusCode.Forbidden;
            Assert.True(
                answer.StatusCode == expected
                    || secret is "guess" && answer.StatusCode is HttpStatusCode.TooManyRequests,
                $"{method} {path} as {secret}: {answer.StatusCode}"
            );
            Assert.False(hostile.WasAskedFor, $"{method} {path} as {secret} was read");
            posts++;
        }
        Assert.True(posts > 150, $"{posts} requests");
        Assert.Equal(offset, hub.Offset);
    }

    /// <summary>A length that does not fit into a number of 32 bits, and one that no array has.</summary>
    [Theory]
    [InlineData(3_000_000_000)]
    [InlineData(int.MaxValue)]
    public async Task A_file_that_is_said_to_be_too_long_is_refused_before_room_is_made_for_it(long length)
    {
        await using var hub = await TestHub.WithFairAsync();
        using var http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan })
        {
            BaseAddress = hub.Url,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/fairs/{TestHub.Fair}/floor/plan")
        {
            Content = new Hostile(length),
        };
        request.Headers.ExpectContinue = true;
        request.Headers.Authorization = new("Bearer", hub.Organizer.Secret);
        using var answer = await http.SendAsync(request);
        Assert.Equal("too-large", (await Problem.Of(answer)).Code);
    }

    [Fact]
    public async Task What_anybody_may_post_is_written_down()
    {
        await using var hub = await TestHub.WithFairAsync();
        var open = new List<string>();
        foreach (var (method, path) in Posts(hub))
        {
            using var request = new HttpRequestMessage(method, new Uri(hub.Url, path))
            {
                Content = new StringContent("[", Encoding.UTF8, "application/json"),
            };
            using var answer = await hub.Anonymous.Http.SendAsync(request);
            if (answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
                open.Add(path);
        }
        Assert.Equal(Open, open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_description_of_the_API_is_made_once()
    {
        var made = 0;
        await using var hub = await TestHub.StartAsync(change: s =>
            s.Configure<OpenApiOptions>(
                "v1",
                o =>
                    o.AddDocumentTransformer(
                        (_, _, _) =>
                        {
                            made++;
                            return Task.CompletedTask;
                        }
                    )
            )
        );
        var documents = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => hub.Anonymous.Http.GetStringAsync($"/openapi/v1.json?{i}"))
        );
        Assert.Single(documents.Distinct());
        Assert.Equal(1, made);
    }

    [Fact]
    public void The_picture_of_the_halls_is_decoded_once()
    {
        var story = Story.WithBooths();
        story.Do(new SetPlan([0x89, (byte)'P', (byte)'N', (byte)'G']));
        var plan = story.Fair.Floor.Plan!;
        Assert.Same(SetPlan.Picture(plan), SetPlan.Picture(plan));
        story.Do(new SetPlan([0xFF, 0xD8, 0xFF]));
        Assert.Equal([0xFF, 0xD8, 0xFF], SetPlan.Picture(story.Fair.Floor.Plan!));
    }

    [Theory]
    [InlineData(Role.Visitor, false, false)]
    [InlineData(Role.Recruiter, true, true)]
    [InlineData(Role.Judge, false, false)]
    [InlineData(Role.Organizer, true, true)]
    public void Whoever_may_in_some_case_is_known_by_the_role(Role role, bool staff, bool either)
    {
        var asker = new Asker("b1", role, Booth: new("A1"));
        Assert.Equal(staff, Who.StaffOf(new("B9")).Ever().Includes(asker));
        var both = Who.HolderOf(new("p1")) | Who.StaffOf(new("B9"));
        Assert.Equal(either, both.Ever().Includes(asker));
        Assert.True(both.Ever().Includes(Asker.Of(new("p2"))));
        Assert.False(both.Ever().Includes(Asker.Anonymous));
        Assert.Equal(both.Text, both.Ever().Text);
        Assert.Equal(both.Roles, both.Ever().Roles);
        Assert.True(Who.Visitor.Ever().Includes(Asker.Anonymous) && Who.Everybody.Ever().Includes(asker));
        Assert.False(Who.Hub.Ever().Includes(asker));
    }

    /// <summary>Each endpoint that takes a body, with something in the place of each word.</summary>
    private static IEnumerable<(HttpMethod Method, string Path)> Posts(TestHub hub) =>
        hub
            .Endpoints.OfType<RouteEndpoint>()
            .SelectMany(e =>
                (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
                    .Where(m => m is not "GET")
                    .Select(m => (new HttpMethod(m), Path(e.RoutePattern.RawText!)))
            )
            .Distinct();

    private static string Path(string pattern) =>
        Regex.Replace(pattern.TrimStart('/').Replace("{fair}", TestHub.Fair), @"\{[^}]*\}", "1");

    /// <summary>2 MB of arrays in arrays, which says when it is sent.</summary>
    private sealed class Hostile : HttpContent
    {
        private static readonly byte[] Text = Encoding.ASCII.GetBytes(new string('[', 2 << 20));

        private readonly long _length;

        /// <param name="length">As it is said; null: as it is.</param>
        public Hostile(long? length = null)
        {
            _length = length ?? Text.Length;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        public bool WasAskedFor { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            WasAskedFor = true;
            return stream.WriteAsync(Text).AsTask();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return true;
        }
    }
}
