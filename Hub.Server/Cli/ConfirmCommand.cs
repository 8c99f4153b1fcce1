using System.CommandLine;
using Hub.Features.Access;

namespace Hub.Cli;

/// <summary>The second of what an organizer has asked, at the keyboard of the hub's machine: where there is no other
/// organizer. See <see cref="Seconds"/>.</summary>
internal static class ConfirmCommand
{
    public static System.CommandLine.Command Make()
    {
        var id = new Argument<string?>("id")
        {
            Description = "What the desk shows; without it, what waits is listed",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var fair = Keyboard.FairOption();
        var command = new System.CommandLine.Command("confirm", "Confirm what an organizer has asked") { id, fair };
        command.SetAction(
            (said, _) =>
                Database.WithFairAsync(
                    said,
                    said.GetValue(fair)!,
                    async keyboard =>
                    {
                        if (said.GetValue(id) is { } one)
                        {
                            await keyboard.AskAsync(new GiveSecond(one));
                            Console.WriteLine("done");
                        }
                        else
                            List(keyboard.Fair);
                    }
                )
        );
        return command;
    }

    private static void List(Fair fair)
    {
        foreach (var (id, row) in SecondsBoard.Board.Rows(fair, [], TimeProvider.System.GetUtcNow())!)
            if (row is SecondRow r)
                Console.WriteLine($"{id}  {r.What} {r.Of}  asked by {r.ByLabel} at {r.At:u}, until {r.Until:u}");
    }
}
