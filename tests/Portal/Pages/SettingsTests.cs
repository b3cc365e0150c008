using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>Queues are made, changed and deleted, and what is wrong is said before a call is made.</summary>
public sealed class SettingsTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    private static readonly (string Label, string[] Wrong)[] Ranges =
    [
        ("Visibility timeout (s)", ["-1", "43201"]), ("Delay (s)", ["-1", "901"]), ("Retention (s)", ["59", "1209601"]),
        ("Wait of a receive (s)", ["-1", "21"]), ("Largest message (bytes)", ["1023", "1048577"]),
        ("Partitions", ["0", "65"]), ("Receives before that", ["0", "1001"]),
    ];

    [BrowserFact]
    public async Task Queue_FromItsMakingToItsEnd_IsWhatWasAskedFor()
    {
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/dead");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create queue" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("orders");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create queue" }).ClickAsync();

        await page.GetByLabel("Delay (s)").FillAsync("7");
        await page.GetByLabel("Dead-letter queue").FillAsync("dead");
        await page.GetByLabel("Receives before that").FillAsync("5");
        Task<IRequest> changing = page.WaitForRequestAsync(request => request.Method is "PATCH");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save settings" }).ClickAsync();
        IRequest change = await changing;
        Assert.Equal("""{"delaySeconds":7,"deadLetter":{"queue":"dead","maxReceiveCount":5}}""", change.PostData);
        await Assertions.Expect(page.GetByText("Saved", new() { Exact = true })).ToBeVisibleAsync();
        JsonElement queue = await service.CallAsync("GET", "/v1/queues/orders");
        Assert.Equal(7, queue.GetProperty("delaySeconds").GetInt32());

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete queue" }).ClickAsync();
        ILocator delete = dialog.GetByRole(AriaRole.Button, new() { Name = "Delete queue" });
        await Assertions.Expect(delete).ToBeDisabledAsync();
        await dialog.GetByLabel("Type orders to go on").FillAsync("orders");
        await delete.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(service.Address, "/portal/").ToString());
        JsonElement left = await service.CallAsync("GET", "/v1/queues");
        Assert.Equal("dead", left.GetProperty("queues").EnumerateArray().Single().GetProperty("name").GetString());
    }

    [BrowserFact]
    public async Task Setting_WhenItIsOutOfItsRange_IsToldAtTheFieldAndNotSent()
    {
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync(
            "PUT", "/v1/queues/orders", new { deadLetter = new { queue = "dead", maxReceiveCount = 3 } });
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        List<string> changes = [];
        page.Request += (_, request) =>
        {
            if (request.Method is not "GET")
                changes.Add(request.Method);
        };
        await page.GotoAsync("/portal/queues/orders/settings");
        ILocator save = page.GetByRole(AriaRole.Button, new() { Name = "Save settings" });
        foreach ((string label, string[] wrong) in Ranges)
        {
            ILocator field = page.GetByLabel(label);
            string right = await field.InputValueAsync();
            foreach (string value in wrong)
            {
                await field.FillAsync(value);
                await Assertions.Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
                await Assertions.Expect(save).ToBeDisabledAsync();
                await field.PressAsync("Enter");
            }

            await field.FillAsync(right);
        }

        Assert.Empty(changes);
    }

    [BrowserFact]
    public async Task Setting_WhenSomebodyChangedItMeanwhile_IsShownWithBothValuesFirst()
    {
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/orders");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        await tab.Page.GotoAsync("/portal/queues/orders/settings");
        await tab.Page.GetByLabel("Delay (s)").FillAsync("10");
        await service.CallAsync("PATCH", "/v1/queues/orders", new { delaySeconds = 20 });
        ILocator save = tab.Page.GetByRole(AriaRole.Button, new() { Name = "Save settings" });
        await save.ClickAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("now 20, yours 10");
        Assert.Equal(20, await DelayAsync(service));
        await save.ClickAsync();
        await Assertions.Expect(tab.Page.GetByText("Saved", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Equal(10, await DelayAsync(service));
    }

    private static async Task<int> DelayAsync(PortalService service) =>
        (await service.CallAsync("GET", "/v1/queues/orders")).GetProperty("delaySeconds").GetInt32();
}
