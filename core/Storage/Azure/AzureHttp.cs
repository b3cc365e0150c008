using Azure.Core;
using Azure.Core.Pipeline;

namespace QueueService.Storage.Azure;

/// <summary>The connections to the storage account, shared by tables and blobs, and how long to wait on them.</summary>
internal sealed class AzureHttp : IDisposable
{
    /// <summary>
    /// A request that takes longer has almost certainly been lost; the caller resolves what became of it within its
    /// own deadline, which must leave room for several tries.
    /// </summary>
    public static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Retries of requests that are safe to repeat: 100, 200, 400 ms.</summary>
    private const int SafeRetries = 3;

    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client;
    private readonly HttpPipelineTransport _transport;
    private readonly TryPolicy _tries;
    private readonly TransactionPolicy _transactions = new();

    /// <param name="transport">Replaces the network in tests.</param>
    /// <param name="tries">Sees every try of a request.</param>
    public AzureHttp(HttpPipelineTransport? transport, TryPolicy tries)
    {
        // A proxy from the environment would see and could replay commits; the store is reached directly or not at all.
        // Nobody follows its requests, so none carries a span or makes one.
        _client = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _transport = transport ?? new HttpClientTransport(_client);
        _tries = tries;
    }

    /// <summary>Sets the options of a client that may repeat its requests, or (commits) must not.</summary>
    public T Configure<T>(T options, bool mayRepeat)
        where T : ClientOptions
    {
        options.Transport = _transport;
        options.RetryPolicy = mayRepeat ? null : _transactions;
        options.Retry.MaxRetries = SafeRetries;
        options.Retry.Delay = FirstRetryDelay;
        options.Retry.MaxDelay = MaxRetryDelay;
        options.Retry.NetworkTimeout = TryTimeout;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.AddPolicy(_tries, HttpPipelinePosition.PerRetry);
        return options;
    }

    public void Dispose() => _client.Dispose();
}
