using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Hub.RotorHazard;

/// <summary>Posts what is in the outbox, one after the other, each until it is answered.</summary>
/// <param name="http">Follows no redirects: they would turn a POST into a GET.</param>
internal sealed class Sender(Outbox outbox, HttpClient http, string badge, Say say)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250),
        LongestWait = TimeSpan.FromSeconds(10);

    public async Task RunAsync(CancellationToken stop)
    {
        var wait = FirstWait;
        while (true)
        {
            var letter = await outbox.NextAsync(stop);
            if (await TryAsync(letter, stop) is { } away)
            {
                if (wait == FirstWait)
                    say.Line(
                        $"赛事中心没有回答（{away}）。圈速留在本机，会再发送。",
                        $"The hub does not answer ({away}). Laps are kept here and sent again."
                    );
                await Task.Delay(wait, stop);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
                continue;
            }
            if (wait != FirstWait)
                say.Line("赛事中心又回答了。", "The hub answers again.");
            wait = FirstWait;
        }
    }

    /// <returns>Null: it was answered for good; else why it has to be sent again.</returns>
    private async Task<string?> TryAsync(Letter letter, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, letter.To)
        {
            Content = new StringContent(letter.Body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", badge);
        request.Headers.Add("Idempotency-Key", $"{letter.Key}");
        try
        {
            using var answer = await http.SendAsync(request, stop);
            if (answer.IsSuccessStatusCode)
                outbox.Answered(letter);
            else if (
                answer.StatusCode
                    is HttpStatusCode.RequestTimeout
                        or HttpStatusCode.TooManyRequests
                        or (HttpStatusCode)425
                || (int)answer.StatusCode >= 500
            )
                return $"{(int)answer.StatusCode}";
            else
            {
                var why = Why(await answer.Content.ReadAsStringAsync(stop));
                outbox.Answered(letter, refused: true);
                var report = FlightReport.Of(letter.Body);
                // nothing may follow the end: who enters it by hand finds it here
                var whole = report.Finished ? $"\n{letter.Body}" : "";
                say.Line(
                    $"赛事中心拒绝了 {report.Run} 的圈速：{(int)answer.StatusCode} {why}{whole}",
                    $"The hub refused the laps of {report.Run}: {(int)answer.StatusCode} {why}{whole}"
                );
            }
            return null;
        }
        catch (HttpRequestException e)
        {
            return e.InnerException?.Message ?? e.Message;
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return $"{http.Timeout.TotalSeconds} s";
        }
    }

    /// <summary>The code and the sentence of a problem (RFC 9457), where the answer is one.</summary>
    private static string Why(string answer)
    {
        try
        {
            var problem = JsonSerializer.Deserialize<JsonElement>(answer);
            return $"{problem.GetProperty("code")}: {problem.GetProperty("detail")}";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "";
        }
    }
}
