using System.Text.Json;
using System.Text.RegularExpressions;
using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra.Checks;

/// <summary>Secrets come in by secure parameters, go into the vault, and nowhere else.</summary>
internal static partial class SecretsCheck
{
    public static IEnumerable<string> Complaints(Template main) => main.All.SelectMany(template =>
        Literals(template).Concat(Parameters(template)).Concat(Leaks(template))
            .Select(complaint => $"{template.Name}: {complaint}"));

    /// <summary>Long runs of digits of a code with repetitions, as random ones have; an alphabet has none.</summary>
    private static IEnumerable<string> Literals(Template template) => Own(template)
        .SelectMany(text => text.StartsWith('[') ? Literal().Matches(text).Select(match => match.Groups["text"].Value) : [text])
        .Where(text => Random().IsMatch(text) && text.Distinct().Count() < text.Length)
        .Select(text => $"looks like a key: {text}");

    private static IEnumerable<string> Parameters(Template template) => template.Parameters
        .Where(parameter => IsSecure(parameter.Value)
            ? (parameter.Value.Text("defaultValue") ?? "") is not ("" or "[newGuid()]")
            : parameter.Value.Text("type") is not "bool" && SecretName().IsMatch(parameter.Name))
        .Select(parameter => $"'{parameter.Name}' is a secret with a default, or not secure");

    /// <summary>In a resource, a secret may only be the value of a secret of the vault.</summary>
    private static IEnumerable<string> Leaks(Template template)
    {
        HashSet<string> tainted = Tainted(template);
        return template.Outputs.Where(output => Reveals(output.Value, tainted))
            .Select(output => $"output '{output.Name}' tells a secret")
            .Concat(template.Resources
                .Where(resource => !resource.Is("Microsoft.KeyVault/vaults/secrets") && Reveals(resource.Json, tainted))
                .Select(resource => $"{resource} holds a secret"))
            .Concat(template.Declared.Where(resource => resource.IsModule).SelectMany(module => Passed(module, tainted)));
    }

    private static IEnumerable<string> Passed(TemplateResource module, HashSet<string> tainted) =>
        module.Json.Members("properties.parameters")
            .Where(given => Reveals(given.Value, tainted))
            .Where(given => module.Json.At($"properties.template.parameters.{given.Name}") is not { } taken || !IsSecure(taken))
            .Select(given => $"'{given.Name}' of {module.Name} is not secure");

    /// <summary>
    /// Secure parameters and the variables made of them, as expressions name them; whether one is empty tells nothing.
    /// </summary>
    private static HashSet<string> Tainted(Template template)
    {
        var tainted = template.Parameters.Where(parameter => IsSecure(parameter.Value))
            .Select(parameter => $"parameters('{parameter.Name}')")
            .ToHashSet(StringComparer.Ordinal);
        string[] made;
        do
        {
            made =
            [
                .. template.Variables.Where(variable => Reveals(variable.Value, tainted))
                    .Select(variable => $"variables('{variable.Name}')").Except(tainted, StringComparer.Ordinal),
            ];
            tainted.UnionWith(made);
        }
        while (made.Length > 0);
        return tainted;
    }

    private static bool Reveals(JsonElement json, HashSet<string> tainted) => json.Texts()
        .Where(text => text.StartsWith('['))
        .Select(text => EmptyCall().Replace(text, ""))
        .Any(text => SecretCall().IsMatch(text) || tainted.Any(name => text.Contains(name, StringComparison.Ordinal)));

    /// <summary>The texts of a template without those of its modules, and without what the compiler adds.</summary>
    private static IEnumerable<string> Own(Template template) => template.Json.EnumerateObject()
        .Where(member => member.Name is not ("metadata" or "resources"))
        .SelectMany(member => member.Value.Texts())
        .Concat(template.Resources.SelectMany(resource => resource.Json.Texts()));

    private static bool IsSecure(JsonElement parameter) =>
        parameter.Text("type")?.StartsWith("secure", StringComparison.OrdinalIgnoreCase) == true;

    [GeneratedRegex("'(?<text>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex("^(?![0-9a-f]{8}-)(?=.*[0-9])[A-Za-z0-9+/_-]{32,}={0,2}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Random();

    [GeneratedRegex("(password|secret|key|headers|random)[0-9]*$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"empty\((parameters|variables)\('\w+'\)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmptyCall();

    [GeneratedRegex(@"\blist[A-Z]\w*\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretCall();
}
