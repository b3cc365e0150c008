using System.Text.Json;
using System.Text.RegularExpressions;
using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra.Checks;

/// <summary>Roles are ones that Azure has, by the names that Azure gives them, and are given to what exists.</summary>
internal static partial class RolesCheck
{
    /// <summary>Built-in roles of Azure, of the kinds that a data plane needs.</summary>
    private static readonly Dictionary<string, string> BuiltIn = new(StringComparer.Ordinal)
    {
        ["Storage Blob Data Owner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["Storage Blob Data Contributor"] = "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        ["Storage Queue Data Contributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["Storage Table Data Contributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["Monitoring Metrics Publisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
        ["Key Vault Secrets User"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["Key Vault Secrets Officer"] = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
        ["AcrPull"] = "7f951dda-4ed3-4680-a7ca-43fe172d538d",
    };

    public static IEnumerable<string> Complaints(Template template)
    {
        JsonProperty[] named = [.. template.Json.Members("variables.roles")];
        TemplateResource[] assignments =
            [.. template.Resources.Where(resource => resource.Is("Microsoft.Authorization/roleAssignments"))];
        string[] given = [.. assignments.Select(GivenRole).OfType<string>()];
        return named
            .Where(role => !BuiltIn.TryGetValue(role.Name, out string? id)
                || !role.Value.GetString()!.Contains($"'{id}'", StringComparison.Ordinal))
            .Select(role => $"{template.Name}: '{role.Name}' is not the role of {role.Value}")
            .Concat(named.Where(role => !given.Contains(role.Name, StringComparer.Ordinal))
                .Select(role => $"{template.Name}: nobody is given '{role.Name}'"))
            .Concat(assignments.SelectMany(assignment => Complaints(assignment, named))
                .Select(complaint => $"{template.Name}: {complaint}"));
    }

    private static IEnumerable<string> Complaints(TemplateResource assignment, JsonProperty[] named)
    {
        string? role = GivenRole(assignment);
        if (!named.Any(known => string.Equals(known.Name, role, StringComparison.Ordinal)))
            yield return $"{assignment} gives no role that is known here";
        if (assignment.Json.At("scope") is null)
            yield return $"{assignment} is for the whole resource group";
        if (assignment.Json.At("properties.principalType") is null)
            yield return $"{assignment} does not say what the principal is: a new one would not be found yet";
        if (!string.Equals(role, Role(assignment.Name), StringComparison.Ordinal))
            yield return $"{assignment} has a name that was made of another role";
    }

    private static string? GivenRole(TemplateResource assignment) =>
        Role(assignment.Json.Text("properties.roleDefinitionId") ?? "");

    private static string? Role(string expression) =>
        Reference().Match(expression) is { Success: true } match ? match.Groups["name"].Value : null;

    [GeneratedRegex(@"variables\('roles'\)(\.(?<name>\w+)|\['(?<name>[^']+)'\])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
