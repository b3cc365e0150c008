using System.Text.RegularExpressions;
using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra.Checks;

/// <summary>What a module tells is asked for, and no file is left over. The compiler checks the rest.</summary>
internal static class ModulesCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <param name="files">Name and source of every file of Bicep.</param>
    public static IEnumerable<string> Complaints(Template main, IEnumerable<(string Name, string Source)> files)
    {
        string[] described = [.. main.All.Select(template => template.Json.Text("metadata.description") ?? "")];
        return main.All.SelectMany(UnusedOutputs)
            .Concat(files.Where(file => !described.Any(text => file.Source.Contains($"metadata description = '{text}'", StringComparison.Ordinal)))
                .Select(file => $"{file.Name}: no module uses it"));
    }

    private static IEnumerable<string> UnusedOutputs(Template caller)
    {
        string json = string.Join('\n', caller.Json.Texts());
        return caller.Modules.SelectMany(module => module.Outputs
            .Where(output => !Asks(json, module.Name, output.Name))
            .Select(output => $"{module.Name}: nobody uses output '{output.Name}'"));
    }

    private static bool Asks(string json, string module, string output) => Regex.IsMatch(
        json, $@"'{module}'\)(, '[^']+'\))?\.outputs\.{output}\b", RegexOptions.ExplicitCapture, Patience);
}
