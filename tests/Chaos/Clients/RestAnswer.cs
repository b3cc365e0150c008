using System.Text.Json;
using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Clients;

/// <summary>How a call ended.</summary>
/// <param name="Body">The JSON of the answer; default if there is none.</param>
internal readonly record struct RestAnswer(Outcome Outcome, JsonElement Body);
