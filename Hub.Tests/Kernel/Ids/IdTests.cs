using System.Text.Json;
using Hub.Host;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Kernel.Ids;

/// <summary>Ids are types of their own inside, and the same texts as ever outside.</summary>
public class IdTests
{
    private static readonly string[] Texts = ["A1", "a", "B", "", "评委 1", "\"<&>'", "J/1", "😀"];

    /// <summary>Names that a property has by which something is meant that has an id of its own type.</summary>
    private static readonly string[] Named = ["Seat", "Contest", "Contestant", "Employer", "Pass", "Booth"];

    private sealed record Plain(string Of, string? Maybe, List<string> All, SortedDictionary<string, int> By);

    private sealed record Typed(SeatId Of, SeatId? Maybe, List<SeatId> All, SortedDictionary<SeatId, int> By);

    [Fact]
    public void An_id_in_json_is_its_text_as_a_value_and_as_a_name()
    {
        foreach (var options in new[] { JsonSerializerOptions.Default, JsonSerializerOptions.Web, WireJson.Options })
        foreach (var text in Texts)
        foreach (var maybe in new[] { null, text })
        {
            var plain = JsonSerializer.Serialize(
                new Plain(text, maybe, [.. Texts], new(StringComparer.Ordinal) { [text] = 1, ["Z"] = 2 }),
                options
            );
            var typed = JsonSerializer.Deserialize<Typed>(plain, options)!;
            Assert.Equal((text, maybe), (typed.Of.Text, typed.Maybe?.Text));
            Assert.Equal(plain, JsonSerializer.Serialize(typed, options));
            Assert.Equal(JsonSerializer.Serialize<object>(text), JsonSerializer.Serialize<object>(new SeatId(text)));
        }
    }

    [Fact]
    public void Every_kind_of_id_is_a_text_to_everybody_else()
    {
        var kinds = typeof(HubApp).Assembly.GetTypes().Where(t => t.IsValueType && AnyId.Is(t)).ToArray();
        Assert.Contains(typeof(SeatId), kinds);
        foreach (var kind in kinds)
        {
            var id = Activator.CreateInstance(kind, "A1");
            Assert.Equal("\"A1\"", JsonSerializer.Serialize(id, kind));
            Assert.Equal(id, JsonSerializer.Deserialize("\"A1\"", kind));
            Assert.Equal("A1", $"{id}");
        }
    }

    [Theory]
    [InlineData("""{"of":null,"maybe":null,"all":[],"by":{}}""")]
    [InlineData("""{"of":1,"maybe":null,"all":[],"by":{}}""")]
    [InlineData("""{"maybe":null,"all":[],"by":{}}""")]
    public void What_is_no_text_is_no_id(string json)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Plain>(json, WireJson.Options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Typed>(json, WireJson.Options));
    }

    [Fact]
    public void Ids_have_the_order_of_their_code_units_in_every_language()
    {
        string[] sorted = ["", "10", "9", "A", "A-1", "A10", "A2", "B", "a", "é", "一"];
        Assert.Equal(sorted.Order(StringComparer.Ordinal), sorted);
        Assert.Equal(sorted, sorted.Reverse().Select(SeatId.Of).Order().Select(s => s.Text));
        Assert.Equal(sorted, new SortedSet<SeatId>(sorted.Select(SeatId.Of)).Select(s => s.Text));
    }

    [Fact]
    public void An_id_says_its_text_and_equals_the_same_text_only()
    {
        Assert.Equal("seat/J1", $"seat/{new SeatId("J1")}");
        Assert.Equal(new SeatId("J1"), SeatId.Of("J1"));
        Assert.NotEqual(new SeatId("J1"), new SeatId("j1"));
        Assert.Equal((null, new SeatId("J1")), (AnyId.Maybe<SeatId>(null), AnyId.Maybe<SeatId>("J1")));
    }

    [Theory]
    [InlineData("J1", "", "J1|-|need")]
    [InlineData("评委 1", "&also=x", "评委 1|x|need")]
    [InlineData("J1", "&also=", "J1||need")]
    public async Task An_endpoint_takes_ids_from_its_address_as_it_takes_texts(string seat, string also, string answer)
    {
        Assert.Equal(
            answer,
            await AskAsync((string seat, string? also, string need) => $"{seat}|{also ?? "-"}|{need}")
        );
        Assert.Equal(
            answer,
            await AskAsync((SeatId seat, SeatId? also, SeatId need) => $"{seat}|{also?.Text ?? "-"}|{need}")
        );

        async Task<string> AskAsync(Delegate endpoint)
        {
            using var body = new MemoryStream();
            var http = new DefaultHttpContext
            {
                RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
                Response = { Body = body },
            };
            http.Request.RouteValues["seat"] = seat;
            http.Request.QueryString = new QueryString($"?need=need{also}");
            await RequestDelegateFactory
                .Create(endpoint, new() { RouteParameterNames = ["seat"] })
                .RequestDelegate(http);
            return System.Text.Encoding.UTF8.GetString(body.ToArray());
        }
    }

    [Fact]
    public void What_has_an_id_of_its_own_type_is_nowhere_named_by_a_text()
    {
        var texts = typeof(HubApp)
            .Assembly.GetTypes()
            .Where(t => t.IsPublic && t.Namespace?.StartsWith("Hub.Features", StringComparison.Ordinal) is true)
            .Where(t => t.GetMethod("<Clone>$") is not null || t.IsValueType)
            .SelectMany(t => t.GetProperties())
            .Where(p => p.PropertyType == typeof(string) && Named.Contains(p.Name))
            .Select(p => $"{p.DeclaringType!.Name}.{p.Name}");
        // what ticks by says an employer's name
        Assert.Equal(["TickRow.Employer"], texts);
    }
}
