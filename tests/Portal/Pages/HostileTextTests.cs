using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>What a message holds is text, whatever it looks like.</summary>
public sealed class HostileTextTests(BrowserProcess browser, SeededService seeded)
    : IClassFixture<BrowserProcess>, IClassFixture<SeededService>
{
    private const string Elements =
        "document.querySelectorAll('script, img, iframe, object, embed, [onload], [onerror], main b').length";

    [BrowserFact]
    public async Task Messages_WhateverTheyHold_MakeNoElements()
    {
        await using WatchedPage tab = await browser.OpenAsync(seeded.Service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/");
        await Assertions.Expect(page.GetByText("orders-dead").First).ToBeVisibleAsync();
        int before = await page.EvaluateAsync<int>(Elements);

        await page.GotoAsync("/portal/queues/mail-dead/dead");
        ILocator rows = page.Locator("tbody tr[data-row]");
        await Assertions.Expect(rows).ToHaveCountAsync(SeededService.Hostile.Length);
        for (int i = 0; i < SeededService.Hostile.Length; i++)
        {
            await rows.Nth(i).ClickAsync();
            ILocator drawer = page.GetByRole(AriaRole.Complementary);
            await Assertions.Expect(drawer.GetByText("alert(1)").First).ToBeVisibleAsync();
            foreach (string view in (string[])["Hex", "Base64", "Text"])
                await drawer.GetByRole(AriaRole.Radio, new() { Name = view }).CheckAsync();
            Assert.Equal(before, await page.EvaluateAsync<int>(Elements));
        }
    }

    [BrowserFact]
    public async Task Message_WhenItHoldsWhatIsNotSeen_ShowsItsCode()
    {
        await using WatchedPage tab = await browser.OpenAsync(seeded.Service.Address);
        await tab.Page.GotoAsync("/portal/queues/mail-dead/dead");
        ILocator cells = tab.Page.Locator("tbody");
        await Assertions.Expect(cells).ToContainTextAsync("⟨U+202E⟩gnp.exe");
        await Assertions.Expect(cells).ToContainTextAsync("⟨U+0007⟩");
    }

    [BrowserFact]
    public async Task Bindings_WhateverTheyTake_MakeNoElements()
    {
        await using WatchedPage tab = await browser.OpenAsync(seeded.Service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/");
        await Assertions.Expect(page.GetByText("orders-dead").First).ToBeVisibleAsync();
        int before = await page.EvaluateAsync<int>(Elements);

        await page.GotoAsync($"/portal/routing/hostile?try=yes&key={Uri.EscapeDataString(SeededService.Hostile[0])}");
        await Assertions.Expect(page.Locator("tbody tr[data-row]").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("It would reach no queue")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".graph title").GetByText("⟨U+202E⟩gnp.exe")).ToHaveCountAsync(1);
        Assert.Equal(before, await page.EvaluateAsync<int>(Elements));
    }

    [BrowserFact]
    public async Task Message_WhenItHoldsALargeNumber_ShowsEveryDigit()
    {
        await using WatchedPage tab = await browser.OpenAsync(seeded.Service.Address);
        await tab.Page.GotoAsync("/portal/queues/orders-dead/dead");
        await tab.Page.GetByText("100003").ClickAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Complementary))
            .ToContainTextAsync("\"ledger\": 12345678901234567890");
    }

    [BrowserFact]
    public async Task Address_WhenItNamesWhatIsNoQueue_IsShownAsText()
    {
        await using WatchedPage tab = await browser.OpenAsync(seeded.Service.Address);
        await tab.Page.GotoAsync("/portal/queues/" + Uri.EscapeDataString("<img src=x onerror=alert(1)>"));
        await Assertions.Expect(tab.Page.Locator("h1")).ToContainTextAsync("<img src=x onerror=alert(1)>");
    }
}
