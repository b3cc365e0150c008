using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>A replay goes on without the page that has begun it.</summary>
public sealed class ProgressTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    private const int Count = 600;

    [BrowserFact]
    public async Task Replay_WhenTheTabIsClosedAndOpenedAgain_GoesOnUntilItIsCancelled()
    {
        using PortalService service = await PortalService.StartAsync();
        List<string> ids = await DeadLetters.MakeAsync(service, "orders", "dead", Count);
        await using (WatchedPage first = await browser.OpenAsync(service.Address))
        {
            await first.Page.GotoAsync("/portal/queues/dead/dead");
            await first.Page.GetByRole(AriaRole.Button, new() { Name = "Replay all 600" }).ClickAsync();
            await first.Page.GetByLabel("Messages per second").FillAsync("20");
            ILocator dialog = first.Page.GetByRole(AriaRole.Dialog);
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }).ClickAsync();
            await Assertions.Expect(Moved(first.Page)).ToBeVisibleAsync();
        }

        await using (WatchedPage second = await browser.OpenAsync(service.Address))
        {
            await second.Page.GotoAsync("/portal/redrives");
            await Assertions.Expect(Moved(second.Page)).ToBeVisibleAsync();
            string before = await Moved(second.Page).InnerTextAsync();
            await Assertions.Expect(Moved(second.Page)).Not.ToHaveTextAsync(before, new() { Timeout = 30_000 });
            await second.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel replay" }).ClickAsync();
            await Assertions.Expect(second.Page.GetByRole(AriaRole.Cell, new() { Name = "cancelled" }))
                .ToBeVisibleAsync();
        }

        List<string> moved = await DeadLetters.IdsAsync(service, "orders");
        List<string> left = await DeadLetters.IdsAsync(service, "dead");
        Assert.InRange(moved.Count, 1, Count - 1);
        Assert.Equal(ids.Order(StringComparer.Ordinal), moved.Concat(left).Order(StringComparer.Ordinal));
    }

    private static ILocator Moved(IPage page) => page.Locator(".progress-panel strong");
}
