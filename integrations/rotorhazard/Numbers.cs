using System.Text.Json;

namespace Hub.RotorHazard;

/// <summary>Which contestant a pilot of the timer is: by a file, else by an attribute that the timer keeps of its
/// pilots, else by a callsign that is a number.</summary>
/// <param name="file">Callsign → contestant's number.</param>
/// <param name="attribute">The attribute's name, as the plugin that made it calls it.</param>
internal sealed class Numbers(IReadOnlyDictionary<string, string>? file = null, string? attribute = null)
{
    /// <param name="told">What the timer says of its pilots, by their numbers.</param>
    /// <returns>Null: the pilot has none.</returns>
    public string? Of(Seat seat, IReadOnlyDictionary<long, JsonElement> told)
    {
        if (file is not null)
            return file.GetValueOrDefault(seat.Callsign.Trim());
        if (attribute is null)
            return seat.Callsign.Trim() is { Length: > 0 } callsign && callsign.All(char.IsAsciiDigit)
                ? callsign
                : null;
        var has = told.TryGetValue(seat.Pilot, out var pilot) && pilot.TryGetProperty(attribute, out _);
        return has && $"{pilot.GetProperty(attribute)}".Trim() is { Length: > 0 } number ? number : null;
    }
}
