namespace QueueService.Tests.Portal.Service;

/// <summary>A service with queues of every kind in it, for tests that only look.</summary>
public sealed class SeededService : IAsyncLifetime
{
    /// <summary>Texts that have broken pages of others.</summary>
    public static readonly string[] Hostile =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
        "javascript:alert(1)", "{{constructor.constructor('alert(1)')()}}", "${alert(1)}", "</textarea><b>bold</b>",
        "\u202egnp.exe", "\u0007\u0000bell", "&lt;b&gt;", "'; DROP TABLE queues; --",
        "🧨\ud83d\udc68\u200d\ud83d\udc69",
    ];

    private PortalService? _service;

    internal PortalService Service => _service!;

    public async Task InitializeAsync()
    {
        _service = await PortalService.StartAsync();
        await DeadLetters.MakeAsync(_service, "orders", "orders-dead", 120, i => new
        {
            body = $$"""{"order": {{100000 + i}}, "ledger": 12345678901234567890, "lines": [{"sku": "A-{{i}}"}]}""",
            attributes = new { tenant = i % 2 == 0 ? "acme" : "globex", attempt = i },
        });
        await DeadLetters.MakeAsync(
            _service, "payments", "orders-dead", 30, i => new { body = $$"""{"payment": {{5000 + i}}}""" });
        await DeadLetters.RejectAsync(_service, "orders", 18, "no such customer");
        await DeadLetters.MakeAsync(_service, "mail", "mail-dead", Hostile.Length, i => new
        {
            body = Hostile[i].Replace("\0", "", StringComparison.Ordinal) + Hostile[0],
            attributes = new { note = Hostile[i].Replace("\0", "", StringComparison.Ordinal) },
        });
        foreach (string name in (string[])["invoices", "shipments", "returns", "ledger.fifo"])
            await _service.CallAsync("PUT", $"/v1/queues/{name}");
        await _service.CallAsync("POST", "/v1/queues/shipments/messages", new
        {
            messages = Enumerable.Range(0, 60).Select(i => new { body = $"shipment {i}" }),
        });
        await _service.CallAsync(
            "POST",
            "/v1/queues/shipments/messages/receive",
            new { maxMessages = 12, visibilityTimeoutSeconds = 3600 });
        await _service.CallAsync("POST", "/v1/queues/invoices/messages", new
        {
            messages = Enumerable.Range(0, 9).Select(i => new { body = $"invoice {i}", delaySeconds = 600 + i }),
        });
        await MakeExchangesAsync(_service);
    }

    public Task DisposeAsync()
    {
        _service?.Dispose();
        return Task.CompletedTask;
    }

    private static async Task MakeExchangesAsync(PortalService service)
    {
        await service.CallAsync("PUT", "/v1/exchanges/unrouted", new { type = "fanout" });
        await service.CallAsync("PUT", "/v1/exchanges/shop", new { type = "topic", alternateExchange = "unrouted" });
        await service.CallAsync("PUT", "/v1/exchanges/shop/bindings", new
        {
            bindings = new object[]
            {
                new { queue = "invoices", routingKey = "order.paid.#" },
                new { queue = "shipments", routingKey = "order.#" },
                new { exchange = "unrouted", routingKey = "mail" },
            },
        });
        await service.CallAsync("POST", "/v1/exchanges/unrouted/bindings", new { queue = "returns" });
        await service.CallAsync("PUT", "/v1/exchanges/hostile", new { type = "direct" });
        await service.CallAsync("PUT", "/v1/exchanges/hostile/bindings", new
        {
            bindings = Hostile.Select(key => new
            {
                queue = "returns",
                routingKey = key,
                match = new { attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = key } },
            }),
        });
    }
}
