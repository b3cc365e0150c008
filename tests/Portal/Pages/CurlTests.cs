using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>The lines for a shell that the portal shows do what its buttons do, whatever is in them.</summary>
public sealed class CurlTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    /// <summary>What a shell would take for something else than text.</summary>
    private const string Tricky = "it's \"quoted\" $HOME `touch a` $(touch b) \\n; touch c & ! * ~ #";

    private const string TrickyLines = Tricky + "\n" + Tricky;

    [BrowserFact]
    public async Task Lines_OfQueuesAndMessages_DoWhatTheyShow()
    {
        using PortalService service = await KeyedPortal.StartAsync();
        await using WatchedPage tab = await OpenAsync(service, "/portal/");
        IPage page = tab.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Create queue" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name").FillAsync("orders");
        await RunAsync(page.GetByRole(AriaRole.Dialog));
        await service.CallAsync("GET", "/v1/queues/orders");

        await page.GotoAsync("/portal/queues/orders/settings");
        await page.GetByLabel("Delay (s)").FillAsync("7");
        await RunAsync(page.Locator("main"));
        JsonElement queue = await service.CallAsync("GET", "/v1/queues/orders");
        Assert.Equal(7, queue.GetProperty("delaySeconds").GetInt32());
        await service.CallAsync("PATCH", "/v1/queues/orders", new { delaySeconds = 0 });

        await page.GotoAsync("/portal/queues/orders/send");
        await page.GetByLabel("Body", new() { Exact = true }).FillAsync(TrickyLines);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add attribute" }).ClickAsync();
        await page.GetByLabel("Name of attribute 1").FillAsync("note");
        await page.GetByLabel("Value of attribute 1").FillAsync(Tricky);
        await RunAsync(page.Locator("main"));
        JsonElement message = await MessageAsync(service, "orders");
        Assert.Equal(TrickyLines, message.GetProperty("body").GetString());
        Assert.Equal(Tricky, message.GetProperty("attributes").GetProperty("note").GetString());

        await page.GotoAsync("/portal/queues/orders/messages");
        await page.Locator("tbody tr[data-row='0']").ClickAsync();
        JsonElement shown = JsonSerializer.Deserialize<JsonElement>(
            await RunAsync(page.GetByRole(AriaRole.Complementary)));
        Assert.Equal(TrickyLines, shown.GetProperty("body").GetString());
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Select all" }).CheckAsync();
        string deleted = await RunAsync(page.GetByRole(AriaRole.Toolbar));
        Assert.Contains("\"deleted\"", deleted, StringComparison.Ordinal);
        Assert.Empty(await DeadLetters.IdsAsync(service, "orders"));

        await page.GotoAsync("/portal/queues/orders/settings");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete queue" }).ClickAsync();
        await RunAsync(page.GetByRole(AriaRole.Dialog));
        JsonElement queues = await service.CallAsync("GET", "/v1/queues");
        Assert.Equal(0, queues.GetProperty("queues").GetArrayLength());
    }

    [BrowserFact]
    public async Task Lines_OfReplays_MoveWhatTheyName()
    {
        using PortalService service = await KeyedPortal.StartAsync();
        List<string> orders = await DeadLetters.MakeAsync(service, "orders", "dead", 3);
        List<string> mail = await DeadLetters.MakeAsync(service, "mail", "dead", 2);
        await using WatchedPage tab = await OpenAsync(service, $"/portal/queues/dead/dead?message={orders[0]}");
        IPage page = tab.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit and replay" }).ClickAsync();
        await page.GetByLabel("Body").FillAsync(TrickyLines);
        await RunAsync(page.GetByRole(AriaRole.Complementary));
        await DeadLetters.ArrivedAsync(service, "orders", orders[0]);
        Assert.Equal(TrickyLines, (await MessageAsync(service, "orders")).GetProperty("body").GetString());

        await page.GotoAsync("/portal/queues/dead/dead");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = $"Select {orders[2]}" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }).ClickAsync();
        await RunAsync(page.GetByRole(AriaRole.Dialog));
        await DeadLetters.ArrivedAsync(service, "orders", orders[2]);

        await page.GotoAsync("/portal/queues/dead/dead?source=mail");
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay all 2 that match" }).ClickAsync();
        await RunAsync(page.GetByRole(AriaRole.Dialog));
        foreach (string id in mail)
            await DeadLetters.ArrivedAsync(service, "mail", id);
        Assert.Equal([orders[1]], await DeadLetters.IdsAsync(service, "dead"));
    }

    /// <summary>Runs the one line that a part of a page shows.</summary>
    private static async Task<string> RunAsync(ILocator part)
    {
        await part.GetByText("as curl", new() { Exact = false }).ClickAsync();
        return await Shell.RunAsync(await part.Locator("pre.curl").InnerTextAsync(), KeyedPortal.AdminKey);
    }

    private static async Task<JsonElement> MessageAsync(PortalService service, string queue) =>
        (await service.CallAsync("GET", $"/v1/queues/{queue}/messages")).GetProperty("messages")[0];

    private async Task<WatchedPage> OpenAsync(PortalService service, string path)
    {
        WatchedPage tab = await browser.OpenAsync(service.Address);
        tab.Expected.Add("status of 401");
        await tab.Page.GotoAsync(path);
        await SignIn.WithKeyAsync(tab.Page, KeyedPortal.AdminKey);
        return tab;
    }
}
