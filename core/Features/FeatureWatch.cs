using Microsoft.Extensions.Logging;
using QueueService.Storage;

namespace QueueService.Features;

/// <summary>
/// Keeps this process and the store informed of each other: of the level that is in force, and of the level that this
/// instance can read. Where no other process can write, there is nobody to inform.
/// </summary>
internal sealed partial class FeatureWatch : IAsyncDisposable
{
    /// <summary>At most this often, and only while the service is used: two storage calls.</summary>
    public static readonly TimeSpan RefreshEvery = TimeSpan.FromMinutes(1);

    private readonly bool _hasPeers;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FeatureLevelStore _levels;
    private readonly ServiceInstanceStore _instances;
    private readonly string _id;
    private readonly string _name;
    private readonly SemaphoreSlim _turn = new(1);
    private long _refreshedAt;

    private FeatureWatch(
        IStore store, FeatureGate gate, string id, string name, TimeProvider time, ILogger logger)
    {
        _hasPeers = store.HasOtherWriters;
        _time = time;
        _logger = logger;
        _levels = new FeatureLevelStore(store.Documents);
        _instances = new ServiceInstanceStore(store.Documents);
        _id = id;
        _name = name.Length > 0 ? name : id;
        Gate = gate;
    }

    public FeatureGate Gate { get; }

    private Timestamp Now => Timestamp.From(_time.GetUtcNow());

    private ServiceInstance Self => new(_id, _name, Gate.Newest, Now);

    /// <summary>Reads the level, before anything else is read or written, and announces this instance.</summary>
    /// <param name="name">What people know this instance by; may be empty.</param>
    /// <param name="newest">The highest level that this process is to read.</param>
    /// <exception cref="NewerFormatException">This process is too old for the store.</exception>
    public static async Task<FeatureWatch> StartAsync(
        IStore store,
        string name,
        FeatureLevel newest,
        RandomSource random,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        FeatureLevel level = await new FeatureLevelStore(store.Documents).GetOrCreateAsync(newest, cancellationToken);
        FeatureGate gate = new(level, newest);
        gate.Check();
        FeatureWatch watch = new(store, gate, $"{random.NextUInt64():x16}", name, time, logger);
        if (!watch._hasPeers)
            return watch;
        await watch._instances.ListAsync(watch.Now, cancellationToken);
        await watch.RefreshNowAsync(cancellationToken);
        gate.Check();
        return watch;
    }

    /// <summary>
    /// Announces this instance and reads the level, unless that was done within the last minute. Costs two storage
    /// calls.
    /// </summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (_hasPeers && _time.GetElapsedTime(Volatile.Read(ref _refreshedAt)) >= RefreshEvery)
            await RefreshNowAsync(cancellationToken);
    }

    /// <summary>The instances that were seen lately, this one included.</summary>
    public async Task<IReadOnlyList<ServiceInstance>> ListAsync(CancellationToken cancellationToken)
    {
        if (!_hasPeers)
            return [Self];
        IReadOnlyList<ServiceInstance> stored = await _instances.ListAsync(Now, cancellationToken);
        return
        [
            .. stored.Where(other => other.IsSeen(Now) && !IsSelf(other)).Append(Self)
                .OrderBy(instance => instance.Name, StringComparer.Ordinal)
                .ThenBy(instance => instance.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Raises the level of the store; throws <c>FeatureLevelRefused</c> while an instance that was seen lately cannot
    /// read it, and for one below the level in force.
    /// </summary>
    public async Task RaiseAsync(FeatureLevel level, CancellationToken cancellationToken)
    {
        foreach (ServiceInstance instance in await ListAsync(cancellationToken))
        {
            if (instance.Newest < level)
                throw Refused(level, instance);
        }

        Gate.Raise(await _levels.ReadAsync(cancellationToken));
        if (level < Gate.Level)
        {
            throw new BrokerException(
                BrokerErrorCode.FeatureLevelRefused,
                $"The store is at feature level {Gate.Level} and may hold what came with it. A level never falls.");
        }

        Gate.Raise(await _levels.RaiseAsync(level, cancellationToken));
        LogRaised(_logger, Gate.Level);
    }

    /// <summary>This instance ends. If the store does not answer, it is forgotten after some minutes.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_hasPeers)
                await _instances.RemoveAsync(_id);
        }
        catch (StorageUnavailableException exception)
        {
            LogNotRemoved(_logger, exception.Message);
        }

        _turn.Dispose();
    }

    /// <summary>First the announcement: whoever raises the level meanwhile sees it, or is seen here.</summary>
    private async Task RefreshNowAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            Volatile.Write(ref _refreshedAt, _time.GetTimestamp());
            await _instances.AnnounceAsync(Self, cancellationToken);
            Gate.Raise(await _levels.ReadAsync(cancellationToken));
        }
        finally
        {
            _turn.Release();
        }
    }

    private bool IsSelf(ServiceInstance instance) => string.Equals(instance.Id, _id, StringComparison.Ordinal);

    private BrokerException Refused(FeatureLevel level, ServiceInstance instance) => new(
        BrokerErrorCode.FeatureLevelRefused,
        IsSelf(instance)
            ? $"This instance reads no more than feature level {instance.Newest}. Upgrade all instances, then raise "
                + $"the level to {level}."
            : $"Instance '{instance.Name}', seen at {instance.SeenAt.ToDateTimeOffset():u}, reads no more than feature "
                + $"level {instance.Newest}. Upgrade or stop it; five minutes after it was seen last it no longer "
                + "counts.");

    [LoggerMessage(LogLevel.Information, "The feature level of the store is {Level} from now on")]
    private static partial void LogRaised(ILogger logger, FeatureLevel level);

    [LoggerMessage(LogLevel.Information, "This instance counts as running for five minutes more: {Reason}")]
    private static partial void LogNotRemoved(ILogger logger, string reason);
}
