using System.Text.Json.Serialization;
using Hub.Features.Roster.Changes;
using Hub.Sheets;

namespace Hub.Features.Roster;

/// <summary>Takes the good rows of a spreadsheet. What is there already and the same is left alone; a column that the
/// sheet does not have changes nothing.</summary>
/// <param name="Answers">To what is asked about rows; without an answer such a row is not taken.</param>
public sealed record ImportRoster(
    IReadOnlyList<EmployerRow> Employers,
    IReadOnlyList<PositionRow> Positions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Answers? Answers = null
) : Command
{
    /// <summary>Most of a fair.</summary>
    internal const int MostEmployers = 10_000,
        MostPositions = 50_000;

    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var (directory, diff) = (
            fair.Roster.Directory,
            RosterDiff.Of(fair.Roster.Directory, Employers, Positions, Answers)
        );
        if (
            directory.Employers.Count + diff.Employers.Count(e => !directory.Employers.ContainsKey(e.Id))
                > MostEmployers
            || directory.Positions.Count + diff.Positions.Count(p => !directory.Positions.ContainsKey(p.Id))
                > MostPositions
        )
            throw RosterRefusals.RosterFull(MostEmployers, MostPositions);
        if (diff.Employers.Count + diff.Positions.Count == 0)
            return Decision.Nothing;
        return new RosterImported(diff.Employers, diff.Positions);
    }
}
