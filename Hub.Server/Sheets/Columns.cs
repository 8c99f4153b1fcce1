using System.Text.RegularExpressions;

namespace Hub.Sheets;

/// <summary>Something a column can be matched to.</summary>
/// <param name="Required">Without it no row can be taken.</param>
public sealed record Field(string Id, string Zh, string En, bool Required)
{
    /// <summary>Names that spreadsheets give it, the surest first, in the form of <see cref="Columns.Name"/>.</summary>
    internal IReadOnlyList<string> Aliases { get; init; } = [];
}

/// <summary>A column as it stood in the sheet.</summary>
/// <param name="Index">0-based.</param>
/// <param name="Field">The id of the field it is matched to.</param>
/// <param name="Samples">Its first three filled cells, at most 80 characters of each.</param>
/// <param name="Hidden">The sheet does not show it: it is only read where the person says so.</param>
public sealed record Column(
    int Index,
    string Header,
    string? Field,
    IReadOnlyList<string> Samples,
    bool Hidden = false
);

/// <summary>Matches columns to fields by their Chinese or English names.</summary>
internal static partial class Columns
{
    public static readonly IReadOnlyList<Field> Employers =
    [
        Of(
            "name",
            "企业名称",
            "Company name",
            true,
            "单位名称 公司名称 企业全称 公司全称 单位全称 用人单位 招聘单位 参展单位 参展企业 参会企业 参会单位 雇主 "
                + "雇主名称 机构名称 企业 单位 公司 名称 "
                + "companyname company employer employername organization organisation organizationname exhibitor name"
        ),
        Of(
            "nameEn",
            "英文名称",
            "English name",
            false,
            "企业英文名称 英文名 企业英文名 公司英文名称 公司英文名 单位英文名称 单位英文名 企业名称英文 公司名称英文 "
                + "单位名称英文 "
                + "nameen englishname companynameen companynameenglish companyenglishname"
        ),
        Of(
            "cluster",
            "产业集群",
            "Cluster",
            false,
            "集群 产业 产业链 所属产业 所属产业集群 所属集群 展区 产业板块 " + "industrycluster sector"
        ),
        Of(
            "industry",
            "行业",
            "Industry",
            false,
            "所属行业 行业类别 行业类型 行业分类 " + "companydetailindustry companyindustry industries"
        ),
        Of(
            "website",
            "网址",
            "Website",
            false,
            "companydetailwebsitehref websitehref 官网 企业官网 公司官网 官方网站 网站 企业网址 公司网址 单位网址 "
                + "招聘网址 招聘网站 主页 公司主页 "
                + "companydetailwebsite companywebsite homepage url web weburl"
        ),
        Of(
            "description",
            "简介",
            "Description",
            false,
            "企业简介 公司简介 单位简介 企业介绍 公司介绍 单位介绍 介绍 描述 企业描述 "
                + "companydetaildescription companydescription about profile companyprofile"
        ),
        Of(
            "booth",
            "展位",
            "Booth",
            false,
            "展位号 展位编号 展台 展台号 摊位 摊位号 桌号 席位 席位号 "
                + "boothnumber boothno boothid table tablenumber tableno stand standnumber"
        ),
        Of(
            "zone",
            "开发区",
            "Development zone",
            false,
            "所属开发区 开发区名称 园区 所属园区 产业园 产业园区 所属区域 " + "zonename park industrialpark"
        ),
        Of("hall", "展馆", "Hall", false, "场馆 展厅 馆 厅 所在展馆 馆号 " + "hallname pavilion building"),
        Of(
            "capacity",
            "展位容量",
            "Capacity",
            false,
            "容量 容纳人数 最大人数 限流人数 " + "boothcapacity maxpeople maximum"
        ),
    ];

    public static readonly IReadOnlyList<Field> Positions =
    [
        Of(
            "employer",
            "企业名称",
            "Company name",
            true,
            string.Join(' ', Employers[0].Aliases.Where(a => a is not ("名称" or "name")))
        ),
        Of(
            "title",
            "岗位名称",
            "Position title",
            true,
            "岗位 职位名称 职位 招聘岗位 招聘职位 工种 需求岗位 岗位名 职务 "
                + "title position positionname jobtitle job jobname role"
        ),
        Of(
            "headcount",
            "招聘人数",
            "Headcount",
            false,
            "人数 需求人数 需求数 招聘数量 岗位人数 招聘名额 名额 拟招人数 计划招聘人数 数量 "
                + "openings vacancies number quantity numberofpositions numberofopenings"
        ),
        Of(
            "degree",
            "学历",
            "Degree",
            false,
            "学历要求 学历层次 最低学历 学历学位 文化程度 " + "degreerequired education educationlevel"
        ),
        Of(
            "major",
            "专业",
            "Major",
            false,
            "专业要求 所需专业 需求专业 专业需求 专业类别 "
                + "majors companymajor majorsrecruited discipline fieldofstudy"
        ),
        Of(
            "salary",
            "薪资",
            "Salary",
            false,
            "薪酬 薪资待遇 薪酬待遇 工资 月薪 年薪 待遇 工资待遇 薪资范围 薪酬范围 福利待遇 "
                + "综合薪资 月收入 薪水 月工资 参考薪资 提供薪资 "
                + "pay wage compensation salaryrange salaryoffered annualsalary monthlysalary remuneration"
        ),
        Of(
            "salaryMin",
            "最低薪资",
            "Least salary",
            false,
            "薪资下限 最低工资 最低月薪 月薪下限 工资下限 薪酬下限 起薪 "
                + "minsalary minimumsalary salaryfrom salarylow lowestsalary minpay paymin"
        ),
        Of(
            "salaryMax",
            "最高薪资",
            "Most salary",
            false,
            "薪资上限 最高工资 最高月薪 月薪上限 工资上限 薪酬上限 "
                + "maxsalary maximumsalary salaryto salaryhigh highestsalary maxpay paymax"
        ),
        Of(
            "place",
            "工作地点",
            "Place",
            false,
            "地点 工作地 工作城市 工作地区 工作地址 城市 " + "location worklocation workplace city jobplace joblocation"
        ),
        Of(
            "type",
            "类型",
            "Type",
            false,
            "岗位类型 职位类型 工作类型 招聘类型 岗位类别 职位类别 工作性质 用工形式 岗位性质 "
                + "positiontype positiontypes companypositiontype jobtype employmenttype"
        ),
    ];

    public static IReadOnlyList<Field> Of(RosterKind kind) => kind is RosterKind.Employers ? Employers : Positions;

    /// <summary>Field → column. A field's surest name wins, each column is used once, and what the person says comes
    /// before all.</summary>
    /// <param name="said">Field → 0-based column, or -1: the field has no column.</param>
    /// <exception cref="UnreadableRosterException">A mapping to a field or column that is not there, or two fields to
    /// one column.</exception>
    public static IReadOnlyDictionary<string, int> Match(
        IReadOnlyList<Field> fields,
        IReadOnlyList<string> headers,
        IReadOnlyDictionary<string, int>? said = null
    )
    {
        var mapping = new Dictionary<string, int>();
        foreach (var (field, column) in said ?? new Dictionary<string, int>())
        {
            if (
                fields.All(f => f.Id != field)
                || column < -1
                || column >= headers.Count
                || column >= 0 && mapping.ContainsValue(column)
            )
                throw new UnreadableRosterException(
                    $"列的对应不对：{field} → {column}。",
                    $"The mapping is wrong: {field} → {column}."
                );
            mapping[field] = column;
        }
        string[] names = [.. headers.Select(h => h.Length > 100 ? "" : Name(h))];
        // Whole names first: in "企业名称（英文）" the brackets matter, in "招聘人数（人）" they do not.
        foreach (var name in (Func<string, string>[])[Name, h => Name(Brackets().Replace(h, ""))])
        {
            var named = headers
                .Select(h => h.Length > 100 ? "" : name(h))
                .Index()
                .ToLookup(h => h.Item, h => (int?)h.Index);
            foreach (var field in fields.Where(f => !mapping.ContainsKey(f.Id)))
            {
                var column = field
                    .Aliases.SelectMany(alias => named[alias])
                    .FirstOrDefault(c => !mapping.ContainsValue(c!.Value) && !Misplaced.Is(field.Id, names, c.Value));
                if (column is { } found)
                    mapping[field.Id] = found;
            }
        }
        return fields.Where(f => mapping.GetValueOrDefault(f.Id, -1) >= 0).ToDictionary(f => f.Id, f => mapping[f.Id]);
    }

    /// <summary>What a sheet calls a field, or its Chinese name where the sheet has no such column.</summary>
    public static string HeaderOf(
        string field,
        Sheet sheet,
        IReadOnlyList<Field> fields,
        IReadOnlyDictionary<string, int> mapping
    ) =>
        mapping.TryGetValue(field, out var column) && sheet.Headers[column] is { Length: > 0 } header
            ? header
            : fields.First(f => f.Id == field).Zh;

    public static IReadOnlyList<Column> Described(Sheet sheet, IReadOnlyDictionary<string, int> mapping)
    {
        var fields = mapping.ToDictionary(m => m.Value, m => m.Key);
        return
        [
            .. sheet.Headers.Select(
                (header, i) =>
                    new Column(
                        i,
                        header,
                        fields.GetValueOrDefault(i),
                        [
                            .. sheet
                                .Rows.Select(r => Cell.Line(r[i]))
                                .Where(c => c.Length > 0)
                                .Take(3)
                                .Select(c => c.Length > 80 ? c[..79] + "…" : c),
                        ],
                        sheet.IsHidden(i)
                    )
            ),
        ];
    }

    /// <summary>Only the letters and digits of a name, small and narrow.</summary>
    internal static string Name(string header) =>
        string.Concat(Cell.Narrow(header).Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <param name="aliases">Parted by spaces, each in the form of <see cref="Name"/>.</param>
    public static Field Of(string id, string zh, string en, bool required, string aliases) =>
        new(id, zh, en, required)
        {
            Aliases = [.. aliases.Split(' ').Prepend(Name(en)).Prepend(zh).Prepend(Name(id)).Distinct()],
        };

    [GeneratedRegex(@"[(（\[【].*?[)）\]】]")]
    private static partial Regex Brackets();
}
