using System.Net;
using Hub.Features.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Features.Access;

/// <summary>Who shows what does not count is slowed down, and nobody beside them.</summary>
public class GuessesTests
{
    private const string Hall = "203.0.113.7";

    private readonly FakeTimeProvider _time = new();
    private readonly Guesses _guesses;

    public GuessesTests() => _guesses = new Guesses(_time);

    [Fact]
    public void A_connection_guesses_thirty_times_and_then_once_a_second()
    {
        Assert.Equal(30, Guess(100, Hall, 4000));
        Assert.True(IsSlowed(Hall, 4000));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(5, Guess(100, Hall, 4000));
    }

    [Fact]
    public void Another_connection_from_the_same_address_is_not_slowed()
    {
        Guess(100, Hall, 4000);
        Assert.False(IsSlowed(Hall, 4001));
        Assert.False(IsSlowed("203.0.113.8", 4000));
    }

    [Fact]
    public void Who_tries_the_rest_of_a_code_from_new_connections_is_slowed_at_this_code_alone()
    {
        for (var port = 1; port <= 30; port++)
            Show(Hall, port, $"ABCDEFGHJK{port}");
        Assert.True(IsSlowed(Hall, 99, "ABCDE-anything"[..5] + "X"));
        Assert.False(IsSlowed(Hall, 99, "ABCDFGHJKMNPQRT"));
        Assert.False(IsSlowed("203.0.113.8", 99, "ABCDEFGHJKMNPQR"));
    }

    [Fact]
    public void An_address_with_too_many_is_told_so_and_who_is_right_there_still_enters()
    {
        for (var i = 0; i < Guesses.AddressBurst; i++)
            Assert.True(Show(Hall, 1000 + i, $"{i:00000}"));
        Assert.False(Show(Hall, 9000, "zzzzz"));
        Assert.False(IsSlowed(Hall, 9001));
        Assert.True(Show("203.0.113.8", 9000, "zzzzz"));
    }

    [Theory]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:3::7", false)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", true)]
    public void A_household_of_IPv6_is_one_address(string one, string other, bool same)
    {
        for (var i = 0; i < 30; i++)
            Show(one, 0, $"ABCDE{i}");
        Assert.Equal(same, IsSlowed(other, 0, "ABCDEX"));
    }

    [Fact]
    public void A_request_that_is_told_already_is_not_told_something_else()
    {
        for (var i = 0; i < 30; i++)
        {
            var http = From(Hall, 4000);
            _guesses.Wrong(http, $"{i}guess");
            _guesses.Demand(http, $"{i}guess");
            Assert.True(TurnedAway.IsMarked(http));
        }
        Assert.True(IsSlowed(Hall, 4000));
        // who shows nothing has guessed nothing
        _guesses.Demand(From(Hall, 4000), "");
    }

    /// <returns>How many of so many were looked at.</returns>
    private int Guess(int times, string address, int port) =>
        Enumerable
            .Range(0, times)
            .Count(i =>
            {
                if (IsSlowed(address, port))
                    return false;
                Show(address, port, $"{i:000}guess");
                return true;
            });

    private bool Show(string address, int port, string secret) => _guesses.Wrong(From(address, port), secret);

    private bool IsSlowed(string address, int port, string secret = "another")
    {
        try
        {
            _guesses.Demand(From(address, port), secret);
            return false;
        }
        catch (Refusal refusal)
        {
            Assert.Equal(("too-many-requests", 429, true), (refusal.Code, refusal.Status, refusal.Retry));
            return true;
        }
    }

    private static DefaultHttpContext From(string address, int port) =>
        new() { Connection = { RemoteIpAddress = IPAddress.Parse(address), RemotePort = port } };
}
