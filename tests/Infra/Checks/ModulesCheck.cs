using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra.Checks;

/// <summary>Modules are there, get the parameters that they declare and no others, and give what is asked of them.</summary>
internal static class ModulesCheck
{
    public static IEnumerable<string> Complaints(IReadOnlyList<BicepFile> files, string entry)
    {
        var calls = files.SelectMany(caller => caller.Modules.Select(module => (caller, module, Called(files, caller, module))))
            .ToList();
        return calls.SelectMany(call => call.Item3 is { } called
                ? CallComplaints(call.caller, call.module, called)
                : [$"{Place(call.caller, call.module)}: there is no file '{call.module.Source}'"])
            .Concat(files.Where(file => !string.Equals(file.Path, entry, StringComparison.Ordinal))
                .Where(file => !calls.Any(call => call.Item3 == file))
                .Select(file => $"{file.Path}: no module uses it"))
            .Concat(calls.Where(call => call.Item3 is not null).GroupBy(call => call.Item3!)
                .SelectMany(same => UnusedOutputs(same.Key, same.SelectMany(call => OutputsOf(call.caller, call.module)))));
    }

    private static BicepFile? Called(IReadOnlyList<BicepFile> files, BicepFile caller, Declaration module)
    {
        string path = string.Join('/', caller.Path.Split('/')[..^1].Append(module.Source));
        return files.FirstOrDefault(file => string.Equals(file.Path, path, StringComparison.Ordinal));
    }

    private static IEnumerable<string> CallComplaints(BicepFile caller, Declaration module, BicepFile called)
    {
        string place = Place(caller, module);
        string[] given = [.. Objects.Properties(Objects.Property(module.Body, "params")).Select(property => property.Name)];
        string[] declared = [.. called.Parameters.Select(parameter => parameter.Name)];
        return given.Except(declared, StringComparer.Ordinal)
            .Select(name => $"{place}: '{called.Path}' has no parameter '{name}'")
            .Concat(called.Parameters.Where(parameter => parameter.Value is null).Select(parameter => parameter.Name)
                .Except(given, StringComparer.Ordinal)
                .Select(name => $"{place}: parameter '{name}' is not given"))
            .Concat(OutputsOf(caller, module)
                .Except(called.Outputs.Select(output => output.Name), StringComparer.Ordinal)
                .Select(name => $"{place}: '{called.Path}' has no output '{name}'"))
            .Concat(IsForSubscriptions(caller) && Objects.Property(module.Body, "scope") is null
                ? [$"{place}: has no resource group as scope"]
                : []);
    }

    private static IEnumerable<string> UnusedOutputs(BicepFile called, IEnumerable<string> used) => called.Outputs
        .Select(output => output.Name)
        .Except(used, StringComparer.Ordinal)
        .Select(name => $"{called.Path}: nobody uses output '{name}'");

    private static IEnumerable<string> OutputsOf(BicepFile caller, Declaration module) => caller.Root
        .All("member_expression")
        .Where(member => member.Field("object") is { Kind: "member_expression" } outputs
            && string.Equals(outputs.Text, $"{module.Name}.outputs", StringComparison.Ordinal))
        .Select(member => member.Field("property")!.Text)
        .Distinct(StringComparer.Ordinal);

    private static bool IsForSubscriptions(BicepFile file) => file.Root.All("target_scope_assignment")
        .Any(scope => scope.Parts[^1].Literal() is "subscription");

    private static string Place(BicepFile file, Declaration module) => $"{file.Path}:{module.Node.Line}: {module.Name}";
}
