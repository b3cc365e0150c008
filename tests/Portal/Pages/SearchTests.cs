using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>Messages are found by what is in them, and by what they have in common.</summary>
public sealed class SearchTests(BrowserProcess browser, SeededService seeded)
    : IClassFixture<BrowserProcess>, IClassFixture<SeededService>
{
    private const string Rows = "tbody tr[data-row]";

    [BrowserFact]
    public async Task Search_ByTextAndAttribute_FindsThoseThatHaveBoth()
    {
        await using WatchedPage tab = await browser.OpenAsync(seeded.Service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/orders-dead/dead");
        ILocator field = page.GetByRole(AriaRole.Searchbox, new() { Name = "Search in messages" });
        await field.FillAsync("\"order\": 10001");
        await field.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("10 found, 168 of 168 looked at")).ToBeVisibleAsync();
        await field.FillAsync("@tenant=acme");
        await field.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("5 found, 168 of 168 looked at")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(Rows)).ToHaveCountAsync(5);

        await using WatchedPage other = await browser.OpenAsync(seeded.Service.Address);
        await other.Page.GotoAsync(page.Url);
        await Assertions.Expect(other.Page.GetByText("5 found, 168 of 168 looked at")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Without @tenant=acme" }).ClickAsync();
        await Assertions.Expect(page.GetByText("10 found")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show all" }).ClickAsync();
        await Assertions.Expect(page.GetByText("100003")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Search_ByAnId_OpensTheMessage()
    {
        string id = (await DeadLetters.IdsAsync(seeded.Service, "orders-dead"))[7];
        await using WatchedPage tab = await browser.OpenAsync(seeded.Service.Address);
        await tab.Page.GotoAsync("/portal/queues/orders-dead/dead");
        ILocator field = tab.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search in messages" });
        await field.FillAsync(id);
        await field.PressAsync("Enter");
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Complementary)).ToContainTextAsync("100007");
    }

    [BrowserFact]
    public async Task Groups_WhenOneIsChosen_ShowItsMessagesAlone()
    {
        await using WatchedPage tab = await browser.OpenAsync(seeded.Service.Address);
        await tab.Page.GotoAsync("/portal/queues/orders-dead/dead");
        ILocator group = tab.Page.GetByRole(AriaRole.Group, new() { Name = "From" })
            .GetByRole(AriaRole.Button, new() { Name = "orders" });
        await Assertions.Expect(group).ToContainTextAsync("138");
        await group.ClickAsync();
        await Assertions.Expect(group).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(tab.Page.GetByText("138 found")).ToBeVisibleAsync();
    }
}
