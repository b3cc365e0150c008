using QueueService.Tests.Chaos;

ChaosOptions options;
try
{
    options = ChaosOptions.Parse(args);
}
catch (ArgumentException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}

await using ChaosRun run = new(options, Console.WriteLine);
ChaosReport report = await run.RunAsync();
foreach (string violation in report.Violations)
    Console.WriteLine($"VIOLATION: {violation}");
Console.WriteLine(report);
return report.Violations.Count == 0 ? 0 : 1;
