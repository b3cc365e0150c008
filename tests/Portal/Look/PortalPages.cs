using Microsoft.Playwright;

namespace QueueService.Tests.Portal.Look;

/// <summary>Every page of the portal with something that is on it once it is there, and the layers above.</summary>
internal static class PortalPages
{
    public static readonly (string Name, string Path, string Shown)[] All =
    [
        ("queues", "/", "orders-dead"),
        ("dead", "/dead", "mail-dead"),
        ("dead-letters", "/queues/orders-dead/dead", "100000"),
        ("hostile", "/queues/mail-dead/dead", "DROP TABLE"),
        ("found", "/queues/orders-dead/dead?source=orders&attribute=tenant%3Dacme", "60 found"),
        ("scheduled", "/scheduled", "invoice 3"),
        ("routing", "/routing", "shop"),
        ("exchange", "/routing/shop?try=yes&key=order.paid", "It would reach 2 queues"),
        ("replays", "/redrives", "Nothing has been replayed yet"),
        ("queue", "/queues/shipments", "Visibility timeout"),
        ("messages", "/queues/shipments/messages", "shipment 20"),
        ("in-flight", "/queues/shipments/messages?state=inFlight", "shipment 3"),
        ("delayed", "/queues/invoices/messages?state=delayed", "invoice 3"),
        ("send", "/queues/shipments/send", "Deduplication id"),
        ("settings", "/queues/ledger.fifo/settings", "Equal contents are duplicates"),
        ("missing", "/no-such-page", "There is no such page"),
    ];

    /// <summary>What opens a layer above a page: the page, and what to do there.</summary>
    public static readonly (string Name, string Path, Func<IPage, Task> Open)[] Layers =
    [
        ("drawer", "/queues/orders-dead/dead", async page => await page.GetByText("100003").ClickAsync()),
        ("edit", "/queues/orders-dead/dead", async page =>
        {
            await page.GetByText("100003").ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Edit and replay" }).ClickAsync();
            await page.GetByLabel("Body").FillAsync("edited");
        }),
        ("replay", "/queues/orders-dead/dead", async page =>
            await page.GetByRole(AriaRole.Button, new() { Name = "Replay all" }).ClickAsync()),
        ("create", "/", async page =>
            await page.GetByRole(AriaRole.Button, new() { Name = "Create queue" }).ClickAsync()),
        ("purge", "/queues/returns/settings", async page =>
            await page.GetByRole(AriaRole.Button, new() { Name = "Purge queue" }).ClickAsync()),
        ("create-exchange", "/routing", async page =>
            await page.GetByRole(AriaRole.Button, new() { Name = "Create exchange" }).ClickAsync()),
        ("bind", "/routing/shop", async page =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Add binding" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Add condition" }).ClickAsync();
        }),
        ("unbind", "/routing/shop", async page =>
            await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).First.ClickAsync()),
        ("keys", "/dead", async page => await page.Keyboard.PressAsync("?")),
    ];

    /// <summary>Waits until a page shows what it is for.</summary>
    public static async Task OpenAsync(IPage page, string path, string shown)
    {
        await page.GotoAsync($"/portal{path}");
        await Assertions.Expect(page.Locator("main").GetByText(shown).First).ToBeVisibleAsync();
    }
}
