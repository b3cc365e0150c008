using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>Exchanges: made, bound, asked where a message would go, and unbound.</summary>
public sealed class RoutingTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    /// <summary>Messages by key and country, and the queues that their publish reaches.</summary>
    private static readonly (string Key, string? Country, string[] Queues)[] Known =
    [
        ("order.paid", null, ["bills", "log"]),
        ("order.paid", "DE", ["bills", "german", "log"]),
        ("order.sent", null, ["log"]),
        ("order", null, ["log"]),
        ("order.paid.late", null, ["bills", "log"]),
        ("mail", null, ["lost"]),
        ("mail", "AT", ["german"]),
        ("", null, ["lost"]),
    ];

    [BrowserFact]
    public async Task DryRun_OfMessages_TellsWhereTheirPublishGoes()
    {
        using PortalService service = await StartAsync();
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/routing/shop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add attribute" }).ClickAsync();
        foreach ((string key, string? country, string[] queues) in Known)
        {
            string name = country is null ? "other" : "country";
            string value = country ?? "none";
            await page.GetByLabel("Routing keys").FillAsync(key);
            await page.GetByLabel("Name of attribute 1").FillAsync(name);
            await page.GetByLabel("Value of attribute 1").FillAsync(value);
            await page.GetByRole(AriaRole.Button, new() { Name = "Show the way" }).ClickAsync();

            await Assertions.Expect(Shown(page)).ToHaveTextAsync(queues, new() { Timeout = 15_000 });
            JsonElement published = await service.CallAsync("POST", "/v1/exchanges/shop/messages", new
            {
                messages = new[]
                {
                    new
                    {
                        body = "message",
                        routingKey = key,
                        attributes = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value },
                    },
                },
            });
            Assert.Equal(queues, published.GetProperty("results")[0].GetProperty("queues").Deserialize<string[]>());
        }

        Uri asked = new(page.Url);
        Assert.Contains("try=yes", asked.Query, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task DryRun_ByALink_LightsUpTheSameWays()
    {
        using PortalService service = await StartAsync();
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/routing/shop?try=yes&key=order.paid");
        await Assertions.Expect(Shown(page)).ToHaveTextAsync(["bills", "log"]);
        ILocator lit = page.Locator(".graph .lit title");
        await Assertions.Expect(lit).ToHaveCountAsync(8);
        Assert.Equal(
            ["audit", "audit", "bills", "everything", "log", "order.#", "order.paid.#", "shop"],
            (await lit.AllTextContentsAsync()).Order(StringComparer.Ordinal));
        await Assertions.Expect(page.Locator(".bindings").GetByText("yes")).ToHaveCountAsync(2);

        await page.GotoAsync("/portal/routing/shop?try=yes&key=mail");
        await Assertions.Expect(Shown(page)).ToHaveTextAsync(["lost"]);
        await Assertions.Expect(page.GetByText("Asked as alternates: unrouted")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".graph .lit title").GetByText("else: the alternate")).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task Bindings_ByKeysAlone_AreAddedFoundFromTheQueueAndRemoved()
    {
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/bills");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/routing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create exchange" }).PressAsync("Enter");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("shop");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(service.Address, "/portal/routing/shop").ToString());

        await page.GetByRole(AriaRole.Button, new() { Name = "Add binding" }).PressAsync("Enter");
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Queue", new() { Exact = true }).FillAsync("bills");
        await dialog.GetByLabel("Routing key").FillAsync("order.#");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add condition" }).PressAsync("Enter");
        await dialog.GetByLabel("Attribute 1").FillAsync("country");
        await dialog.GetByLabel("Condition 1", new() { Exact = true }).SelectOptionAsync("is one of (JSON)");
        await dialog.GetByLabel("Value 1").FillAsync("""["DE", "AT"]""");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);

        JsonElement listed = await service.CallAsync("GET", "/v1/exchanges/shop/bindings");
        JsonElement binding = Assert.Single(listed.GetProperty("bindings").EnumerateArray());
        Assert.Equal("order.#", binding.GetProperty("routingKey").GetString());
        Assert.Equal(
            """{"mode":"all","attributes":{"country":{"anyOf":["AT","DE"]}}}""",
            binding.GetProperty("match").GetRawText());

        await page.GetByRole(AriaRole.Link, new() { Name = "bills" }).PressAsync("Enter");
        ILocator from = page.GetByRole(AriaRole.List, new() { Name = "Bindings" });
        await Assertions.Expect(from).ToContainTextAsync("order.#, country is one of [\"AT\",\"DE\"]");
        await from.GetByRole(AriaRole.Link, new() { Name = "shop" }).PressAsync("Enter");

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).PressAsync("Enter");
        await Assertions.Expect(dialog).ToContainTextAsync("leads to bills no more");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).PressAsync("Enter");
        await Assertions.Expect(page.GetByText("No binding leads from here")).ToBeVisibleAsync();
        listed = await service.CallAsync("GET", "/v1/exchanges/shop/bindings");
        Assert.Empty(listed.GetProperty("bindings").EnumerateArray());
    }

    [BrowserFact]
    public async Task Bind_WithoutTheRights_SaysWhichIsMissing()
    {
        using PortalService service = await KeyedPortal.StartAsync();
        await service.CallAsync("PUT", "/v1/exchanges/shop", new { type = "fanout" });
        await service.CallAsync("PUT", "/v1/queues/bills");
        await service.CallAsync("POST", "/v1/exchanges/shop/bindings", new { queue = "bills" });
        string binder = await KeyedPortal.NewKeyAsync(
            service, "binder", new { actions = new[] { "manage" }, exchanges = new[] { "shop" } });
        string asker = await KeyedPortal.NewKeyAsync(
            service, "asker", new { actions = new[] { "peek" }, exchanges = new[] { "shop" } });

        await using WatchedPage first = await OpenAsync(service, binder);
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Add binding" }).ClickAsync();
        ILocator dialog = first.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Queue", new() { Exact = true }).FillAsync("bills");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Add binding" }))
            .ToHaveAttributeAsync("title", "needs send on bills");

        await using WatchedPage second = await OpenAsync(service, asker);
        foreach (string button in (string[])["Add binding", "Remove", "Delete exchange"])
        {
            await Assertions.Expect(second.Page.GetByRole(AriaRole.Button, new() { Name = button }).First)
                .ToHaveAttributeAsync("title", "needs manage on shop");
        }

        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Show the way" }).ClickAsync();
        await Assertions.Expect(Shown(second.Page)).ToHaveTextAsync(["bills"]);
    }

    [BrowserFact]
    public async Task Graph_OfMoreThanCanBeDrawn_IsLeftOutAndTheListIsThere()
    {
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/all");
        await service.CallAsync("PUT", "/v1/exchanges/many", new { type = "direct" });
        await service.CallAsync("PUT", "/v1/exchanges/many/bindings", new
        {
            bindings = Enumerable.Range(0, 1200).Select(i => new { queue = "all", routingKey = $"key {i}" }),
        });
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        await tab.Page.GotoAsync("/portal/routing/many?try=yes&key=key%207");
        await Assertions.Expect(tab.Page.GetByText("too many for a picture")).ToBeVisibleAsync();
        await Assertions.Expect(tab.Page.Locator("table")).ToHaveAttributeAsync("aria-rowcount", "1201");
        await Assertions.Expect(Shown(tab.Page)).ToHaveTextAsync(["all"]);
    }

    private async Task<WatchedPage> OpenAsync(PortalService service, string key)
    {
        WatchedPage tab = await browser.OpenAsync(service.Address);
        tab.Expected.Add("status of 401");
        await tab.Page.GotoAsync("/portal/routing/shop");
        await SignIn.WithKeyAsync(tab.Page, key);
        return tab;
    }

    /// <summary>The queues that the page says a message would reach.</summary>
    private static ILocator Shown(IPage page) =>
        page.GetByRole(AriaRole.Status, new() { Name = "The way" }).GetByRole(AriaRole.Link);

    private static async Task<PortalService> StartAsync()
    {
        PortalService service = await PortalService.StartAsync();
        foreach (string queue in (string[])["bills", "german", "log", "lost"])
            await service.CallAsync("PUT", $"/v1/queues/{queue}");
        await service.CallAsync("PUT", "/v1/exchanges/unrouted", new { type = "fanout" });
        await service.CallAsync("PUT", "/v1/exchanges/audit", new { type = "fanout", @internal = true });
        await service.CallAsync("PUT", "/v1/exchanges/shop", new { type = "topic", alternateExchange = "unrouted" });
        await service.CallAsync("PUT", "/v1/exchanges/shop/bindings", new
        {
            bindings = new object[]
            {
                new { queue = "bills", routingKey = "order.paid.#" },
                new { exchange = "audit", routingKey = "order.#" },
                new
                {
                    queue = "german",
                    routingKey = "#",
                    match = new { attributes = new { country = new { anyOf = new[] { "DE", "AT" } } } },
                },
            },
        });
        await service.CallAsync("POST", "/v1/exchanges/audit/bindings", new { queue = "log" });
        await service.CallAsync("POST", "/v1/exchanges/unrouted/bindings", new { queue = "lost" });
        return service;
    }
}
