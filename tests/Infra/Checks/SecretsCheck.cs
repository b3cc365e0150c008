using System.Text.RegularExpressions;
using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra.Checks;

/// <summary>Secrets come in by secure parameters, go into the vault, and nowhere else.</summary>
internal static partial class SecretsCheck
{
    public static IEnumerable<string> Complaints(IReadOnlyList<BicepFile> files) =>
        files.SelectMany(file => Literals(file).Concat(Parameters(file)).Concat(Outputs(file)).Concat(Leaks(file))
            .Concat(Passed(file, files)));

    /// <summary>Long runs of digits of a code with repetitions, as random ones have; an alphabet has none.</summary>
    private static IEnumerable<string> Literals(BicepFile file) => file.Root.All("string_content")
        .Where(text => Random().IsMatch(text.Text) && text.Text.Distinct().Count() < text.Text.Length)
        .Select(text => $"{file.Path}:{text.Line}: looks like a key: {text.Text}");

    private static IEnumerable<string> Parameters(BicepFile file) => file.Parameters
        .Where(parameter => IsSecure(parameter)
            ? parameter.Value is not (null or { Text: "''" or "newGuid()" })
            : parameter.Type is not "bool" && SecretName().IsMatch(parameter.Name))
        .Select(parameter => $"{file.Path}:{parameter.Node.Line}: '{parameter.Name}' is a secret with a default, or not secure");

    private static IEnumerable<string> Outputs(BicepFile file)
    {
        HashSet<string> tainted = Tainted(file);
        return file.Outputs
            .Where(output => Reveals(output.Value!, tainted))
            .Select(output => $"{file.Path}:{output.Node.Line}: output '{output.Name}' tells a secret");
    }

    /// <summary>In a resource, a secret may only be the value of a secret of the vault.</summary>
    private static IEnumerable<string> Leaks(BicepFile file)
    {
        HashSet<string> tainted = Tainted(file);
        return file.Resources
            .Where(resource => !IsVaultSecret(resource) && resource.Body is { } body && Reveals(body, tainted))
            .Select(resource => $"{file.Path}:{resource.Node.Line}: '{resource.Name}' holds a secret");
    }

    private static IEnumerable<string> Passed(BicepFile file, IReadOnlyList<BicepFile> files)
    {
        HashSet<string> tainted = Tainted(file);
        return file.Modules.SelectMany(module => Objects.Properties(Objects.Property(module.Body, "params"))
            .Where(given => Reveals(given.Value, tainted))
            .Where(given => !files.Any(called => called.Path.EndsWith($"/{module.Source}", StringComparison.Ordinal)
                && called.Parameters.Any(parameter => IsSecure(parameter)
                    && string.Equals(parameter.Name, given.Name, StringComparison.Ordinal))))
            .Select(given => $"{file.Path}:{given.Value.Line}: '{given.Name}' of {module.Name} is not secure"));
    }

    /// <summary>Secure parameters and the variables made of them; whether one is empty tells nothing.</summary>
    private static HashSet<string> Tainted(BicepFile file)
    {
        var tainted = file.Parameters.Where(IsSecure).Select(parameter => parameter.Name)
            .ToHashSet(StringComparer.Ordinal);
        string[] made;
        do
        {
            made = [.. file.Variables.Where(made => Reveals(made.Value!, tainted)).Select(made => made.Name).Except(tainted)];
            tainted.UnionWith(made);
        }
        while (made.Length > 0);
        return tainted;
    }

    private static bool Reveals(SyntaxNode node, HashSet<string> tainted) => node.Kind switch
    {
        "identifier" => tainted.Contains(node.Text),
        "call_expression" when node.Field("function")!.Text is "empty" => false,
        "call_expression" when SecretCall().IsMatch(node.Field("function")!.Text) => true,
        "object_property" => Reveals(node.Parts[^1], tainted),
        _ => node.Parts.Any(part => Reveals(part, tainted)),
    };

    private static bool IsSecure(Declaration parameter) => parameter.Decorator("secure") is not null;

    private static bool IsVaultSecret(Declaration resource) =>
        resource.Source?.StartsWith("Microsoft.KeyVault/vaults/secrets@", StringComparison.Ordinal) == true;

    [GeneratedRegex("^(?![0-9a-f]{8}-)(?=.*[0-9])[A-Za-z0-9+/_-]{32,}={0,2}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Random();

    [GeneratedRegex("(password|secret|key|headers|random)[0-9]*$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"(^|\.)list[A-Z]\w*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretCall();
}
