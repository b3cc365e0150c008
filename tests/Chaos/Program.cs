using QueueService.Tests.Chaos;
using QueueService.Tests.Chaos.Disk;

string mode = args is [['-', ..], ..] or [] ? "azure" : args[0];
string[] rest = args is [['-', ..], ..] or [] ? args : args[1..];
try
{
    return Tell(mode switch
    {
        "azure" => await RunAzureAsync(ChaosOptions.ParseAzure(rest)),
        "local" => await RunLocalAsync(ChaosOptions.ParseLocal(rest)),
        _ => throw new ArgumentException($"There is no mode '{mode}'. There are azure and local.", nameof(args)),
    });
}
catch (ArgumentException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}

static async Task<ChaosReport> RunAzureAsync(ChaosOptions options)
{
    await using ChaosRun run = new(options, Console.WriteLine);
    return await run.RunAsync();
}

static async Task<ChaosReport> RunLocalAsync(ChaosOptions options)
{
    using DiskRun run = new(options, Console.WriteLine);
    return await run.RunAsync();
}

static int Tell(ChaosReport report)
{
    foreach (string violation in report.Violations)
        Console.WriteLine($"VIOLATION: {violation}");
    Console.WriteLine(report);
    return report.Violations.Count == 0 ? 0 : 1;
}
