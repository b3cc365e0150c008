using System.Text.Json;
using QueueService.Tests.Azurite;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Sqs.Clients;

/// <summary>Clients as their users have them, unmodified, doing real work.</summary>
public sealed class SqsClientTests(TestService service) : IClassFixture<TestService>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task JavaScript_WhenItConsumesWithRetries_HandlesEveryMessage()
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(5));
        await NpmFolder.EnsureAsync(ClientProgram.Folder, deadline.Token);
        using ClientProgram client = ClientProgram.Start(service.Address, "node", "consumer.js", service.Address.AbsoluteUri);
        Assert.Equal("ok\n", await client.OutputAsync());
    }

    [DebianFact(DebianPackages.Boto3)]
    public async Task Boto3_WhenItUsesAFifoQueueWithDeadLetters_FindsAllAsAtAws()
    {
        using ClientProgram client = ClientProgram.Start(
            service.Address, ClientProgram.Python, "boto.py", service.Address.AbsoluteUri.TrimEnd('/'));
        Assert.Equal("ok\n", await client.OutputAsync());
    }

    [DebianFact(DebianPackages.Boto3)]
    public async Task Boto3_WhenItIsToldOnlyWhatTheReadmeExports_HasRegionAndKey()
    {
        string readme = Path.Combine(ClientProgram.Folder, "../../../../functions/Sqs/README.md");
        string[] exports = [.. File.ReadLines(readme).Where(line => line.StartsWith("export ", StringComparison.Ordinal))];
        Assert.NotEmpty(exports);
        const string Tell = "import boto3; sqs = boto3.client('sqs'); print(sqs.meta.region_name, boto3.Session().get_credentials().access_key)";
        string[] script =
        [
            "unset AWS_REGION AWS_DEFAULT_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY", .. exports,
            $"exec {ClientProgram.Python} -c \"{Tell}\"",
        ];
        using ClientProgram client = ClientProgram.Start(service.Address, "/bin/sh", "-c", string.Join('\n', script));
        Assert.Equal("us-east-1 any\n", await client.OutputAsync());
    }

    [DebianFact(DebianPackages.AwsCli)]
    public async Task AwsCli_WhenItSendsAndReceives_KeepsTheMessage()
    {
        await AwsAsync("create-queue", "--queue-name", "cli", "--attributes", "VisibilityTimeout=60");
        string url = (await AwsAsync("get-queue-url", "--queue-name", "cli")).GetProperty("QueueUrl").GetString()!;
        await AwsAsync("send-message", "--queue-url", url, "--message-body", "from the\r\ncommand line");
        JsonElement message = (await AwsAsync("receive-message", "--queue-url", url, "--attribute-names", "All"))
            .GetProperty("Messages")[0];
        Assert.Equal("from the\r\ncommand line", message.GetProperty("Body").GetString());
        string handle = message.GetProperty("ReceiptHandle").GetString()!;
        Assert.Equal(default, await AwsAsync("delete-message", "--queue-url", url, "--receipt-handle", handle));
        Assert.Equal(default, await AwsAsync("delete-queue", "--queue-url", url));
    }

    [DebianFact($"{DebianPackages.Celery} {DebianPackages.Boto3} {DebianPackages.Pycurl}")]
    public async Task Celery_WhenTasksAreTriedAgain_RunsEachOfThem()
    {
        string results = Path.GetTempFileName();
        try
        {
            using ClientProgram worker = ClientProgram.Start(
                service.Address, ClientProgram.Python, "-m", "celery", "-A", "celery_tasks", "worker", "--pool", "solo");
            string send = $"import celery_tasks\nfor n in range(20): celery_tasks.add.delay(n, 100, '{results}')\nprint('sent')";
            using ClientProgram sender = ClientProgram.Start(service.Address, ClientProgram.Python, "-c", send);
            Assert.Equal("sent\n", await sender.OutputAsync());
            using CancellationTokenSource deadline = new(Patience);
            string[] lines = [];
            while (lines.Length < 20)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), deadline.Token);
                lines = await File.ReadAllLinesAsync(results, deadline.Token);
            }

            Assert.Equal(Enumerable.Range(100, 20).Select(sum => $"{sum}"), lines.Order(StringComparer.Ordinal));
        }
        finally
        {
            File.Delete(results);
        }
    }

    private async Task<JsonElement> AwsAsync(params IEnumerable<string> arguments)
    {
        string endpoint = service.Address.AbsoluteUri.TrimEnd('/');
        using ClientProgram aws = ClientProgram.Start(
            service.Address, ClientProgram.Aws, ["--endpoint-url", endpoint, "--output", "json", "sqs", .. arguments]);
        string output = await aws.OutputAsync();
        return output.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(output);
    }
}
