using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>Where keys are asked for: signing in, and what each role finds.</summary>
public sealed partial class RightsTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    private const string Admin = "admin.a-secret-of-the-administrator-0123456789";

    [BrowserFact]
    public async Task SignIn_WhenTheKeyIsRight_ShowsTheQueuesAndIsGoneAfterwards()
    {
        using PortalService service = await StartAsync();
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        ExpectRefusals(tab);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/");
        await SignInAsync(page, "admin.wrong-wrong-wrong-wrong-wrong-wrong");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("InvalidKey");
        await SignInAsync(page, Admin);
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "orders" })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "orders" })).ToBeVisibleAsync();
        Assert.DoesNotContain("secret", page.Url, StringComparison.Ordinal);
        string kept = await page.EvaluateAsync<string>("JSON.stringify(localStorage) + document.cookie");
        Assert.DoesNotContain("secret", kept, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Key", new() { Exact = true })).ToBeVisibleAsync();
        Assert.DoesNotContain(
            "secret", await page.EvaluateAsync<string>("JSON.stringify(sessionStorage)"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Buttons_OfEachRole_WorkExactlyWhereTheSameCallDoes()
    {
        using PortalService service = await StartAsync();
        foreach ((string role, bool maySend, bool mayManage, bool mayRedrive, bool mayPeek, bool mayKeys) in
            ((string, bool, bool, bool, bool, bool)[])
            [
                ("admin", true, true, true, true, true), ("operator", false, true, true, true, false),
                ("sender", true, false, false, false, false), ("receiver", false, false, false, false, false),
                ("viewer", false, false, false, true, false),
            ])
        {
            JsonElement key = await service.CallAsync(
                "POST", "/v1/keys", new { name = role, allow = new[] { new { role, queues = new[] { "*" } } } });
            await using WatchedPage tab = await browser.OpenAsync(service.Address);
            ExpectRefusals(tab);
            IPage page = tab.Page;
            await page.GotoAsync("/portal/queues/orders/send");
            await SignInAsync(page, $"{Text(key, "id")}.{Text(key, "secret")}");
            await AssertMayAsync(page, "Send", maySend);
            await page.GotoAsync("/portal/queues/orders/settings");
            await AssertMayAsync(page, "Delete queue", mayManage);
            await page.GotoAsync("/portal/queues/dead/dead");
            await AssertMayAsync(page, "Replay all 3", mayRedrive);
            await Assertions.Expect(page.GetByText("orders 0")).ToHaveCountAsync(mayPeek ? 1 : 0);
            ILocator keys = page.GetByRole(AriaRole.Link, new() { Name = "Keys" });
            await Assertions.Expect(keys).ToHaveCountAsync(mayKeys ? 1 : 0);
        }
    }

    [BrowserFact]
    public async Task Key_WhenItIsMade_ShowsItsSecretThisOnce()
    {
        using PortalService service = await StartAsync();
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        ExpectRefusals(tab);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/keys");
        await SignInAsync(page, Admin);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make key" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("shop");
        await dialog.GetByLabel("Queues").FillAsync("ord*");
        await Assertions.Expect(dialog).ToContainTextAsync("1 now: orders");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make key" }).ClickAsync();
        await Assertions.Expect(dialog).ToContainTextAsync("shown this once");
        string secret = await dialog.Locator("pre").First.InnerTextAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "I have kept it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "shop" })).ToBeVisibleAsync();
        string everything = await page.EvaluateAsync<string>(
            "document.documentElement.outerHTML + JSON.stringify([sessionStorage, localStorage]) + location.href");
        Assert.DoesNotContain(secret.Split('.')[1], everything, StringComparison.Ordinal);
    }

    private static async Task<PortalService> StartAsync()
    {
        PortalService service = await PortalService.StartAsync(
            "--Access:Mode=Keys", $"--Access:AdminKey={Admin.Replace('.', ':')}");
        service.UseKey(Admin);
        await DeadLetters.MakeAsync(service, "orders", "dead", 3);
        return service;
    }

    private static async Task SignInAsync(IPage page, string key)
    {
        await page.GetByLabel("Key", new() { Exact = true }).FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    private static async Task AssertMayAsync(IPage page, string button, bool may)
    {
        ILocator found = page.GetByRole(AriaRole.Button, new() { Name = button }).First;
        await Assertions.Expect(found).ToHaveAttributeAsync("aria-disabled", may ? "false" : "true");
        if (!may)
            await Assertions.Expect(found).ToHaveAttributeAsync("title", Needs());
    }

    [GeneratedRegex("^needs ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Needs();

    /// <summary>The first call is made without a key, to find out whether one is asked for.</summary>
    private static void ExpectRefusals(WatchedPage tab) => tab.Expected.Add("status of 401");

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;
}
