using System.Text;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

/// <param name="Example">What it is asked for by.</param>
public sealed record ExampleInfo(string Example, string Name, string? NameEn);

/// <summary>The worked schemes, to begin a contest with. Public.</summary>
public static class SchemeExamples
{
    private static readonly ExampleInfo[] All =
    [
        .. Examples.Names.Select(name =>
            SchemeFile.Read(Examples.Read(name)).Scheme is var s ? new ExampleInfo(name, s.Name, s.NameEn) : null!
        ),
    ];

    public static void Map(IEndpointRouteBuilder fairs)
    {
        fairs.MapGet("examples", () => All).WithSummary("Worked schemes to begin with");

        fairs
            .MapGet(
                "examples/{example}",
                (string example) =>
                    Examples.Read(example) is { } file
                        ? Results.Text(Encoding.UTF8.GetString(file), "application/json")
                        : throw ContestRefusals.UnknownExample(example)
            )
            .Produces<Scheme>()
            .WithSummary("A worked scheme, with its remarks");
    }
}
