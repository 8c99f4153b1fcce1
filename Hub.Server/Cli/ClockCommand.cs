using System.CommandLine;
using Hub.Features.People;

namespace Hub.Cli;

/// <summary>Shows what speaks for and against the machine's clock, and says that it is right: at the keyboard of the
/// hub's machine, beside (or without) the running hub, which hears of it within half a second.</summary>
internal static class ClockCommand
{
    public static System.CommandLine.Command Make()
    {
        var fair = Keyboard.FairOption();
        var right = new Option<bool>("--right")
        {
            Description = "What this machine's clock shows is right, whatever speaks against it",
        };
        var command = new System.CommandLine.Command("clock", "Show whether the clock can be right, or say that it is")
        {
            fair,
            right,
        };
        command.SetAction(
            (said, _) =>
                Database.WithFairAsync(
                    said,
                    said.GetValue(fair)!,
                    async keyboard =>
                    {
                        var (shows, doubt) = keyboard.Clock;
                        var about = keyboard.Fair.Slice<About>();
                        Console.WriteLine($"this machine's clock  {about.Moment(shows)}");
                        Console.WriteLine($"the ledger's last fact {about.Moment(keyboard.Fair.At)}");
                        Console.WriteLine(
                            doubt is null ? "Nothing speaks against the clock." : doubt.Refusal(about.Moment).En
                        );
                        if (!said.GetValue(right))
                        {
                            if (doubt is not null)
                                Console.WriteLine(
                                    "Set this machine's clock when it is wrong: the hub goes on by itself. When it is "
                                        + "right, say `hub clock --right`."
                                );
                            return;
                        }
                        await keyboard.ConfirmClockAsync(shows);
                        Console.WriteLine($"It is {about.Moment(shows)}: time goes on from here.");
                        if (keyboard.Fair.VisitorsData.Any() && about.Day(shows) >= Retention.ErasesOn(keyboard.Fair))
                            Console.WriteLine(
                                "By this clock visitors' personal data may not be kept any more: it is erased in a day."
                            );
                    }
                )
        );
        return command;
    }
}
