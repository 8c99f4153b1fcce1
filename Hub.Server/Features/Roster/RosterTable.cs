using System.Globalization;
using Hub.Sheets;

namespace Hub.Features.Roster;

/// <summary>The roster as a spreadsheet has it: what is written out, and read in again unchanged.</summary>
public static class RosterTable
{
    private static readonly string[] NotWritten = ["salaryMin", "salaryMax"];

    /// <summary>The columns, in the order of <see cref="Cells(Employer)"/> or of a position's cells.</summary>
    public static IReadOnlyList<Field> Fields(RosterKind kind) =>
        [.. Sheets.Roster.Fields(kind).Where(f => !NotWritten.Contains(f.Id))];

    public static string?[] Cells(Employer e) =>
        [
            e.Name,
            e.NameEn,
            e.Cluster,
            e.Industry,
            e.Website,
            e.Description,
            e.Booth is null ? null : string.Join('、', e.AllBooths()),
            e.Zone,
            e.Hall,
            e.Capacity?.ToString(CultureInfo.InvariantCulture),
        ];

    public static string?[] Cells(RosterDirectory directory, Position p) =>
        [
            directory.Ever(p.Employer).Name,
            p.Title,
            p.Headcount?.ToString(CultureInfo.InvariantCulture) ?? p.HeadcountText,
            p.Degree,
            p.Major,
            p.Salary,
            p.Place,
            p.Type,
        ];

    /// <summary>All rows, in the order in which they are shown.</summary>
    public static IEnumerable<string?[]> Rows(RosterDirectory directory, RosterKind kind)
    {
        var index = SearchIndex.Of(directory);
        if (kind is RosterKind.Employers)
            return index.Employers.Select(e => Cells(e.Employer));
        var positions = index.Positions.ToLookup(p => p.Employer.Id, p => p.Position);
        return index.Employers.SelectMany(e => positions[e.Employer.Id]).Select(p => Cells(directory, p));
    }
}
