using System.Text.Json;
using Hub.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Host;

/// <summary>How the hub writes its log.</summary>
public class LogTests
{
    private const string Moment = @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z";

    [Fact]
    public async Task A_line_begins_with_its_moment_for_people() =>
        Assert.Matches($@"^{Moment} warn: Hub\.Tests\[17\] The hall is full\r?\n$", await WriteAsync());

    [Fact]
    public async Task Where_it_is_asked_for_a_line_is_JSON_for_programs()
    {
        var line = JsonElement.Parse(await WriteAsync("--Logging:Console:FormatterName=json"));
        Assert.Matches($"^{Moment}$", line.GetProperty("Timestamp").GetString());
        Assert.Equal(
            ("Warning", "Hub.Tests", 17, "The hall is full"),
            (
                line.GetProperty("LogLevel").GetString(),
                line.GetProperty("Category").GetString(),
                line.GetProperty("EventId").GetInt32(),
                line.GetProperty("Message").GetString()
            )
        );
    }

    /// <summary>A line, as a hub with these settings writes it to its console.</summary>
    private static async Task<string> WriteAsync(params string[] settings)
    {
        var data = Directory.CreateTempSubdirectory("hub-test-");
        await using var app = HubApp.Build(["--data", data.FullName, .. settings]);
        var wanted = app.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName;
        var formatter = app.Services.GetServices<ConsoleFormatter>().Single(f => f.Name == wanted);
        await using var line = new StringWriter();
        formatter.Write(
            new LogEntry<string>(LogLevel.Warning, "Hub.Tests", new(17), "The hall is full", null, (said, _) => said),
            null,
            line
        );
        data.Delete(recursive: true);
        return line.ToString();
    }
}
