using System.CommandLine;
using System.Text.Json;
using Hub.Access;
using Hub.Ledger;

namespace Hub.Cli;

/// <summary>Puts the fairs of a backup into this store, whichever store they come from, as a new epoch: running hubs and their screens start anew.</summary>
internal static class RestoreCommand
{
    public static System.CommandLine.Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "What `backup` wrote" }.AcceptExistingOnly();
        var replace = new Option<bool>("--replace") { Description = "Also fairs that are there already: what happened in them since is lost" };
        var command = new System.CommandLine.Command("restore", "Put back the fairs of a backup") { file, replace };
        command.SetAction(said =>
        {
            var path = said.GetValue(file)!.FullName;
            var fairs = Backup.Check(path);
            using var store = Database.OpenOrMake(said);
            var there = fairs.Select(f => f.Fair).Intersect(store.Fairs()).ToList();
            if (there.Count > 0 && !said.GetValue(replace))
                throw new Refusal("fair-exists", $"已有活动 {string.Join("、", there)}；要用备份替换，请加 --replace。", $"There is already: {string.Join(", ", there)}. --replace puts the backup in its place.");
            foreach (var fair in fairs) Put(store, path, fair);
            Console.WriteLine("What is not in the backup is gone: badges that were revoked since count again. Whoever was erased elsewhere since is back: erase them again.");
            return 0;
        });
        return command;
    }

    /// <summary>Whoever was erased from the ledger that goes stays erased, by a fact of its own.</summary>
    private static void Put(IStore store, string file, KeptFair fair)
    {
        var (erased, read) = (new HashSet<string>(), 0L);
        while (true)
        {
            var (had, people) = store.People(fair.Fair);
            foreach (var r in store.Read(fair.Fair, read))
            {
                read = r.Offset;
                if (r.Slice == AccessSlice.Kind.Name && JsonSerializer.Deserialize(r.Body, AccessSlice.Kind.Json) is PersonErased { Key: var key }) erased.Add(key);
            }
            var gone = erased.Intersect(fair.People.Keys).Except(people.Keys).ToList();
            var stay = fair.People.Where(p => !gone.Contains(p.Key)).Select(p => new PersonChange(p.Key, p.Value)).ToList();
            var epoch = Math.Max(had.Epoch, fair.Epoch) + 1;
            // a running hub may append meanwhile, an erasure too
            if (!store.Replace(fair.Fair, had, epoch, Then(Backup.Rows(file, fair.Fair), gone), stay)) continue;
            Console.WriteLine($"{fair.Fair}: {fair.Offset:N0} facts, {stay.Count:N0} people{(gone.Count > 0 ? $", {gone.Count:N0} erased again" : "")}{(had.Offset > 0 ? $", in the place of {had.Offset:N0} facts" : "")}; epoch {epoch}");
            return;
        }
    }

    private static IEnumerable<Row> Then(IEnumerable<Row> rows, IEnumerable<string> erased)
    {
        Row last = null!;
        foreach (var row in rows) yield return last = row;
        foreach (var key in erased)
        {
            var at = Math.Max(last.At, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            var body = JsonSerializer.SerializeToUtf8Bytes(new PersonErased(key), AccessSlice.Kind.Json);
            yield return last = Chain.Link(last.Hash, new Row(last.Offset + 1, at, Asker.System.Id, Guid.NewGuid(), 0, AccessSlice.Kind.Name, body, [], Digest: 0));
        }
    }
}
