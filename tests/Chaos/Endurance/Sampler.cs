using System.Diagnostics;

namespace QueueService.Tests.Chaos.Endurance;

/// <summary>Looks at a service at regular times.</summary>
internal sealed class Sampler(Uri service, IStorageGauge storage, LoadBook book) : IDisposable
{
    /// <summary>Counting rows makes the emulator look at each of them once a page, so it is not done each time.</summary>
    private const int SamplesPerCount = 6;

    private readonly HttpClient _http = new();
    private readonly List<Sample> _samples = [];

    public IReadOnlyList<Sample> Samples => _samples;

    public async Task RunAsync(TimeSpan period, Action<string> tell, CancellationToken stopping)
    {
        Stopwatch clock = Stopwatch.StartNew();
        TimeSpan last = clock.Elapsed;
        (int sent, int acked) = (book.CountOf("sent"), book.CountOf("acked"));
        (double log, double blobs) = (0, 0);
        for (int n = 1; await Pause.WaitAsync((period * n) - clock.Elapsed, stopping); n++)
        {
            (int sentNow, int ackedNow) = (book.CountOf("sent"), book.CountOf("acked"));
            double seconds = (clock.Elapsed - last).TotalSeconds;
            last = clock.Elapsed;
            (double resident, double heap) = await ServiceMetrics.ReadMemoryAsync(_http, service, CancellationToken.None);
            if (n % SamplesPerCount == 1)
                (log, blobs) = await storage.ReadAsync(CancellationToken.None);
            Sample sample = new(
                last.TotalMinutes,
                (sentNow - sent) / seconds,
                (ackedNow - acked) / seconds,
                book.Backlog,
                resident,
                heap,
                log,
                blobs,
                book.Sends.Take(),
                book.Acks.Take(),
                book.Deliveries.Take());
            (sent, acked) = (sentNow, ackedNow);
            _samples.Add(sample);
            tell($"{sample}");
        }
    }

    public void Dispose() => _http.Dispose();
}
