using System.ComponentModel;
using System.Diagnostics;

namespace QueueService.Tests.Functions.Sqs.Clients;

/// <summary>Which clients of SQS the system has.</summary>
internal static class DebianPackages
{
    public const string Boto3 = "python3-boto3";
    public const string Celery = "python3-celery";
    public const string Pycurl = "python3-pycurl";
    public const string AwsCli = "awscli";

    private const string PythonPrefix = "python3-";

    /// <summary>Asked once: a Python takes a while to start.</summary>
    private static readonly Lazy<string[]> PythonModules = new(FindModules);

    public static bool Has(string package) => package.StartsWith(PythonPrefix, StringComparison.Ordinal)
        ? PythonModules.Value.Contains(package[PythonPrefix.Length..])
        : File.Exists(ClientProgram.Aws);

    private static string[] FindModules()
    {
        const string Script = "import importlib.util as u, sys; print(*[m for m in sys.argv[1:] if u.find_spec(m)])";
        string[] modules = [.. new[] { Boto3, Celery, Pycurl }.Select(package => package[PythonPrefix.Length..])];
        ProcessStartInfo start = new(ClientProgram.Python, ["-c", Script, .. modules])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process python = Process.Start(start)!;
            string found = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            return found.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Win32Exception)
        {
            return [];
        }
    }
}
