using Hub.Sheets;

namespace Hub.Tests.Sheets;

/// <summary>Files of a real career fair, as its organizers had them.</summary>
public class RealRosterTests
{
    [Fact]
    public void A_tab_separated_file_named_csv_in_windows_1252_with_mixed_line_ends_is_read_whole()
    {
        var read = Read("career_link.csv");
        Assert.Equal(("windows-1252", "\t"), (read.Sheet.Charset, read.Sheet.Delimiter));
        Assert.Equal((226, 15), (read.Sheet.Rows.Count, read.Sheet.Headers.Count));
        Assert.Contains(read.Employers, e => e.Name == "84.51°");
        Assert.Contains(read.Employers, e => e.Description!.Contains("Fortune Magazine’s “100 Best Companies"));
        Assert.All(read.Employers, e => Assert.Matches("^(https?://.+)?$", e.Website));
        Assert.Null(read.Employers[0].Booth);
    }

    [Fact]
    public void Its_two_repeated_employers_are_refused_naming_the_row_that_was_taken()
    {
        var read = Read("career_link.csv");
        Assert.Equal(
            ["ingredion incorporated", "general electric"],
            read.Refused.Select(r => r.Value.ToLowerInvariant()).Order().Reverse()
        );
        Assert.All(
            read.Refused,
            r =>
                Assert.Contains(
                    $"row {read.Employers.Single(e => Roster.Key(e.Name) == Roster.Key(r.Value)).Row}",
                    r.ReasonEn
                )
        );
    }

    [Fact]
    public void A_comma_separated_file_with_a_byte_order_mark_keeps_multi_line_cells()
    {
        var read = Read("careerlink.csv");
        Assert.Equal(("utf-8", ","), (read.Sheet.Charset, read.Sheet.Delimiter));
        Assert.Equal("companyName", read.Sheet.Headers[0]);
        Assert.Equal((92, 0), (read.Employers.Count, read.Refused.Count));
        Assert.Contains(read.Sheet.Rows[0], c => c.Contains("1760 Indian Wood Circle\r\nMaumee, OH"));
    }

    [Fact]
    public void A_list_of_tables_gives_each_employer_its_booth()
    {
        var read = Read("CompanyData.txt");
        Assert.Equal(("\t", 0), (read.Sheet.Delimiter, read.Refused.Count));
        Assert.Equal(read.Sheet.Rows.Count, read.Employers.Select(e => e.Booth).Distinct().Count());
        Assert.Equal("3", read.Employers.Single(e => e.Name == "Google, Inc.").Booth);
        Assert.Null(read.Employers[0].Website);
    }

    [Fact]
    public void Of_five_sheets_the_one_with_the_most_known_columns_is_chosen_unless_one_is_named()
    {
        Assert.Equal(
            ("Scraped", 92),
            Read("Spring2015.xlsx") is var chosen ? (chosen.Sheet.Name, chosen.Employers.Count) : default
        );
        var companies = Read("Spring2015.xlsx", "Companies");
        Assert.Equal((70, 0), (companies.Employers.Count, companies.Refused.Count));
        Assert.Equal("51", companies.Employers[1].Booth);
        var e = Assert.Throws<UnreadableRosterException>(() => Read("Spring2015.xlsx", "Nope"));
        Assert.Contains("Variables, Categories, Companies, TableMappings, Scraped", e.Message);
    }

    [Fact]
    public void Old_excel_shows_numbers_as_excel_shows_them()
    {
        var sheet = Read("test.xls").Sheet;
        Assert.Equal("Sheet1", sheet.Name);
        Assert.Equal(
            [
                ["R1C1", "R1C2"],
                ["R2C1", "21"],
                ["3.1", "32"],
                ["R4C1", "4.2"],
            ],
            sheet.Rows.Prepend(sheet.Headers)
        );
    }

    [Theory]
    [InlineData("career_link.csv")]
    [InlineData("careerlink.csv")]
    [InlineData("CompanyData.txt")]
    [InlineData("Spring2015.xlsx")]
    [InlineData("test.xls")]
    public void Each_row_is_either_taken_or_refused(string file)
    {
        var read = Read(file);
        Assert.Equal(
            read.Sheet.Numbers,
            read.Employers.Select(e => e.Row).Concat(read.Refused.Select(r => r.Row)).Order()
        );
    }

    private static RosterResult Read(string file, string? sheet = null) =>
        Roster.Read(
            RosterKind.Employers,
            Sheet.Read(File.ReadAllBytes(SharedData.Path($"rosters/{file}")), file, sheet)
        );
}
