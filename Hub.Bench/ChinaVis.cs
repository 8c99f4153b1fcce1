using System.Globalization;
using System.IO.Compression;

namespace Hub.Bench;

/// <summary>Somebody was in an area from one second of the day to another.</summary>
internal sealed record Stay(string Pass, int Start, int End, string Booth);

/// <summary>Day 1 of the ChinaVis 2019 challenge: every stay, and the official head count of each area every 30
/// s.</summary>
internal static class ChinaVis
{
    /// <summary>Seconds of the day of the first and the last count.</summary>
    public const int First = 25_230,
        Last = 64_860;

    /// <summary>The areas whose counts the stays give.</summary>
    public static readonly (string Booth, string Name)[] Areas =
    [
        ("1", "主会场"),
        ("2", "展厅"),
        ("4", "餐厅"),
        ("5", "海报区"),
        ("6", "签到处"),
        ("8", "休闲区"),
        ("11", "工作间"),
        ("12", "VIP休息室"),
        ("13", "媒体间"),
        ("14", "服务台"),
    ];

    public static Stay[] Stays(string folder, string day = "day1") =>
        [
            .. Rows(folder, $"{day}_result.csv.gz")
                .Select(c => new Stay(c[0], Number(c[1]), Number(c[2]), c[3]))
                .Where(s => s.End > s.Start),
        ];

    /// <returns>Booth → its stays, each with the second at which the pass is scanned elsewhere.</returns>
    public static ILookup<string, (int Start, int End, int Next)> StaysByBooth(string folder, string day) =>
        Stays(folder, day)
            .GroupBy(s => s.Pass)
            .SelectMany(pass =>
            {
                Stay[] all = [.. pass.OrderBy(s => s.Start)];
                return all.Select(
                    (s, i) => (s.Booth, Stay: (s.Start, s.End, i + 1 < all.Length ? all[i + 1].Start : int.MaxValue))
                );
            })
            .ToLookup(s => s.Booth, s => s.Stay);

    /// <summary>The seconds of the day at which a day is looked at.</summary>
    /// <param name="every">Seconds between two.</param>
    public static int[] Looks(int every) =>
        [.. Enumerable.Range(0, (Last - First) / every + 1).Select(i => First + i * every)];

    /// <summary>The days that a folder has, in order.</summary>
    public static IReadOnlyList<string> Days(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*_result.csv.gz")
                .Select(file => Path.GetFileName(file).Split('_')[0])
                .Order(StringComparer.Ordinal),
        ];

    /// <returns>Booth → second of the day → people.</returns>
    public static Dictionary<string, Dictionary<int, int>> Official(string folder, string day = "day1")
    {
        var counts = Rows(folder, $"{day}_areaData.csv.gz")
            .ToLookup(c => c[0], c => (Second: Number(c[2]), People: Number(c[3])));
        return Areas.ToDictionary(a => a.Booth, a => counts[a.Name].ToDictionary(c => c.Second, c => c.People));
    }

    private static IEnumerable<string[]> Rows(string folder, string file)
    {
        using var text = new StreamReader(
            new GZipStream(File.OpenRead(Path.Combine(folder, file)), CompressionMode.Decompress)
        );
        return
        [
            .. text.ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Skip(1)
                .Select(line => line.Split(',')),
        ];
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
