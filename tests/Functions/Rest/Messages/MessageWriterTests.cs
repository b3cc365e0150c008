using System.Text;
using System.Text.Json;
using QueueService.Functions.Rest;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Messages;
using QueueService.Functions.Rest.Messages.Shapes;
using QueueService.Partitions.Messages;
using QueueService.Queues.Messages;

namespace QueueService.Tests.Functions.Rest.Messages;

/// <summary>Hand-written answers must read back as the shapes that the OpenAPI document describes.</summary>
public sealed class MessageWriterTests
{
    private static readonly JsonSerializerOptions Strict = new(RestContracts.Default.Options)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    [Fact]
    public void Write_WhenEveryMemberIsSet_MatchesTheDescribedShape()
    {
        var view = new MessageView
        {
            MessageId = new MessageId(Guid.Parse("29e616ec-4488-84ca-8000-000000000001")),
            ReceiptHandle = "h",
            Body = Encoding.UTF8.GetBytes("é\u0001\"<😀"),
            IsText = true,
            ContentType = "text/plain",
            Attributes =
            [
                new MessageAttribute("n", AttributeKind.Number, "1.50"u8.ToArray()),
                new MessageAttribute("odd", AttributeKind.Number, "+007"u8.ToArray()),
                new MessageAttribute("yes", AttributeKind.Boolean, "true"u8.ToArray()),
                new MessageAttribute("b", AttributeKind.Binary, new byte[] { 0, 255 }),
            ],
            EnqueuedAt = DateTimeOffset.UnixEpoch.AddMilliseconds(7),
            FirstReceivedAt = DateTimeOffset.UnixEpoch,
            ReceiveCount = 2,
            VisibleUntil = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
            GroupId = "g",
            DeduplicationId = "d",
            SequenceNumber = long.MaxValue,
            Exchange = "orders",
            RoutingKeys = ["a", "é"],
            DeadLetter = new DeadLetterInfo("q", "maxReceiveCount", DateTimeOffset.UnixEpoch),
            State = PeekState.InFlight,
            BodyBytes = 100,
        };
        string json = Written(writer => MessageWriter.Write(writer, QueueName.Parse("q"), view));
        MessageBody read = JsonSerializer.Deserialize<MessageBody>(json, Strict)!;
        Assert.Equal("é\u0001\"<😀", read.Body);
        Assert.Equal("1.50", read.Attributes!["n"].GetRawText());
        Assert.Equal("+007", read.Attributes["odd"].GetString());
        Assert.Equal(JsonValueKind.True, read.Attributes["yes"].ValueKind);
        Assert.Equal(view.SequenceNumber, read.SequenceNumber);
        Assert.Equal(("orders", null, "é"), (read.Exchange, read.RoutingKey, read.RoutingKeys![1]));
        Assert.Equal("q", read.DeadLetter!.SourceQueue);
        Assert.Equal(("inFlight", 100, true), (read.State, read.BodyBytes, read.Truncated));
        Assert.Contains("\"enqueuedAt\":\"1970-01-01T00:00:00.007Z\"", json, StringComparison.Ordinal);
        Assert.Contains("\"visibleUntil\":\"2026-01-02T02:04:05.000Z\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteSent_WhenAShareFailed_ShowsItsError()
    {
        SendResult[] results =
        [
            new(new MessageId(Guid.Empty), 5, Deduplicated: true),
            new(default, 0, Deduplicated: false, new BrokerException(BrokerErrorCode.Overloaded, "Later.")),
        ];
        SendAnswer read = JsonSerializer.Deserialize<SendAnswer>(
            Written(writer => ResultWriter.WriteSent(writer, results)), Strict)!;
        Assert.Equal(new SendResultBody(Guid.Empty, 5, Deduplicated: true), read.Results[0]);
        Assert.Equal(new SendResultBody(Error: new SendErrorBody("Overloaded", "Later.")), read.Results[1]);
    }

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var answer = JsonAnswer.Begin();
        write(answer.Json);
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
