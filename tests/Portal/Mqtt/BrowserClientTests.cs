using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Azurite;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Mqtt;

/// <summary>The page of the README, with mqtt.js in a real browser.</summary>
public sealed class BrowserClientTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    private const string Client = "node_modules/mqtt/dist/mqtt.min.js";

    [BrowserFact]
    public async Task Page_OfTheReadme_GetsWhatRestPublishesAndFillsAQueue()
    {
        await NpmFolder.EnsureAsync(Folders.Tests, CancellationToken.None);
        await using OtherSite site = await OtherSite.StartAsync((Client, Path.Combine(Folders.Tests, Client)));
        string origin = site.Address.GetLeftPart(UriPartial.Authority);
        using PortalService service = await PortalService.StartAsync($"--Cors:Origins={origin}");
        await service.CallAsync("PUT", "/v1/queues/orders");
        await service.CallAsync(
            "POST", "/v1/exchanges/mqtt/bindings", new { queue = "orders", routingKey = "orders/+" });
        await service.CallAsync("POST", "/v1/exchanges/mqtt/messages", new
        {
            messages = new[] { new { routingKey = "news/before", body = "nobody is there" } },
        });
        site.Page = (await ReadPageAsync()).Replace(
            "localhost:7071", service.Address.Authority, StringComparison.Ordinal);
        await using WatchedPage tab = await browser.OpenAsync(site.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/");

        // From when its subscription shows in the metrics, it gets everything.
        await WaitForSubscriptionAsync(service);
        await service.CallAsync("POST", "/v1/exchanges/mqtt/messages", new
        {
            messages = new[] { new { routingKey = "news/today", body = "hello" } },
        });
        await Assertions.Expect(page.GetByRole(AriaRole.Listitem)).ToHaveTextAsync(["news/today: hello"]);

        await page.GetByRole(AriaRole.Button, new() { Name = "Order" }).ClickAsync();
        JsonElement received = await service.CallAsync(
            "POST", "/v1/queues/orders/messages/receive", new { waitSeconds = 20 });
        JsonElement order = Assert.Single(received.GetProperty("messages").EnumerateArray());
        Assert.Equal("orders/web", order.GetProperty("routingKey").GetString());
        Assert.Equal("""{"id":7}""", order.GetProperty("body").GetString());
    }

    private static async Task WaitForSubscriptionAsync(PortalService service)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
        while (true)
        {
            string metrics = await service.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), deadline.Token);
            if (metrics.Contains("queue_service_mqtt_subscriptions 1\n", StringComparison.Ordinal))
                return;
        }
    }

    /// <summary>The first block of HTML in the README of MQTT.</summary>
    private static async Task<string> ReadPageAsync()
    {
        const string Begin = "```html\n";
        string text = await File.ReadAllTextAsync(Path.Combine(Folders.Program, "Mqtt", "README.md"));
        int start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
