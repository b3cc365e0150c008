using System.Globalization;

namespace QueueService.Benchmarks.Load;

/// <summary>
/// How one protocol words the three requests of a message's life, and where its answers have what counts.
/// </summary>
internal sealed record Dialect
{
    private const string SqsPath = "/";

    /// <summary>Begins the path and headers of a request to send, up to the length of its body.</summary>
    public required Func<string, string> SendHead { get; init; }

    /// <summary>The JSON of a send of so many messages with bodies of this text.</summary>
    public required Func<string, int, string, string> SendJson { get; init; }

    public required Func<string, string> ReceiveHead { get; init; }

    public required Func<string, int, int, string> ReceiveJson { get; init; }

    public required Func<string, string> AckHead { get; init; }

    /// <summary>The JSON of an ack before its first receipt handle.</summary>
    public required Func<string, string> AckStart { get; init; }

    /// <summary>What stands before the handle with this number, counted from 0.</summary>
    public required Func<int, string> BeforeHandle { get; init; }

    public required string AfterHandle { get; init; }

    /// <summary>Stands before a body, in a send and in an answer to a receive.</summary>
    public required string BodyMember { get; init; }

    public required string AnsweredBodyMember { get; init; }

    public required string HandleMember { get; init; }

    /// <summary>Is once in the answer for each message that was stored.</summary>
    public required string Stored { get; init; }

    /// <summary>Is once in the answer for each message that was acknowledged.</summary>
    public required string Acknowledged { get; init; }

    public static Dialect Rest { get; } = new()
    {
        SendHead = queue => HttpRequest.Head($"/v1/queues/{queue}/messages"),
        SendJson = (_, count, body) =>
            $"{{\"messages\":[{string.Join(',', Enumerable.Repeat($"{{\"body\":\"{body}\"}}", count))}]}}",
        ReceiveHead = queue => HttpRequest.Head($"/v1/queues/{queue}/messages/receive"),
        ReceiveJson = (_, count, wait) => $"{{\"maxMessages\":{count},\"waitSeconds\":{wait}}}",
        AckHead = queue => HttpRequest.Head($"/v1/queues/{queue}/messages/ack"),
        AckStart = _ => "{\"receiptHandles\":[",
        BeforeHandle = _ => "\"",
        AfterHandle = "\"",
        BodyMember = "\"body\":\"",
        AnsweredBodyMember = "\"body\":\"",
        HandleMember = "\"receiptHandle\":\"",
        Stored = "\"messageId\":\"",
        Acknowledged = "\"status\":\"acked\"",
    };

    /// <summary>The same, sent to an exchange.</summary>
    public static Dialect Exchange { get; } = Rest with
    {
        SendHead = exchange => HttpRequest.Head($"/v1/exchanges/{exchange}/messages"),
    };

    /// <summary>The AWS JSON 1.0 protocol of Amazon SQS, always in its batch actions.</summary>
    public static Dialect Sqs { get; } = new()
    {
        SendHead = _ => SqsHead("SendMessageBatch"),
        SendJson = (queue, count, body) =>
            $"{{\"QueueUrl\":\"{queue}\",\"Entries\":["
            + string.Join(',', Enumerable.Range(0, count).Select(n => $"{{\"Id\":\"{n}\",\"MessageBody\":\"{body}\"}}"))
            + "]}",
        ReceiveHead = _ => SqsHead("ReceiveMessage"),
        ReceiveJson = (queue, count, wait) =>
            $"{{\"QueueUrl\":\"{queue}\",\"MaxNumberOfMessages\":{count},\"WaitTimeSeconds\":{wait}}}",
        AckHead = _ => SqsHead("DeleteMessageBatch"),
        AckStart = queue => $"{{\"QueueUrl\":\"{queue}\",\"Entries\":[",
        BeforeHandle = n => string.Create(CultureInfo.InvariantCulture, $"{{\"Id\":\"{n}\",\"ReceiptHandle\":\""),
        AfterHandle = "\"}",
        BodyMember = "\"MessageBody\":\"",
        AnsweredBodyMember = "\"Body\":\"",
        HandleMember = "\"ReceiptHandle\":\"",
        Stored = "\"MessageId\":\"",
        Acknowledged = "\"Id\":\"",
    };

    private static string SqsHead(string action) => HttpRequest.Head(
        SqsPath, $"X-Amz-Target: AmazonSQS.{action}\r\n", "application/x-amz-json-1.0");
}
