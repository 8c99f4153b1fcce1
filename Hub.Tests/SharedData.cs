namespace Hub.Tests;

/// <summary>Real data that lies beside the repository, not in it.</summary>
internal static class SharedData
{
    /// <summary>Skips the test where the file is not there.</summary>
    public static string Path(string file) => Find(file, File.Exists);

    /// <summary>The same of a folder.</summary>
    public static string Folder(string folder) => Find(folder, Directory.Exists);

    private static string Find(string file, Predicate<string> exists)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (System.IO.Path.Combine(at.FullName, "shared", "data", file) is var path && exists(path))
                return path;
        Assert.Skip($"../shared/data/{file} is not here");
        return "";
    }
}
