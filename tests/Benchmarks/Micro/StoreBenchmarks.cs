using Azure.Core.Pipeline;
using BenchmarkDotNet.Attributes;
using QueueService.Storage;
using QueueService.Storage.Azure;

namespace QueueService.Benchmarks.Micro;

/// <summary>
/// What the life of a frame in Azure Storage costs this process, without a network: each request is written out in
/// full, and answered from memory as the emulator would. A frame is appended, maybe read, and trimmed with others.
/// </summary>
/// <remarks>Public and not sealed, because BenchmarkDotNet derives from it.</remarks>
[MemoryDiagnoser]
public class StoreBenchmarks
{
    private const string Account =
        "AccountName=a;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:1/a;BlobEndpoint=http://127.0.0.1:1/a";

    private readonly LogHead _head = new(new FrameNumber(1), new CommitId(1), new byte[8], "W/\"datetime'0'\"");
    private HttpClient _client = null!;
    private AzureStore _store = null!;
    private ICommitLog _log = null!;
    private NewFrame _frame = null!;

    /// <summary>Of the payload; the events are a tenth of it.</summary>
    [Params(1024, 32 * 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _client = new HttpClient(new TableAnswers(Bytes / 10, Bytes)) { Timeout = Timeout.InfiniteTimeSpan };
        _store = new AzureStore(
            new AzureStoreOptions { ConnectionString = Account },
            TimeProvider.System,
            new HttpClientTransport(_client));
        _log = _store.OpenLog(new PartitionId(1, 0));
        _frame = new NewFrame(_head.Last.Next, new CommitId(2), new byte[Bytes / 10], new byte[Bytes], new byte[8]);
    }

    [Benchmark]
    public async Task Append()
    {
        if ((await _log.AppendAsync(_head, _frame)).Status != AppendStatus.Committed)
            throw new InvalidOperationException("The frame was not committed.");
    }

    [Benchmark]
    public async Task<LogFrame?> Read() => await _log.ReadFrameAsync(_frame.Number, CancellationToken.None);

    /// <summary>Each of as many frames as one transaction deletes.</summary>
    [Benchmark(OperationsPerInvoke = TableAnswers.Rows)]
    public async Task Trim()
    {
        await using var log = _store.OpenLog(new PartitionId(1, 0));
        await log.TrimAsync(new FrameNumber(TableAnswers.Rows), [], CancellationToken.None);
    }

    [GlobalCleanup]
    public async Task CleanAsync()
    {
        await _log.DisposeAsync();
        await _store.DisposeAsync();
        _client.Dispose();
    }
}
