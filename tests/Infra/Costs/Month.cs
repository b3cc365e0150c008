namespace QueueService.Tests.Infra.Costs;

/// <summary>What a load costs in a month of 730 hours, here and elsewhere.</summary>
internal sealed class Month(Load load, int instanceMegabytes)
{
    public const decimal Seconds = 730 * 3600;
    public const decimal Ticks = Seconds / 60;

    /// <summary>Of one tick of the maintenance timer, host and start included: assumed; five of a tick itself are measured.</summary>
    public const decimal TickTableOperations = 10;

    public const decimal TickBlobOperations = 10;

    /// <summary>The least that Flex Consumption bills.</summary>
    public const decimal TickSeconds = 1;

    /// <summary>Until a request is answered, on Azure: assumed, not measured.</summary>
    public const decimal RequestSeconds = 0.02m;

    /// <summary>
    /// Processor time that a request costs more behind the Functions host, measured with a stand-in: 42 for the proxy, 69
    /// for the invocation beside it.
    /// </summary>
    public const decimal HostMicroseconds = 111;

    /// <summary>How busy an instance may be.</summary>
    public const decimal BusyShare = 0.6m;

    /// <summary>The default of the parameter concurrentRequests.</summary>
    public const decimal ConcurrentRequests = 1000;

    /// <summary>The default of the parameter telemetryItemsPerSecond; an item is taken for 1 KB.</summary>
    public const decimal TelemetryItemsPerSecond = 2;

    /// <summary>Rules of alerts.bicep that look every five minutes, and every fifteen.</summary>
    public const int FrequentAlerts = 2;

    public const int RareAlerts = 4;

    /// <summary>Its metric alerts look at five response types of storage, and at two metrics of the container app.</summary>
    public const int MetricSeries = 7;

    private const decimal TelemetryGigabytes = 0.000_001m;

    /// <summary>512 MiB have a quarter of a core, 2,048 have one, 4,096 have two.</summary>
    private decimal CoresOfInstance => instanceMegabytes / 2048m;

    public decimal Instances => load.RequestsPerSecond == 0
        ? 0
        : Math.Ceiling(Math.Max(
            ((load.Rate * load.Microseconds) + (load.RequestsPerSecond * HostMicroseconds)) / 1_000_000
                / BusyShare / CoresOfInstance,
            Math.Max(load.RequestsPerSecond * RequestSeconds / ConcurrentRequests, 0.001m)));

    public decimal Storage =>
        Prices.TableOperations.Of((Seconds * load.TableOperations * (load.Rate > 0 ? load.Rate : 1)) + (Ticks * TickTableOperations))
        + Prices.BlobWrites.Of(Seconds * load.Rate * load.BlobWrites)
        + Prices.BlobOthers.Of(Ticks * TickBlobOperations);

    public decimal Executions => Prices.FlexExecutions.Of((Seconds * load.RequestsPerSecond) + Ticks);

    public decimal Memory =>
        Prices.FlexMemory.Of(instanceMegabytes / 1024m * ((Instances * Seconds) + (Ticks * TickSeconds)));

    public decimal Rest => Prices.Registry.Amount + Alerts + Prices.Logs.Of(TelemetryGigabytes
        * ((Instances * Seconds * Math.Min(load.RequestsPerSecond, TelemetryItemsPerSecond)) + (Ticks * 3)));

    /// <summary>Of one queue.</summary>
    public static decimal Alerts => (FrequentAlerts * Prices.FrequentAlert.Amount)
        + (RareAlerts * Prices.RareAlert.Amount) + (MetricSeries * Prices.MetricAlert.Amount);

    /// <summary>One replica of the container app that never ends.</summary>
    public static decimal ContainerReplica =>
        Prices.ContainerCores.Of(Seconds / 2) + Prices.ContainerMemory.Of(Seconds);

    public decimal Total => Storage + Executions + Memory + Rest;

    /// <summary>Deleted payloads of so many days at 5,000 messages of 1 KiB a second, which are kept and paid for.</summary>
    public static decimal Deleted(int days) => Prices.BlobData.Of(days * 86_400m * 5000 * 1024 / 1_000_000_000);

    public decimal Sqs => Prices.Sqs.Of(Seconds * load.RequestsPerSecond);

    /// <summary>Operations are counted by message, however they are sent; a waiting consumer costs nothing.</summary>
    public decimal ServiceBus
    {
        get
        {
            decimal operations = Seconds * load.Rate * 3;
            decimal[] ends = [.. Prices.ServiceBusTiers.Skip(1).Select(tier => tier.Free), decimal.MaxValue];
            return Prices.ServiceBusBase.Amount
                + Prices.ServiceBusTiers.Zip(ends, (tier, end) => tier.Of(Math.Min(operations, end))).Sum();
        }
    }

    /// <summary>Only receiving can be batched; without long polls a waiting consumer asks once a second.</summary>
    public decimal StorageQueues => Prices.StorageQueues.Of(
        Seconds * (load.Rate > 0 ? load.Rate * (2 + (1 / load.Batch)) : load.IsAwaited ? 1 : 0));
}
