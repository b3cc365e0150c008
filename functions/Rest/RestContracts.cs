using System.Text.Json.Serialization;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Queues;
using QueueService.Functions.Rest.Redrives;

namespace QueueService.Functions.Rest;

/// <summary>The generated contracts of answers, and of everything that the OpenAPI document describes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TimeConverter)])]
[JsonSerializable(typeof(QueueAnswer))]
[JsonSerializable(typeof(QueuesAnswer))]
[JsonSerializable(typeof(RedriveAnswer))]
[JsonSerializable(typeof(RedrivesAnswer))]
[JsonSerializable(typeof(RedriveStarted))]
internal sealed partial class RestContracts : JsonSerializerContext;
