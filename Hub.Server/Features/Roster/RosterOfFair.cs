namespace Hub.Features.Roster;

/// <summary>The roster of a fair, and what rules of several features ask of it first.</summary>
public static class RosterOfFair
{
    extension(Fair fair)
    {
        public RosterSlice Roster => fair.Slice<RosterSlice>();

        /// <summary>The employer in a booth.</summary>
        /// <exception cref="Refusal"><c>unknown-booth</c></exception>
        public EmployerId EmployerAt(BoothId booth) =>
            fair.Roster.Directory.Booths.TryGetValue(booth, out var employer)
                ? employer
                : throw RosterRefusals.UnknownBooth(booth);

        /// <exception cref="Refusal"><c>unknown-booth</c></exception>
        public void DemandBooth(BoothId booth) => fair.EmployerAt(booth);

        /// <exception cref="Refusal"><c>unknown-employer</c></exception>
        public Employer Employer(EmployerId id) =>
            fair.Roster.Directory.Employers.TryGetValue(id, out var employer)
                ? employer
                : throw RosterRefusals.UnknownEmployer();

        /// <exception cref="Refusal"><c>unknown-position</c></exception>
        public Position Position(string id) =>
            fair.Roster.Directory.Positions.TryGetValue(id, out var position)
                ? position
                : throw RosterRefusals.UnknownPosition();

        /// <exception cref="Refusal"><c>unknown-position</c>: the employer has no such position.</exception>
        public void DemandPosition(EmployerId employer, string? position)
        {
            if (
                position is not null
                && fair.Roster.Directory.Positions.GetValueOrDefault(position)?.Employer != employer
            )
                throw RosterRefusals.UnknownPositionOfEmployer();
        }
    }
}
