using Hub.Sheets;

namespace Hub.Features.Contest.Export;

/// <summary>Results as files for spreadsheet programs.</summary>
public static class ResultFiles
{
    public static byte[] Csv(ResultTable table, bool zh) =>
        TableFile.Csv(table.Header(zh), table.Results.Select(r => ResultTable.Cells(r, zh)));

    public static byte[] Xlsx(ResultTable table, bool zh) =>
        TableFile.Xlsx(table.Header(zh), table.Results.Select(r => ResultTable.Cells(r, zh)), zh ? "成绩" : "Results");
}
