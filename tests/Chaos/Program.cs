using QueueService.Tests.Chaos;
using QueueService.Tests.Chaos.Disk;
using QueueService.Tests.Chaos.Endurance;
using QueueService.Tests.Chaos.Routing;

string mode = args is [['-', ..], ..] or [] ? "azure" : args[0];
string[] rest = args is [['-', ..], ..] or [] ? args : args[1..];
try
{
    return mode switch
    {
        "azure" => Tell(await RunAzureAsync(ChaosOptions.ParseAzure(rest))),
        "routing" => Tell(await RunRoutingAsync(ChaosOptions.ParseAzure(rest))),
        "local" => Tell(await RunLocalAsync(ChaosOptions.ParseLocal(rest))),
        "endurance" => await EndureAsync(EnduranceOptions.Parse(rest)),
        _ => throw new ArgumentException(
            $"There is no mode '{mode}'. There are azure, routing, local and endurance.", nameof(args)),
    };
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

static async Task<ChaosReport> RunRoutingAsync(ChaosOptions options)
{
    await using RoutingRun run = new(options, Console.WriteLine);
    return await run.RunAsync();
}

static async Task<ChaosReport> RunLocalAsync(ChaosOptions options)
{
    using DiskRun run = new(options, Console.WriteLine);
    return await run.RunAsync();
}

static async Task<int> EndureAsync(EnduranceOptions options)
{
    // Now rather than in an hour, should that be impossible.
    Directory.CreateDirectory(options.Output);
    using EnduranceRun run = new(options, Console.WriteLine);
    EnduranceReport report = await run.RunAsync();
    string name = Path.Combine(options.Output, $"endurance-{options.Storage}");
    await File.WriteAllTextAsync($"{name}.csv", report.Table);
    await File.WriteAllTextAsync($"{name}.svg", report.Chart);
    foreach (string violation in report.Violations)
        Console.WriteLine($"VIOLATION: {violation}");
    Console.WriteLine(report);
    return report.IsFlat && report.Violations.Count == 0 ? 0 : 1;
}

static int Tell(ChaosReport report)
{
    foreach (string violation in report.Violations)
        Console.WriteLine($"VIOLATION: {violation}");
    Console.WriteLine(report);
    return report.Violations.Count == 0 ? 0 : 1;
}
