using System.Text.Json;

namespace QueueService.Tests.FunctionsHost.Workers;

/// <summary>What <c>worker.config.json</c> says of how to start a worker.</summary>
internal sealed record WorkerFile(string Executable, string Program)
{
    /// <exception cref="InvalidDataException">The host would not start it.</exception>
    public static WorkerFile Read(string package)
    {
        // The deployment of an isolated worker is refused without it.
        if (!Directory.Exists(Path.Combine(package, ".azurefunctions")))
            throw new InvalidDataException("Cannot find required .azurefunctions directory at root level in the package.");
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(package, "worker.config.json")));
        JsonElement description = file.RootElement.GetProperty("description");
        string executable = description.GetProperty("defaultExecutablePath").GetString()!;
        string program = Path.Combine(package, description.GetProperty("defaultWorkerPath").GetString()!);
        return File.Exists(program)
            ? new WorkerFile(executable.Replace("{WorkerRoot}", package + Path.DirectorySeparatorChar, StringComparison.Ordinal), program)
            : throw new InvalidDataException($"{program} is not in the package.");
    }
}
