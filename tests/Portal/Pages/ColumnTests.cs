using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Look;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>Columns can be hidden, and stay so.</summary>
public sealed class ColumnTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    [BrowserFact]
    public async Task Columns_WhenHidden_StayHiddenInTheirTableAlone()
    {
        using PortalService service = await PortalService.StartAsync();
        await DeadLetters.MakeAsync(service, "orders", "dead", 2);
        await using WatchedPage tab = await browser.OpenAsync(service.Address, new() { BypassCSP = true });
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/dead/dead");
        await Assertions.Expect(Head(page, "Reason")).ToBeVisibleAsync();
        ILocator menu = page.GetByRole(AriaRole.Button, new() { Name = "Columns" });
        await menu.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        ILocator columns = page.GetByRole(AriaRole.Group, new() { Name = "Columns" });
        await Assertions.Expect(columns.GetByRole(AriaRole.Checkbox, new() { Name = "Message" })).ToHaveCountAsync(0);
        await Assertions.Expect(columns).ToBeInViewportAsync(new() { Ratio = 1 });
        await PageLooks.CheckAsync(page, "columns");
        foreach (string name in (string[])["Reason", "Body"])
            await columns.GetByRole(AriaRole.Checkbox, new() { Name = name }).UncheckAsync();
        await Assertions.Expect(Head(page, "Reason")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("orders 1")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(columns).ToBeHiddenAsync();

        await page.ReloadAsync();
        await Assertions.Expect(Head(page, "Receives")).ToBeVisibleAsync();
        await Assertions.Expect(Head(page, "Reason")).ToHaveCountAsync(0);
        await page.GotoAsync("/portal/queues/dead/messages");
        await Assertions.Expect(Head(page, "Body")).ToBeVisibleAsync();
        await page.GotoAsync("/portal/queues/dead/dead");
        await menu.ClickAsync();
        await columns.GetByRole(AriaRole.Checkbox, new() { Name = "Body" }).CheckAsync();
        await Assertions.Expect(page.GetByText("orders 1")).ToBeVisibleAsync();
    }

    private static ILocator Head(IPage page, string name) =>
        page.GetByRole(AriaRole.Columnheader, new() { Name = name, Exact = true });
}
