using System.Text.Json.Serialization;
using Hub.Features.Access;

namespace Hub.Features.People;

/// <summary>A person types, corrects or clears what employers may be shown. Nobody sees any of it without a
/// consent.</summary>
/// <param name="Fields">See <see cref="Profile.Fields"/>; what is not in it is as it was, what is empty is cleared. Not
/// part of the command's digest, which the ledger keeps.</param>
public sealed record TypeProfile(PassId Pass, [property: JsonIgnore] IReadOnlyDictionary<string, string> Fields)
    : Command
{
    public override Who May() => Who.HolderOf(Pass);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        foreach (var (field, text) in Fields)
            Check(field, text);
        Retention.DemandNotOver(fair, now);
        var all = Profile.Of(fair, Pass).ToDictionary();
        foreach (var (field, text) in Fields)
            if (string.IsNullOrWhiteSpace(text))
                all.Remove(field);
            else
                all[field] = text.Trim();
        var person = all.Count == 0 ? null : new Person(all.GetValueOrDefault("name", ""), null, all);
        return new Decision([new ProfileTyped(Pass)], [.. new PersonKey.Profile(Pass).To(person)]);
    }

    private static void Check(string field, string? text)
    {
        if (!Profile.Fields.TryGetValue(field, out var known))
            throw PeopleRefusals.UnknownField(field);
        if (text?.Length > known.Most || text?.Any(char.IsControl) is true)
            throw PeopleRefusals.FieldTooLong(field, known.Most);
        if (!string.IsNullOrWhiteSpace(text) && !known.Fits(text.Trim()))
            throw PeopleRefusals.FieldLooksWrong(known);
    }

    public static void Map(IEndpointRouteBuilder fairs)
    {
        fairs
            .MapPost("my/profile", (ProfileRequest p, HttpContext http) => http.Ask(new TypeProfile(p.Pass, p.Fields)))
            .Asks<TypeProfile>("Type or correct one's own data");
        fairs
            .MapGet("my/profile", (HttpContext http) => Profile.Of(http.Fair(), http.OwnPass()))
            .WithSummary("What one has typed (the pass's visitor)");
    }
}

/// <param name="Fields">name, phone, email, wechat, school, degree, major, year, cv.</param>
public sealed record ProfileRequest(PassId Pass, IReadOnlyDictionary<string, string> Fields);
