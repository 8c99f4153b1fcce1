#!/usr/bin/env bash
# Microsoft.AspNetCore.OpenApi 10.0.15, .NET SDK 10.0.4xx.
# An endpoint that reads a word of its route from the HttpContext, not as a parameter of its handler, is described by a
# path with the word in braces and without a parameter of that name. OpenAPI 3.1 ("Path Templating") wants every word
# to have its path parameter. A catch-all {**name} that is bound has the parameter `name`, and the path has {name}.
# Seen: /ports/{port}/tides/{day} with only `day` bound lists 1 path parameter of 2. Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > app.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.AspNetCore.OpenApi" Version="10.0.15" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using System.Text.Json;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
builder.Services.AddOpenApi();
var app = builder.Build();
app.MapOpenApi();
app.MapGet("/ports/{port}/tides/{day}", (int day, HttpContext http) => $"{http.GetRouteValue("port")} {day}");
app.MapGet("/charts/{**name}", (string name) => name);
await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
var answer = await client.GetStringAsync("/ports/dalian/tides/7");
var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json")).RootElement;
Console.WriteLine($"answers: {answer}");
foreach (var path in document.GetProperty("paths").EnumerateObject())
    Console.WriteLine(
        $"{path.Name}: "
            + string.Join(
                ", ",
                path.Value.GetProperty("get").TryGetProperty("parameters", out var all)
                    ? all.EnumerateArray().Select(p => p.GetProperty("name").GetString())
                    : []
            )
    );
X
dotnet build -v quiet --nologo -o out >build.log 2>&1 || { cat build.log; exit 1; }
seen=$(dotnet out/app.dll)
echo "Microsoft.AspNetCore.OpenApi 10.0.15:"
echo "$seen"
[ "$seen" = "answers: dalian 7
/ports/{port}/tides/{day}: day
/charts/{name}: name" ]
