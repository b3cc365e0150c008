using System.Text.Json;
using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra.Snapshots;

/// <summary>What options deploy, and what is deployed without them.</summary>
public sealed class OptionTests
{
    private const string SignIn = "Microsoft.Web/sites/config";

    [Fact]
    public async Task SignIn_WhenNoAppRegistrationIsNamed_IsOff()
    {
        Snapshot snapshot = await Infrastructure.DefaultAsync();
        JsonElement signIn = snapshot.Single(SignIn).Json;
        Assert.EndsWith("/authsettingsV2", snapshot.Single(SignIn).Name, StringComparison.Ordinal);
        Assert.False(signIn.At("properties.platform.enabled")!.Value.GetBoolean());
        Assert.Empty(signIn.Members("properties.identityProviders"));
    }

    [Fact]
    public async Task SignIn_WhenAnAppRegistrationIsNamed_LetsItsTokensInAndAnonymousRequestsPass()
    {
        JsonElement signIn = (await Infrastructure.WithEveryOptionAsync()).Single(SignIn).Json;
        Assert.True(signIn.At("properties.platform.enabled")!.Value.GetBoolean());
        Assert.Equal("AllowAnonymous", signIn.Text("properties.globalValidation.unauthenticatedClientAction"));
        JsonElement entra = signIn.At("properties.identityProviders.azureActiveDirectory")!.Value;
        const string Client = "6ba7b813-9dad-41d1-80b4-00c04fd430c8";
        Assert.Equal(Client, entra.Text("registration.clientId"));
        Assert.Equal(
            "[format('{0}{1}/v2.0', environment().authentication.loginEndpoint, '6ba7b811-9dad-41d1-80b4-00c04fd430c8')]",
            entra.Text("registration.openIdIssuer"));
        Assert.Equal([Client, $"api://{Client}"], entra.Items("validation.allowedAudiences").Select(audience => audience.GetString()));
    }

    [Fact]
    public async Task Addresses_WhenNoneIsNamed_AreAllAllowed()
    {
        Snapshot snapshot = await Infrastructure.DefaultAsync();
        JsonElement site = snapshot.Single("Microsoft.Web/sites").Json;
        Assert.Equal("Allow", site.Text("properties.siteConfig.ipSecurityRestrictionsDefaultAction"));
        Assert.Empty(site.Items("properties.siteConfig.ipSecurityRestrictions"));
        Assert.Empty(ContainerRules(snapshot));
    }

    [Fact]
    public async Task Addresses_WhenSomeAreNamed_AreTheOnlyOnesThatReachEitherProgram()
    {
        Snapshot snapshot = await Infrastructure.WithEveryOptionAsync();
        string[] given = ["203.0.113.0/24", "198.51.100.7/32"];
        JsonElement site = snapshot.Single("Microsoft.Web/sites").Json;
        Assert.Equal("Deny", site.Text("properties.siteConfig.ipSecurityRestrictionsDefaultAction"));
        JsonElement[] rules = [.. site.Items("properties.siteConfig.ipSecurityRestrictions")];
        Assert.Equal(given, rules.Select(rule => rule.Text("ipAddress")));
        Assert.All(rules, rule => Assert.Equal("Allow", rule.Text("action")));
        Assert.Equal(rules.Length, rules.Select(rule => rule.At("priority")!.Value.GetInt32()).Distinct().Count());
        Assert.Equal(given, ContainerRules(snapshot).Select(rule => rule.Text("ipAddressRange")));
        Assert.All(ContainerRules(snapshot), rule => Assert.Equal("Allow", rule.Text("action")));
    }

    [Fact]
    public async Task Publishing_WhenAddressesAreNamed_IsPossibleFromAnywhere()
    {
        JsonElement site = (await Infrastructure.WithEveryOptionAsync()).Single("Microsoft.Web/sites").Json;
        Assert.False(site.At("properties.siteConfig.scmIpSecurityRestrictionsUseMain")!.Value.GetBoolean());
        Assert.Equal("Allow", site.Text("properties.siteConfig.scmIpSecurityRestrictionsDefaultAction"));
    }

    [Fact]
    public async Task Origins_WhenNoneIsNamed_AreNotAllowed()
    {
        Snapshot snapshot = await Infrastructure.DefaultAsync();
        Assert.Empty(snapshot.Single("Microsoft.Web/sites").Json.Items("properties.siteConfig.cors.allowedOrigins"));
        Assert.Null(snapshot.Single("Microsoft.App/containerApps").Json.Text("properties.configuration.ingress.corsPolicy.allowedOrigins"));
    }

    private static IEnumerable<JsonElement> ContainerRules(Snapshot snapshot) => snapshot
        .Single("Microsoft.App/containerApps").Json.Items("properties.configuration.ingress.ipSecurityRestrictions");
}
