using Hub.Host;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

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
                    Console.WriteLine(await DocumentAsync(app.Services, stop));
                folder.Delete(recursive: true);
                return 0;
            }
        );
        return command;
    }

    public static async Task<string> DocumentAsync(IServiceProvider services, CancellationToken stop)
    {
        var document = await services
            .GetRequiredKeyedService<IOpenApiDocumentProvider>("v1")
            .GetOpenApiDocumentAsync(stop);
        return await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, stop);
    }
}
