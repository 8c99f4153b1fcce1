using System.Text;
using Hub.Features.Roster;
using Hub.Features.Roster.Changes;
using Hub.Sheets;

namespace Hub.Tests.Features.Roster;

/// <summary>A roster of every trap: imported, written out and imported again, nothing changes.</summary>
public class ExportTests
{
    private const string Employers =
        "企业名称,英文名称,产业集群,行业,网址,简介,展位,开发区,展馆,展位容量\r\n"
        + "=1+1 公司,+86 Ltd,-3,@x,http://例子.中国/招聘?a=1&b=2,"
        + "\"第一行\n第二行, \"\"引号\"\"\n\n末行\",\"A01、A02\",高新区,1号馆,50\r\n"
        + "'=引号公司,'quoted,'=x,''=y,www.a.cn,＝全角公式,3-12,,,\r\n"
        + "𠮷野家,Ａ＆Ｂ,_x0041_,_x000D_,,\"<b>&amp;</b>\t制表\",C3*,,,\r\n"
        + "360,TRUE,0012,1.50,,2026-03-12,0012,45000,1E5,\r\n"
        + "ABC Co.,abc,null,无,微信公众号,#REF!,12#,－,…,约五十人\r\n"
        + "昇腾 ，科技；公司,,,,,“中文引号”—破折号…,\"a13, a14\",,,9999\r\n";

    private const string Positions =
        "企业名称,岗位名称,招聘人数,学历,专业,薪资,工作地点,类型\r\n"
        + "=1+1 公司,-焊工,2-3人,大专,\"机械, 电气\",6000-8000元/月,朝阳,全职\r\n"
        + "=1+1 公司,-焊工,10余人,大专,不限,年薪10-15万,北票,全职\r\n"
        + "＝1＋1公司,同上,若干,同上,,面议,,\r\n"
        + "𠮷野家,𠮷服务员,5+,,,'=8k,,\r\n"
        + "360,001,0,TRUE,1/2,3-5,3-5,2026-03\r\n"
        + "ABC Co.,Java 工程师（\"高级\"）,1200,本科,,8000,,\r\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_roster_that_is_written_out_and_read_in_again_changes_nothing(bool xlsx)
    {
        await using var hub = await TestHub.StartAsync();
        await ImportAsync(hub, RosterKind.Employers, Encoding.UTF8.GetBytes(Employers), "taken=5");
        await ImportAsync(hub, RosterKind.Positions, Encoding.UTF8.GetBytes(Positions), "taken=6");
        var directory = hub.Ledger.Fair.Roster.Directory;
        Assert.Equal((6, 6), (directory.Employers.Count, directory.Positions.Count));
        foreach (var kind in Enum.GetValues<RosterKind>())
        {
            var file = await hub.Organizer.Http.GetByteArrayAsync(
                $"roster/export?kind={kind}&format={(xlsx ? "xlsx" : "csv")}"
            );
            var again = await ImportAsync(hub, kind, file, "");
            Assert.Empty(again.Refused);
            // what is kept as it is written is told each time
            Assert.All(again.Warned, w => Assert.Equal("招聘人数", w.Column));
            Assert.Empty(again.Pairs);
            Assert.Empty(again.Missing);
            Assert.Empty(again.Changes.SelectMany(c => c.Cells.Prepend(new CellChange(c.Name, null, null))));
            Assert.Equal((0, 0, 6), (again.Added, again.Changed, again.Same));
            Assert.True(RosterTable.Fields(kind).All(f => again.Mapping.ContainsKey(f.Id)));
        }
        foreach (
            var who in (Client[])
                [hub.Anonymous, await hub.PassAsync(), await hub.BadgeAsync(Role.Judge, contest: "x", seat: "J1")]
        )
            Assert.Equal("forbidden", (await Problem.Of(await who.Http.GetAsync("roster/export?kind=employers"))).Code);
        foreach (var query in (string[])["kind=shoes", "kind=employers&format=pdf"])
            Assert.Equal(
                "malformed",
                (await Problem.Of(await hub.Organizer.Http.GetAsync($"roster/export?{query}"))).Code
            );
    }

    private static async Task<ImportReport> ImportAsync(TestHub hub, RosterKind kind, byte[] file, string answers)
    {
        using var answer = await hub.Organizer.SendAsync(
            HttpMethod.Post,
            $"imports?kind={kind}&apply=true&name=x&{answers}",
            new ByteArrayContent(file)
        );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return System.Text.Json.JsonSerializer.Deserialize<ImportReport>(
            await answer.Content.ReadAsStringAsync(),
            WireJson.Options
        )!;
    }
}
