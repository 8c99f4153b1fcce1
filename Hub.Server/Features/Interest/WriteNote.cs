using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Hub.Features.People;
using Hub.Features.Roster;

namespace Hub.Features.Interest;

/// <summary>A recruiter's note about somebody. The person can read it in their export.</summary>
/// <param name="Text">At most 500 characters; empty: takes it away. Not part of the command's digest, which the ledger
/// keeps.</param>
public sealed record WriteNote(BoothId Booth, PassId Pass, [property: JsonIgnore] string Text) : Command
{
    public const int MostCharacters = 500;

    public override Who May() => Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var employer = fair.EmployerAt(Booth);
        fair.DemandNotErased(Pass);
        if (!fair.Intentions.LeadsOf(employer).ContainsKey(Pass))
            throw InterestRefusals.UnknownLead(Pass);
        if (Text?.Length > MostCharacters)
            throw InterestRefusals.NoteTooLong(MostCharacters);
        Retention.DemandNotOver(fair, now);
        var note = string.IsNullOrWhiteSpace(Text)
            ? null
            : new Person("", null, new Dictionary<string, string> { ["text"] = Text.Trim() });
        return new Decision([new NoteWritten(Pass, employer)], [.. new PersonKey.Note(employer, Pass).To(note)]);
    }

    /// <summary>What an employer has written about somebody; null: nothing.</summary>
    public static string? Of(Fair fair, EmployerId employer, PassId pass) =>
        fair.Person(new PersonKey.Note(employer, pass))?.Fields?.GetValueOrDefault("text");

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "leads/{booth}/note",
                (BoothId booth, NoteRequest n, HttpContext http) => http.Ask(new WriteNote(booth, n.Pass, n.Text))
            )
            .Asks<WriteNote>("Write a note about somebody on one's list");
}

public sealed record NoteRequest(PassId Pass, [property: MaxLength(WriteNote.MostCharacters)] string Text);
