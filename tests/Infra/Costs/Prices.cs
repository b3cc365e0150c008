namespace QueueService.Tests.Infra.Costs;

/// <summary>The prices that the table is computed with. A new price goes in here; the table in the README follows.</summary>
internal static class Prices
{
    private const string Retail = "infracost test data, retail prices of about 2023 to 2025, West US";
    private const string Modal = "modal.com/blog/azure-function-pricing-guide, 2025-05-22, East US";

    public static readonly Price FlexMemory = new("Flex Consumption, memory", 0.000026m, 1, "GB-s", 100_000, Modal);

    public static readonly Price FlexExecutions =
        new("Flex Consumption, executions", 0.40m, 1_000_000, "executions", 250_000, Modal);

    public static readonly Price TableOperations = new("Table storage, LRS", 0.00036m, 10_000, "transactions", 0, null);

    public static readonly Price BlobWrites = new("Blobs, hot LRS: write, list", 0.055m, 10_000, "operations", 0, Retail);

    public static readonly Price BlobOthers = new("Blobs, hot LRS: read, other", 0.0044m, 10_000, "operations", 0, Retail);

    public static readonly Price BlobData = new("Blobs, hot LRS: data", 0.0208m, 1, "GB and month", 0, Retail);

    public static readonly Price ContainerCores =
        new("Container Apps, processor", 0.000024m, 1, "vCPU-s", 180_000, null);

    public static readonly Price ContainerMemory =
        new("Container Apps, memory", 0.000003m, 1, "GiB-s", 360_000, null);

    public static readonly Price Logs = new("Log Analytics, ingestion", 2.76m, 1, "GB", 5, null);

    public static readonly Price Registry = new("Container registry, Basic", 5.07m, 1, "month", 0, null);

    public static readonly Price FrequentAlert = new("Log alert, every 5 minutes", 1.50m, 1, "rule and month", 0, Retail);

    public static readonly Price RareAlert = new("Log alert, every 15 minutes", 0.50m, 1, "rule and month", 0, null);

    public static readonly Price MetricAlert = new("Metric alert", 0.10m, 1, "series and month", 0, Retail);

    public static readonly Price Sqs = new(
        "Amazon SQS, standard queue", 0.40m, 1_000_000, "requests", 1_000_000,
        "cloudburn.io/blog/amazon-sqs-pricing, 2026-03-14, us-east-1");

    public static readonly Price StorageQueues =
        new("Storage Queues, LRS", 0.004m, 10_000, "operations", 0, Retail);

    public static readonly Price ServiceBusBase = new("Service Bus Standard, base", 9.81m, 1, "month", 0, Retail);

    /// <summary>Each tier is for what is above its free units, up to those of the next.</summary>
    public static readonly IReadOnlyList<Price> ServiceBusTiers =
    [
        new("Service Bus Standard, from 13 M", 0.80m, 1_000_000, "operations", 13_000_000, Retail),
        new("Service Bus Standard, from 100 M", 0.50m, 1_000_000, "operations", 100_000_000, Retail),
        new("Service Bus Standard, from 2,500 M", 0.20m, 1_000_000, "operations", 2_500_000_000, Retail),
    ];

    public static IEnumerable<Price> All =>
    [
        FlexMemory, FlexExecutions, TableOperations, BlobWrites, BlobOthers, BlobData, ContainerCores, ContainerMemory, Logs, Registry, FrequentAlert, RareAlert,
        MetricAlert, Sqs, StorageQueues,
        ServiceBusBase, .. ServiceBusTiers,
    ];
}
