using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using QueueService.Storage.Azure.Tables;

namespace QueueService.Storage.Azure;

/// <summary>Everything in one storage account: two tables and one blob container.</summary>
public sealed class AzureStore : IStore
{
    /// <summary>The engine's blobs are below this folder, apart from the payloads of frames.</summary>
    private const string ObjectFolder = "objects/";

    /// <summary>
    /// What the blob service is spoken to in. The SDK's default is newer than what the emulator knows, which refuses
    /// it.
    /// </summary>
    internal const BlobClientOptions.ServiceVersion BlobVersion = BlobClientOptions.ServiceVersion.V2025_11_05;

    private readonly AzureHttp _http;
    private readonly AzureTable _logs;
    private readonly AzureTable _documents;
    private readonly AzureBlobs _objects;
    private readonly AzureBlobs _payloads;

    /// <summary>Prepares the clients; nothing is sent yet.</summary>
    /// <param name="time">The clock of this process.</param>
    /// <exception cref="FormatException">An option is missing or wrong; the message names it.</exception>
    public AzureStore(AzureStoreOptions options, TimeProvider time)
        : this(options, time, transport: null)
    {
    }

    internal AzureStore(AzureStoreOptions options, TimeProvider time, HttpPipelineTransport? transport)
    {
        var account = new AzureAccount(options);
        var names = AzureNames.From(options.Prefix);
        Clock = new StoreClock(time);
        _http = new AzureHttp(transport, new TryPolicy(Meter, Clock, time));
        var once = account.Tables(_http.Configure(new TableClientOptions(), mayRepeat: false));
        var repeating = account.Tables(_http.Configure(new TableClientOptions(), mayRepeat: true));
        _logs = Table(names.LogTable);
        _documents = Table(names.DocumentTable);

        // All blob requests may repeat: names are unique, and the same name always carries the same bytes.
        var blobs = account.Blobs(_http.Configure(new BlobClientOptions(BlobVersion), mayRepeat: true));
        var container = blobs.GetBlobContainerClient(names.Container);
        _objects = new AzureBlobs(container, ObjectFolder);
        _payloads = new AzureBlobs(container, LogKeys.PayloadFolder);
        Documents = new CertainDocuments(new AzureDocuments(_documents));

        AzureTable Table(string name) => new(once.GetTableClient(name), repeating.GetTableClient(name));
    }

    IBlobStore IStore.Blobs => _objects;

    public IDocumentStore Documents { get; }

    public bool HasOtherWriters => true;

    public StorageMeter Meter { get; } = new();

    public StoreClock Clock { get; }

    public ICommitLog OpenLog(PartitionId partition) => new AzureLog(_logs, _payloads, partition);

    public async ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        // At once, because the start of the program waits for it.
        var logs = _logs.CreateAsync(cancellationToken).AsTask();
        var documents = _documents.CreateAsync(cancellationToken).AsTask();
        var container = _objects.CreateContainerAsync(cancellationToken).AsTask();
        await Task.WhenAll(logs, documents, container);
    }

    public async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        var documents = _documents.ReadAsync("check", "check", cancellationToken).AsTask();
        var logs = _logs.ReadAsync("check", "check", cancellationToken).AsTask();
        var blob = _objects.GetAsync("check", cancellationToken).AsTask();
        await Task.WhenAll(documents, logs, blob).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        // If several failed, always the same one is told.
        await documents;
        await logs;
        await blob;
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
