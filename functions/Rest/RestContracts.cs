using System.Text.Json.Serialization;
using QueueService.Functions.Rest.Audit;
using QueueService.Functions.Rest.Exchanges;
using QueueService.Functions.Rest.Exchanges.Bindings;
using QueueService.Functions.Rest.Exchanges.Publishing;
using QueueService.Functions.Rest.Features;
using QueueService.Functions.Rest.History;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Keys;
using QueueService.Functions.Rest.Me;
using QueueService.Functions.Rest.Messages.Named;
using QueueService.Functions.Rest.Messages.Shapes;
using QueueService.Functions.Rest.Problems;
using QueueService.Functions.Rest.Queues;
using QueueService.Functions.Rest.Redrives;
using QueueService.Functions.Service;

namespace QueueService.Functions.Rest;

/// <summary>The generated contracts of answers, and of everything that the OpenAPI document describes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TimeConverter)])]
[JsonSerializable(typeof(QueueAnswer))]
[JsonSerializable(typeof(QueuesAnswer))]
[JsonSerializable(typeof(ExchangeBody))]
[JsonSerializable(typeof(ExchangeAnswer))]
[JsonSerializable(typeof(ExchangesAnswer))]
[JsonSerializable(typeof(BindingBody))]
[JsonSerializable(typeof(BindingSetBody))]
[JsonSerializable(typeof(BindingAnswer))]
[JsonSerializable(typeof(BindingsAnswer))]
[JsonSerializable(typeof(BindingCountsAnswer))]
[JsonSerializable(typeof(PublishBody))]
[JsonSerializable(typeof(PublishAnswer))]
[JsonSerializable(typeof(RouteBody))]
[JsonSerializable(typeof(RouteAnswer))]
[JsonSerializable(typeof(RedriveAnswer))]
[JsonSerializable(typeof(RedrivesAnswer))]
[JsonSerializable(typeof(RedriveStarted))]
[JsonSerializable(typeof(RedriveBody))]
[JsonSerializable(typeof(SettingsBody))]
[JsonSerializable(typeof(SendBody))]
[JsonSerializable(typeof(SendAnswer))]
[JsonSerializable(typeof(ReceiveBody))]
[JsonSerializable(typeof(AuditAnswer))]
[JsonSerializable(typeof(HistoryAnswer))]
[JsonSerializable(typeof(MessagesBody))]
[JsonSerializable(typeof(SearchBody))]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(AckBody))]
[JsonSerializable(typeof(ExtendBody))]
[JsonSerializable(typeof(ReleaseBody))]
[JsonSerializable(typeof(RejectBody))]
[JsonSerializable(typeof(EditBody))]
[JsonSerializable(typeof(EditAnswer))]
[JsonSerializable(typeof(DeleteBody))]
[JsonSerializable(typeof(DeleteAnswer))]
[JsonSerializable(typeof(ReceiptsAnswer))]
[JsonSerializable(typeof(NewKeyBody))]
[JsonSerializable(typeof(KeyChangeBody))]
[JsonSerializable(typeof(RotateBody))]
[JsonSerializable(typeof(KeyAnswer))]
[JsonSerializable(typeof(KeysAnswer))]
[JsonSerializable(typeof(ServiceAnswer))]
[JsonSerializable(typeof(FeatureLevelBody))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(RootAnswer))]
[JsonSerializable(typeof(MeAnswer))]
internal sealed partial class RestContracts : JsonSerializerContext;
