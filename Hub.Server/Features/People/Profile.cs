using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Hub.Features.People;

/// <summary>Something that a person may type about themselves.</summary>
/// <param name="Most">Characters.</param>
/// <param name="Form">What it looks like; null: anything.</param>
public sealed record ProfileField(
    int Most,
    string Zh,
    string En,
    [StringSyntax(StringSyntaxAttribute.Regex)] string? Form = null
)
{
    public bool Fits(string text) =>
        Form is null || Regex.IsMatch(text, Form, RegexOptions.None, TimeSpan.FromSeconds(1));
}

/// <summary>What a person may type about themselves. It lies beside the ledger, under the pass.</summary>
public static class Profile
{
    /// <summary>In the order of forms and lists.</summary>
    public static readonly IReadOnlyDictionary<string, ProfileField> Fields = new OrderedDictionary<
        string,
        ProfileField
    >
    {
        ["name"] = new(40, "姓名", "Name"),
        ["phone"] = new(24, "电话", "Phone", @"^\+?[0-9 ()\-]{5,}$"),
        ["email"] = new(80, "邮箱", "E-mail", "^[^@ ]+@[^@ ]+$"),
        ["wechat"] = new(40, "微信", "WeChat"),
        ["school"] = new(60, "学校", "School"),
        ["degree"] = new(20, "学历", "Degree"),
        ["major"] = new(40, "专业", "Major"),
        ["year"] = new(10, "毕业年份", "Graduates", "^(19|20)[0-9]{2}$"),
        ["cv"] = new(300, "简介", "CV"),
    };

    /// <summary>What a person typed.</summary>
    public static IReadOnlyDictionary<string, string> Of(Fair fair, PassId pass) =>
        fair.Person(new PersonKey.Profile(pass))?.Fields ?? new Dictionary<string, string>();
}
