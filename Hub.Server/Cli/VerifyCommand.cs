using Hub.Ledger;

namespace Hub.Cli;

/// <summary>Walks every hash chain.</summary>
internal static class VerifyCommand
{
    public static System.CommandLine.Command Make()
    {
        var command = new System.CommandLine.Command("verify", "Check that no fact was changed, moved or lost");
        command.SetAction(parsed =>
        {
            using var store = Database.Open(parsed);
            var whole = true;
            foreach (var fair in store.Fairs())
            {
                var (good, broken) = Chain.Verify(store, fair);
                Console.WriteLine(broken is null ? $"{fair}: {good:N0} facts, whole" : $"{fair}: {good:N0} facts hold, then {broken}");
                whole &= broken is null;
            }
            return whole ? 0 : 1;
        });
        return command;
    }
}
