using System.Diagnostics;
using System.Reflection;

namespace QueueService.Tests.Functions.Sqs.Clients;

/// <summary>A client of SQS in another language, run as a process of its own.</summary>
internal sealed class ClientProgram : IDisposable
{
    /// <summary>Where Debian puts it; another Python may come before it on the path, without the packages.</summary>
    public const string Python = "/usr/bin/python3";

    public const string Aws = "/usr/bin/aws";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private ClientProgram(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The folder of the client programs.</summary>
    public static string Folder { get; } = typeof(ClientProgram).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => string.Equals(metadata.Key, "SqsClientsFolder", StringComparison.Ordinal)).Value!;

    /// <summary>Starts a program; fails with what to install if it is not there.</summary>
    public static ClientProgram Start(Uri endpoint, string program, params IEnumerable<string> arguments) =>
        Start(endpoint, new Dictionary<string, string>(StringComparer.Ordinal), program, arguments);

    /// <param name="environment">Added to what a client of SQS is told anyway.</param>
    public static ClientProgram Start(
        Uri endpoint, IReadOnlyDictionary<string, string> environment, string program, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SQS_ENDPOINT"] = endpoint.AbsoluteUri.TrimEnd('/');
        start.Environment["AWS_ACCESS_KEY_ID"] = "any";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "any";
        start.Environment["AWS_DEFAULT_REGION"] = "us-east-1";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        try
        {
            return new ClientProgram(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException(
                $"{program} is not here. On Debian: apt-get install python3-boto3 python3-celery python3-pycurl awscli",
                missing);
        }
    }

    /// <summary>Waits for its end, which must be a good one, and answers what it wrote.</summary>
    public async Task<string> OutputAsync()
    {
        using CancellationTokenSource deadline = new(Patience);
        await _process.WaitForExitAsync(deadline.Token);
        string output = await _output;
        Assert.True(_process.ExitCode == 0, $"Exit code {_process.ExitCode}: {output}{await _errors}");
        return output;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
