namespace Hub.Features.Access;

/// <summary>What one organizer's badge alone does not do: who has found its link would do it for good. Another
/// organizer, or whoever sits at the keyboard of the hub's machine, has to say so too.</summary>
public static class Seconds
{
    /// <summary>So long may the second take to come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>So many may wait at a time.</summary>
    private const int Most = 20;

    extension(Asker asker)
    {
        /// <summary>Whether a second has to confirm what this one asks: an organizer with a badge. The keyboard is the
        /// second already.</summary>
        public bool NeedsSecond => asker.Role is Role.Organizer && asker != Asker.System;
    }

    extension(Fair fair)
    {
        /// <summary>What waits for a second.</summary>
        public IEnumerable<KeyValuePair<string, SecondAsked>> WaitingForSecond(DateTimeOffset now) =>
            fair.Access.Seconds.Where(s => now <= s.Value.Until);

        /// <summary>Asks for a second, once, however often the first presses.</summary>
        /// <exception cref="Refusal"><c>too-many-seconds</c></exception>
        public Decision AskSecond(SecondAsked asked, DateTimeOffset now) =>
            fair.WaitingForSecond(now).Any(s => s.Value.IsSame(asked)) ? Decision.Nothing
            : fair.WaitingForSecond(now).Count() < Most ? asked
            : throw AccessRefusals.TooManySeconds();

        /// <exception cref="Refusal"><c>unknown-second</c>: nothing waits under this id any more.</exception>
        public SecondAsked SecondOf(string id, DateTimeOffset now) =>
            fair.Access.Seconds.TryGetValue(id, out var asked) && now <= asked.Until
                ? asked
                : throw AccessRefusals.UnknownSecond();
    }
}
