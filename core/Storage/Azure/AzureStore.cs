using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage;
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
        var account = AzureAccount.From(options);
        var names = AzureNames.From(options.Prefix);
        Clock = new StoreClock(time);
        _http = new AzureHttp(transport, new ClockPolicy(Clock, time));
        var tables = new AzureTables(account, _http, new MeterPolicy(Meter));
        _logs = tables.Table(names.LogTable);
        _documents = tables.Table(names.DocumentTable);
        var container = Blobs(account).GetBlobContainerClient(names.Container);
        _objects = new AzureBlobs(container, ObjectFolder);
        _payloads = new AzureBlobs(container, LogKeys.PayloadFolder);
        Documents = new CertainDocuments(new AzureDocuments(_documents));
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

    private BlobServiceClient Blobs(AzureAccount account)
    {
        // All blob requests may repeat: names are unique, and the same name always carries the same bytes.
        var options = _http.Configure(new BlobClientOptions(BlobVersion), mayRepeat: true);
        options.AddPolicy(new MeterPolicy(Meter), HttpPipelinePosition.PerRetry);
        return account switch
        {
            { Identity: { } identity } => new BlobServiceClient(account.BlobEndpoint, identity, options),
            { AccountKey: { } key, AccountName: { } name } => new BlobServiceClient(
                account.BlobEndpoint, new StorageSharedKeyCredential(name, Convert.ToBase64String(key)), options),
            { SharedAccessSignature: { } signature } => new BlobServiceClient(
                account.BlobEndpoint, new AzureSasCredential(signature), options),
            _ => throw new InvalidOperationException("The storage account has no credentials."),
        };
    }
}
