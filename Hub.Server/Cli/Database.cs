using System.CommandLine;
using System.Text.RegularExpressions;
using Hub.Host;

namespace Hub.Cli;

/// <summary>The database, opened by a command beside (or without) running hubs, which fold what is appended within half
/// a second.</summary>
internal static partial class Database
{
    /// <summary>Every command's.</summary>
    public static readonly Option<string> Folder = new("--data")
    {
        Description = "The folder of hub.db",
        DefaultValueFactory = _ => "data",
        Recursive = true,
    };

    /// <summary>Every command's, written as everywhere in ASP.NET Core. A mistyped name must not lead to another
    /// database.</summary>
    public static readonly Option<string[]> Connections = new("--ConnectionStrings")
    {
        Description =
            "A PostgreSQL instead of hub.db: \"--ConnectionStrings:Postgres=Host=…\"; a Redis between several nodes: "
            + "--ConnectionStrings:Redis=…",
        HelpName = "Postgres=…",
        Recursive = true,
        Validators =
        {
            said =>
            {
                foreach (
                    var word in said
                        .Tokens.Select(t => t.Value)
                        .Where(w => w.Split('=') is not ["Postgres" or "Redis", _, ..])
                )
                    said.AddError(
                        $"'--ConnectionStrings:{word}' is neither --ConnectionStrings:Postgres=… nor "
                            + $"--ConnectionStrings:Redis=…."
                    );
            },
        },
    };

    /// <summary>Whether a word of the command line, which every process of the machine can read, holds a
    /// password.</summary>
    public static bool HasPassword(string word) => Password().IsMatch(word);

    /// <summary>What was said about the database, as ASP.NET Core's own settings.</summary>
    public static string[] Args(ParseResult said) =>
        [
            "--data",
            said.GetValue(Folder)!,
            .. (said.GetValue(Connections) ?? []).Select(c => $"--ConnectionStrings:{c}"),
        ];

    /// <summary>The one that a hub serves which is started with the same words and in the same environment.</summary>
    /// <exception cref="Refusal"><c>unknown-database</c>: none is made.</exception>
    public static IStore Open(ParseResult said) => Storage.Existing(HubApp.Settings(Args(said)));

    /// <summary>The same one, made when it is not there.</summary>
    public static IStore OpenOrMake(ParseResult said) => Storage.Open(HubApp.Settings(Args(said)), TimeProvider.System);

    /// <summary>What time it is, for what is written past the ledgers.</summary>
    /// <exception cref="Refusal"><c>clock-in-doubt</c></exception>
    public static DateTimeOffset Now(ParseResult said, IStore store)
    {
        using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddClock(HubApp.Settings(Args(said)))
            .BuildServiceProvider();
        var now = TimeProvider.System.GetUtcNow();
        var (shows, doubt) = services.GetRequiredService<WallClock>().Look(now, store.Ahead);
        return doubt is null ? shows : throw doubt.Refusal(at => $"{at.ToLocalTime():yyyy-MM-dd HH:mm}");
    }

    /// <exception cref="Refusal"><c>unknown-database</c>, <c>unknown-fair</c>: none is made.</exception>
    public static async Task<int> WithFairAsync(ParseResult said, string fair, Func<Keyboard, Task> work)
    {
        using var store = Open(said);
        var fairs = store.Fairs();
        if (!fairs.Contains(fair))
            throw Refusal.Unknown(
                "fair",
                $"没有活动 {fair}；有：{string.Join("、", fairs)}。",
                $"There is no fair {fair}; there are: {string.Join(", ", fairs)}."
            );
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddClock(HubApp.Settings(Args(said)))
            .AddSingleton(store)
            .AddLedgers()
            .BuildServiceProvider();
        services.GetRequiredService<Ledgers>().Open(fair);
        await work(new Keyboard(services, fair));
        return 0;
    }

    [GeneratedRegex(@"(?:^|[\W_])(?:password|pwd)\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}
