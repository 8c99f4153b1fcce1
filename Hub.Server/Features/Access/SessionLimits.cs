using System.Globalization;

namespace Hub.Features.Access;

/// <summary>How long a browser that has entered with a badge stays in.</summary>
/// <param name="Idle">Without any use. Counted from at most an eighth of it before the last use on.</param>
/// <param name="Longest">However much it is used.</param>
public sealed record SessionLimit(TimeSpan Idle, TimeSpan Longest);

/// <summary>A tablet or a wall outlasts a day of the fair and the night behind it; an organizer enters once a
/// day.</summary>
public sealed record SessionLimits(SessionLimit Devices, SessionLimit Organizers)
{
    public static readonly SessionLimits Usual = new(
        new(TimeSpan.FromHours(36), TimeSpan.FromDays(14)),
        new(TimeSpan.FromHours(12), TimeSpan.FromHours(24))
    );

    public SessionLimit Of(Role role) => role is Role.Organizer ? Organizers : Devices;

    /// <summary>Settings <c>Sessions:Idle</c>, <c>Sessions:Longest</c>, <c>Sessions:OrganizerIdle</c> and
    /// <c>Sessions:OrganizerLongest</c>, in hours.</summary>
    /// <exception cref="Refusal"><c>malformed</c></exception>
    public static SessionLimits Of(IConfiguration settings)
    {
        TimeSpan Hours(string name, TimeSpan usual) =>
            settings[$"Sessions:{name}"] is not { } said ? usual
            : double.TryParse(said, NumberStyles.Float, CultureInfo.InvariantCulture, out var hours)
            && hours is > 0 and <= 24 * 366
                ? TimeSpan.FromHours(hours)
            : throw AccessRefusals.BadSessionHours(name, said);

        return new SessionLimits(
            new(Hours("Idle", Usual.Devices.Idle), Hours("Longest", Usual.Devices.Longest)),
            new(Hours("OrganizerIdle", Usual.Organizers.Idle), Hours("OrganizerLongest", Usual.Organizers.Longest))
        );
    }
}
