using QueueService.Tests.Chaos.Service;
using QueueService.Tests.Storage.Local;

namespace QueueService.Tests.Chaos.Disk;

/// <summary>
/// The service on a folder, with everything that disks and crashes do: killed during writes, with torn logs, on a disk
/// that is full, on damaged copies, and on a folder that cannot be written.
/// </summary>
internal sealed class DiskRun(ChaosOptions options, Action<string> tell) : IDisposable
{
    /// <summary>Room for a whole file of each log, none of which is deleted before it is full, and as much again.</summary>
    private const string SmallDisk = "768m";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-chaos-");

    public async Task<ChaosReport> RunAsync()
    {
        string program = options.Program ?? await ServiceProgram.PublishAsync(
            _folder.CreateSubdirectory("program").FullName, CancellationToken.None);
        IReadOnlyList<string> refusals = await ReadOnlyTrial.RunAsync(program);
        ChaosReport[] reports = await Task.WhenAll(TearAsync(program), FillAsync(program));
        return new ChaosReport(
            reports.Sum(report => report.Sent),
            reports.Sum(report => report.Stored),
            reports.Sum(report => report.Received),
            reports.Sum(report => report.Acknowledged),
            [
                .. reports.SelectMany(report => report.Events).GroupBy(tally => tally.What, StringComparer.Ordinal)
                    .Select(same => new Tally(same.Key, same.Sum(tally => tally.Count))),
                new Tally("read-only folders", 1),
            ],
            [.. refusals, .. reports.SelectMany(report => report.Violations)]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Much is written, and what a kill leaves is torn; copies of it are damaged.</summary>
    private async Task<ChaosReport> TearAsync(string program)
    {
        string folder = _folder.CreateSubdirectory("data").FullName;
        TornTail tails = new(folder, new Random(options.SeedOf(1, 7)));
        DamageTrials trials = new(program, new Random(options.SeedOf(1, 8)), tell);
        await using DiskWorld world = new("torn", program, folder, options);
        Task WhileDead() => Task.Run(() =>
        {
            tails.Tear();
            trials.Begin(folder);
        });
        Tally[] Events() =>
        [
            world.Kills,
            new("torn logs", tails.Times),
            new("damaged copies refused", trials.Refused),
            new("damaged copies unharmed", trials.Unharmed),
        ];
        ChaosReport report = await world.RunAsync(
            WhileDead, stopping => Progress.TellAsync(() => $"{world.Traffic.Report(Events())}", tell, stopping), Events);
        await trials.EndAsync();
        return report with { Events = Events(), Violations = [.. report.Violations, .. trials.Violations] };
    }

    /// <summary>Little is written, on a small disk that is full again and again.</summary>
    private async Task<ChaosReport> FillAsync(string program)
    {
        using MountedFolder disk = new(SmallDisk);
        ChaosOptions calm = options with { SendPauseMilliseconds = 300, LargestPadding = 200, Seed = options.Seed + 1 };
        await using DiskWorld world = new("full", program, disk.Path, calm);
        FullDisk full = new(disk.Path, world.Traffic, new Random(calm.SeedOf(1, 9)));
        return await world.RunAsync(
            whileDead: null, full.RunAsync, () => [world.Kills, new Tally("full disks", full.Times)]);
    }
}
