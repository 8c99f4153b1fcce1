using System.CommandLine;
using Hub.Features.Roster;

namespace Hub.Cli;

/// <summary>Takes employers and positions out of the roster.</summary>
internal static class WithdrawCommand
{
    public static System.CommandLine.Command Make()
    {
        var ids = new Argument<string[]>("ids")
        {
            Description = "Ids of employers, which take their positions along, and of positions",
            Arity = ArgumentArity.OneOrMore,
        };
        var fair = Keyboard.FairOption();
        var command = new System.CommandLine.Command("withdraw", "Take employers and positions out of the roster")
        {
            ids,
            fair,
        };
        command.SetAction(
            (parsed, _) =>
                Database.WithFairAsync(
                    parsed,
                    parsed.GetValue(fair)!,
                    async keyboard =>
                    {
                        var employers = keyboard.Fair.Roster.Directory.Employers;
                        var said = parsed.GetValue(ids)!.ToLookup(id => employers.ContainsKey(new EmployerId(id)));
                        await keyboard.AskAsync(
                            new WithdrawRows([.. said[true].Select(EmployerId.Of)], [.. said[false]])
                        );
                        Console.WriteLine($"withdrawn: {string.Join(' ', parsed.GetValue(ids)!)}");
                    }
                )
        );
        return command;
    }
}
