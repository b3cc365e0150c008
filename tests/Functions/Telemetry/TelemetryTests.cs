using System.Text.Json;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Telemetry;

/// <summary>The program with a collector of telemetry beside it.</summary>
public sealed class TelemetryTests
{
    private const string Sender = "0af7651916cd43dd8448eb211c80319c";
    private const string Secret = "nobody-may-read-this-body";
    private const string KeySecret = "nobody-may-read-this-key-0123456789";

    [Fact]
    public async Task Export_WhenConfigured_TellsMetricsAndTracesAndTiesReceiverToSender()
    {
        await using OtlpReceiver collector = await OtlpReceiver.StartAsync();
        using ServiceProcess service = ServiceProcess.Start(
            ["--Storage:Kind=Memory", "--urls=http://127.0.0.1:0", "--Access:Mode=Keys"],
            ("Access__AdminKey", $"admin:{KeySecret}"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.AbsoluteUri),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"));
        using HttpClient http = await service.ConnectAsync();
        http.DefaultRequestHeaders.Authorization = new("Bearer", $"admin.{KeySecret}");
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/traced", "{}");
        await ServiceProcess.CallAsync(http, "PUT", "/v1/exchanges/measured.exchange", """{"type":"fanout"}""");
        await ServiceProcess.CallAsync(
            http, "POST", "/v1/exchanges/measured.exchange/messages", """{"messages":[{"body":"x","mandatory":false}]}""");
        http.DefaultRequestHeaders.Add("traceparent", $"00-{Sender}-b7ad6b7169203331-01");
        await ServiceProcess.CallAsync(http, "POST", "/v1/queues/traced/messages", $$"""{"messages":[{"body":"{{Secret}}"}]}""");
        http.DefaultRequestHeaders.Remove("traceparent");
        JsonElement received = await ServiceProcess.CallAsync(http, "POST", "/v1/queues/traced/messages/receive", "{}");
        string context = received.GetProperty("messages")[0].GetProperty("attributes").GetProperty("traceparent").GetString()!;
        Assert.StartsWith($"00-{Sender}-", context, StringComparison.Ordinal);

        await Eventually.UntilAsync(() => collector.Has("/v1/metrics", "queue.messages.sent", "traced", "queue.commit.duration", "queue.commit.size"));
        await Eventually.UntilAsync(() => collector.Has(
            "/v1/metrics", "queue.exchange.published", "queue.exchange.unroutable", "queue.exchange.copies_behind", "measured.exchange"));
        await Eventually.UntilAsync(() => collector.Has("/v1/metrics", "http.server.request.duration", "queue.storage.calls"));
        await Eventually.UntilAsync(() => collector.Has("/v1/traces", "send traced", "messaging.destination.name"));
        byte[] sender = Convert.FromHexString(context.Split('-')[2]);
        await Eventually.UntilAsync(() => collector.Has("/v1/traces", "receive traced") && collector.Has("/v1/traces", sender));
        Assert.False(collector.Has("/v1/traces", Secret));
        Assert.False(collector.Has("/v1/traces", KeySecret));
        await service.KillAsync();
    }

    [Fact]
    public async Task Export_WhenPublishedAndDead_TiesEachReceiverToThePublish()
    {
        await using OtlpReceiver collector = await OtlpReceiver.StartAsync();
        using ServiceProcess service = Start([], collector);
        using HttpClient http = await service.ConnectAsync();
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/grave", "{}");
        foreach (string exchange in (string[])["followed", "graves"])
            await ServiceProcess.CallAsync(http, "PUT", $"/v1/exchanges/{exchange}", """{"type":"headers"}""");
        foreach (string queue in (string[])["one", "two"])
        {
            // What the service adds must not lead the message elsewhere.
            await ServiceProcess.CallAsync(
                http, "PUT", $"/v1/queues/{queue}", """{"maxMessageBytes":1024,"deadLetter":{"exchange":"graves"}}""");
            await ServiceProcess.CallAsync(
                http,
                "POST",
                "/v1/exchanges/followed/bindings",
                $$$$$"""{"queue":"{{{{{queue}}}}}","match":{"attributes":{"traceparent":{"exists":false}}}}""");
        }

        await ServiceProcess.CallAsync(http, "POST", "/v1/exchanges/graves/bindings", """{"queue":"grave"}""");
        http.DefaultRequestHeaders.Add("traceparent", $"00-{Sender}-b7ad6b7169203331-01");
        string body = new('x', 1024);
        await ServiceProcess.CallAsync(
            http, "POST", "/v1/exchanges/followed/messages", $$"""{"messages":[{"body":"{{body}}"}]}""");
        http.DefaultRequestHeaders.Remove("traceparent");

        List<string> contexts = [];
        foreach (string queue in (string[])["one", "two", "grave"])
        {
            JsonElement received = await ServiceProcess.CallAsync(
                http, "POST", $"/v1/queues/{queue}/messages/receive", """{"waitSeconds":20}""");
            JsonElement message = Assert.Single(received.GetProperty("messages").EnumerateArray());
            contexts.Add(message.GetProperty("attributes").GetProperty("traceparent").GetString()!);
            if (queue is "one")
            {
                await ServiceProcess.CallAsync(
                    http,
                    "POST",
                    "/v1/queues/one/messages/reject",
                    $$"""{"receiptHandles":["{{message.GetProperty("receiptHandle").GetString()}}"]}""");
            }
        }

        string context = Assert.Single(contexts.Distinct(StringComparer.Ordinal));
        Assert.StartsWith($"00-{Sender}-", context, StringComparison.Ordinal);
        byte[] publish = Convert.FromHexString(context.Split('-')[2]);
        await Eventually.UntilAsync(() => collector.Has("/v1/traces", "publish followed") && collector.Has("/v1/traces", publish));
        await Eventually.UntilAsync(() => collector.Has("/v1/traces", "receive grave"));
        await service.KillAsync();
    }

    [Theory]
    [InlineData("OTEL_SERVICE_NAME", "mine")]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", "service.name=mine,team=shop")]
    public async Task Export_WhenTheServiceIsNamed_SaysThatNameAndWhichInstance(string key, string value)
    {
        await using OtlpReceiver collector = await OtlpReceiver.StartAsync();
        using ServiceProcess service = Start([], collector, (key, value));
        using HttpClient http = await service.ConnectAsync();
        await Eventually.UntilAsync(() => collector.Has("/v1/metrics", "service.name", "mine", "service.instance.id", "telemetry.sdk.name"));
        Assert.False(collector.Has("/v1/metrics", "queue-service"));
        await service.KillAsync();
    }

    [Fact]
    public async Task Export_WhenTheInstanceIsNamed_SaysThatName()
    {
        await using OtlpReceiver collector = await OtlpReceiver.StartAsync();
        using ServiceProcess service = Start([], collector, ("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=the-third"));
        using HttpClient http = await service.ConnectAsync();
        await Eventually.UntilAsync(() => collector.Has("/v1/metrics", "queue-service", "service.instance.id", "the-third"));
        await service.KillAsync();
    }

    [Fact]
    public async Task Export_WhenTheCommandLineSaysWhere_Exports()
    {
        await using OtlpReceiver collector = await OtlpReceiver.StartAsync();
        using ServiceProcess service = Start(
            [
                $"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address.AbsoluteUri}", "--OTEL_SERVICE_NAME=mine",
                "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "--OTEL_METRIC_EXPORT_INTERVAL=200", "--OTEL_BSP_SCHEDULE_DELAY=200",
            ],
            null);
        using HttpClient http = await service.ConnectAsync();
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
        await Eventually.UntilAsync(() => collector.Has("/v1/metrics", "mine", "queue.storage.calls") && collector.Has("/v1/traces", "mine"));
        await service.KillAsync();
    }

    [Fact]
    public async Task Export_WhenNotConfigured_AddsNothingToMessages()
    {
        await using OtlpReceiver collector = await OtlpReceiver.StartAsync();
        using ServiceProcess service = ServiceProcess.Start(
            ["--Storage:Kind=Memory", "--urls=http://127.0.0.1:0"],
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.AbsoluteUri),
            ("OTEL_SDK_DISABLED", "true"));
        using HttpClient http = await service.ConnectAsync();
        http.DefaultRequestHeaders.Add("traceparent", $"00-{Sender}-b7ad6b7169203331-01");
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
        await ServiceProcess.CallAsync(http, "POST", "/v1/queues/q/messages", """{"messages":[{"body":"a"}]}""");
        JsonElement received = await ServiceProcess.CallAsync(http, "POST", "/v1/queues/q/messages/receive", "{}");
        Assert.False(
            received.GetProperty("messages")[0].TryGetProperty("attributes", out JsonElement attributes)
            && attributes.TryGetProperty("traceparent", out _));
        Assert.Equal(0, collector.Requests);
        await service.KillAsync();
    }

    /// <summary>With a collector that is named in the environment, unless there is none.</summary>
    private static ServiceProcess Start(
        string[] arguments, OtlpReceiver? collector, params (string Name, string Value)[] environment) => ServiceProcess.Start(
        ["--Storage:Kind=Memory", "--urls=http://127.0.0.1:0", .. arguments],
        collector is null ? environment :
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.AbsoluteUri),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"),
            .. environment,
        ]);
}
