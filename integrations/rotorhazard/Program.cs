using System.CommandLine;
using System.Globalization;
using Hub.RotorHazard;

// hub-rotorhazard: laps of a RotorHazard timer go to a hub; see README.md. Ends with 0 when it was told to end, with 1
// when its settings are wrong, with 2 when it was told to end and the hub has not answered all that was flown.
var timer = Address("--timer", "计时器地址 Where the timer's pages are");
timer.DefaultValueFactory = _ => new Uri("http://localhost:5000");
var hub = Address("--hub", "赛事中心地址 The hub's address, https://…");
hub.Required = true;
var fair = new Option<string>("--fair") { Description = "活动 The fair's id", Required = true };
var contest = new Option<string>("--contest") { Description = "比赛 The contest's id", Required = true };
var badge = new Option<string?>("--badge-file")
{
    Description = "徽章文件 A file with the badge's secret; without it HUB_BADGE in the environment",
};
var pilots = new Option<string?>("--pilots") { Description = "CSV: callsign,number" };
var attribute = new Option<string?>("--attribute")
{
    Description = "选手编号所在的计时器属性 The timer's pilot attribute that has the number",
};
var heats = new Option<string?>("--heats")
{
    Description = "CSV: timer,stage,heat. 没有则为赛事中心正在进行的场次 Without it: the heat that is on at the hub",
};
var outbox = new Option<string>("--outbox")
{
    Description = "待发送文件 The file of what is not sent yet",
    DefaultValueFactory = _ => "rotorhazard-outbox.json",
};
var lang = new Option<string>("--lang")
{
    Description = "zh, en",
    DefaultValueFactory = _ => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is "zh" ? "zh" : "en",
};
lang.AcceptOnlyFromAmong("zh", "en");
var dry = new Option<bool>("--dry-run") { Description = "只显示，不发送 Print what would be sent" };
var root = new RootCommand("RotorHazard 圈速送到赛事中心 Laps of a RotorHazard timer go to a hub")
{
    timer,
    hub,
    fair,
    contest,
    badge,
    pilots,
    attribute,
    heats,
    outbox,
    lang,
    dry,
};
root.SetAction(
    async (said, stop) =>
    {
        var say = new Say(Console.Out, said.GetValue(lang) is "zh");
        try
        {
            var to = new Uri(
                new Uri($"{said.GetValue(hub)!.AbsoluteUri.TrimEnd('/')}/"),
                $"api/fairs/{Uri.EscapeDataString(said.GetValue(fair)!)}/contests/"
                    + $"{Uri.EscapeDataString(said.GetValue(contest)!)}/race/laps"
            );
            var numbers = new Numbers(
                said.GetValue(pilots) is { } p ? MapFiles.Pilots(p) : null,
                said.GetValue(attribute)
            );
            var places = new Places(said.GetValue(heats) is { } h ? MapFiles.Heats(h) : null);
            return said.GetValue(dry)
                ? await Running.DryAsync(said.GetValue(timer)!, numbers, places, say, Console.Out, stop)
                : await Running.ForRealAsync(
                    said.GetValue(timer)!,
                    to,
                    Badge(said.GetValue(badge)),
                    numbers,
                    places,
                    said.GetValue(outbox)!,
                    say,
                    stop
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
);
return await root.Parse(args).InvokeAsync();

static Option<Uri> Address(string name, string description) =>
    new(name)
    {
        Description = description,
        CustomParser = said =>
        {
            var address = said.Tokens[0].Value;
            if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https"))
                return uri;
            said.AddError($"{name} {address} ? http://…");
            return null;
        },
    };

static string Badge(string? file)
{
    var secret = file is null ? Environment.GetEnvironmentVariable("HUB_BADGE") : File.ReadAllText(file);
    return secret?.Trim() is { Length: > 0 } badge && badge.All(c => c is > ' ' and <= '~')
        ? badge
        : throw new IOException(
            "没有徽章：用 --badge-file 文件，或环境变量 HUB_BADGE。 No badge: a file with --badge-file, or HUB_BADGE."
        );
}
