using System.Collections.Immutable;
using System.Net.WebSockets;
using System.Text.Json;

namespace Hub.RotorHazard;

/// <summary>Hears a timer, for as long as it is told to, and gives what it hears of each flight to whoever takes
/// it.</summary>
/// <param name="last">The report that was taken last; null: none.</param>
/// <param name="take">Takes a report; the same may come again.</param>
internal sealed class Bridge(
    Uri timer,
    Numbers numbers,
    Places places,
    Func<FlightReport?> last,
    Action<FlightReport> take,
    Say say
)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250),
        LongestWait = TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken stop)
    {
        var wait = FirstWait;
        while (true)
        {
            try
            {
                await using var socket = await TimerSocket.ConnectAsync(timer, stop);
                say.Line($"已连接计时器 {timer}", $"Connected to the timer at {timer}");
                wait = FirstWait;
                await HearAsync(socket, stop);
                say.Line("计时器断开了，正在重新连接。", "The timer ended the connection; connecting again.");
            }
            catch (Exception e)
                when (e is WebSocketException or TimeoutException or JsonException
                    || e is OperationCanceledException && !stop.IsCancellationRequested
                )
            {
                if (wait == FirstWait)
                    say.Line(
                        $"听不到计时器（{e.Message}），正在重新连接。",
                        $"The timer is not heard ({e.Message}); connecting again."
                    );
            }
            await Task.Delay(wait, stop);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private async Task HearAsync(TimerSocket socket, CancellationToken stop)
    {
        await socket.AskAsync(Timing.First, stop);
        var timing = new Timing();
        await foreach (var (name, said) in socket.HearAsync(stop))
        {
            try
            {
                timing = timing.Then(name, said);
            }
            catch (FormatException e)
            {
                say.Once(
                    $"看不懂计时器的 {name}：{e.Message}。本程序适用于 RotorHazard 4。",
                    $"The timer's {name} is not understood at {e.Message}: this program is for RotorHazard 4."
                );
                continue;
            }
            if (name == "race_status" && timing.Race!.State is RaceState.Staging)
                await socket.AskAsync(Timing.BeforeRace, stop);
            if (timing.Flight is { } flight)
                Fly(flight, timing);
            else if (timing.Cleared is { } cleared)
                End(PilotsOf(cleared, timing));
        }
    }

    private void Fly(Flight flight, Timing timing)
    {
        // who presses stop after a start that was called off makes the timer say that this race is done
        if (flight.Finished && !flight.AnybodyCrossed && last()?.Run != flight.Run)
            return;
        var name = timing.Heats.GetValueOrDefault(flight.Heat);
        if (places.Of(flight.Heat, name) is not { } place)
        {
            say.Once(
                $"计时器的场次 {flight.Heat}（{name}）不在 --heats 文件里，不发送。",
                $"The timer's heat {flight.Heat} ({name}) is not in the file of --heats: it is not sent."
            );
            return;
        }
        foreach (var seat in FlightReport.Unnumbered(flight.Seats, NumberOf(timing)))
            say.Once(
                $"呼号 {seat.Callsign} 没有自己的选手编号，不发送；其他选手照常。",
                $"Callsign {seat.Callsign} has no contestant's number of its own: it is not sent, the others are."
            );
        take(new(place.Stage, place.Heat, flight.Run, flight.Finished, PilotsOf(flight.Seats, timing)));
    }

    /// <summary>A race was cleared whose end was not heard, because the bridge or the network was away.</summary>
    private void End(ImmutableArray<FlightReport.Pilot> cleared)
    {
        if (last()?.EndedAs(cleared) is { } ended)
            take(ended);
    }

    private ImmutableArray<FlightReport.Pilot> PilotsOf(ImmutableArray<Seat> seats, Timing timing) =>
        FlightReport.PilotsOf(seats, NumberOf(timing));

    private Func<Seat, string?> NumberOf(Timing timing) => seat => numbers.Of(seat, timing.Pilots);
}
