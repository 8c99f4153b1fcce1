using System.CommandLine;
using System.Text.RegularExpressions;
using Hub.Host;

namespace Hub.Cli;

/// <summary>What the person may say about how to serve; a word that is none of it is an error, not a setting that
/// nobody reads.</summary>
internal sealed partial class Hosting
{
    private readonly Option<string?> _urls = new("--urls")
    {
        Description = $"Where to listen, parted by ';'. Else ASPNETCORE_URLS, else {HubApp.DefaultUrl}",
    };

    private readonly Argument<string[]> _settings = new("settings")
    {
        Description = "ASP.NET Core's own settings, as --Section:Key=value",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public Hosting(System.CommandLine.Command command)
    {
        command.Options.Add(_urls);
        command.Arguments.Add(_settings);
        _settings.Validators.Add(said =>
        {
            foreach (var word in said.Tokens.Select(t => t.Value).Where(w => !Setting().IsMatch(w)))
                said.AddError($"'{word}' is no command and no option.");
        });
    }

    /// <summary>For <see cref="HubApp.Build"/>.</summary>
    public string[] Args(ParseResult said) =>
        [
            .. Database.Args(said),
            .. said.GetValue(_urls) is { } urls ? (string[])["--urls", urls] : [],
            .. said.GetValue(_settings) ?? [],
        ];

    [GeneratedRegex(@"^--\w+(:\w+)+=")]
    private static partial Regex Setting();
}
