namespace Hub.Features.People;

public static class PeopleOfFair
{
    extension(Fair fair)
    {
        /// <summary>Who was erased, and how long personal data is kept.</summary>
        public PeopleSlice Privacy => fair.Slice<PeopleSlice>();

        /// <summary>Personal data; null: there is none, or none any more.</summary>
        public Person? Person(PersonKey key) =>
            fair.People.GetValueOrDefault(key.ToString())
            ?? (
                key is PersonKey.Contestant { FirstText: var first }
                && fair.People.GetValueOrDefault(first) is { Fields: null } old
                    ? old
                    : null
            );

        /// <summary>All personal data about visitors, by its keys.</summary>
        public IEnumerable<(string Text, PersonKey Key)> VisitorsData =>
            fair
                .People.Select(p => (p.Key, Key: PersonKey.Read(p.Key, p.Value)))
                .Where(p => p.Key is { Visitor: not null })
                .Select(p => (p.Item1, p.Key!));

        /// <summary>All personal data about one visitor.</summary>
        public IEnumerable<(string Text, PersonKey Key)> DataAbout(PassId pass) =>
            fair.VisitorsData.Where(d => d.Key.Visitor == pass);

        /// <exception cref="Refusal"><c>person-erased</c></exception>
        public void DemandNotErased(PassId pass)
        {
            if (fair.Privacy.Erased.Contains(pass))
                throw PeopleRefusals.PersonErased();
        }
    }

    extension(PersonKey key)
    {
        /// <summary>Sets or, with null, erases what lies under the key.</summary>
        public IEnumerable<PersonChange> To(Person? person)
        {
            yield return new PersonChange(key.ToString(), person);
            // what an older hub wrote under another text goes with it
            if (key is PersonKey.Contestant { FirstText: var first } && first != key.ToString())
                yield return new PersonChange(first, null);
        }
    }
}
