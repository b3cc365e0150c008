using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>A queue of very many messages is looked through without a stall, and nothing is received by it.</summary>
public sealed class ManyMessagesTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    private const int Count = 20_000;
    private const int MostRowElements = 80;

    [BrowserFact]
    public async Task Messages_WhenThereAreVeryMany_AreReachedFromBothEnds()
    {
        using PortalService service = await PortalService.StartAsync();
        await ManyMessages.SendAsync(service, Count);
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/many/messages");
        await Assertions.Expect(page.GetByText("message 0 of many")).ToBeVisibleAsync();
        await page.Locator("tbody tr[data-row='0']").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Assertions.Expect(page.GetByText($"message {Count - 1} of many")).ToBeVisibleAsync();
        for (int presses = 0; presses < 60; presses++)
            await page.Keyboard.PressAsync("PageUp");
        await Assertions.Expect(page.Locator("tbody tr:focus")).ToContainTextAsync("of many");
        Assert.InRange(await page.Locator("tbody tr").CountAsync(), 1, MostRowElements);
        await page.Keyboard.PressAsync("Home");
        await Assertions.Expect(page.GetByText("message 0 of many")).ToBeVisibleAsync();
        for (int rounds = 0; rounds < 5; rounds++)
        {
            // From far behind the first rows, so that a jump replaces the row that has the focus.
            for (int presses = 0; presses < 40; presses++)
                await page.Keyboard.PressAsync("PageDown");
            await page.Keyboard.PressAsync("End");
            await Assertions.Expect(page.Locator("tbody tr:focus")).ToContainTextAsync($"message {Count - 1} of many");
            await page.Keyboard.PressAsync("Home");
            await Assertions.Expect(page.Locator("tbody tr:focus")).ToContainTextAsync("message 0 of many");
        }

        JsonElement first = await service.CallAsync("GET", "/v1/queues/many/messages?limit=100");
        Assert.All(first.GetProperty("messages").EnumerateArray(), message =>
            Assert.Equal(0, message.GetProperty("receiveCount").GetInt32()));
    }
}
