using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Hub.Sheets;

/// <summary>Reads Excel workbooks, new (XLSX) and old (XLS).</summary>
internal static partial class Workbook
{
    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static bool Is(byte[] file) => IsZip(file) || IsOle(file);

    public static Sheet? Read(byte[] file, string? sheetName, Wanted wanted)
    {
        try
        {
            if (!IsZip(file) && IsEncrypted(file))
                throw Protected();
            if (!IsZip(file) && file.Length > Tally.OldFile)
                throw Tally.OldTooLarge();
            // each by its own name: asked for either, the library would guess at passwords
            using var reader = IsZip(file)
                ? ExcelReaderFactory.CreateOpenXmlReader(Unpacked.Of(file))
                : ExcelReaderFactory.CreateBinaryReader(new MemoryStream(file));
            return Choose(Sheets(reader, sheetName, wanted), sheetName, wanted);
        }
        catch (InvalidPasswordException e)
        {
            throw Protected(e);
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

    /// <summary>Whether the file is an XLSX behind a password: its directory, in entries of 128 bytes, has the name.
    /// How long a guess at the password takes would be the file's to say.</summary>
    private static bool IsEncrypted(byte[] file)
    {
        var name = Encoding.Unicode.GetBytes("EncryptedPackage\0");
        for (var at = 512; at + 128 <= file.Length; at += 128)
            if (file.AsSpan(at).StartsWith(name))
                return true;
        return false;
    }

    private static UnreadableRosterException Protected(Exception? cause = null) =>
        new(
            "这个工作簿有密码保护，请去掉密码后再导入。",
            "This workbook is protected by a password; remove it first.",
            cause
        );

    private static IReadOnlyList<(string Name, bool Visible, Sheet? Sheet)> Sheets(
        IExcelDataReader reader,
        string? only,
        Wanted wanted
    )
    {
        if (reader.ResultsCount > Tally.Sheets)
            throw Tally.TooManySheets();
        var sheets = new List<(string, bool, Sheet?)>();
        var tally = new Tally();
        do
        {
            sheets.Add(
                (
                    reader.Name,
                    reader.VisibleState == "visible",
                    only is null || reader.Name == only
                        ? Sheet.Of(null, null, reader.Name, Read(reader, tally).Rows, wanted)
                        : null
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

    private static Grid Read(IExcelDataReader reader, Tally tally)
    {
        if (reader.FieldCount > Tally.Columns || reader.RowCount > Tally.LastRow)
            throw Tally.TooLarge();
        var grid = new Grid(tally);
        // One employer's cell is often merged down over all of its positions: the value counts for each of those rows.
        var merged = (reader.MergeCells ?? [])
            .Where(m => m.ToRow > m.FromRow)
            .ToDictionary(m => (m.FromRow, m.FromColumn), m => m.ToRow);
        var above = new Dictionary<int, (string Value, int Until)>();
        for (var row = 0; reader.Read(); row++)
        {
            var cells = new string[reader.FieldCount];
            for (var column = 0; column < cells.Length; column++)
            {
                cells[column] = Shown(reader, column);
                if (merged.TryGetValue((row, column), out var until))
                    above[column] = (cells[column], until);
                else if (cells[column].Length == 0 && above.TryGetValue(column, out var range) && row <= range.Until)
                    cells[column] = range.Value;
            }
            grid.Add(row + 1, cells);
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

    [GeneratedRegex(@"^[#0,]*0(\.0+)?%?$")]
    private static partial Regex PlainFormat();
}
