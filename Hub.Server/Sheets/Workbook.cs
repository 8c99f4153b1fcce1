namespace Hub.Sheets;

/// <summary>Reads Excel workbooks, new (XLSX) and old (XLS).</summary>
internal static class Workbook
{
    public static bool Is(byte[] file) => IsZip(file) || IsOle(file);

    public static Sheet? Read(byte[] file, string? sheetName, Wanted wanted)
    {
        try
        {
            return Choose(IsZip(file) ? Xlsx.Read(file) : Xls.Read(file), sheetName, wanted);
        }
        // There is no one exception for a broken file: reading trips over whatever it meets first.
        catch (Exception e) when (e is not UnreadableRosterException and not OutOfMemoryException)
        {
            throw new UnreadableRosterException(
                "这个工作簿打不开：可能已损坏，或不是 XLSX、XLS。",
                "This workbook cannot be opened: it is damaged, or neither XLSX nor XLS.",
                e
            );
        }
    }

    private static bool IsZip(byte[] file) => file.AsSpan().StartsWith("PK\u0003\u0004"u8);

    private static bool IsOle(byte[] file) =>
        file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    private static Sheet? Choose(IReadOnlyList<Table> tables, string? name, Wanted wanted)
    {
        if (name is null)
            return tables
                .Select(t => (t.Visible, Sheet: Sheet.Of(null, null, t.Name, t.Grid, wanted)))
                .Where(s => s.Sheet is not null)
                .OrderByDescending(s => wanted.Fit(s.Sheet!.Headers))
                .ThenByDescending(s => s.Visible)
                .FirstOrDefault()
                .Sheet;
        return tables.FirstOrDefault(t => t.Name == name) is { } table
            ? Sheet.Of(null, null, name, table.Grid, wanted)
            : throw new UnreadableRosterException(
                $"没有名为“{name}”的工作表；有：{string.Join(", ", tables.Select(t => t.Name))}。",
                $"There is no sheet \"{name}\"; there are: {string.Join(", ", tables.Select(t => t.Name))}."
            );
    }
}
