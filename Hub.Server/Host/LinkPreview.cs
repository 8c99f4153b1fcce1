using System.Text;
using System.Text.Encodings.Web;
using Hub.Features.Contest;
using Hub.Features.Roster;

namespace Hub.Host;

/// <summary>What WeChat and others show of a link to a page that somebody shares: its title, a sentence and a picture,
/// in the head of the page, because they run no script. In Chinese; it tells nothing that the page does not tell
/// everybody.</summary>
/// <remarks>The Open Graph protocol, ogp.me; QQ reads the same from <c>itemprop</c>.</remarks>
internal sealed record LinkPreview(string Title, string Description)
{
    private const string Untitled = "<title>Hub</title>";

    /// <summary>Characters of a description; what shows it cuts earlier.</summary>
    private const int Longest = 120;

    /// <param name="page">The document that every page of the client begins with.</param>
    public static string In(string page, HttpRequest asked, Ledgers fairs) =>
        Fair(asked, fairs) is { } fair ? page.Replace(Untitled, Of(fair, asked).Head(asked)) : page;

    /// <summary>The fair that the address names, else the hub's first.</summary>
    private static Fair? Fair(HttpRequest asked, Ledgers fairs) =>
        fairs
            .All.Where(l => l.Damage is null)
            .Select(l => l.Fair)
            .FirstOrDefault(f => asked.Query["fair"] is not [{ Length: > 0 } id] || f.Id == id);

    private static LinkPreview Of(Fair fair, HttpRequest asked)
    {
        var (name, id, roster) = (fair.Slice<About>().Name, asked.Query["id"].ToString(), fair.Roster.Directory);
        return (asked.Path.Value?.TrimEnd('/')) switch
        {
            "/employer"
                when EmployerId.TryParse(id, null, out var key)
                    && roster.Employers.TryGetValue(key, out var employer) => Of(
                name,
                Search.Of(roster, employer),
                roster
            ),
            "/position" when roster.Positions.TryGetValue(id, out var position) => Of(
                name,
                Search.Of(roster, position)
            ),
            "/board" when Contest(fair, asked.Query["contest"].ToString()) is { } contest => new(
                $"{contest} · 排行榜",
                $"{name}：实时成绩与排名。"
            ),
            "/plan" => new($"展位图 · {name}", "找展位，看哪里人多、哪里不用等。"),
            "/pass" => new($"我的通行证 · {name}", "现场扫码签到、排队用的通行证。"),
            "/my" => new($"我的排队和意向 · {name}", "还要等多久，轮到了没有。"),
            _ => new(
                name,
                $"{roster.Employers.Count} 家单位、{roster.Positions.Count} 个岗位："
                    + "搜单位和岗位，看薪资、排队和等候时间。"
            ),
        };
    }

    private static LinkPreview Of(string fair, EmployerInfo e, RosterDirectory roster) =>
        new(
            e.Booth is null ? e.Name : $"{e.Name} · 展位 {e.Booth}",
            Cut(
                $"{Join(e.Hall, e.Cluster, $"{e.Openings} 个岗位")}："
                    + string.Join(
                        "、",
                        roster
                            .Positions.Values.Where(p => p.Employer == e.Id)
                            .OrderBy(p => p.Title, StringComparer.Ordinal)
                            .Take(8)
                            .Select(p => p.Salary is null ? p.Title : $"{p.Title} {p.Salary}")
                    )
                    + $"。{fair}"
            )
        );

    private static LinkPreview Of(string fair, PositionInfo p) =>
        new(
            p.Salary is null ? p.Title : $"{p.Title} {p.Salary}",
            Cut(
                Join(
                    p.EmployerName,
                    p.Booth is null ? null : $"展位 {p.Booth}",
                    p.Headcount is null ? null : $"招 {p.Headcount} 人",
                    p.Degree,
                    p.Major,
                    p.Place,
                    fair
                )
            )
        );

    /// <summary>The name of the contest, or of the first, as the page shows it.</summary>
    private static string? Contest(Fair fair, string id) =>
        fair
            .Contests.Values.Select(c => c.Scheme)
            .OrderBy(s => s.Id)
            .FirstOrDefault(s => id.Length == 0 || s.Id.Text == id)
            ?.Name;

    private static string Join(params ReadOnlySpan<string?> words)
    {
        var said = new List<string>();
        foreach (var word in words)
            if (!string.IsNullOrEmpty(word))
                said.Add(word);
        return string.Join(" · ", said);
    }

    private static string Cut(string text) => text.Length <= Longest ? text : text[..(Longest - 1)].TrimEnd() + "…";

    private string Head(HttpRequest asked)
    {
        var site = $"{asked.Scheme}://{asked.Host.ToUriComponent()}";
        var head = new StringBuilder();
        void Meta(string kind, string name, string content) =>
            head.Append($"<meta {kind}=\"{name}\" content=\"{HtmlEncoder.Default.Encode(content)}\" />\n    ");
        Meta("name", "description", Description);
        Meta("property", "og:type", "website");
        Meta("property", "og:locale", "zh_CN");
        Meta("property", "og:title", Title);
        Meta("property", "og:description", Description);
        Meta("property", "og:url", $"{site}{asked.Path.ToUriComponent()}{asked.QueryString.ToUriComponent()}");
        Meta("property", "og:image", $"{site}/icon-512.png");
        Meta("property", "og:image:width", "512");
        Meta("property", "og:image:height", "512");
        Meta("itemprop", "name", Title);
        Meta("itemprop", "description", Description);
        Meta("itemprop", "image", $"{site}/icon-512.png");
        return head.Append("<title>").Append(HtmlEncoder.Default.Encode(Title)).Append("</title>").ToString();
    }
}
