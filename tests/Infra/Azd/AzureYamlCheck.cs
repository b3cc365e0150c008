namespace QueueService.Tests.Infra.Azd;

/// <summary>What azure.yaml names is there, and works on every system.</summary>
internal static class AzureYamlCheck
{
    private static readonly string[] Hosts = ["function", "containerapp"];
    private static readonly string[] Languages = ["dotnet", "csharp"];

    /// <param name="root">The folder of azure.yaml.</param>
    public static IEnumerable<string> Complaints(AzureYaml yaml, string root)
    {
        if (!File.Exists(Path.Combine(root, yaml.Infra.Path, $"{yaml.Infra.Module}.bicep")))
            yield return $"there is no {yaml.Infra.Path}/{yaml.Infra.Module}.bicep";
        if (yaml.Services.Count == 0)
            yield return "there are no services";
        foreach ((string name, AzdService service) in yaml.Services)
        {
            foreach (string complaint in Complaints(name, service, yaml, root))
                yield return $"service {name}: {complaint}";
        }

        foreach ((string name, AzdHook hook) in yaml.Hooks)
        {
            foreach (string complaint in Complaints(hook, root))
                yield return $"hook {name}: {complaint}";
        }
    }

    private static IEnumerable<string> Complaints(string name, AzdService service, AzureYaml yaml, string root)
    {
        string project = Path.Combine(root, service.Project);
        if (!Directory.Exists(project) || Directory.EnumerateFiles(project, "*.csproj").Count() != 1)
            yield return $"'{service.Project}' is no folder with one project";
        if (!Hosts.Contains(service.Host, StringComparer.Ordinal))
            yield return $"'{service.Host}' is no host that this repository knows";
        if (!Languages.Contains(service.Language, StringComparer.Ordinal))
            yield return $"'{service.Language}' is not the language of the project";
        if (File.Exists(Path.Combine(project, "Dockerfile")))
            yield return "a Dockerfile makes azd ask for Docker";
        if (File.Exists(Path.Combine(root, yaml.Infra.Path, $"{name}.bicep")))
            yield return $"azd would take {name}.bicep for the whole service";
        foreach ((string hook, AzdHook scripts) in service.Hooks)
        {
            foreach (string complaint in Complaints(scripts, project))
                yield return $"hook {hook}: {complaint}";
        }
    }

    private static IEnumerable<string> Complaints(AzdHook hook, string folder)
    {
        if (hook.Run is not null || hook.Posix?.Run is null || hook.Windows?.Run is null)
            yield return "is not there for both posix and windows";
        foreach ((AzdHook? script, string extension) in new[] { (hook.Posix, ".sh"), (hook.Windows, ".ps1") })
        {
            if (script?.Run is not { } run || !run.EndsWith(extension, StringComparison.Ordinal))
                continue;
            string path = Path.Combine(folder, run);
            if (!File.Exists(path))
                yield return $"there is no {run}";
            else if (!OperatingSystem.IsWindows() && extension is ".sh" && !IsExecutable(path))
                yield return $"{run} is not executable";
        }
    }

    private static bool IsExecutable(string path) =>
        !OperatingSystem.IsWindows() && File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute);
}
