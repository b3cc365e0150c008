using System.Diagnostics;
using System.Reflection;
using System.Runtime.Versioning;

namespace QueueService.Tests.Infra.Compiler;

/// <summary>The Bicep compiler. It needs no network: the types of resources are in it.</summary>
[SupportedOSPlatform("linux")]
internal static class BicepCompiler
{
    private static readonly string Program = typeof(BicepCompiler).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => string.Equals(metadata.Key, "BicepCompiler", StringComparison.Ordinal)).Value!;

    /// <summary>Runs it in the folder of the Bicep files.</summary>
    /// <returns>What it wrote, and what it had to say; the latter is empty if nothing is wrong.</returns>
    public static async Task<(string Output, string Complaints)> RunAsync(params string[] arguments)
    {
        // A package keeps no mode of its files.
        File.SetUnixFileMode(Program, File.GetUnixFileMode(Program) | UnixFileMode.UserExecute);
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
}
