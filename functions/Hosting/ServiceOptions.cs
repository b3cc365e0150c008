using QueueService.Functions.Access;
using QueueService.Functions.Mqtt;
using QueueService.Functions.Portal;
using QueueService.Storage.Azure;

namespace QueueService.Functions.Hosting;

/// <summary>What the service was told at its start.</summary>
/// <param name="Urls">Where to listen.</param>
/// <param name="IsBehindFunctionsHost">True if the Azure Functions host passes requests on.</param>
/// <param name="Account">The storage account that is named, whatever the kind is; null if none is.</param>
/// <param name="PublicUrl">Base of the queue URLs that clients are given; null takes that of each request.</param>
internal sealed record ServiceOptions(
    string[] Urls,
    bool IsBehindFunctionsHost,
    StorageKind Kind,
    string Path,
    AzureStoreOptions? Account,
    Uri? PublicUrl,
    MemoryLimits Memory,
    AccessOptions Access,
    DescriptorBudget Descriptors,
    PortalOptions Portal,
    MqttOptions Mqtt);
