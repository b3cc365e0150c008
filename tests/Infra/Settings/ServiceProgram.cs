using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace QueueService.Tests.Infra.Settings;

/// <summary>What the program makes of its configuration.</summary>
internal static class ServiceProgram
{
    private static readonly Lazy<string> Sources = new(() => string.Concat(
        new[] { "functions", "core" }.SelectMany(folder => Repository.Files(folder, "*.cs")).Select(Repository.Read)));

    /// <summary>Lets the program read its options, as it does when it starts; throws what it throws.</summary>
    /// <param name="isBehindFunctionsHost">True of the function app, false of the container app.</param>
    public static void ReadOptions(IConfiguration configuration, bool isBehindFunctionsHost)
    {
        MethodInfo read = Assembly.Load("QueueService")
            .GetType("QueueService.Functions.Hosting.OptionsReader", throwOnError: true)!
            .GetMethod("Read", BindingFlags.Static | BindingFlags.Public, [typeof(IConfiguration), typeof(bool)])
            ?? throw new InvalidOperationException("OptionsReader.Read(IConfiguration, bool) is gone.");
        read.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [configuration, isBehindFunctionsHost], null);
    }

    /// <summary>Some part of the program names the key.</summary>
    public static bool Names(string key) => Sources.Value.Contains($"\"{key}\"", StringComparison.Ordinal);
}
