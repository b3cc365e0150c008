using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Look;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>Queues are made, set, emptied and deleted.</summary>
public sealed class SettingsTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    [BrowserFact]
    public async Task Create_WhenNamed_MakesTheQueueAndOpensItsSettings()
    {
        using PortalService service = await PortalService.StartAsync();
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/");
        await Button(page, "Create queue").ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("no spaces");
        await Assertions.Expect(dialog).ToContainTextAsync("1 to 80 of A-Z a-z 0-9 _ -");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Create queue" })).ToBeDisabledAsync();
        await dialog.GetByLabel("Name").FillAsync("orders");
        await page.Keyboard.PressAsync("Enter");
        Uri settings = new(service.Address, "/portal/queues/orders/settings");
        await Assertions.Expect(page).ToHaveURLAsync(settings.ToString());
        await Assertions.Expect(page.GetByLabel("Visibility timeout (s)")).ToHaveValueAsync("30");
        await service.CallAsync("GET", "/v1/queues/orders");
    }

    [BrowserFact]
    public async Task Settings_WhenOutOfTheirRange_SayItAtTheFieldAndCallNothing()
    {
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync(
            "PUT", "/v1/queues/orders", new { deadLetter = new { queue = "dead", maxReceiveCount = 3 } });
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        List<string> changes = Calls(page, "PATCH");
        await page.GotoAsync("/portal/queues/orders/settings");
        (string Label, string[] Wrong)[] fields =
        [
            ("Visibility timeout (s)", ["-1", "43201", "x", ""]),
            ("Delay (s)", ["-1", "901"]),
            ("Retention (s)", ["59", "1209601"]),
            ("Wait of a receive (s)", ["-1", "21"]),
            ("Largest message (bytes)", ["1023", "1048577", "2000.5"]),
            ("Partitions", ["0", "65", "1.5"]),
            ("Receives before that", ["0", "1001"]),
            ("Dead-letter queue", ["a b", new string('q', 81)]),
        ];
        foreach ((string label, string[] wrong) in fields)
        {
            ILocator field = page.GetByLabel(label, new() { Exact = true });
            string before = await field.InputValueAsync();
            foreach (string value in wrong)
            {
                await field.FillAsync(value);
                await Assertions.Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
                string hint = await field.GetAttributeAsync("aria-describedby") ?? "";
                await Assertions.Expect(page.Locator($"[id='{hint}']")).ToHaveClassAsync("wrong");
                await Assertions.Expect(Button(page, "Save settings")).ToBeDisabledAsync();
                await page.Keyboard.PressAsync("Enter");
            }

            await field.FillAsync(before);
            await Assertions.Expect(field).ToHaveAttributeAsync("aria-invalid", "false");
        }

        Assert.Empty(changes);
    }

    [BrowserFact]
    public async Task Settings_WhenSaved_SendOnlyWhatHasChanged()
    {
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/dead");
        await service.CallAsync("PUT", "/v1/queues/orders", new { tags = new { team = "shop" } });
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        List<string> changes = Calls(page, "PATCH");
        await page.GotoAsync("/portal/queues/orders/settings");
        await page.GetByLabel("Delay (s)").FillAsync("7");
        await page.GetByLabel("Dead-letter queue").FillAsync("dead");
        await page.GetByLabel("Receives before that").FillAsync("5");
        await Button(page, "Add tag").ClickAsync();
        await page.GetByLabel("Key of tag 2").FillAsync("no");
        await page.GetByLabel("Value of tag 2").FillAsync("12");
        await Button(page, "Save settings").ClickAsync();
        await Assertions.Expect(page.GetByText("Saved", new() { Exact = true })).ToBeVisibleAsync();

        string sent = Assert.Single(changes);
        Assert.Equal(
            """{"delaySeconds":7,"deadLetter":{"queue":"dead","maxReceiveCount":5},"tags":{"team":"shop","no":"12"}}""",
            sent);
        JsonElement queue = await service.CallAsync("GET", "/v1/queues/orders");
        Assert.Equal(7, queue.GetProperty("delaySeconds").GetInt32());

        await page.GetByRole(AriaRole.Link, new() { Name = "Summary" }).ClickAsync();
        await page.Locator(".facts").GetByRole(AriaRole.Link, new() { Name = "dead", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("dead");
        await page.GetByRole(AriaRole.Link, new() { Name = "Summary" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "orders", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(service.Address, "/portal/queues/orders").ToString());
    }

    [BrowserFact]
    public async Task Settings_WhenSomebodyElseHasChangedTheSame_ShowBothValuesFirst()
    {
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/orders");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        List<string> changes = Calls(page, "PATCH");
        await page.GotoAsync("/portal/queues/orders/settings");
        await page.GetByLabel("Visibility timeout (s)").FillAsync("60");
        await service.CallAsync("PATCH", "/v1/queues/orders", new { visibilityTimeoutSeconds = 90, delaySeconds = 7 });
        await Button(page, "Save settings").ClickAsync();
        ILocator alert = page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(alert).ToContainTextAsync("visibilityTimeoutSeconds: now 90, yours 60");
        await Assertions.Expect(alert).Not.ToContainTextAsync("delaySeconds");
        Assert.Empty(changes);

        await Button(page, "Save settings").ClickAsync();
        await Assertions.Expect(page.GetByText("Saved", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Equal("""{"visibilityTimeoutSeconds":60}""", Assert.Single(changes));
        JsonElement queue = await service.CallAsync("GET", "/v1/queues/orders");
        Assert.Equal(60, queue.GetProperty("visibilityTimeoutSeconds").GetInt32());
        Assert.Equal(7, queue.GetProperty("delaySeconds").GetInt32());
    }

    [BrowserFact]
    public async Task PurgeAndDelete_WhenTheNameIsTyped_EmptyAndEndTheQueue()
    {
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/orders");
        await service.CallAsync("POST", "/v1/queues/orders/messages", new { messages = new[] { new { body = "x" } } });
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/orders/settings");

        await Button(page, "Purge queue").ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        ILocator purge = dialog.GetByRole(AriaRole.Button, new() { Name = "Purge queue" });
        await Assertions.Expect(dialog).ToContainTextAsync("All messages of orders are deleted, 1 as far as is known.");
        await dialog.GetByLabel("Type orders to go on").FillAsync("order");
        await Assertions.Expect(purge).ToBeDisabledAsync();
        await dialog.GetByLabel("Type orders to go on").FillAsync("orders");
        await purge.ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        Assert.Empty(await DeadLetters.IdsAsync(service, "orders"));

        await Button(page, "Delete queue").ClickAsync();
        await dialog.GetByLabel("Type orders to go on").FillAsync("orders");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete queue" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(service.Address, "/portal/").ToString());
        JsonElement listing = await service.CallAsync("GET", "/v1/queues");
        Assert.Equal(0, listing.GetProperty("queues").GetArrayLength());
    }

    [BrowserFact]
    public async Task Looks_OfSettingsThatAreWrong_AreRight()
    {
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync(
            "PUT", "/v1/queues/payments.fifo", new { tags = new { team = "shop", stage = "test" } });
        await using WatchedPage tab = await browser.OpenAsync(service.Address, new() { BypassCSP = true });
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/payments.fifo/settings");
        await page.GetByLabel("Delay (s)").FillAsync("901");
        await PageLooks.CheckAsync(page, "settings");
        await Button(page, "Delete queue").ClickAsync();
        await PageLooks.CheckAsync(page, "settings-delete");
    }

    private static ILocator Button(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The bodies of all calls by this method, from now on.</summary>
    private static List<string> Calls(IPage page, string method)
    {
        List<string> bodies = [];
        page.Request += (_, request) =>
        {
            if (string.Equals(request.Method, method, StringComparison.Ordinal))
                bodies.Add(request.PostData ?? "");
        };
        return bodies;
    }
}
