using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Look;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>Access keys are made, changed and taken back.</summary>
public sealed class KeyTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    /// <summary>All that a script of the page could still read.</summary>
    private const string Everything = """
        () => document.documentElement.outerHTML + location.href + JSON.stringify(history.state)
          + JSON.stringify(sessionStorage) + JSON.stringify(localStorage) + document.cookie
          + [...document.querySelectorAll('input, textarea')].map(each => each.value).join()
        """;

    [BrowserFact]
    public async Task Make_WhenClosed_LeavesTheSecretNowhere()
    {
        using PortalService service = await KeyedPortal.StartAsync();
        foreach (string name in (string[])["orders-eu", "orders-us", "mail"])
            await service.CallAsync("PUT", $"/v1/queues/{name}");
        await using WatchedPage tab = await OpenAsync(service);
        IPage page = tab.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Make key" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("shop");
        await dialog.GetByLabel("Role").SelectOptionAsync("sender");
        await dialog.GetByLabel("Queues").FillAsync("orders-*");
        await Assertions.Expect(dialog).ToContainTextAsync("2 now: orders-eu, orders-us");
        await dialog.GetByLabel("Queues").FillAsync("orders-?u, mail");
        await Assertions.Expect(dialog).ToContainTextAsync("2 now: mail, orders-eu");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add role" }).ClickAsync();
        await dialog.GetByLabel("Role 2").SelectOptionAsync("receiver");
        await Assertions.Expect(dialog).ToContainTextAsync("Name at least one queue or pattern.");
        await dialog.GetByLabel("Queues 2").FillAsync("orders-us");
        await dialog.GetByLabel("Ends at").FillAsync("2020-01-01T00:00");
        await Assertions.Expect(dialog).ToContainTextAsync("This time is over already.");
        await dialog.GetByLabel("Ends at").FillAsync("2099-01-01T00:00");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make key" }).ClickAsync();

        await Assertions.Expect(dialog).ToContainTextAsync("The secret, this once");
        string key = await dialog.Locator("pre").First.InnerTextAsync();
        string secret = key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..];
        Assert.True(secret.Length >= 32, key);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(service, key, "orders-eu"));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(service, key, "orders-us"));
        Assert.Equal(HttpStatusCode.OK, await ReceiveAsync(service, key, "orders-us"));
        Assert.Equal(HttpStatusCode.Forbidden, await ReceiveAsync(service, key, "orders-eu"));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "I have kept it" }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        Assert.DoesNotContain(secret, await page.EvaluateAsync<string>(Everything), StringComparison.Ordinal);
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "shop" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task RotateAndSwitchOff_WhenDone_CountForTheKey()
    {
        using PortalService service = await KeyedPortal.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/orders");
        string first = await KeyedPortal.NewKeyAsync(service, "shop", new { role = "sender", queues = new[] { "*" } });
        Assert.Equal(HttpStatusCode.OK, await SendAsync(service, first, "orders"));
        await using WatchedPage tab = await OpenAsync(service);
        IPage page = tab.Page;
        await page.GetByRole(AriaRole.Cell, new() { Name = "shop", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Rotate secret" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("ends now, as after a leak").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Rotate secret" }).ClickAsync();
        await Assertions.Expect(dialog).ToContainTextAsync("The secret, this once");
        string second = await dialog.Locator("pre").First.InnerTextAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(service, second, "orders"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(service, first, "orders"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Switch off" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "switched off" })).ToBeVisibleAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(service, second, "orders"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "works" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete key" }).ClickAsync();
        await dialog.GetByLabel("Type shop to go on").FillAsync("shop");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete key" }).ClickAsync();
        ILocator cell = page.GetByRole(AriaRole.Cell, new() { Name = "shop", Exact = true });
        await Assertions.Expect(cell).ToHaveCountAsync(0);
        JsonElement keys = await service.CallAsync("GET", "/v1/keys");
        Assert.Equal(0, keys.GetProperty("keys").GetArrayLength());
    }

    [BrowserFact]
    public async Task Keys_WhateverTheyAreCalled_MakeNoElements()
    {
        using PortalService service = await KeyedPortal.StartAsync();
        string[] names = ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "\u202egnp.exe", "{{7*7}}"];
        foreach (string name in names)
            await KeyedPortal.NewKeyAsync(service, name, new { role = "viewer", queues = new[] { "*" } });
        await using WatchedPage tab = await OpenAsync(service);
        IPage page = tab.Page;
        ILocator rows = page.Locator("tbody tr[data-row]");
        await Assertions.Expect(rows).ToHaveCountAsync(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            await rows.Nth(i).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Complementary)).ToBeVisibleAsync();
        }

        await Assertions.Expect(page.GetByText("⟨U+202E⟩gnp.exe").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText(names[0]).First).ToBeVisibleAsync();
        Assert.Equal(0, await page.Locator("body script, img, [onerror]").CountAsync());
    }

    [BrowserFact]
    public async Task Looks_OfKeys_AreRight()
    {
        using PortalService service = await KeyedPortal.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/orders");
        await KeyedPortal.NewKeyAsync(service, "shop", new { role = "sender", queues = new[] { "orders*", "mail" } });
        await KeyedPortal.NewKeyAsync(
            service, "nightly report", new { role = "viewer", queues = new[] { "*" } },
            new { actions = new[] { "redrive" }, queues = new[] { "dead" } });
        await using WatchedPage tab = await OpenAsync(service, new() { BypassCSP = true });
        IPage page = tab.Page;
        await page.GetByRole(AriaRole.Cell, new() { Name = "nightly report" }).WaitForAsync();
        await PageLooks.CheckAsync(page, "keys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make key" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name").FillAsync("mine");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add role" }).ClickAsync();
        await PageLooks.CheckAsync(page, "keys-make");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Cell, new() { Name = "nightly report" }).ClickAsync();
        await PageLooks.CheckAsync(page, "keys-one");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rotate secret" }).ClickAsync();
        await PageLooks.CheckAsync(page, "keys-rotate");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("The secret, this once").WaitForAsync();
        await PageLooks.CheckAsync(page, "keys-secret");
    }

    /// <summary>The page of keys, as the administrator sees it.</summary>
    private async Task<WatchedPage> OpenAsync(PortalService service, BrowserNewContextOptions? options = null)
    {
        WatchedPage tab = await browser.OpenAsync(service.Address, options);
        tab.Expected.Add("401");
        await tab.Page.GotoAsync("/portal/keys");
        await SignIn.WithKeyAsync(tab.Page, KeyedPortal.AdminKey);
        await tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Keys" }).WaitForAsync();
        return tab;
    }

    private static Task<HttpStatusCode> SendAsync(PortalService service, string key, string queue) =>
        PostAsync(service, key, $"/v1/queues/{queue}/messages", "text/plain", "x");

    private static Task<HttpStatusCode> ReceiveAsync(PortalService service, string key, string queue) =>
        PostAsync(service, key, $"/v1/queues/{queue}/messages/receive", "application/json", "{}");

    private static async Task<HttpStatusCode> PostAsync(
        PortalService service, string key, string path, string type, string body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content = new StringContent(body, new MediaTypeHeaderValue(type));
        using HttpResponseMessage answer = await service.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
