using System.Net;
using System.Text;
using Hub.Features.Roster;
using Hub.Features.Roster.Han;
using Hub.Sheets;

namespace Hub.Tests.Features.Roster;

public class SearchTests
{
    private static readonly RosterDirectory Directory = Make();

    [Theory]
    [InlineData("机械", "机械设计,焊工")]
    [InlineData("焊工", "焊工")]
    [InlineData("本科 机械", "机械设计")]
    [InlineData("本科，机械", "机械设计")]
    [InlineData("ｂ１０", "会计")]
    [InlineData("java 朝阳", "Java 工程师")]
    [InlineData("没有的", "")]
    [InlineData("hangong", "焊工")]
    [InlineData("hg", "焊工")]
    [InlineData("jxsj", "机械设计")]
    [InlineData("jixsheji", "机械设计")]
    [InlineData("kuaiji", "会计")]
    [InlineData("huiji", "会计")]
    [InlineData("lhrj benke", "Java 工程师")]
    [InlineData("xj", "")]
    public void A_position_is_found_by_every_word_and_its_own_title_comes_first(string q, string titles) =>
        Assert.Equal(
            titles,
            string.Join(',', Search.Find(Directory, q, Narrowed.Not, 0, 50).Positions.Select(p => p.Title))
        );

    [Theory]
    [InlineData("昇腾科技", "shengteng 昇腾 昇騰 stkj")]
    [InlineData("鑫喆堃贸易", "xinzhekun xzk 喆 堃 鑫喆堃貿易 xinzhekunmaoyi")]
    [InlineData("吕氏绿能", "lvshi lüshi lushi lyushi lǚshì 呂氏 綠能 lvneng lüneng luneng lsln")]
    [InlineData("战略女装", "zhanlve zhanlüe zhanlue nvzhuang nüzhuang nuzhuang 戰略")]
    [InlineData("銀行會計", "银行会计 yinhang kuaiji 銀行 会計")]
    [InlineData("乾坤著作", "乾坤 qiankun zhuzuo 著作")]
    [InlineData("𠮷野家", "𠮷野 jiyejia jyj")]
    public void What_is_called_so_is_found_however_it_is_typed(string name, string words)
    {
        var story = new Story();
        story.Do(new OpenFair("人才周", null, "Asia/Shanghai"));
        EmployerRow[] rows =
        [
            new(2, name, null, null, null, null, null, null),
            new(3, "别的", null, null, null, null, null, null),
        ];
        story.Do(new ImportRoster(rows, []));
        foreach (var word in words.Split(' '))
            Assert.Equal(
                (word, name),
                (
                    word,
                    string.Join(
                        ',',
                        Search.Find(story.Fair.Roster.Directory, word, Narrowed.Not, 0, 9).Employers.Select(e => e.Name)
                    )
                )
            );
    }

    [Fact]
    public void Every_character_of_GB_2312_has_a_reading_and_so_have_those_that_came_later()
    {
        var gb2312 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        var characters = string.Concat(
            from row in Enumerable.Range(0xb0, 0xf8 - 0xb0)
            from cell in Enumerable.Range(0xa1, 0xff - 0xa1)
            where row != 0xd7 || cell < 0xfa
            select gb2312.GetString([(byte)row, (byte)cell])
        );
        Assert.Equal(6763, characters.Length);
        Assert.All(
            (characters + "昇喆堃鑫珺琤垚犇赟㛃𠮷").EnumerateRunes(),
            c => Assert.NotEqual(0u, Pinyin.Initials($"{c}"))
        );
    }

    [Theory]
    // both words, wherever they stand; what has them as they were typed comes first
    [InlineData("软件开发", "软件开发,开发工程师,测试工程师（软件）与平台开发")]
    [InlineData("开发软件", "开发工程师,软件开发,测试工程师（软件）与平台开发")]
    [InlineData("java开发", "Java 后端开发")]
    [InlineData("Java后端", "Java 后端开发")]
    [InlineData("凌河软件开发工程师", "开发工程师")]
    // nothing has all of it: what has most of it
    [InlineData("会计经理", "会计")]
    [InlineData("找会计", "会计")]
    [InlineData("没有的", "")]
    [InlineData("软", "开发工程师,软件开发,软件销售,测试工程师（软件）与平台开发")]
    // of words that somebody parted each has to be there
    [InlineData("软件 会计", "")]
    public void The_words_of_a_query_are_found_apart(string q, string titles)
    {
        var story = new Story();
        story.Do(new OpenFair("人才周", null, "Asia/Shanghai"));
        story.Do(
            new ImportRoster(
                [
                    new(2, "凌河软件", null, "数字经济", null, null, null, "B2"),
                    new(3, "燕都乳业", null, "食品", null, null, null, "B10", "开发区"),
                ],
                [
                    new(2, "凌河软件", "开发工程师", 1, null, null, null, null, null),
                    new(3, "燕都乳业", "会计", 1, null, null, null, null, null),
                    new(4, "燕都乳业", "Java 后端开发", 1, null, null, null, null, null),
                    new(5, "燕都乳业", "软件开发", 1, null, null, null, null, null),
                    new(6, "燕都乳业", "软件销售", 1, null, null, null, null, null),
                    new(7, "燕都乳业", "测试工程师（软件）与平台开发", 1, null, null, null, null, null),
                ]
            )
        );
        var found = Search.Find(story.Fair.Roster.Directory, q, Narrowed.Not, 0, 50);
        Assert.Equal(
            titles.Split(',').Order(),
            string.Join(',', found.Positions.Select(p => p.Title)).Split(',').Order()
        );
        if (q == "软件开发")
        {
            Assert.Equal("软件开发", found.Positions[0].Title);
            // no employer has both in its own name: those with such positions, in the order of these
            Assert.Equal(["燕都乳业", "凌河软件"], found.Employers.Select(e => e.Name));
        }
    }

    [Fact]
    public void Booths_that_are_asked_for_come_first_in_their_order_and_pages_follow_each_other()
    {
        string[] Names(int skip, int take) =>
            [
                .. Search
                    .Find(Directory, "", Narrowed.Not, skip, take, ["B10", "A1", "none"])
                    .Employers.Select(e => e.Name),
            ];
        Assert.Equal(["燕都乳业", "北方机械", "凌河软件", "还没有展位"], Names(0, 50));
        Assert.Equal(Names(0, 50), Enumerable.Range(0, 4).SelectMany(i => Names(i, 1)));
    }

    [Fact]
    public void An_employer_says_what_its_positions_pay() =>
        Assert.Equal(
            [(6000, 9000), (null, null), (null, null), (null, null)],
            Search.Find(Directory, "", Narrowed.Not, 0, 50).Employers.Select(e => (e.PayLow, e.PayHigh))
        );

    [Fact]
    public void Employers_come_in_the_order_of_their_booths_and_those_without_one_last() =>
        Assert.Equal(
            ["北方机械", "凌河软件", "燕都乳业", "还没有展位"],
            Search.Find(Directory, "", Narrowed.Not, 0, 50).Employers.Select(e => e.Name)
        );

    [Fact]
    public void A_cluster_narrows_both_and_pages_follow_each_other()
    {
        var found = Search.Find(Directory, null, new Narrowed(Cluster: "装备制造"), 0, 50);
        Assert.Equal((1, 2), (found.EmployersTotal, found.PositionsTotal));
        Assert.Equal(
            Search.Find(Directory, "", Narrowed.Not, 0, 50).Positions,
            Enumerable.Range(0, 4).SelectMany(i => Search.Find(Directory, "", Narrowed.Not, i, 1).Positions)
        );
    }

    [Fact]
    public void A_jobseeker_leaves_out_what_asks_for_more_than_it_has_or_pays_less_than_it_wants()
    {
        Assert.Equal(["Java 工程师", "会计", "焊工"], Titles(new Narrowed(Major: "软件")));
        Assert.Equal(["会计", "焊工"], Titles(new Narrowed(Degree: "大专")));
        Assert.Equal(["焊工"], Titles(new Narrowed(Salary: 8000)));
        Assert.Equal(["机械设计"], Titles(new Narrowed(Type: "全职")));
        Assert.Equal(["Java 工程师"], Titles(new Narrowed(Zone: "高新区")));
        // an employer is found with the position that fits
        Assert.Equal(
            ["北方机械"],
            Search.Find(Directory, "", new Narrowed(Salary: 8000), 0, 50).Employers.Select(e => e.Name)
        );

        static IEnumerable<string> Titles(Narrowed narrowed) =>
            Search.Find(Directory, "", narrowed, 0, 50).Positions.Select(p => p.Title);
    }

    [Fact]
    public async Task A_position_has_a_link_of_its_own_and_the_filters_are_what_there_is()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(
            new ImportRoster(
                [TestHub.Employers[0] with { Zone = "高新区" }],
                [new(2, "朝阳重工", "焊工", 2, "大专", null, null, null, "全职")]
            )
        );
        var page = await hub.Anonymous.Http.GetStringAsync("positions/p1");
        Assert.Contains("焊工", page);
        Assert.Contains("朝阳重工", page);
        Assert.Equal("unknown-position", (await Problem.Of(await hub.Anonymous.Http.GetAsync("positions/p9"))).Code);
        Assert.Equal(
            """{"clusters":["数字经济","装备制造"],"zones":["高新区"],"degrees":"""
                + """["中专","大专","本科","硕士","博士"],"types":["全职"]}""",
            await hub.Anonymous.Http.GetStringAsync("filters")
        );
        Assert.Contains("朝阳重工", await hub.Anonymous.Http.GetStringAsync("search?q=cyzg&zone=高新区&degree=大专"));
        Assert.DoesNotContain("朝阳重工", await hub.Anonymous.Http.GetStringAsync("search?q=cyzg&degree=中专"));
    }

    [Fact]
    public async Task More_words_than_a_person_types_are_refused()
    {
        await using var hub = await TestHub.WithFairAsync();
        foreach (var q in (string[])["a b c d e f g h i", new string('x', 201)])
            Assert.Equal(
                (HttpStatusCode.BadRequest, "malformed"),
                await Problem.Of(await hub.Anonymous.Http.GetAsync($"search?q={q}")) is var p
                    ? (p.Status, p.Code)
                    : default
            );
        Assert.Equal(HttpStatusCode.OK, (await hub.Anonymous.Http.GetAsync("search?q=a b c d e f g h")).StatusCode);
    }

    [Fact]
    public void A_text_that_can_be_read_in_very_many_ways_is_gone_through_once()
    {
        // 吖 is ya and a: a word of 16 ya has 2^15 ways to begin at every character, and none to end
        var (text, word) = (new string('吖', 40_000), string.Concat(Enumerable.Repeat("ya", 15)));
        Assert.True(Pinyin.Has(text, Pinyin.Initials(text), word));
        Assert.False(Pinyin.Has(text, Pinyin.Initials(text), word + "b"));
        Assert.True(Pinyin.Has(text + "北", Pinyin.Initials(text + "北"), word + "b"));
    }

    [Fact]
    public void A_roster_has_a_bound_over_all_files()
    {
        var story = Story.WithBooths();
        EmployerRow[] Many(string name) =>
            [
                .. Enumerable
                    .Range(0, ImportRoster.MostEmployers - TestHub.Employers.Length)
                    .Select(i => new EmployerRow(i, $"{name} {i}", null, null, null, null, null, null)),
            ];
        Assert.Equal(1, story.Do(new ImportRoster(Many("甲"), [])));
        Assert.Equal(0, story.Do(new ImportRoster(Many("甲"), [])));
        Assert.Equal(
            "roster-full",
            Assert.Throws<Refusal>(() => story.Do(new ImportRoster([.. Many("乙").Take(1)], []))).Code
        );
    }

    private static RosterDirectory Make()
    {
        var story = new Story();
        story.Do(new OpenFair("人才周", null, "Asia/Shanghai"));
        story.Do(
            new ImportRoster(
                [
                    new(2, "燕都乳业", null, "食品", null, null, null, "B10"),
                    new(3, "还没有展位", null, null, null, null, null, null),
                    new(4, "凌河软件", null, "数字经济", null, null, null, "B2", "高新区"),
                    new(5, "北方机械", null, "装备制造", null, null, null, "A1"),
                ],
                [
                    new(2, "北方机械", "焊工", 2, "大专", null, "6-9K", null, null),
                    new(3, "北方机械", "机械设计", 1, "本科", "机械工程", "面议", null, "全职"),
                    new(4, "凌河软件", "Java 工程师", 1, "本科", null, null, "朝阳市", null),
                    new(5, "燕都乳业", "会计", 1, null, null, null, null, null),
                ]
            )
        );
        return story.Fair.Roster.Directory;
    }
}
