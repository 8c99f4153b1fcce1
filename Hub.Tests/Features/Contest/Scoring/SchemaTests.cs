using System.Text.Json.Nodes;
using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest.Scoring;

public class SchemaTests
{
    [Fact]
    public void Every_word_of_a_scheme_has_a_meaning_and_an_example()
    {
        var lacking = new SortedSet<string>();
        var words = 0;
        Look(SchemeSchema.Make(), "");
        Assert.Empty(lacking);
        Assert.InRange(words, 100, 1_000);

        void Look(JsonNode? node, string at)
        {
            if (node is JsonArray all)
                foreach (var one in all)
                    Look(one, at);
            if (node is not JsonObject schema)
                return;
            foreach (var (name, word) in schema["properties"] as JsonObject ?? [])
            {
                words++;
                // what says which step it is, is one of a few words itself
                if (word!["const"] is not null)
                    continue;
                if (word["$ref"] is null && word["description"] is null)
                    lacking.Add($"{at}/{name} has no meaning");
                if (word["$ref"] is null && word["examples"] is null)
                    lacking.Add($"{at}/{name} has no example");
            }
            foreach (var (name, inner) in schema)
                if (name is not "examples")
                    Look(inner, name is "properties" or "items" or "anyOf" ? at : $"{at}/{name}");
        }
    }
}
