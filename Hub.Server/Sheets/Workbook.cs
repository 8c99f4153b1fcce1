using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Hub.Sheets;

/// <summary>Reads Excel workbooks, new (XLSX) and old (XLS).</summary>
internal static partial class Workbook
{
    private const long MaxUnpacked = 256L << 20; // bytes

    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static bool Is(byte[] file) => IsZip(file) || IsOle(file);

    public static Sheet? Read(byte[] file, string? sheetName, Wanted wanted)
    {
        try
        {
            using var reader = ExcelReaderFactory.CreateReader(
                IsZip(file) ? ErrorsAsText(file) : new MemoryStream(file)
            );
            return Choose(Sheets(reader, sheetName, wanted), sheetName, wanted);
        }
        catch (InvalidPasswordException e)
        {
            throw new UnreadableRosterException(
                "这个工作簿有密码保护，请去掉密码后再导入。",
                "This workbook is protected by a password; remove it first.",
                e
            );
        }
        // The reader has no one exception for a broken file: it trips over whatever it meets first.
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

    // The reader gives null for a failed formula, as for an empty cell, and an import would then erase what was there.
    // In an XLSX it can be told to read "#REF!" as text; in an old XLS it cannot.
    private static MemoryStream ErrorsAsText(byte[] file)
    {
        var workbook = new MemoryStream();
        workbook.Write(file);
        using (var zip = new ZipArchive(workbook, ZipArchiveMode.Update, leaveOpen: true))
        {
            if (zip.Entries.Sum(e => e.Length) > MaxUnpacked)
                throw Sheet.TooLarge();
            foreach (
                var entry in zip.Entries.Where(e =>
                    e.FullName.StartsWith("xl/worksheets/") && e.FullName.EndsWith(".xml")
                )
            )
            {
                using var part = entry.Open();
                var xml = new StreamReader(part).ReadToEnd();
                if (!ErrorCell().IsMatch(xml))
                    continue;
                part.SetLength(0);
                part.Write(Encoding.UTF8.GetBytes(ErrorCell().Replace(xml, "$1str")));
            }
        }
        workbook.Position = 0;
        return workbook;
    }

    private static IReadOnlyList<(string Name, bool Visible, Sheet? Sheet)> Sheets(
        IExcelDataReader reader,
        string? only,
        Wanted wanted
    )
    {
        var sheets = new List<(string, bool, Sheet?)>();
        do
        {
            sheets.Add(
                (
                    reader.Name,
                    reader.VisibleState == "visible",
                    only is null || reader.Name == only ? Sheet.Of(null, null, reader.Name, Grid(reader), wanted) : null
                )
            );
        } while (reader.NextResult());
        return sheets;
    }

    private static Sheet? Choose(
        IReadOnlyList<(string Name, bool Visible, Sheet? Sheet)> sheets,
        string? name,
        Wanted wanted
    )
    {
        if (name is null)
            return sheets
                .Where(s => s.Sheet is not null)
                .OrderByDescending(s => wanted.Fit(s.Sheet!.Headers))
                .ThenByDescending(s => s.Visible)
                .FirstOrDefault()
                .Sheet;
        var names = string.Join(", ", sheets.Select(s => s.Name));
        return sheets.Any(s => s.Name == name)
            ? sheets.First(s => s.Name == name).Sheet
            : throw new UnreadableRosterException(
                $"没有名为“{name}”的工作表；有：{names}。",
                $"There is no sheet \"{name}\"; there are: {names}."
            );
    }

    private static List<(int, string[])> Grid(IExcelDataReader reader)
    {
        var grid = new List<(int, string[])>();
        // One employer's cell is often merged down over all of its positions: the value counts for each of those rows.
        var merged = (reader.MergeCells ?? [])
            .Where(m => m.ToRow > m.FromRow)
            .ToDictionary(m => (m.FromRow, m.FromColumn), m => m.ToRow);
        var above = new Dictionary<int, (string Value, int Until)>();
        for (var row = 0; reader.Read(); row++)
        {
            var cells = new string[Math.Min(reader.FieldCount, Sheet.MaxColumns + 1)];
            for (var column = 0; column < cells.Length; column++)
            {
                cells[column] = Shown(reader, column);
                if (merged.TryGetValue((row, column), out var until))
                    above[column] = (cells[column], until);
                else if (cells[column].Length == 0 && above.TryGetValue(column, out var range) && row <= range.Until)
                    cells[column] = range.Value;
            }
            var width = Sheet.Width(cells);
            if (width == 0)
                continue;
            if (grid.Count > Sheet.MaxRows || width > Sheet.MaxColumns)
                throw Sheet.TooLarge();
            grid.Add((row + 1, cells[..width]));
        }
        return grid;
    }

    private static string Shown(IExcelDataReader reader, int column) =>
        reader.GetValue(column) switch
        {
            null => "",
            double number => Number(number, reader.GetNumberFormatString(column)),
            DateTime date => date.ToString(
                date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm",
                CultureInfo.InvariantCulture
            ),
            TimeSpan time => time.ToString(@"hh\:mm", CultureInfo.InvariantCulture),
            bool truth => truth ? "TRUE" : "FALSE",
            var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
        };

    // Excel keeps 15 digits, as a decimal made from a double does; plain formats such as 000 or 0% mean the same to
    // .NET.
    private static string Number(double number, string? format) =>
        Math.Abs(number) >= 1e15
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : ((decimal)number).ToString(
                format is not null && PlainFormat().IsMatch(format) ? format : "0.###############",
                CultureInfo.InvariantCulture
            );

    [GeneratedRegex(@"(<(?:\w+:)?c\s[^>]*\bt="")e(?="")")]
    private static partial Regex ErrorCell();

    [GeneratedRegex(@"^[#0,]*0(\.0+)?%?$")]
    private static partial Regex PlainFormat();
}
