namespace Hub.Sheets;

/// <summary>Reads Excel workbooks, new (XLSX) and old (XLS).</summary>
internal static class Workbook
{
    public static bool Is(byte[] file) => IsZip(file) || IsOle(file);

    /// <exception cref="UnreadableRosterException">It is more than may be read, or no workbook.</exception>
    public static IReadOnlyList<Table> Read(byte[] file)
    {
        try
        {
            return IsZip(file) ? Xlsx.Read(file) : Xls.Read(file);
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
}
