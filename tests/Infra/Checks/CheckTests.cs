using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra.Checks;

/// <summary>The checks find what they are there for.</summary>
public sealed class CheckTests
{
    private const string Described = """ "metadata": { "description": "What it is for." } """;

    [Theory]
    [InlineData("""{ "parameters": { "a": { "type": "string" } } }""", "'a' has no description")]
    [InlineData("""{ "parameters": { "a": { "type": "string", "metadata": { "description": "Short." } } } }""", "'a' has no description")]
    [InlineData("""{ "parameters": { "a": { "type": "string", "metadata": { "description": "Without a full stop" } } } }""", "'a' has no description")]
    [InlineData("""{ "outputs": { "a": { "type": "string" } } }""", "'a' has no description")]
    [InlineData($$"""{ "parameters": { "a": { "type": "int", {{Described}} } } }""", "'a' has neither")]
    [InlineData($$"""{ "parameters": { "a": { "type": "int", "minValue": 1, {{Described}} } } }""", "'a' has neither")]
    [InlineData(
        $$"""{ "parameters": { "a": { "type": "int", "minValue": 1, "maxValue": 2, "defaultValue": 3, {{Described}} } } }""",
        "'a' has a default that is not allowed")]
    [InlineData(
        $$"""{ "parameters": { "a": { "type": "string", "allowedValues": ["x"], "defaultValue": "y", {{Described}} } } }""",
        "'a' has a default that is not allowed")]
    public void Descriptions_WhenWrong_AreFound(string template, string complaint) =>
        Finds(DescriptionsCheck.Complaints(Template.Parse(template)), complaint);

    [Theory]
    [InlineData("[reference('m').outputs.z.value]", "m: nobody uses output 'y'")]
    [InlineData("[reference('n').outputs.y.value]", "m: nobody uses output 'y'")]
    [InlineData("[reference('m').outputs.y.value]", "infra/other.bicep: no module uses it")]
    [InlineData("[reference(resourceId('Microsoft.Resources/deployments', 'm'), '2025-04-01').outputs.yy.value]", "m: nobody uses output 'y'")]
    public void Modules_WhenWrong_AreFound(string asked, string complaint)
    {
        var main = Template.Parse($$"""
            { "resources": [ { "type": "Microsoft.Resources/deployments", "name": "m", "properties": {
                "template": { "metadata": { "description": "M." }, "resources": [], "outputs": { "y": {} } } } } ],
              "outputs": { "o": { "value": "{{asked}}" } } }
            """);
        string[] complaints =
            [.. ModulesCheck.Complaints(main, [("infra/m.bicep", "metadata description = 'M.'"), ("infra/other.bicep", "")])];
        Finds(complaints, complaint);
        Assert.DoesNotContain(complaints, found => found.StartsWith("infra/m.bicep", StringComparison.Ordinal));
    }

    [Fact]
    public void Modules_WhenTheyAreAskedInEitherForm_AreUsed() => Assert.All(
        ["reference('m').outputs.y.value", "reference(resourceId('d', 'm'), '2025-04-01').outputs.y.value"],
        asked => Assert.Empty(ModulesCheck.Complaints(
            Template.Parse($$"""
                { "resources": { "m": { "type": "Microsoft.Resources/deployments", "name": "m", "properties": {
                    "template": { "resources": [], "outputs": { "y": {} } } } } },
                  "outputs": { "o": { "value": "[{{asked}}]" } } }
                """),
            [])));

    [Theory]
    [InlineData("AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538e", "'AcrPull' is not the role of")]
    [InlineData("AcrPush", "7f951dda-4ed3-4680-a7ca-43fe172d538d", "'AcrPush' is not the role of")]
    [InlineData("AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d", "nobody is given 'AcrPull'")]
    public void Roles_WhenNamedWrongly_AreFound(string name, string id, string complaint) => Finds(
        RolesCheck.Complaints(Template.Parse(
            $$"""{ "variables": { "roles": { "{{name}}": "[subscriptionResourceId('x', '{{id}}')]" } }, "resources": [] }""")),
        complaint);

    [Theory]
    [InlineData("""{ "roleDefinitionId": "[variables('roles').Own]" }""", "gives no role that is known here")]
    [InlineData("""{ "roleDefinitionId": "[variables('roles').AcrPull]" }""", "is for the whole resource group")]
    [InlineData("""{ "roleDefinitionId": "[variables('roles').AcrPull]" }""", "does not say what the principal is")]
    [InlineData("""{ "roleDefinitionId": "[variables('roles')['AcrPull']]" }""", "has a name that was made of another role")]
    public void Roles_WhenGivenWrongly_AreFound(string properties, string complaint) => Finds(
        RolesCheck.Complaints(Template.Parse($$"""
            { "variables": { "roles": { "AcrPull": "[subscriptionResourceId('x', '7f951dda-4ed3-4680-a7ca-43fe172d538d')]" } },
              "resources": [ { "type": "Microsoft.Authorization/roleAssignments", "name": "[guid(variables('roles').Other)]",
                "properties": {{properties}} } ] }
            """)),
        complaint);

    [Theory]
    [InlineData(""" "variables": { "a": "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=" } """, "looks like a key")]
    [InlineData(""" "variables": { "a": "[format('x{0}', '0123456789abcdef0123456789abcdef')]" } """, "looks like a key")]
    [InlineData(""" "parameters": { "adminPassword": { "type": "string" } } """, "'adminPassword' is a secret with a default, or not secure")]
    [InlineData(""" "parameters": { "s": { "type": "secureString", "defaultValue": "letmein" } } """, "'s' is a secret with a default, or not secure")]
    [InlineData($$""" {{Secret}}, "outputs": { "b": { "value": "[parameters('s')]" } } """, "output 'b' tells a secret")]
    [InlineData(
        $$""" {{Secret}}, "variables": { "c": "[format('{0}', parameters('s'))]", "d": ["[variables('c')]"] }, "outputs": { "b": { "value": "[variables('d')]" } } """,
        "output 'b' tells a secret")]
    [InlineData(""" "outputs": { "b": { "value": "[listKeys('x', '2023-05-01').keys[0].value]" } } """, "output 'b' tells a secret")]
    [InlineData($$""" {{Secret}}, "resources": [ { "type": "x/y", "name": "r", "x": "[parameters('s')]" } ] """, "x/y r holds a secret")]
    [InlineData(
        $$""" {{Secret}}, "resources": [ { "type": "Microsoft.Resources/deployments", "name": "m", "properties": { "parameters": { "x": { "value": "[parameters('s')]" } }, "template": { "parameters": { "x": { "type": "string" } } } } } ] """,
        "'x' of m is not secure")]
    public void Secrets_WhenTheyLeak_AreFound(string members, string complaint) =>
        Finds(SecretsCheck.Complaints(Template.Parse($"{{ {members} }}")), complaint);

    [Fact]
    public void Secrets_WhenOnlyTheirPresenceIsTold_DoNotLeak() => Assert.Empty(SecretsCheck.Complaints(Template.Parse(
        $$"""{ {{Secret}}, "outputs": { "b": { "value": "[empty(parameters('s'))]" } } }""")));

    [Theory]
    [InlineData("Microsoft.Storage/storageAccounts", """ "properties": { "allowSharedKeyAccess": true } """, "has no properties.allowSharedKeyAccess: false")]
    [InlineData("Microsoft.Web/sites", """ "properties": {} """, "has no properties.httpsOnly: true")]
    [InlineData("Microsoft.Web/sites", """ "properties": { "siteConfig": { "ftpsState": "Disabled" } } """, "has ftpsState, which Flex Consumption refuses")]
    [InlineData("Microsoft.Web/sites/config", """ "properties": {} """, "has no properties.globalValidation.requireAuthentication: false")]
    [InlineData("Microsoft.Storage/storageAccounts/managementPolicies", """ "properties": {} """, "deletes by age")]
    [InlineData("x/y", """ "location": "x" """, "has no tags")]
    [InlineData("x/y", """ "p": [{ "failureThreshold": 30 }] """, "has failureThreshold 30, not from 1 to 10")]
    [InlineData("Microsoft.KeyVault/vaults/secrets", """ "properties": {} """, "would be replaced")]
    public void Requirements_WhenNotMet_AreFound(string type, string members, string complaint) => Finds(
        RequirementsCheck.Complaints(Template.Parse(
            $$"""{ "resources": [ { "type": "{{type}}", "name": "[format('{0}/{1}', 'kv', 'access-x')]", "apiVersion": "2024-04-01", {{members}} } ] }""")),
        complaint);

    [Fact]
    public void Requirements_WhenAVersionIsAPreview_AreNotMet() => Finds(
        RequirementsCheck.Complaints(Template.Parse(
            """{ "resources": [ { "type": "x/y", "name": "a", "apiVersion": "2024-04-01-preview" } ] }""")),
        "is of a preview, 2024-04-01-preview");

    private const string Secret = """ "parameters": { "s": { "type": "secureString" } } """;

    private static void Finds(IEnumerable<string> complaints, string complaint) =>
        Assert.Contains(complaints, found => found.Contains(complaint, StringComparison.Ordinal));
}
