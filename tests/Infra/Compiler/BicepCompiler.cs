using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace QueueService.Tests.Infra.Compiler;

/// <summary>
/// The compiler of Bicep: on Linux the package <c>Azure.Bicep.CommandLine.linux-x64</c>, elsewhere a <c>bicep</c> of
/// the same version on the PATH.
/// </summary>
internal static class BicepCompiler
{
    private static readonly string Program = Find();

    /// <summary>Runs it in the folder of the Bicep files.</summary>
    /// <returns>What it wrote, and what it had to say; the latter is empty if nothing is wrong.</returns>
    public static async Task<(string Output, string Complaints)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = Repository.Infra,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using Process compiler = Process.Start(start)!;
        Task<string> complaints = compiler.StandardError.ReadToEndAsync();
        string output = await compiler.StandardOutput.ReadToEndAsync();
        await compiler.WaitForExitAsync();
        return (output, await complaints);
    }

    private static string Find()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64)
            return "bicep";
        string program = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => string.Equals(metadata.Key, "BicepCompiler", StringComparison.Ordinal)).Value!;

        // A package keeps no mode of its files.
        File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute);
        return program;
    }
}
