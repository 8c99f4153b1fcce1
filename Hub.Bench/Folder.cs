namespace Hub.Bench;

/// <summary>A new folder for a database; gone with its content when it is disposed.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = System.IO.Directory.CreateTempSubdirectory("hub-bench-").FullName;

    public string Database => System.IO.Path.Combine(Path, "hub.db");

    public void Dispose() => System.IO.Directory.Delete(Path, recursive: true);
}
