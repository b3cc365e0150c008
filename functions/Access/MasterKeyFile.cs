using System.Security.Cryptography;
using QueueService.Access.Keys;
using QueueService.Functions.Hosting;

namespace QueueService.Functions.Access;

/// <summary>
/// The master key of a service that keeps its data in a folder and was given none: made at the first start, readable
/// by its user alone. It guards against a copied document, not against a copied folder.
/// </summary>
internal static class MasterKeyFile
{
    private const string Name = "master.key";

    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Called while this process has the folder to itself.</summary>
    public static MasterKey GetOrCreate(string folder)
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            Create(path);
        else
            CheckMode(path);
        byte[] key = File.ReadAllBytes(path);
        return key.Length == MasterKey.Bytes
            ? new MasterKey(key)
            : throw new OptionsException(
                $"{path} is not a key of {MasterKey.Bytes} bytes. Restore it from a backup; without it the secrets of "
                + "all access keys are lost, and must be made anew after deleting it.");
    }

    private static void CheckMode(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OfOthers) != UnixFileMode.None)
        {
            throw new OptionsException(
                $"{path} can be read or written by other users, who could have had the secrets of all access keys. "
                + "Rotate the keys if they may have, and have the file belong to the user of the service alone "
                + "(chmod 600).");
        }
    }

    private static void Create(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string temporary = path + ".new";
        File.Delete(temporary);
        using (FileStream file = new(temporary, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(MasterKey.Bytes));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path);
    }
}
