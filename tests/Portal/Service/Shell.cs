namespace QueueService.Tests.Portal.Service;

/// <summary>The shell of whoever copies a line out of the portal.</summary>
internal static class Shell
{
    private const StringComparison Exactly = StringComparison.Ordinal;

    /// <summary>Runs lines as they are, with a key in the variable that they name.</summary>
    /// <returns>What the calls have answered.</returns>
    public static async Task<string> RunAsync(string lines, string key)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("portal-shell");
        try
        {
            // Only how a fault is told is changed.
            string told = lines.Replace("curl ", "curl --silent --show-error --fail-with-body ", Exactly);
            (int code, string output, string errors) = await Tool.RunAsync(
                folder.FullName, "sh", ["-euc", told], ("QUEUE_KEY", key));
            Assert.True(code == 0, $"{lines}\n{output}{errors}");
            Assert.Empty(folder.EnumerateFileSystemInfos());
            return output;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
