using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hub.Kernel.Stores;

/// <summary>Why a database cannot be used, and what to do. SQLite says of a full disk, of a read-only one and of a
/// broken one only that there was an error: the disk itself is asked.</summary>
internal static class Unusable
{
    /// <summary>So much has to fit beside the database.</summary>
    private const int Room = 64 * 1024;

    /// <returns><c>database-unusable</c></returns>
    public static Refusal Of(string path, Exception why)
    {
        var (folder, (zh, en)) = (Path.GetDirectoryName(Path.GetFullPath(path)), Cause(path, why));
        return new Refusal(
            "database-unusable",
            $"无法使用 {folder} 里的数据库 {Path.GetFileName(path)}：{zh}",
            $"The database {Path.GetFileName(path)} in {folder} cannot be used: {en}",
            503
        );
    }

    private static (string Zh, string En) Cause(string path, Exception why) =>
        (why as SqliteException)?.SqliteErrorCode switch
        {
            raw.SQLITE_NOTADB => (
                "它不是数据库，或已损坏。请把它移开保存，再用 restore 恢复备份。",
                "it is no database, or was damaged. Move it away, keep it, and put a backup back with `restore`."
            ),
            raw.SQLITE_CORRUPT => (
                "它已损坏。请把它移开保存，再用 restore 恢复备份。",
                "it is damaged. Move it away, keep it, and put a backup back with `restore`."
            ),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => (
                "另一个进程正锁着它。请结束那个进程后再试。",
                "another process holds it locked. End that process, then try again."
            ),
            _ when (Fault(why) ?? Tried(path)) is { } said => said,
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN => (
                "本用户不能写它。请把它交给运行 hub 的用户（chown），或用 --data 换一个文件夹。",
                "this user may not write it. Give it to the user that runs the hub (chown), or name another folder "
                    + "with --data."
            ),
            _ => ($"{why.Message} 请检查磁盘。", $"{why.Message} See to the disk."),
        };

    /// <summary>Writes beside it, to hear what the disk says.</summary>
    private static (string Zh, string En)? Tried(string path)
    {
        var trial = path + ".trial";
        try
        {
            using var file = new FileStream(
                trial,
                FileMode.Create,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose
            );
            file.Write(new byte[Room]);
            file.Flush(flushToDisk: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fault(e);
        }
    }

    /// <summary>What the system says; null: it says nothing that we know.</summary>
    private static (string Zh, string En)? Fault(Exception why) =>
        why switch
        {
            UnauthorizedAccessException => (
                "本用户不能在那里写文件。请把文件夹交给运行 hub 的用户（chown），或用 --data 换一个。",
                "this user may not write there. Give the folder to the user that runs the hub (chown), or name another "
                    + "with --data."
            ),
            // as Linux, macOS and Windows say it
            IOException { HResult: 28 or 122 or 69 or unchecked((int)0x80070070) or unchecked((int)0x80070027) } => (
                "磁盘（或配额）已满。请腾出空间后再启动。",
                "the disk, or the quota, is full. Make room, then start again."
            ),
            IOException { HResult: 30 or unchecked((int)0x80070013) } => (
                "磁盘是只读的。请以可写方式重新挂载，或用 --data 换一个文件夹。",
                "the disk is read-only. Mount it for writing, or name another folder with --data."
            ),
            IOException { HResult: 5 } => (
                "磁盘读写出错。请检查磁盘，并把数据移到好的磁盘上。",
                "the disk fails. See to it, and move the data to a sound one."
            ),
            DirectoryNotFoundException => (
                "没有这个文件夹，也建不了。请用 --data 换一个。",
                "there is no such folder, and none can be made. Name another with --data."
            ),
            _ => null,
        };
}
