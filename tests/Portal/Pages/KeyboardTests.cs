using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>The same without a mouse.</summary>
public sealed class KeyboardTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    [BrowserFact]
    public async Task Replay_ByKeysAlone_MovesWhatWasChosen()
    {
        using PortalService service = await PortalService.StartAsync();
        List<string> ids = await DeadLetters.MakeAsync(service, "orders", "dead", 5);
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/dead/dead");
        await Assertions.Expect(page.Locator("tbody tr[data-row]")).ToHaveCountAsync(5);

        await page.Locator("tbody tr[data-row='0']").FocusAsync();
        foreach (string key in (string[])["j", "x", "j", "Shift+X"])
            await page.Keyboard.PressAsync(key);
        await Assertions.Expect(page.GetByText("2 selected")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Complementary)).ToContainTextAsync("orders 2");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Complementary)).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("r");
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("2 messages leave dead.");
        await page.GetByLabel("Messages per second").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("tbody tr[data-row]")).ToHaveCountAsync(3);
        Assert.Equal([ids[1], ids[2]], await DeadLetters.IdsAsync(service, "orders"));
    }

    [BrowserFact]
    public async Task Pages_ByTwoKeys_AreReached()
    {
        using PortalService service = await PortalService.StartAsync();
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        await tab.Page.GotoAsync("/portal/");
        // Before that nobody listens to the keys.
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Queues" })).ToBeVisibleAsync();
        foreach ((string key, string path) in (
            (string, string)[])[("e", "/routing"), ("r", "/redrives"), ("d", "/dead"), ("q", "/")])
        {
            await tab.Page.Keyboard.PressAsync("g");
            await tab.Page.Keyboard.PressAsync(key);
            await Assertions.Expect(tab.Page).ToHaveURLAsync(new Uri(service.Address, $"/portal{path}").ToString());
        }

        await tab.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("next and previous row");
        await tab.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }
}
