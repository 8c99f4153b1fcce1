namespace Hub.Kernel.Deciding;

/// <summary>Who may ask a command, read an answer or watch a board: said once, shown in the documents, enforced by the
/// kernel.</summary>
/// <param name="includes">Whether somebody is one of them.</param>
public sealed class Who(IReadOnlyList<Role> roles, string text, Func<Asker, bool> includes)
{
    private static readonly Role[] Staff = [Role.Recruiter, Role.Organizer],
        Visitors = [Role.Visitor],
        Leaders = [Role.Chief, Role.Organizer],
        Judging = [Role.Judge],
        Integrations = [Role.Integration];

    public static readonly Who Everybody = new([], "everybody", _ => true);

    public static readonly Who Organizer = new([Role.Organizer], "organizer", asker => asker.Role is Role.Organizer);

    /// <summary>Consequences, clocks and the start of the hub itself.</summary>
    public static readonly Who Hub = new([], "the hub itself", asker => asker == Asker.System);

    /// <summary>A person without a badge, with a pass or without.</summary>
    public static readonly Who Visitor = new(Visitors, "visitor", asker => asker.Role is Role.Visitor);

    private Who? _or;

    // every command makes one, and only documents read the following two
    /// <summary>The roles that may at all; empty = everybody.</summary>
    public IReadOnlyList<Role> Roles => _or is null ? roles : [.. roles.Union(_or.Roles)];

    /// <summary>The same in words.</summary>
    public string Text => _or is null ? text : $"{text}, {_or.Text}";

    public bool Includes(Asker asker) => includes(asker) || _or?.Includes(asker) is true;

    /// <summary>Whoever may in some case, whatever it is about: known before anything of a request is read.</summary>
    public Who Ever()
    {
        var roles = Roles;
        return new(
            roles,
            Text,
            asker => Includes(asker) || roles.Contains(asker.Role) && asker is not { Role: Role.Visitor, Pass: null }
        );
    }

    public static Who StaffOf(BoothId booth) =>
        new(Staff, "recruiter of the booth, organizer", asker => asker.Staffs(booth));

    public static Who HolderOf(PassId pass) => new(Visitors, "the pass's visitor", asker => asker.Holds(pass));

    public static Who LeaderOf(ContestId contest) =>
        new(Leaders, "chief of this contest, organizer", asker => asker.Leads(contest));

    public static Who JudgeOf(ContestId contest) =>
        new(Judging, "judges of this contest", asker => asker.Judges(contest));

    public static Who SeatOf(ContestId contest, SeatId? seat) =>
        new(Judging, "judge of this seat", asker => asker.Sits(contest, seat));

    public static Who IntegrationOf(string board) =>
        new(Integrations, "integration of this board", asker => asker.Writes(board));

    public static Who operator |(Who one, Who other) => one.Or(other);

    /// <exception cref="Refusal"><c>forbidden</c></exception>
    public void Demand(Asker asker)
    {
        if (!Includes(asker))
            throw Refusal.Forbidden();
    }

    private Who Or(Who other) => new(roles, text, includes) { _or = _or is null ? other : _or.Or(other) };
}
