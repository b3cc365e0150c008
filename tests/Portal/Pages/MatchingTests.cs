using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>All that match are what is on the screen, and nothing else.</summary>
public sealed class MatchingTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    [BrowserFact]
    public async Task Replay_WhenAllThatMatchAreMeant_MovesThoseAlone()
    {
        using PortalService service = await PortalService.StartAsync();
        await DeadLetters.MakeAsync(service, "mail", "dead", 20);
        await DeadLetters.MakeAsync(service, "orders", "dead", 30);
        List<string> rejected = await DeadLetters.RejectAsync(service, "orders", 12, "no such customer");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/dead/dead");
        await page.GetByRole(AriaRole.Group, new() { Name = "From" })
            .GetByRole(AriaRole.Button, new() { Name = "orders" }).ClickAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Detail" })
            .GetByRole(AriaRole.Button, new() { Name = "no such customer" }).ClickAsync();
        await Assertions.Expect(page.GetByText("12 found, 62 of 62 looked at")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay all 12 that match" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("12");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }).ClickAsync();

        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await page.GotoAsync("/portal/redrives");
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "completed" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Cell, new() { Name = "completed" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Complementary)).ToContainTextAsync("no such customer");
        Assert.Equal(rejected, await DeadLetters.IdsAsync(service, "orders"));
        Assert.Equal(50, (await DeadLetters.IdsAsync(service, "dead")).Count);
    }
}
