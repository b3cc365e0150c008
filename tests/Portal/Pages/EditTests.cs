using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>A message is edited and replayed in one step, or neither.</summary>
public sealed class EditTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    private const int Kills = 8;

    [BrowserFact]
    public async Task EditAndReplay_WhenNobodyElseDoes_ArrivesWithItsIdAndNothingElseChanged()
    {
        using PortalService service = await PortalService.StartAsync();
        List<string> ids = await DeadLetters.MakeAsync(
            service, "orders", "dead", 1, _ => new { body = """{"n": 1}""", attributes = new { tenant = "acme" } });
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await OpenEditorAsync(page, ids[0]);
        await page.GetByLabel("Body").FillAsync("""{"n": 1""");
        await Assertions.Expect(page.GetByText("This is no JSON")).ToBeVisibleAsync();
        await page.GetByLabel("Body").FillAsync("""{"n": 12345678901234567890}""");
        await Assertions.Expect(page.Locator(".diff-old")).ToContainTextAsync("""{"n": 1}""");
        await Assertions.Expect(page.Locator(".diff-new")).ToContainTextAsync("""{"n": 12345678901234567890}""");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and replay to orders" }).ClickAsync();
        await Assertions.Expect(page.GetByText("on its way to orders")).ToBeVisibleAsync();

        JsonElement arrived = await DeadLetters.ArrivedAsync(service, "orders", ids[0]);
        Assert.Equal("""{"n": 12345678901234567890}""", arrived.GetProperty("body").GetString());
        Assert.Equal("acme", arrived.GetProperty("attributes").GetProperty("tenant").GetString());
        Assert.Empty(await DeadLetters.IdsAsync(service, "dead"));
    }

    [BrowserFact]
    public async Task Edit_WhenTwoTabsDoIt_OneWinsAndTheOtherIsToldAndKeepsItsText()
    {
        using PortalService service = await PortalService.StartAsync();
        List<string> ids = await DeadLetters.MakeAsync(service, "orders", "dead", 1);
        await using WatchedPage first = await browser.OpenAsync(service.Address);
        await using WatchedPage second = await browser.OpenAsync(service.Address);
        second.Expected.Add("status of 412");
        foreach (IPage page in (IPage[])[first.Page, second.Page])
            await OpenEditorAsync(page, ids[0]);
        await first.Page.GetByLabel("Body").FillAsync("the first");
        await second.Page.GetByLabel("Body").FillAsync("the second");
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Save here" }).ClickAsync();
        await Assertions.Expect(first.Page.GetByText("The message is changed.")).ToBeVisibleAsync();
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Save here" }).ClickAsync();
        await Assertions.Expect(second.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("MessageChanged");
        await Assertions.Expect(second.Page.GetByLabel("Body")).ToHaveValueAsync("the second");

        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Assertions.Expect(second.Page.Locator(".diff-old")).ToContainTextAsync("the first");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Save here" }).ClickAsync();
        await Assertions.Expect(second.Page.GetByText("The message is changed.")).ToBeVisibleAsync();
        JsonElement left = await service.CallAsync("GET", $"/v1/queues/dead/messages/{ids[0]}");
        Assert.Equal("the second", left.GetProperty("body").GetString());
    }

    [BrowserFact]
    public async Task EditAndReplay_WhenTheServiceIsKilledBeforeItsAnswer_IsThereOnceAndThePageSaysWhich()
    {
        using RestartedService service = await RestartedService.StartAsync();
        List<string> ids = await DeadLetters.MakeAsync(service.Current, "orders", "dead", Kills);
        for (int i = 0; i < Kills; i++)
        {
            bool isHeard = i % 2 == 0;
            await using WatchedPage tab = await browser.OpenAsync(service.Current.Address);
            tab.Expected.Add("ERR_");
            // Where it is looked for first it is no longer.
            tab.Expected.Add("status of 404");
            IPage page = tab.Page;
            await page.RouteAsync("**/messages/**", async route =>
            {
                if (route.Request.Method is not "PATCH")
                {
                    await route.ContinueAsync();
                    return;
                }

                if (isHeard)
                    await route.FetchAsync();
                await service.KillAsync();
                await route.AbortAsync();
            });
            await OpenEditorAsync(page, ids[i]);
            await page.GetByLabel("Body").FillAsync($"edited {i}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save and replay to orders" }).ClickAsync();
            await Assertions.Expect(page.GetByText("Looking at what has become of the message")).ToBeVisibleAsync();
            await service.ComeBackAsync();

            string said = isHeard ? "on its way to orders" : "nothing was changed";
            await Assertions.Expect(page.GetByText(said)).ToBeVisibleAsync();
            if (isHeard)
            {
                JsonElement arrived = await DeadLetters.ArrivedAsync(service.Current, "orders", ids[i]);
                Assert.Equal($"edited {i}", arrived.GetProperty("body").GetString());
            }
        }

        List<string> dead = await DeadLetters.IdsAsync(service.Current, "dead");
        List<string> back = await DeadLetters.IdsAsync(service.Current, "orders");
        Assert.Equal(ids.Where((_, i) => i % 2 == 1), dead);
        Assert.Equal(ids.Where((_, i) => i % 2 == 0), back);
    }

    [BrowserFact]
    public async Task Delete_WhenItIsUndone_DeletesNothing()
    {
        using PortalService service = await PortalService.StartAsync();
        List<string> ids = await DeadLetters.MakeAsync(service, "orders", "dead", 3);
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/dead/dead");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = $"Select {ids[0]}" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = $"Select {ids[1]}" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(page.GetByText("1 deleted")).ToBeVisibleAsync();
        Assert.Equal([ids[0], ids[2]], await DeadLetters.IdsAsync(service, "dead"));
    }

    private static async Task OpenEditorAsync(IPage page, string id)
    {
        await page.GotoAsync($"/portal/queues/dead/dead?message={id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit and replay" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Body")).ToBeVisibleAsync();
    }
}
