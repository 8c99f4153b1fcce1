using System.CommandLine;
using System.Text.Json;
using Hub.Features.Access;
using Hub.Features.People;
using Hub.Host;

namespace Hub.Cli;

/// <summary>Puts the fairs of a backup into this store, whichever store they come from, as a new epoch: running hubs
/// and their screens start anew.</summary>
internal static class RestoreCommand
{
    public static System.CommandLine.Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "What `backup` wrote" }.AcceptExistingOnly();
        var replace = new Option<bool>("--replace")
        {
            Description = "Also fairs that are there already: what happened in them since is lost",
        };
        var command = new System.CommandLine.Command("restore", "Put back the fairs of a backup") { file, replace };
        command.SetAction(said =>
        {
            var path = said.GetValue(file)!.FullName;
            var fairs = Backup.Check(path);
            using var store = Database.OpenOrMake(said);
            var there = fairs.Select(f => f.Fair).Intersect(store.Fairs()).ToList();
            if (there.Count > 0 && !said.GetValue(replace))
                throw new Refusal(
                    "fair-exists",
                    $"已有活动 {string.Join("、", there)}；要用备份替换，请加 --replace。",
                    $"There is already: {string.Join(", ", there)}. --replace puts the backup in its place."
                );
            foreach (var fair in fairs)
                Put(store, path, fair, () => Database.Now(said, store));
            Console.WriteLine(
                "What is not in the backup is gone: badges that were revoked since count again. Whoever was erased "
                    + "elsewhere since is back: erase them again."
            );
            return 0;
        });
        return command;
    }

    /// <summary>Whoever was erased from the ledger that goes, since the backup was made, stays erased, by a fact of its
    /// own.</summary>
    /// <param name="clock">Says what time it is, or that nobody knows.</param>
    private static void Put(IStore store, string file, KeptFair fair, Func<DateTimeOffset> clock)
    {
        while (true)
        {
            var had = store.Head(fair.Fair);
            var now = clock();
            var erased = ErasedSince(store, file, fair.Fair);
            var erases = erased.ConvertAll(e => Erasing.Of(e)!);
            var gone = fair.People.Where(p => erases.Any(of => of(p.Key, p.Value))).Select(p => p.Key).ToHashSet();
            var stay = fair
                .People.Where(p => !gone.Contains(p.Key))
                .Select(p => new PersonChange(p.Key, p.Value))
                .ToList();
            // later than whatever was answered here: nothing of that is missed then
            var answered = store.Witness?.Of(fair.Fair)?.Epoch ?? 0;
            var epoch = Math.Max(Math.Max(had.Epoch, fair.Epoch), answered) + 1;
            // a running hub may append meanwhile, an erasure too
            if (!store.Replace(fair.Fair, had, epoch, Then(Backup.Rows(file, fair.Fair), erased, now), stay))
                continue;
            var again = gone.Count > 0 ? $", {gone.Count:N0} erased again" : "";
            var place = had.Offset > 0 ? $", in the place of {had.Offset:N0} facts" : "";
            Console.WriteLine(
                $"{fair.Fair}: {fair.Offset:N0} facts, {stay.Count:N0} people{again}{place}; epoch {epoch}"
            );
            return;
        }
    }

    /// <summary>The facts that erased something behind the last one that the ledger and the backup have in common.
    /// Whoever changed the pass since and then was erased is in the backup under the pass of before: that one is erased
    /// too.</summary>
    private static List<Fact> ErasedSince(IStore store, string file, string fair)
    {
        var erased = new List<Fact>();
        var before = new Dictionary<PassId, PassId>();
        using var kept = Backup.Rows(file, fair).GetEnumerator();
        var common = true;
        foreach (var row in Readable(store.Read(fair, 0)))
        {
            common = common && kept.MoveNext() && kept.Current.Hash.AsSpan().SequenceEqual(row.Hash);
            if (common)
                continue;
            if (Fact(row) is not { } fact)
                continue;
            if (fact is PassMade { Replaces: { } old } made)
                before[made.Pass] = old;
            if (Erasing.Of(fact) is not null)
                erased.Add(fact);
            for (var pass = (fact as PassErased)?.Pass; pass is { } newer; )
            {
                pass = before.Remove(newer, out var older) ? older : null;
                if (pass is not null)
                    erased.Add(new PassErased(older));
            }
        }
        return erased;
    }

    /// <summary>The ledger that goes may be damaged: of what cannot be read any more, nobody can tell whom it
    /// erased.</summary>
    private static IEnumerable<Row> Readable(IEnumerable<Row> rows)
    {
        using var all = rows.GetEnumerator();
        while (true)
        {
            try
            {
                if (!all.MoveNext())
                    yield break;
            }
            catch (DamagedException e)
            {
                Unread(e.Damage.En);
                yield break;
            }
            yield return all.Current;
        }
    }

    /// <returns>Null: it was damaged.</returns>
    private static Fact? Fact(Row row)
    {
        try
        {
            return HubApp.Slices.Read(row.Slice, row.Body);
        }
        catch (Exception e) when (e is JsonException or UnknownFactException)
        {
            Unread($"offset {row.Offset} was changed");
            return null;
        }
    }

    private static void Unread(string what) =>
        Console.WriteLine($"In the ledger that goes {what}: whoever it erased is back, erase them again.");

    private static IEnumerable<Row> Then(IEnumerable<Row> rows, IEnumerable<Fact> erased, DateTimeOffset now)
    {
        Row last = null!;
        foreach (var row in rows)
            yield return last = row;
        foreach (var fact in erased)
        {
            var at = Math.Max(last.At, now.ToUnixTimeMilliseconds());
            var row = new Row(
                last.Offset + 1,
                at,
                Asker.System.Id,
                Guid.NewGuid(),
                0,
                HubApp.Slices.Of(fact).Slice,
                HubApp.Slices.Write(fact),
                [],
                Digest: 0
            );
            yield return last = Chain.Link(last.Hash, row);
        }
    }
}
