using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra;

/// <summary>The Bicep files of this repository, compiled once.</summary>
internal static class Infrastructure
{
    private const string Least =
        """
        param environmentName = 'production'
        param location = 'westeurope'

        """;

    private const string Most = Least +
        """
        param principalId = '6ba7b812-9dad-41d1-80b4-00c04fd430c8'
        param alwaysReadyInstances = 1
        param storagePrefix = 'q234567890123456789012345678901234567890'
        param purgeProtection = true
        param hasPreviousMasterKey = true
        param publicUrl = 'https://queues.example.org'
        param allowedOrigins = ['https://app.example.org']
        param allowedAddresses = '203.0.113.0/24, 198.51.100.7/32'
        param entraClientId = '6ba7b813-9dad-41d1-80b4-00c04fd430c8'
        param otlpEndpoint = 'https://collector.example.org'
        param otlpHeaders = 'api-key=x'
        param mqttMinReplicas = 1
        param mqttAppExists = true
        param alertEmail = 'operators@example.org'
        """;

    private static readonly Lazy<Task<Template>> Compiled = new(CompileAsync);
    private static readonly Lazy<Task<Snapshot>> Plain = new(() => Snapshot.OfMainAsync(Least));
    private static readonly Lazy<Task<Snapshot>> Full = new(() => Snapshot.OfMainAsync(Most));

    /// <summary>What the compiler makes of <c>main.bicep</c>, with all modules inside of it.</summary>
    public static Task<Template> TemplateAsync() => Compiled.Value;

    /// <summary>What is deployed if nothing is set that has a default.</summary>
    public static Task<Snapshot> DefaultAsync() => Plain.Value;

    /// <summary>What is deployed with every option.</summary>
    public static Task<Snapshot> WithEveryOptionAsync() => Full.Value;

    private static async Task<Template> CompileAsync()
    {
        (string template, string complaints) = await BicepCompiler.RunAsync("build", "main.bicep", "--stdout");
        Assert.Empty(complaints);
        return Template.Parse(template);
    }
}
