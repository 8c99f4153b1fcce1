namespace Hub.Kernel.Deciding;

/// <summary>Who may ask a command, read an answer or watch a board: said once, shown in the documents, enforced by the
/// kernel.</summary>
/// <param name="Roles">The roles that may at all; empty = everybody.</param>
/// <param name="Text">The same in words.</param>
public sealed record Who(IReadOnlyList<Role> Roles, string Text, Func<Asker, bool> Includes)
{
    public static readonly Who Everybody = new([], "everybody", _ => true);

    public static readonly Who Organizer = new([Role.Organizer], "organizer", asker => asker.Role is Role.Organizer);

    /// <summary>Consequences, clocks and the start of the hub itself.</summary>
    public static readonly Who Hub = new([], "the hub itself", asker => asker == Asker.System);

    /// <summary>A person without a badge, with a pass or without.</summary>
    public static readonly Who Visitor = new([Role.Visitor], "visitor", asker => asker.Role is Role.Visitor);

    public static Who StaffOf(BoothId booth) =>
        new([Role.Recruiter, Role.Organizer], "recruiter of the booth, organizer", asker => asker.Staffs(booth));

    public static Who HolderOf(PassId pass) => new([Role.Visitor], "the pass's visitor", asker => asker.Holds(pass));

    public static Who LeaderOf(ContestId contest) =>
        new([Role.Chief, Role.Organizer], "chief of this contest, organizer", asker => asker.Leads(contest));

    public static Who JudgeOf(ContestId contest) =>
        new([Role.Judge], "judges of this contest", asker => asker.Judges(contest));

    public static Who SeatOf(ContestId contest, SeatId? seat) =>
        new([Role.Judge], "judge of this seat", asker => asker.Sits(contest, seat));

    public static Who IntegrationOf(string board) =>
        new([Role.Integration], "integration of this board", asker => asker.Writes(board));

    public static Who operator |(Who one, Who other) =>
        new(
            [.. one.Roles.Union(other.Roles)],
            $"{one.Text}, {other.Text}",
            asker => one.Includes(asker) || other.Includes(asker)
        );

    /// <exception cref="Refusal"><c>forbidden</c></exception>
    public void Demand(Asker asker)
    {
        if (!Includes(asker))
            throw Refusal.Forbidden();
    }
}
