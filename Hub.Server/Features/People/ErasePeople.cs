namespace Hub.Features.People;

/// <summary>The time is over: erases all personal data of visitors.</summary>
public sealed record ErasePeople : Command
{
    public override Who May() => Who.Hub;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        PersonChange[] gone = [.. fair.VisitorsData.Select(d => new PersonChange(d.Text, null))];
        var over = fair.Slice<About>().Day(now) >= Retention.ErasesOn(fair);
        return over && gone.Length > 0 ? new Decision([new PeopleExpired(gone.Length)], gone) : Decision.Nothing;
    }
}
