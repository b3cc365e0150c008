using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>What a replay has left is replayed, and nothing else.</summary>
public sealed class RestTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    [BrowserFact]
    public async Task Rest_OfAReplayWithAFilter_IsWhatStillMatches()
    {
        using PortalService service = await PortalService.StartAsync();
        List<string> orders = await DeadLetters.MakeAsync(service, "orders", "dead", 6);
        List<string> mail = await DeadLetters.MakeAsync(service, "mail", "dead", 5);
        await CancelAsync(service, new { filter = new { sourceQueue = "orders" }, maxPerSecond = 2 });
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = await OpenAsync(tab);
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay the rest" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "completed" })).ToBeVisibleAsync();
        Assert.Equal(mail, await DeadLetters.IdsAsync(service, "dead"));
        Assert.Equal(
            orders.Order(StringComparer.Ordinal),
            (await DeadLetters.IdsAsync(service, "orders")).Order(StringComparer.Ordinal));
    }

    /// <summary>Without their names it would be everything.</summary>
    [BrowserFact]
    public async Task Rest_OfAReplayOfNamedMessages_IsNotOffered()
    {
        using PortalService service = await PortalService.StartAsync();
        List<string> ids = await DeadLetters.MakeAsync(service, "orders", "dead", 5);
        await CancelAsync(service, new { messageIds = ids.Take(3), maxPerSecond = 1 });
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = await OpenAsync(tab);
        await Assertions.Expect(page.GetByRole(AriaRole.Complementary)).ToContainTextAsync("By name3");
        ILocator rest = page.GetByRole(AriaRole.Button, new() { Name = "Replay the rest" });
        await Assertions.Expect(rest).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("As curl")).ToHaveCountAsync(0);
    }

    private static async Task CancelAsync(PortalService service, object request)
    {
        JsonElement started = await service.CallAsync("POST", "/v1/queues/dead/redrive", request);
        await service.CallAsync("DELETE", $"/v1/redrives/{started.GetProperty("taskId").GetString()}");
    }

    private static async Task<IPage> OpenAsync(WatchedPage tab)
    {
        await tab.Page.GotoAsync("/portal/redrives");
        await tab.Page.GetByRole(AriaRole.Cell, new() { Name = "cancelled" }).ClickAsync();
        return tab.Page;
    }
}
