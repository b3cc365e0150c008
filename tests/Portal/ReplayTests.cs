using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal;

/// <summary>From the list of queues to dead letters that are back where they came from.</summary>
public sealed class ReplayTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    [BrowserFact]
    public async Task Replay_WhenSomeAreChosen_MovesThoseToTheirOrigins()
    {
        using PortalService service = await PortalService.StartAsync();
        List<string> orders = await DeadLetters.MakeAsync(service, "orders", "dead", 5);
        List<string> mail = await DeadLetters.MakeAsync(service, "mail", "dead", 3);
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;

        await page.GotoAsync("/");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(service.Address, "/portal/").ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "orders" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Dead letters" })
            .ClickAsync();
        await page.GetByRole(AriaRole.Cell, new() { Name = "dead", Exact = true }).ClickAsync();

        foreach (string id in (string[])[orders[1], orders[3], mail[2]])
            await Choice(page, id).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("3 messages leave dead.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }).ClickAsync();

        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await Assertions.Expect(Choice(page, orders[1])).ToHaveCountAsync(0);
        await Assertions.Expect(Choice(page, orders[0])).ToBeVisibleAsync();
        Assert.Equal([orders[1], orders[3]], await DeadLetters.IdsAsync(service, "orders"));
        Assert.Equal([mail[2]], await DeadLetters.IdsAsync(service, "mail"));
        Assert.Equal([orders[0], orders[2], orders[4], mail[0], mail[1]], await DeadLetters.IdsAsync(service, "dead"));
    }

    [BrowserFact]
    public async Task Counts_WhenAMessageComesFromElsewhere_FollowByThemselves()
    {
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/orders");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);

        await tab.Page.GotoAsync("/portal/");
        ILocator row = tab.Page.GetByRole(AriaRole.Row, new() { Name = "orders" });
        await Assertions.Expect(row.GetByRole(AriaRole.Cell).Nth(1)).ToHaveTextAsync("0");
        await service.CallAsync("POST", "/v1/queues/orders/messages", new { messages = new[] { new { body = "x" } } });
        await Assertions.Expect(row.GetByRole(AriaRole.Cell).Nth(1)).ToHaveTextAsync("1", new() { Timeout = 11_000 });
    }

    private static ILocator Choice(IPage page, string id) =>
        page.GetByRole(AriaRole.Checkbox, new() { Name = $"Select {id}" });
}
