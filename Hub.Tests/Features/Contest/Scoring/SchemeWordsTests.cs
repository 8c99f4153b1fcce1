using System.Text;
using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest.Scoring;

public class SchemeWordsTests
{
    [Theory]
    [InlineData(
        """{ "id": "x", "nam": "y", "panels": {}, "modules": [] }""",
        "nam: Line 1: There is no word 'nam' here; there are: id, name, panels, modules",
        "'name' is missing."
    )]
    [InlineData(
        """
            { "id": "x", "name": "y", "panels": {}, "modules": [
              { "id": "a", "name": "a", "kind": "judge" }, { "id": 5, "name": "b", "max": "10", "counts": 1 }] }
            """,
        "modules[0].kind: Line 2: There is no word 'judge' here; there are: judged, judgement, measured",
        "modules[1].id: Here stands \"…\", not 5.",
        "modules[1].max: Here stands 0.5, not \"10\".",
        "modules[1].counts: Here stands true | false, not 1."
    )]
    [InlineData(
        """
            { "id": "x", "name": "y", "panels": { "p": { "seat": ["J1"] } }, "modules": [
              { "id": "a", "name": "a", "steps": [{ "step": "rond" }, { "step": "round", "digit": 1 }, {}] }] }
            """,
        "panels.p.seat: Line 1: There is no word 'seat' here; there are: seats, shadows.",
        "modules[0].steps[0].step: There is no word 'rond' here; there are: round, multiply",
        "modules[0].steps[1].digit: There is no word 'digit' here; there are: digits, half.",
        "modules[0].steps[2]: 'step' is missing."
    )]
    [InlineData(
        """{ "id": "x", "name": "y", "panels": [], "modules": {} }""",
        "panels: Line 1: Here stands { … }, not []",
        "modules: Here stands a list"
    )]
    [InlineData("""{ "id": "x", "name": "y", "panels": {}, "modules": [], }, """, "cannot be read")]
    [InlineData("""{ "id": "x", "id": "y", "panels": {}, "modules": 1 }""", "cannot be read")]
    public void What_is_no_word_is_told_with_its_place_and_those_that_there_are(string file, params string[] told)
    {
        var message = Assert.Throws<SchemeException>(() => SchemeFile.Read(Encoding.UTF8.GetBytes(file))).Message;
        Assert.All(told, t => Assert.Contains(t, message));
        // no type of the program is known to those who write schemes
        Assert.DoesNotContain("Hub.Features", message);
    }
}
