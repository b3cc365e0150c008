using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra.Checks;

/// <summary>The checks find what they are there for.</summary>
public sealed class CheckTests
{
    private const string Described = "@description('What it is for.')\n";

    [Theory]
    [InlineData("param used string\nvar unused = used", "'unused' is not used")]
    [InlineData("param unused string", "'unused' is not used")]
    [InlineData("param a string\nvar b = [for a in []: a]\noutput c array = b", "'a' is not used")]
    [InlineData("output a string = b", "'b' is not declared")]
    [InlineData("output a string = '${b}'", "'b' is not declared")]
    [InlineData("output a string = toLowerr('x')", "'toLowerr' is not declared")]
    [InlineData("output a array = map([], item => itm)", "'itm' is not declared")]
    [InlineData("func f(x string) string => '${y}'\noutput a string = f('')", "'y' is not declared")]
    [InlineData("var a = 1\nvar a = 2\noutput b int = a", "'a' is declared twice")]
    [InlineData("func unused(x string) string => x", "'unused' is not used")]
    public async Task Names_WhenWrong_AreFound(string source, string complaint) =>
        Finds(NamesCheck.Complaints(await ParseAsync(source)), complaint);

    [Theory]
    [InlineData("param a string", "'a' has no description")]
    [InlineData("@description('Short.')\nparam a string", "'a' has no description")]
    [InlineData("@description('Without a full stop')\nparam a string", "'a' has no description")]
    [InlineData("output a string = ''", "'a' has no description")]
    [InlineData(Described + "param a int", "'a' has neither")]
    [InlineData(Described + "@minValue(1)\nparam a int", "'a' has neither")]
    [InlineData(Described + "@minValue(1)\n@maxValue(2)\nparam a int = 3", "'a' has a default that is not allowed")]
    [InlineData(Described + "@allowed(['x'])\nparam a string = 'y'", "'a' has a default that is not allowed")]
    public async Task Descriptions_WhenWrong_AreFound(string source, string complaint) =>
        Finds(DescriptionsCheck.Complaints(await ParseAsync(source)), complaint);

    [Theory]
    [InlineData("param a string", "m: parameter 'a' is not given")]
    [InlineData("param b string = ''", "m: 'infra/m.bicep' has no parameter 'x'")]
    [InlineData("param x string\noutput y string = x", "infra/m.bicep: nobody uses output 'y'")]
    [InlineData("param x string", "m: 'infra/m.bicep' has no output 'z'")]
    public async Task Modules_WhenCalledWrongly_AreFound(string module, string complaint) => Finds(
        ModulesCheck.Complaints(
            await ParseAsync(
                "targetScope = 'subscription'\nmodule m 'm.bicep' = {\n scope: g\n params: { x: '' }\n}\noutput o string = m.outputs.z",
                ("infra/m.bicep", module)),
            "infra/test.bicep"),
        complaint);

    [Theory]
    [InlineData("module m 'n.bicep' = {\n params: {}\n}", "m: there is no file 'n.bicep'")]
    [InlineData("targetScope = 'subscription'\nmodule m 'm.bicep' = {\n params: {}\n}", "m: has no resource group as scope")]
    [InlineData("var a = 1", "infra/m.bicep: no module uses it")]
    public async Task Modules_WhenMissing_AreFound(string source, string complaint) => Finds(
        ModulesCheck.Complaints(await ParseAsync(source, ("infra/m.bicep", "")), "infra/test.bicep"), complaint);

    [Theory]
    [InlineData("var roles = { AcrPull: id('7f951dda-4ed3-4680-a7ca-43fe172d538e') }", "'AcrPull' is not the role of")]
    [InlineData("var roles = { AcrPush: id('7f951dda-4ed3-4680-a7ca-43fe172d538d') }", "'AcrPush' is not the role of")]
    [InlineData("var role = '7f951dda-4ed3-4680-a7ca-43fe172d538d'", "has no name")]
    [InlineData("var roles = { AcrPull: id('7f951dda-4ed3-4680-a7ca-43fe172d538d') }", "nobody is given 'AcrPull'")]
    [InlineData(
        "resource a 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n scope: x\n properties: {\n roleDefinitionId: roles.Own\n }\n}",
        "gives no role that is known here")]
    [InlineData(
        "resource a 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n name: guid(x)\n}", "is for the whole resource group")]
    [InlineData(
        "resource a 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n name: guid(x)\n}", "does not say what the principal is")]
    [InlineData(
        "resource a 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n name: guid(x, roles.B)\n properties: {\n roleDefinitionId: roles.A\n }\n}",
        "has a name that was made of another role")]
    public async Task Roles_WhenWrong_AreFound(string source, string complaint) =>
        Finds(RolesCheck.Complaints(await ParseAsync(source)), complaint);

    [Theory]
    [InlineData("var a = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA='", "looks like a key")]
    [InlineData("var a = 'x${'0123456789abcdef0123456789abcdef'}'", "looks like a key")]
    [InlineData("param adminPassword string", "'adminPassword' is a secret with a default, or not secure")]
    [InlineData("@secure()\nparam a string = 'letmein'", "'a' is a secret with a default, or not secure")]
    [InlineData("@secure()\nparam a string\noutput b string = a", "output 'b' tells a secret")]
    [InlineData("@secure()\nparam a string\nvar c = '${a}'\nvar d = [c]\noutput b array = d", "output 'b' tells a secret")]
    [InlineData("output b string = account.listKeys().keys[0].value", "output 'b' tells a secret")]
    [InlineData("@secure()\nparam a string\nresource r 'Microsoft.Web/sites@2024-04-01' = {\n x: a\n}", "'r' holds a secret")]
    [InlineData("@secure()\nparam a string\nmodule m 'm.bicep' = {\n params: { x: a }\n}", "'x' of m is not secure")]
    public async Task Secrets_WhenTheyLeak_AreFound(string source, string complaint) =>
        Finds(SecretsCheck.Complaints(await ParseAsync(source, ("infra/m.bicep", "param x string"))), complaint);

    [Theory]
    [InlineData("resource a 'Microsoft.Storage/storageAccounts@2023-05-01' = {\n properties: { allowSharedKeyAccess: true }\n}", "has no properties.allowSharedKeyAccess: false")]
    [InlineData("resource a 'Microsoft.Web/sites@2024-04-01' = {\n properties: {}\n}", "has no properties.httpsOnly: true")]
    [InlineData("resource a 'x/y@2024-04-01-preview' = {\n name: 'x'\n}", "is of a preview, 2024-04-01-preview")]
    [InlineData("resource a 'x/y@2024-04-01' = {\n location: 'x'\n}", "has no tags")]
    [InlineData("resource a 'x/y@2024-04-01' = {\n p: [{ failureThreshold: 30 }]\n}", "has failureThreshold 30, not from 1 to 10")]
    [InlineData("resource a 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {\n name: 'access-x'\n}", "would be replaced")]
    [InlineData(
        "resource a 'Microsoft.Web/sites@2024-04-01' = {\n resource b 'basicPublishingCredentialsPolicies@2024-04-01' = {\n name: 'ftp'\n }\n}",
        "b has no properties.allow: false")]
    public async Task Requirements_WhenNotMet_AreFound(string source, string complaint) =>
        Finds(RequirementsCheck.Complaints(await ParseAsync(source)), complaint);

    private static void Finds(IEnumerable<string> complaints, string complaint) =>
        Assert.Contains(complaints, found => found.Contains(complaint, StringComparison.Ordinal));

    private static async Task<BicepFile> ParseAsync(string source) => (await ParseAsync(source, []))[0];

    private static async Task<IReadOnlyList<BicepFile>> ParseAsync(string source, params (string Path, string Source)[] others)
    {
        IReadOnlyList<BicepFile> files = await BicepFile.ReadAsync([("infra/test.bicep", source), .. others]);
        Assert.Empty(files.SelectMany(SyntaxCheck.Complaints));
        return files;
    }
}
