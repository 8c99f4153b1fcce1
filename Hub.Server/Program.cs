using System.CommandLine;
using Hub.Cli;

// Hub: serve (the default), demo, import, badge, verify, openapi
var root = new RootCommand("The real-time hub of a talent week: live booth traffic and leaderboards.") { TreatUnmatchedTokensAsErrors = false };
root.Subcommands.Add(DemoCommand.Make());
root.Subcommands.Add(ImportCommand.Make());
root.Subcommands.Add(BadgeCommand.Make());
root.Subcommands.Add(VerifyCommand.Make());
root.Subcommands.Add(OpenApiCommand.Make());
root.SetAction((parsed, stop) => Serve.RunAsync([.. parsed.UnmatchedTokens], stop));
return await root.Parse(args).InvokeAsync();
