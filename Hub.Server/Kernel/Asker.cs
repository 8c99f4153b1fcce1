using System.Text.Json.Serialization;

namespace Hub.Kernel;

/// <summary>What somebody may be at a fair. The names are on the wire and in old ledgers.</summary>
public enum Role
{
    Visitor,
    Recruiter,
    Judge,
    Chief,
    Display,
    Organizer,
    Integration,
}

/// <summary>Who asked for what is a person's own affair. The names are in old ledgers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AskedBy>))]
public enum AskedBy
{
    Person,

    /// <summary>Those who work at the fair, in the person's stead.</summary>
    Staff,

    /// <summary>It followed from something else, or was asked at the keyboard.</summary>
    Hub,
}

/// <summary>Who asks: the id that facts keep as their actor, the role, and the one thing the role is for.</summary>
/// <param name="Booth">A recruiter's booth.</param>
/// <param name="Contest">A judge's or chief's contest.</param>
/// <param name="Seat">A judge's seat in the panel.</param>
/// <param name="Board">An integration's own board.</param>
/// <param name="Pass">A visitor's pass.</param>
/// <param name="Session">Which of the badge's browsers; null: a program, which shows the badge's own secret.</param>
public sealed record Asker(
    string Id,
    Role Role,
    BoothId? Booth = null,
    ContestId? Contest = null,
    SeatId? Seat = null,
    string? Board = null,
    PassId? Pass = null,
    string? Session = null
)
{
    /// <summary>Anybody without a badge: may watch and read what is public.</summary>
    public static readonly Asker Anonymous = new("anonymous", Role.Visitor);

    /// <summary>The hub itself, at the keyboard of its machine.</summary>
    public static readonly Asker System = new("system", Role.Organizer);

    /// <summary>Who holds this pass. Its id is what facts keep as their actor.</summary>
    public static Asker Of(PassId pass) => new(pass.Text, Role.Visitor, Pass: pass);

    /// <summary>Leads this contest: its chief judge, and the organizer.</summary>
    public bool Leads(ContestId contest) => Role is Role.Organizer || Role is Role.Chief && Contest == contest;

    /// <summary>Judges in this contest, on whatever seat.</summary>
    public bool Judges(ContestId contest) => Role is Role.Judge && Contest == contest;

    /// <summary>Judges on this seat.</summary>
    public bool Sits(ContestId contest, SeatId? seat) => Judges(contest) && Seat == seat;

    /// <summary>Runs this booth: its recruiters, and the organizer.</summary>
    public bool Staffs(BoothId booth) => Role is Role.Organizer || Role is Role.Recruiter && Booth == booth;

    /// <summary>Is the integration whose board this is.</summary>
    public bool Writes(string board) => Role is Role.Integration && Board == board;

    /// <summary>Is the visitor whose pass this is.</summary>
    public bool Holds(PassId pass) => Role is Role.Visitor && Pass == pass;

    /// <summary>Who that is to the person with this pass.</summary>
    public AskedBy To(PassId pass) =>
        Holds(pass) ? AskedBy.Person
        : this == System ? AskedBy.Hub
        : AskedBy.Staff;
}
