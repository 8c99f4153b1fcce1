using Hub.Demo;

namespace Hub.Tests.Demo;

public sealed class DayFileTests
{
    [Fact]
    public void A_day_is_read_with_or_without_a_header_and_put_in_order()
    {
        Scan[] expected = [new(new(9, 0, 0), "P1", "A01", true), new(new(9, 5, 30), "P1", "A01", false)];
        Assert.Equal(expected, Read("time,pass,booth,way\r\n9:05:30,P1,A01,out\n09:00,P1,A01,in\n"));
        Assert.Equal(expected, Read("32400,P1,A01,进\n32730,P1,A01,出"));
        Assert.Equal(expected, Read("\n32400, \"P1\" ,a01, IN \n\n32730,P1,A01,OUT\n"));
        Assert.Empty(Read(""));
    }

    [Theory]
    [InlineData("9:00,P1,A01,in\n9:61,P1,A01,out", "Row 2", "9:61")]
    [InlineData("time,pass,booth,way\n9:00,P1,A01,sideways", "Row 2", "sideways")]
    [InlineData("9:00,P1,A01,in\n\n9:00,P 1,A01,in", "Row 3", "P 1")]
    [InlineData("9:00,P1,A01,in\n9:00,P1", "Row 2", "column 4")]
    [InlineData("9:00,P1,A/1,in", "Row 1", "A/1")]
    [InlineData("id,start,end,pos\n7,100,soon,1", "Row 2", "soon")]
    public void A_row_that_makes_no_sense_is_named(string text, string row, string what)
    {
        var message = Assert.Throws<FormatException>(() => Read(text)).Message;
        Assert.Contains(row, message);
        Assert.Contains(what, message);
    }

    [Fact]
    public void Walking_straight_on_checks_out_in_the_same_moment()
    {
        Assert.Equal(
            "10 in 1 / 20 out 1 / 20 in 2 / 30 out 2 / 40 in 2 / 50 out 2 / 50 in 2 / 60 out 2",
            string.Join(
                " / ",
                Read("id,start,end,pos\n7,20,30,2\n7,10,20,1\n7,40,50,2\n7,50,60,2\n")
                    .Select(s => $"{s.At.TotalSeconds} {(s.In ? "in" : "out")} {s.Booth}")
            )
        );
    }

    [Fact]
    public void The_scans_of_a_real_day_make_its_stays_again()
    {
        var path = SharedData.Path("chinavis/day1_result.csv.gz");
        var stays = Published(path);
        Assert.Equal(101_134, stays.Count);
        Assert.Equal(stays, Stays(DayFile.Read(path)).ToHashSet());
    }

    /// <summary>What a fair makes of scans: entering elsewhere leaves the last booth.</summary>
    private static IEnumerable<Stay> Stays(IEnumerable<Scan> scans)
    {
        var here = new Dictionary<string, Scan>();
        foreach (var scan in scans)
        {
            if (here.Remove(scan.Pass, out var entered))
                yield return new Stay(scan.Pass, entered.At, scan.At, entered.Booth);
            if (scan.In)
                here[scan.Pass] = scan;
        }
    }

    internal static HashSet<Stay> Published(string path)
    {
        using var file = new StreamReader(
            new System.IO.Compression.GZipStream(File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress)
        );
        return
        [
            .. file.ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Skip(1)
                .Select(line => line.Split(','))
                .Select(c => new Stay(
                    c[0],
                    TimeSpan.FromSeconds(int.Parse(c[1])),
                    TimeSpan.FromSeconds(int.Parse(c[2])),
                    c[3]
                )),
        ];
    }

    private static IReadOnlyList<Scan> Read(string text) => DayFile.Read(new StringReader(text));
}
