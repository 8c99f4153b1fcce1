using Hub.Host;

namespace Hub.Cli;

/// <summary>Prints what the API is. The web client's types are made from it.</summary>
internal static class OpenApiCommand
{
    public static System.CommandLine.Command Make()
    {
        var command = new System.CommandLine.Command("openapi", "Print the OpenAPI document");
        command.SetAction(
            async (_, stop) =>
            {
                var folder = Directory.CreateTempSubdirectory("hub-openapi-");
                await using (var app = HubApp.Build(["--data", folder.FullName]))
                    Console.WriteLine(await OpenApi.TextAsync(app.Services, stop));
                folder.Delete(recursive: true);
                return 0;
            }
        );
        return command;
    }
}
