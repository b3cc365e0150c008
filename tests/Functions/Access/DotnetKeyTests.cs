using Amazon.SQS;
using QueueService.Tests.Functions.Sqs.Clients;

namespace QueueService.Tests.Functions.Access;

/// <summary>The AWS SDK for .NET with keys that may do the work, and with others.</summary>
public sealed class DotnetKeyTests(KeyedService service) : IClassFixture<KeyedService>
{
    [Fact]
    public async Task Dotnet_WhenItsKeyIsRight_DoesItsWork()
    {
        ShownKey key = await service.NewKeyOfRoleAsync("admin");
        using AmazonSQSClient sqs = Open(key);
        await DotnetClient.WorkAsync(sqs, $"d{Guid.NewGuid():N}");
    }

    [Fact]
    public async Task Dotnet_WhenItsKeyIsNotRight_SeesTheErrorsOfAws()
    {
        string queue = await service.NewQueueAsync();
        ShownKey sender = await service.NewKeyOfRoleAsync("sender", queue);
        ShownKey disabled = await service.NewKeyOfRoleAsync("admin");
        await service.OkAsync(KeyedService.Admin, "PATCH", $"/v1/keys/{disabled.Id}", """{"enabled":false}""");
        using (AmazonSQSClient sqs = Open(sender))
        {
            string url = (await sqs.GetQueueUrlAsync(queue)).QueueUrl;
            Assert.NotEmpty((await sqs.SendMessageAsync(url, "m")).MessageId);
            await RefusedAsync("AccessDenied", sqs.ReceiveMessageAsync(url));
            await RefusedAsync("AccessDenied", sqs.DeleteQueueAsync(url));
        }

        await ListRefusedAsync("SignatureDoesNotMatch", sender with { Secret = "wrong" });
        await ListRefusedAsync("InvalidClientTokenId", sender with { Id = "AKIAIOSFODNN7EXAMPLE" });
        await ListRefusedAsync("InvalidClientTokenId", disabled);
    }

    private AmazonSQSClient Open(ShownKey key) => DotnetClient.Open(service.Address, key.Id, key.Secret);

    private async Task ListRefusedAsync(string code, ShownKey key)
    {
        using AmazonSQSClient sqs = Open(key);
        await RefusedAsync(code, sqs.ListQueuesAsync(""));
    }

    private static async Task RefusedAsync(string code, Task call) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<AmazonSQSException>(() => call)).ErrorCode);
}
