using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>What the list of queues shows of what happens elsewhere.</summary>
public sealed class OverviewTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    /// <summary>A look every five seconds, at counts of the last five; and one to be on its way.</summary>
    private const int SeenWithinMs = 11_000;

    [BrowserFact]
    public async Task Lines_OfQueues_HaveOneScale()
    {
        using PortalService service = await PortalService.StartAsync();
        foreach (string queue in (string[])["full", "half", "idle"])
            await service.CallAsync("PUT", $"/v1/queues/{queue}");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.RouteAsync("**/v1/history?*", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = JsonSerializer.Serialize(new
            {
                from = DateTimeOffset.UtcNow.AddMinutes(-3),
                step = 60,
                queues = new[] { Held("full", 0, 100), Held("half", 50, 50), Held("idle", 0, 0) },
            }),
        }));
        await page.GotoAsync("/portal/");
        // 24 pixels high, with 2 left free above and below; the last point is of now, when nothing waits.
        await Assertions.Expect(Line(page, "full")).ToHaveAttributeAsync("points", "0.0,22.0 48.0,2.0 96.0,22.0");
        await Assertions.Expect(Line(page, "half")).ToHaveAttributeAsync("points", "0.0,12.0 48.0,12.0 96.0,22.0");
        await Assertions.Expect(Line(page, "idle")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("svg.sparkline").First).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Counts_WhenSomebodyElseSendsAndReplays_FollowWithinSeconds()
    {
        using PortalService service = await PortalService.StartAsync();
        await DeadLetters.MakeAsync(service, "orders", "dead", 30);
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/");
        ILocator visible = page.GetByRole(AriaRole.Row, new() { Name = "orders" }).GetByRole(AriaRole.Cell).Nth(1);
        await Assertions.Expect(visible).ToHaveTextAsync("0");
        await service.CallAsync(
            "POST", "/v1/queues/orders/messages", new { messages = new[] { new { body = "a" }, new { body = "b" } } });
        await Assertions.Expect(visible).ToHaveTextAsync("2", new() { Timeout = SeenWithinMs });
        await service.CallAsync("POST", "/v1/queues/dead/redrive", new { maxPerSecond = 1 });
        await Assertions.Expect(page.GetByRole(AriaRole.Banner).GetByText("Replaying dead"))
            .ToBeVisibleAsync(new() { Timeout = SeenWithinMs });
    }

    private static ILocator Line(IPage page, string queue) =>
        page.GetByRole(AriaRole.Row, new() { Name = queue }).Locator("polyline");

    private static object Held(string queue, params int[] visible) => new { queue, visible };
}
