using Hub.Features.Access;

namespace Hub.Features.People;

/// <summary>What an organizer has asked and a second has confirmed.</summary>
public static class AfterSecond
{
    public static readonly Consequence Done = Consequence.When<SecondGiven>(
        e =>
            Command(e.Before.Access.Seconds[e.Fact.Id]) is { } command
            && command.Decide(e.Fair, Asker.System, e.Fair.At) is var decision
            && decision != Decision.Nothing
                ? decision
                : Decision.Empty,
        gives: [typeof(PassErased), typeof(PersonErased), typeof(RetentionSet)]
    );

    private static Command? Command(SecondAsked asked) =>
        asked.What switch
        {
            Weighty.Visitor => new ErasePass(new(asked.Of)),
            Weighty.Person => new ErasePerson(asked.Of),
            Weighty.Retention => new SetRetention(asked.Days!.Value, asked.Ends),
            _ => null,
        };
}
