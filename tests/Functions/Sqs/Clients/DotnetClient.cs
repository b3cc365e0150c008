using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace QueueService.Tests.Functions.Sqs.Clients;

/// <summary>The AWS SDK for .NET as its users set it up. It compares the MD5 digests that it is given with its own.</summary>
internal static class DotnetClient
{
    public static AmazonSQSClient Open(Uri address, string keyId, string secret) => new(
        new BasicAWSCredentials(keyId, secret),
        new AmazonSQSConfig { ServiceURL = address.AbsoluteUri, AuthenticationRegion = "eu-central-1", MaxErrorRetry = 0 });

    /// <summary>Real work: a FIFO queue with dead letters, batches, attributes, visibility, and moving the letters back.</summary>
    public static async Task WorkAsync(AmazonSQSClient sqs, string name)
    {
        string dead = await CreateAsync(sqs, $"{name}-dead.fifo", []);
        string deadArn = await ArnAsync(sqs, dead);
        string url = await CreateAsync(sqs, $"{name}.fifo", new()
        {
            [QueueAttributeName.RedrivePolicy] = $$"""{"deadLetterTargetArn":"{{deadArn}}","maxReceiveCount":1}""",
        });
        Assert.Equal(url, (await sqs.GetQueueUrlAsync($"{name}.fifo")).QueueUrl);
        await sqs.TagQueueAsync(new TagQueueRequest { QueueUrl = url, Tags = new() { ["team"] = "a" } });
        Assert.Equal("a", (await sqs.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = url })).Tags["team"]);
        SendMessageBatchResponse sent = await sqs.SendMessageBatchAsync(url, [.. Enumerable.Range(0, 6).Select(Entry)]);
        Assert.Equal((6, 0), (sent.Successful.Count, sent.Failed?.Count ?? 0));
        SendMessageResponse again = await sqs.SendMessageAsync(new SendMessageRequest(url, Body(0)) { MessageGroupId = "g0" });
        Assert.Equal(sent.Successful[0].MessageId, again.MessageId);

        ReceiveMessageRequest receive = new(url)
        {
            MaxNumberOfMessages = 10, WaitTimeSeconds = 5, MessageSystemAttributeNames = ["All"], MessageAttributeNames = ["All"],
        };
        List<Message> received = (await sqs.ReceiveMessageAsync(receive)).Messages;
        Assert.Equal([Body(1), Body(3), Body(5)], received.Where(message => message.Attributes["MessageGroupId"] is "g1").Select(message => message.Body));
        Message first = received[0];
        Assert.Equal("0", first.MessageAttributes["n"].StringValue);
        Assert.Equal([0, 255], first.MessageAttributes["b"].BinaryValue.ToArray());
        await sqs.ChangeMessageVisibilityAsync(url, first.ReceiptHandle, 0);
        DeleteMessageBatchResponse deleted = await sqs.DeleteMessageBatchAsync(url, [.. received.Skip(1).Select(
            (message, n) => new DeleteMessageBatchRequestEntry($"{n}", message.ReceiptHandle)), new("bad", "garbage")]);
        Assert.Equal((5, "ReceiptHandleIsInvalid"), (deleted.Successful.Count, Assert.Single(deleted.Failed).Code));

        // The next attempt is one too many: the message becomes a dead letter, and goes back when it is told to.
        Assert.Empty((await sqs.ReceiveMessageAsync(new ReceiveMessageRequest(url))).Messages ?? []);
        await UntilAsync(async () => (await AttributeAsync(sqs, dead, "ApproximateNumberOfMessages")) is "1");
        StartMessageMoveTaskResponse started = await sqs.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest { SourceArn = deadArn });
        Assert.NotEmpty(started.TaskHandle);
        await UntilAsync(async () => Assert.Single((await sqs.ListMessageMoveTasksAsync(
            new ListMessageMoveTasksRequest { SourceArn = deadArn })).Results).Status is "COMPLETED");
        Message back = Assert.Single((await sqs.ReceiveMessageAsync(receive)).Messages);
        Assert.Equal((Body(0), "1"), (back.Body, back.Attributes["ApproximateReceiveCount"]));
        await sqs.DeleteMessageAsync(url, back.ReceiptHandle);
        await sqs.DeleteQueueAsync(url);
        await sqs.DeleteQueueAsync(dead);
    }

    private static string Body(int n) => $"message {n} ä b+c&d=e/😀";

    private static SendMessageBatchRequestEntry Entry(int n) => new($"{n}", Body(n))
    {
        MessageGroupId = $"g{n % 2}",
        MessageAttributes = new()
        {
            ["n"] = new MessageAttributeValue { DataType = "Number", StringValue = $"{n}" },
            ["b"] = new MessageAttributeValue { DataType = "Binary", BinaryValue = new MemoryStream([(byte)n, 255]) },
        },
    };

    private static async Task<string> CreateAsync(AmazonSQSClient sqs, string name, Dictionary<string, string> attributes)
    {
        attributes["FifoQueue"] = "true";
        attributes["ContentBasedDeduplication"] = "true";
        return (await sqs.CreateQueueAsync(new CreateQueueRequest(name) { Attributes = attributes })).QueueUrl;
    }

    private static Task<string> ArnAsync(AmazonSQSClient sqs, string url) => AttributeAsync(sqs, url, QueueAttributeName.QueueArn);

    private static async Task<string> AttributeAsync(AmazonSQSClient sqs, string url, string name) =>
        (await sqs.GetQueueAttributesAsync(url, [name])).Attributes[name];

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
        while (!await isSo())
            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
    }
}
