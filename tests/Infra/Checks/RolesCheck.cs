using System.Text.RegularExpressions;
using QueueService.Tests.Infra.Syntax;

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

    public static IEnumerable<string> Complaints(BicepFile file)
    {
        (string Name, SyntaxNode Value)[] named =
        [
            .. file.Root.All("object").SelectMany(Objects.Properties).Where(property => Id(property.Value) is not null),
        ];
        var known = named.Select(role => role.Name).ToHashSet(StringComparer.Ordinal);
        return named
            .Where(role => !BuiltIn.TryGetValue(role.Name, out string? id) || !string.Equals(id, Id(role.Value), StringComparison.Ordinal))
            .Select(role => $"{file.Path}:{role.Value.Line}: '{role.Name}' is not the role of {Id(role.Value)}")
            .Concat(file.Root.All("string")
                .Where(text => Guid().IsMatch(text.Literal() ?? "") && !named.Any(role => role.Value.All().Contains(text)))
                .Select(text => $"{file.Path}:{text.Line}: {text.Text} has no name"))
            .Concat(file.Resources.Where(IsAssignment).SelectMany(assignment => AssignmentComplaints(file, assignment, known)))
            .Concat(known.Where(role => !file.Resources.Where(IsAssignment).Any(assignment => IsOf(assignment, role)))
                .Select(role => $"{file.Path}: nobody is given '{role}'"));
    }

    private static bool IsAssignment(Declaration resource) =>
        resource.Source?.StartsWith("Microsoft.Authorization/roleAssignments@", StringComparison.Ordinal) == true;

    private static IEnumerable<string> AssignmentComplaints(BicepFile file, Declaration assignment, HashSet<string> known)
    {
        string place = $"{file.Path}:{assignment.Node.Line}: {assignment.Name}";
        if (!known.Any(role => IsOf(assignment, role)))
            yield return $"{place} gives no role that is known here";
        if (Objects.Property(assignment.Body, "scope") is null)
            yield return $"{place} is for the whole resource group";
        if (Objects.At(assignment.Body, "properties.principalType") is null)
            yield return $"{place} does not say what the principal is: a new one would not be found yet";
        if (!string.Equals(Role(Objects.At(assignment.Body, "properties.roleDefinitionId")), NameRole(assignment), StringComparison.Ordinal))
            yield return $"{place} has a name that was made of another role";
    }

    private static bool IsOf(Declaration assignment, string role) =>
        string.Equals(Role(Objects.At(assignment.Body, "properties.roleDefinitionId")), role, StringComparison.Ordinal);

    private static string? NameRole(Declaration assignment) =>
        Role(Objects.Property(assignment.Body, "name")?.Field("arguments")?.Parts[^1]);

    private static string? Role(SyntaxNode? reference) =>
        reference?.Field("index")?.Literal() ?? reference?.Field("property")?.Text;

    /// <summary>The last argument of a call, if it is a GUID.</summary>
    private static string? Id(SyntaxNode value) =>
        value.Field("arguments")?.Parts is [.., var last] && last.Literal() is { } id && Guid().IsMatch(id) ? id : null;

    [GeneratedRegex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Guid();
}
