using System.Text.Json.Serialization;

namespace QueueService.Functions.Portal;

/// <summary>What the portal reads of its environment, as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PortalOptions))]
internal sealed partial class PortalContracts : JsonSerializerContext;
