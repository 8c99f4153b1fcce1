using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Hub.Access;
using Hub.Ledger;

namespace Hub.Floor.Intentions;

/// <summary>Something that a person may type about themselves.</summary>
/// <param name="Most">Characters.</param>
/// <param name="Form">What it looks like; null: anything.</param>
public sealed record Field(int Most, string Zh, string En, [StringSyntax(StringSyntaxAttribute.Regex)] string? Form = null)
{
    public bool Fits(string text) => Form is null || Regex.IsMatch(text, Form, RegexOptions.None, TimeSpan.FromSeconds(1));
}

/// <summary>What a person may type about themselves, and where it lies: beside the ledger, under the pass.</summary>
public static class Profile
{
    /// <summary>In the order of forms and lists.</summary>
    public static readonly IReadOnlyDictionary<string, Field> Fields = new OrderedDictionary<string, Field>
    {
        ["name"] = new(40, "姓名", "Name"), ["phone"] = new(24, "电话", "Phone", @"^\+?[0-9 ()\-]{5,}$"), ["email"] = new(80, "邮箱", "E-mail", "^[^@ ]+@[^@ ]+$"), ["wechat"] = new(40, "微信", "WeChat"), ["school"] = new(60, "学校", "School"),
        ["degree"] = new(20, "学历", "Degree"), ["major"] = new(40, "专业", "Major"), ["year"] = new(10, "毕业年份", "Graduates", "^(19|20)[0-9]{2}$"), ["cv"] = new(300, "简介", "CV"),
    };

    public static string Key(string pass) => $"pass/{pass}";

    public static string NoteKey(string employer, string pass) => $"note/{employer}/{pass}";

    /// <summary>All rows about a person: what they typed, and what was written about them.</summary>
    public static IEnumerable<string> KeysOf(Fair fair, string pass) => fair.People.Keys.Where(k => k == Key(pass) || k.StartsWith("note/", StringComparison.Ordinal) && k.EndsWith("/" + pass, StringComparison.Ordinal));

    /// <summary>All rows about visitors.</summary>
    public static IEnumerable<string> AllKeys(Fair fair) => fair.People.Keys.Where(k => k.StartsWith("pass/", StringComparison.Ordinal) || k.StartsWith("note/", StringComparison.Ordinal));

    /// <summary>What a person typed.</summary>
    public static IReadOnlyDictionary<string, string> Of(Fair fair, string pass) => fair.People.GetValueOrDefault(Key(pass))?.Fields ?? new Dictionary<string, string>();

    /// <summary>What of it an employer may see.</summary>
    public static IReadOnlyDictionary<string, string> For(Fair fair, string pass, Consent? consent) =>
        consent is null ? new Dictionary<string, string>() : Of(fair, pass).Where(f => consent.Fields.Contains(f.Key)).ToDictionary();

    public static string? Note(Fair fair, string employer, string pass) => fair.People.GetValueOrDefault(NoteKey(employer, pass))?.Fields?.GetValueOrDefault("text");
}

/// <summary>A person types, corrects or clears what employers may be shown. Nobody sees any of it without a consent.</summary>
/// <param name="Fields">See <see cref="Profile.Fields"/>; what is not in it is as it was, what is empty is cleared. Not part of the command's digest, which the
/// ledger keeps.</param>
public sealed record TypeProfile(string Pass, [property: JsonIgnore] IReadOnlyDictionary<string, string> Fields) : Command
{
    public override bool Allows(Asker asker) => asker.Holds(Pass);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        foreach (var (field, text) in Fields)
            if (!Profile.Fields.TryGetValue(field, out var known)) throw Refusal.Malformed($"没有这一栏：{field}。", $"There is no field {field}.");
            else if (text?.Length > known.Most || text?.Any(char.IsControl) is true) throw Refusal.Malformed($"这一栏最多 {known.Most} 个字，不能换行：{field}。", $"The field {field} has {known.Most} characters at most, on one line.");
            else if (!string.IsNullOrWhiteSpace(text) && !known.Fits(text.Trim())) throw Refusal.Malformed($"{known.Zh}看起来不对，请检查。", $"{known.En}: this does not look right.");
        Retention.DemandNotOver(fair, now);
        var all = Profile.Of(fair, Pass).ToDictionary();
        foreach (var (field, text) in Fields)
            if (string.IsNullOrWhiteSpace(text)) all.Remove(field);
            else all[field] = text.Trim();
        var person = all.Count == 0 ? null : new Person(all.GetValueOrDefault("name", ""), null, all);
        return new Decision([new ProfileTyped(Pass)], [new PersonChange(Profile.Key(Pass), person)]);
    }

    public static void Map(IEndpointRouteBuilder fairs)
    {
        fairs.MapPost("my/profile", (ProfileRequest p, HttpContext http) => http.Ask(new TypeProfile(p.Pass, p.Fields))).AsCommand("Type or correct one's own data (the pass's visitor)");
        fairs.MapGet("my/profile", (string fair, HttpContext http, Ledgers ledgers) => Profile.Of(ledgers[fair].Fair, Own.Pass(http, fair))).WithSummary("What one has typed (the pass's visitor)");
    }
}

/// <param name="Fields">name, phone, email, wechat, school, degree, major, year, cv.</param>
public sealed record ProfileRequest(string Pass, IReadOnlyDictionary<string, string> Fields);

/// <summary>A recruiter's note about somebody. The person can read it in their export.</summary>
/// <param name="Text">Empty: takes it away. Not part of the command's digest, which the ledger keeps.</param>
public sealed record WriteNote(string Booth, string Pass, [property: JsonIgnore] string Text) : Command
{
    private const int Most = 500;

    public override bool Allows(Asker asker) => asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var employer = fair.EmployerAt(Booth);
        fair.DemandNotErased(Pass);
        if (!fair.Intentions.LeadsOf(employer).ContainsKey(Pass)) throw Refusal.Unknown("lead", $"通行证 {Pass} 不在您的名单里。", $"Pass {Pass} is not on your list.");
        if (Text?.Length > Most) throw Refusal.Malformed($"备注最多 {Most} 个字。", $"A note has {Most} characters at most.");
        Retention.DemandNotOver(fair, now);
        var note = string.IsNullOrWhiteSpace(Text) ? null : new Person("", null, new Dictionary<string, string> { ["text"] = Text.Trim() });
        return new Decision([new NoteWritten(Pass, employer)], [new PersonChange(Profile.NoteKey(employer, Pass), note)]);
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("leads/{booth}/note", (string booth, NoteRequest n, HttpContext http) => http.Ask(new WriteNote(booth, n.Pass, n.Text)))
        .AsCommand("Write a note about somebody on one's list (recruiter of the booth, organizer)");
}

public sealed record NoteRequest(string Pass, string Text);

/// <summary>Who asks for what is their own.</summary>
internal static class Own
{
    /// <summary>The asker's pass, of an answer that nobody else may keep.</summary>
    /// <exception cref="Refusal"><c>unknown-pass</c></exception>
    public static string Pass(HttpContext http, string fair)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Door.Who(http, fair).Pass ?? throw Refusal.Unknown("pass", "这部手机还没有通行证。", "This phone has no pass yet.");
    }
}
