namespace QueueService.Benchmarks.Processes;

internal static class Repository
{
    /// <summary>The folder of the solution, found upwards from this program.</summary>
    public static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "QueueService.sln")))
                return folder.FullName;
        }

        throw new BenchmarkFailedException($"QueueService.sln is not above {AppContext.BaseDirectory}.");
    }
}
