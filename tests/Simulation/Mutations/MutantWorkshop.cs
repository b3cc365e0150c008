using System.Diagnostics;

namespace QueueService.Tests.Simulation.Mutations;

/// <summary>
/// Builds the core with a mistake in it, in a folder of its own, puts it beside a copy of this program, and runs that.
/// Several mutants may be under way: one is built at a time, while others run.
/// </summary>
internal sealed class MutantWorkshop : IDisposable
{
    private const string Core = "QueueService.Core.dll";
    private readonly string _folder = Directory.CreateTempSubdirectory("mutants-").FullName;
    private readonly string _root = FindRoot();
    private readonly Lock _gate = new();
    private bool _isRestored;

    public MutantWorkshop()
    {
        foreach (string file in Directory.EnumerateFiles(_root, "Directory.*.props").Append(InRoot("global.json")))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        Copy(InRoot("core"), Path.Combine(_folder, "core"));
    }

    /// <summary>
    /// Builds a mutant once and runs it with each of these command lines; returns the exit codes and what was written.
    /// </summary>
    public (int ExitCode, string Output)[] Run(Mutation mutation, params IEnumerable<string[]> commandLines)
    {
        string program = Path.Combine(_folder, mutation.Name);
        Copy(AppContext.BaseDirectory, program);
        lock (_gate)
            Build(mutation, Path.Combine(program, Core));
        string assembly = Path.Combine(program, "QueueService.Tests.Simulation.dll");
        (int, string)[] results = [.. commandLines.Select(arguments => Dotnet([assembly, .. arguments]))];
        Directory.Delete(program, recursive: true);
        return results;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Runs a program of .NET to its end; returns its exit code and what it wrote.</summary>
    public static (int ExitCode, string Output) Dotnet(params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    private void Build(Mutation mutation, string target)
    {
        List<(string File, string Text)> originals = [];
        foreach (Edit edit in mutation.Edits)
        {
            string file = Path.Combine(_folder, "core", edit.File);
            string text = File.ReadAllText(file);
            originals.Add((file, text));
            if (text.Split(edit.Original).Length != 2)
            {
                throw new InvalidOperationException(
                    $"Mutation {mutation.Name} does not find its place in {edit.File} exactly once: {edit.Original}");
            }

            File.WriteAllText(file, text.Replace(edit.Original, edit.Replacement, StringComparison.Ordinal));
        }

        Compile(mutation, target);
        originals.Reverse();
        foreach ((string file, string text) in originals)
            File.WriteAllText(file, text);
    }

    private void Compile(Mutation mutation, string target)
    {
        string built = Path.Combine(_folder, "built");
        (int exitCode, string output) = Dotnet(
        [
            "build",
            Path.Combine(_folder, "core", "QueueService.Core.csproj"),
            .. _isRestored ? (string[])["--no-restore"] : [],
            "-c", "Release",
            "-o", built,
            "-v", "quiet",
            "--nologo",
            "-p:RunAnalyzers=false",
            "-p:TreatWarningsAsErrors=false",
            "-p:EnforceCodeStyleInBuild=false",
        ]);
        if (exitCode != 0)
            throw new InvalidOperationException($"Mutation {mutation.Name} does not compile:\n{output}");
        _isRestored = true;
        File.Copy(Path.Combine(built, Core), target, overwrite: true);
    }

    private string InRoot(string name) => Path.Combine(_root, name);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (string folder in Directory.EnumerateDirectories(from))
        {
            if (Path.GetFileName(folder) is not ("bin" or "obj"))
                Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    public static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "QueueService.sln")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("The sources of the core are not above this program.");
        }

        return folder;
    }
}
