using System.Text;
using System.Text.Json;
using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Messages;
using QueueService.Functions.Sqs.Wire;
using QueueService.Partitions.Settings;
using QueueService.Queues.Messages;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>A batch of which a partition refuses its share, which no client can bring about at will.</summary>
public sealed class OutgoingBatchTests
{
    [Fact]
    public void Answer_WhenEntriesFailSoonerAndLater_ListsThemInTheOrderOfTheEntries()
    {
        OutgoingBatch batch = new(4);
        batch.Add(0, "first", Message(), new QueueSettings());
        batch.Add(1, BatchFailure.Of("second", SqsException.Missing("MessageBody")));
        batch.Add(2, "third", Message(), new QueueSettings());
        batch.Add(3, BatchFailure.Of("fourth", SqsException.Missing("MessageBody")));
        SendResult[] results =
        [
            new(default, 0, false, new BrokerException(BrokerErrorCode.Overloaded, "Busy.")), new(default, 1, false),
        ];
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartObject();
            batch.Answer(results, batch.Digests(), isFifo: false, isQuery: false)(new JsonOutput(writer));
            writer.WriteEndObject();
        }

        JsonElement answer = JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(json.ToArray()));
        Assert.Equal(["third"], Ids(answer.GetProperty("Successful")));
        Assert.Equal(["first", "second", "fourth"], Ids(answer.GetProperty("Failed")));
    }

    private static OutgoingMessage Message()
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal) { ["MessageBody"] = "m" };
        return OutgoingMessage.Read(new QueryInput(parameters, QuerySchema.Of("SendMessage")), QueueName.Parse("q"), traceHeader: null);
    }

    private static IEnumerable<string?> Ids(JsonElement entries) =>
        entries.EnumerateArray().Select(entry => entry.GetProperty("Id").GetString());
}
