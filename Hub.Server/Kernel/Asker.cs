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

/// <summary>Who asks: the id that facts keep as their actor, the role, and the one thing the role is for.</summary>
/// <param name="Booth">A recruiter's booth.</param>
/// <param name="Contest">A judge's or chief's contest.</param>
/// <param name="Seat">A judge's seat in the panel.</param>
/// <param name="Board">An integration's own board.</param>
/// <param name="Pass">A visitor's pass.</param>
public sealed record Asker(
    string Id,
    Role Role,
    BoothId? Booth = null,
    ContestId? Contest = null,
    SeatId? Seat = null,
    string? Board = null,
    PassId? Pass = null
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
}
