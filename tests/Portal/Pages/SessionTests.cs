using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Look;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>Signing in, how long that lasts, and what is left of it.</summary>
public sealed class SessionTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    private const string Stored = "() => JSON.stringify([sessionStorage, localStorage]) + document.cookie";

    [BrowserFact]
    public async Task SignIn_WhenTheKeyIsRight_LastsForTheTabAndIsGoneAfterwards()
    {
        using PortalService service = await StartAsync();
        await using WatchedPage tab = await OpenAsync(service);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/");
        await SignIn.WithKeyAsync(page, "admin.wrong-wrong-wrong-wrong-wrong-wrong");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("InvalidKey");
        await SignIn.WithKeyAsync(page, KeyedPortal.AdminKey);
        ILocator row = page.GetByRole(AriaRole.Row, new() { Name = "orders" });
        await Assertions.Expect(row).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(row).ToBeVisibleAsync();
        Assert.DoesNotContain("secret", page.Url, StringComparison.Ordinal);
        string kept = await page.EvaluateAsync<string>("JSON.stringify(localStorage) + document.cookie");
        Assert.DoesNotContain("secret", kept, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Key", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("orders")).ToHaveCountAsync(0);
        Assert.DoesNotContain("secret", await page.EvaluateAsync<string>(Stored), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Session_WhenTheKeyIsTakenBack_AsksAgainAndKeepsWhatWasTyped()
    {
        using PortalService service = await StartAsync();
        string key = await KeyedPortal.NewKeyAsync(service, "mine", new { role = "sender", queues = new[] { "*" } });
        await using WatchedPage tab = await OpenAsync(service);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/orders/send");
        await SignIn.WithKeyAsync(page, key);
        await page.GetByLabel("Body", new() { Exact = true }).FillAsync("half a thought");

        // Until the key has been accepted once, it counts as mistyped, and the page asks for it.
        await Assertions.Expect(page.GetByText("as of ")).ToBeVisibleAsync();
        await service.CallAsync("DELETE", $"/v1/keys/{key.Split('.')[0]}");
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("InvalidKey", new() { Timeout = 20_000 });
        await SignIn.WithKeyAsync(page, KeyedPortal.AdminKey);
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByLabel("Body", new() { Exact = true })).ToHaveValueAsync("half a thought");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("1 message sent")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Session_AfterEightHours_ForgetsTheKey()
    {
        using PortalService service = await StartAsync();
        await using WatchedPage tab = await OpenAsync(service);
        IPage page = tab.Page;
        await page.Clock.InstallAsync();
        await page.GotoAsync("/portal/");
        await SignIn.WithKeyAsync(page, KeyedPortal.AdminKey);
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "orders" })).ToBeVisibleAsync();
        Assert.Contains("secret", await page.EvaluateAsync<string>(Stored), StringComparison.Ordinal);
        await page.Clock.FastForwardAsync("08:00:01");

        // If a look was under way, the next comes after half a minute: nobody has touched the page for hours.
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync(
            "SessionOver", new() { Timeout = 40_000 });
        Assert.DoesNotContain("secret", await page.EvaluateAsync<string>(Stored), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task SignIn_WithAKeyThatMayDoEverythingForEver_OffersOneThatEnds()
    {
        using PortalService service = await StartAsync();
        await using WatchedPage tab = await OpenAsync(service, new() { BypassCSP = true });
        IPage page = tab.Page;
        await page.GotoAsync("/portal/");
        await page.GetByLabel("Key", new() { Exact = true }).WaitForAsync();
        await PageLooks.CheckAsync(page, "sign-in");
        await SignIn.WithKeyAsync(page, KeyedPortal.AdminKey);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make my own key" }).WaitForAsync();
        await PageLooks.CheckAsync(page, "sign-in-strong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make my own key" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("ada");
        await Assertions.Expect(dialog.GetByLabel("Ends at")).Not.ToHaveValueAsync("");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make key" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Sign in with it" }).ClickAsync();
        await Assertions.Expect(page.Locator(".who")).ToHaveTextAsync("ada");
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "ada", Exact = true })).ToBeVisibleAsync();
        ILocator offer = page.GetByRole(AriaRole.Button, new() { Name = "Make my own key" });
        await Assertions.Expect(offer).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task SignIn_WhereUsersOfEntraAreLetIn_LeadsThereAndBack()
    {
        using PortalService service = await StartAsync();
        await using WatchedPage tab = await OpenAsync(service);
        IPage page = tab.Page;
        await page.RouteAsync(
            url => new Uri(url).AbsolutePath is "/",
            route => route.FulfillAsync(new()
            {
                ContentType = "application/json",
                Body = """{"version":"1","access":"keys","signIn":["key","entra"]}""",
            }));
        await page.GotoAsync("/portal/queues/orders?range=7d");
        ILocator link = page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Microsoft Entra ID" });
        await Assertions.Expect(link).ToHaveAttributeAsync(
            "href", "/.auth/login/aad?post_login_redirect_uri=%2Fportal%2Fqueues%2Forders%3Frange%3D7d");
    }

    private static async Task<PortalService> StartAsync()
    {
        PortalService service = await KeyedPortal.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/orders");
        return service;
    }

    /// <summary>A tab whose calls may be refused until somebody has signed in.</summary>
    private async Task<WatchedPage> OpenAsync(PortalService service, BrowserNewContextOptions? options = null)
    {
        WatchedPage tab = await browser.OpenAsync(service.Address, options);
        tab.Expected.Add("status of 401");
        return tab;
    }
}
