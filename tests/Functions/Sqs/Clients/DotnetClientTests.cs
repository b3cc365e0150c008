using Amazon.SQS;
using Amazon.SQS.Model;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Sqs.Clients;

/// <summary>The AWS SDK for .NET without access keys.</summary>
public sealed class DotnetClientTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task Dotnet_WhenItUsesAFifoQueueWithDeadLetters_FindsAllAsAtAws()
    {
        using AmazonSQSClient sqs = DotnetClient.Open(service.Address, "any", "any");
        await DotnetClient.WorkAsync(sqs, $"d{Guid.NewGuid():N}");
    }

    [Fact]
    public async Task Dotnet_WhenSomethingIsWrong_ThrowsTheExceptionThatIsMeant()
    {
        using AmazonSQSClient sqs = DotnetClient.Open(service.Address, "any", "any");
        string url = (await sqs.CreateQueueAsync($"d{Guid.NewGuid():N}")).QueueUrl;
        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => sqs.GetQueueUrlAsync("nobody"));
        await Assert.ThrowsAsync<ReceiptHandleIsInvalidException>(() => sqs.DeleteMessageAsync(url, "garbage"));
        await Assert.ThrowsAsync<EmptyBatchRequestException>(() => sqs.DeleteMessageBatchAsync(url, []));
        await Assert.ThrowsAsync<InvalidAttributeNameException>(() => sqs.GetQueueAttributesAsync(url, ["Nonsense"]));
        AmazonSQSException invalid = await Assert.ThrowsAsync<AmazonSQSException>(
            () => sqs.ReceiveMessageAsync(new ReceiveMessageRequest(url) { MaxNumberOfMessages = 11 }));
        Assert.Equal("InvalidParameterValue", invalid.ErrorCode);
        await sqs.PurgeQueueAsync(url);
        await Assert.ThrowsAsync<PurgeQueueInProgressException>(() => sqs.PurgeQueueAsync(url));
    }
}
