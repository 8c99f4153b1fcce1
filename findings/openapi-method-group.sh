#!/usr/bin/env bash
# Microsoft.AspNetCore.OpenApi 10.0.15, .NET SDK 10.0.4xx.
# AddOpenApi(options => Configure(options)) and AddOpenApi(Configure) configure the same. With the lambda, summaries
# from XML comments stand in the document. With the method group there is no warning and none of them does.
# Seen: lambda 1 summary, method group 0. Fails if either count changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > app.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <GenerateDocumentationFile>true</GenerateDocumentationFile>
    <NoWarn>CS1591</NoWarn>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.AspNetCore.OpenApi" Version="10.0.15" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using Microsoft.AspNetCore.OpenApi;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
#if GROUP
builder.Services.AddOpenApi(Settings.Configure);
#else
builder.Services.AddOpenApi(options => Settings.Configure(options));
#endif
var app = builder.Build();
app.MapOpenApi();
app.MapGet("/tide", Tides.High);
await app.StartAsync();
Console.WriteLine(await new HttpClient().GetStringAsync(app.Urls.First() + "/openapi/v1.json"));

static class Settings
{
    public static void Configure(OpenApiOptions options) => options.ShouldInclude = _ => true;
}

public static class Tides
{
    /// <summary>Hour of the next high tide.</summary>
    public static int High() => 7;
}
X
summaries() {
  dotnet build -v quiet --nologo -o "$1" "${@:2}" >"$1.log" 2>&1 || { cat "$1.log"; exit 1; }
  dotnet "$1/app.dll" | grep -c "Hour of the next high tide" || true
  rm -rf obj
}
lambda=$(summaries lambda)
group=$(summaries group -p:DefineConstants=GROUP)
echo "Microsoft.AspNetCore.OpenApi 10.0.15: summaries in the document with a lambda: $lambda, with a method group: $group"
[ "$lambda" = 1 ] && [ "$group" = 0 ]
