using QueueService.Tests.Chaos.Clients;
using QueueService.Tests.Chaos.Endurance.Charts;
using QueueService.Tests.Chaos.Record;
using QueueService.Tests.Chaos.Service;

namespace QueueService.Tests.Chaos.Endurance;

/// <summary>One service under a steady load of all that clients do, with queues that stay short: what grows then?</summary>
internal sealed class EnduranceRun(EnduranceOptions options, Action<string> tell) : IDisposable
{
    private const int Producers = 4;
    private const int ConsumersOfQueue = 4;

    /// <summary>Messages of this many seconds are in the service at most.</summary>
    private const int MaxBacklogSeconds = 20;

    private static readonly TimeSpan RedrivePeriod = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-endurance-");

    public async Task<EnduranceReport> RunAsync()
    {
        string program = options.Program ?? await ServiceProgram.PublishAsync(_folder.FullName, CancellationToken.None);
        await using IStorageGauge storage = string.Equals(
            options.Storage, EnduranceOptions.Disk, StringComparison.Ordinal)
            ? new FolderGauge()
            : await AccountGauge.StartAsync();
        await using ServiceInstance service = new("endurance", program, storage.Arguments);
        await service.StartAsync();
        Ledger ledger = new();
        using RestClient rest = new([service], ledger);
        LoadBook book = new();
        QueueClient client = new(rest, ledger);
        foreach (QueueSpec queue in LoadQueues.All)
            await client.CreateAsync(queue, CancellationToken.None);
        using CancellationTokenSource stopping = new(options.Length);
        using CancellationTokenSource hurry = new(options.Length + Patience);
        using Sampler sampler = new(service.Address!, storage, book);
        await Task.WhenAll(
        [
            .. Clients(rest, book, stopping.Token, hurry.Token),
            RedriveAsync(client, book, stopping.Token),
            sampler.RunAsync(options.SamplePeriod, tell, stopping.Token),
        ]);
        foreach (string name in book.Outstanding.Take(10))
            book.Violate($"'{name}' was sent and never came, or never for good.");
        return Report(storage, sampler.Samples, book, ledger);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IEnumerable<Task> Clients(
        RestClient rest, LoadBook book, CancellationToken stopping, CancellationToken hurry)
    {
        double batchesPerSecond = (double)options.Rate / LoadProducer.BatchSize / Producers;
        for (int n = 1; n <= Producers; n++)
        {
            LoadProducer producer = new($"p{n}", rest, book, new Random(n));
            yield return Task.Run(
                () => producer.RunAsync(batchesPerSecond, options.Rate * MaxBacklogSeconds, stopping), hurry);
        }

        foreach (QueueSpec queue in LoadQueues.All)
        {
            for (int n = 1; n <= ConsumersOfQueue; n++)
            {
                LoadConsumer consumer = new(queue, rest, book, new Random(n));
                yield return Task.Run(() => consumer.RunAsync(stopping, hurry), hurry);
            }
        }
    }

    private static async Task RedriveAsync(QueueClient client, LoadBook book, CancellationToken stopping)
    {
        while (await Pause.WaitAsync(RedrivePeriod, stopping))
        {
            foreach (QueueSpec queue in LoadQueues.All.Where(LoadQueues.IsDead))
                await client.RedriveAsync(queue, CancellationToken.None);
            book.Count("redrives", 2);
        }
    }

    private EnduranceReport Report(
        IStorageGauge storage, IReadOnlyList<Sample> samples, LoadBook book, Ledger ledger)
    {
        IReadOnlyList<Measure> measures = Measure.All(storage.LogUnit);
        IEnumerable<Panel> panels = measures.GroupBy(measure => measure.Group, StringComparer.Ordinal)
            .Select(group => new Panel(
                group.Key,
                group.First().Unit,
                [.. group.Select(measure => new Series(measure.Name, [.. samples.Select(measure.Of)]))]));
        string title = $"{options.Length.TotalMinutes:0} minutes, {options.Rate} messages of 1 KiB a second, {options.Storage}";
        return new EnduranceReport(
            book.Tallies,
            [.. measures.Select(measure => Trend.Of(measure, samples))],
            [.. book.Violations, .. ledger.Mistakes],
            SampleTable.Write(measures, samples),
            new SvgChart(title, [.. samples.Select(sample => sample.Minutes)], [.. panels]).Write());
    }
}
