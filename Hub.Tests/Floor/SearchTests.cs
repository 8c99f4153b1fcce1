using System.Net;
using Hub.Floor;
using Hub.Ledger;

namespace Hub.Tests.Floor;

public class SearchTests
{
    private static readonly Hub.Floor.Directory Directory = Make();

    [Theory]
    [InlineData("机械", "机械设计,焊工")]
    [InlineData("焊工", "焊工")]
    [InlineData("本科 机械", "机械设计")]
    [InlineData("本科，机械", "机械设计")]
    [InlineData("ｂ１０", "会计")]
    [InlineData("java 朝阳", "Java 工程师")]
    [InlineData("没有的", "")]
    public void A_position_is_found_by_every_word_and_its_own_title_comes_first(string q, string titles) =>
        Assert.Equal(titles, string.Join(',', Search.Find(Directory, q, null, 0, 50).Positions.Select(p => p.Title)));

    [Fact]
    public void Employers_come_in_the_order_of_their_booths_and_those_without_one_last() =>
        Assert.Equal(["北方机械", "凌河软件", "燕都乳业", "还没有展位"], Search.Find(Directory, "", null, 0, 50).Employers.Select(e => e.Name));

    [Fact]
    public void A_cluster_narrows_both_and_pages_follow_each_other()
    {
        var found = Search.Find(Directory, null, "装备制造", 0, 50);
        Assert.Equal((1, 2), (found.EmployersTotal, found.PositionsTotal));
        Assert.Equal(Search.Find(Directory, "", null, 0, 50).Positions, Enumerable.Range(0, 4).SelectMany(i => Search.Find(Directory, "", null, i, 1).Positions));
    }

    [Fact]
    public async Task More_words_than_a_person_types_are_refused()
    {
        await using var hub = await TestHub.WithFairAsync();
        foreach (var q in (string[])["a b c d e f g h i", new string('x', 201)])
            Assert.Equal((HttpStatusCode.BadRequest, "malformed"), await Problem.Of(await hub.Anonymous.Http.GetAsync($"search?q={q}")) is var p ? (p.Status, p.Code) : default);
        Assert.Equal(HttpStatusCode.OK, (await hub.Anonymous.Http.GetAsync("search?q=a b c d e f g h")).StatusCode);
    }

    private static Hub.Floor.Directory Make()
    {
        var story = new Story();
        story.Do(new OpenFair("人才周", null, "Asia/Shanghai"));
        story.Do(new ImportRoster(
            [
                new(2, "燕都乳业", null, "食品", null, null, null, "B10"), new(3, "还没有展位", null, null, null, null, null, null),
                new(4, "凌河软件", null, "数字经济", null, null, null, "B2"), new(5, "北方机械", null, "装备制造", null, null, null, "A1"),
            ],
            [
                new(2, "北方机械", "焊工", 2, "大专", null, null, null, null), new(3, "北方机械", "机械设计", 1, "本科", "机械工程", null, null, null),
                new(4, "凌河软件", "Java 工程师", 1, "本科", null, null, "朝阳市", null), new(5, "燕都乳业", "会计", 1, null, null, null, null, null),
            ]));
        return story.Fair.Floor.Directory;
    }
}
