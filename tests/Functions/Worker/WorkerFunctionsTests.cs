using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using QueueService.Functions.Worker;

namespace QueueService.Tests.Functions.Worker;

public sealed class WorkerFunctionsTests
{
    [Fact]
    public void Functions_WhenTheHostCallsThem_AreFoundWithoutReflection()
    {
        Type[] holders = [.. typeof(WorkerStart).Assembly.GetTypes().Where(type => FunctionsOf(type).Length > 0)];
        Assert.Equal([typeof(WorkerFunctions)], holders);
        Assert.True(typeof(WorkerFunctions).IsPublic, "Internal ones are called by reflection, at thrice the price.");
        Assert.All(FunctionsOf(typeof(WorkerFunctions)), method => Assert.True(method.IsPublic, method.Name));
    }

    [Theory]
    [InlineData(true, "QueueService.dll", "--host", "127.0.0.1", "--functions-uri", "http://127.0.0.1:1/")]
    [InlineData(false, "--urls", "http://127.0.0.1:1")]
    [InlineData(false, "--functions-worker-id", "1")]
    public void IsByFunctionsHost_WhenTheHostNamesItsAddress_IsTrue(bool isByHost, params string[] args) =>
        Assert.Equal(isByHost, WorkerStart.IsByFunctionsHost(args));

    private static MethodInfo[] FunctionsOf(Type type) =>
    [
        .. type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)
            .Where(method => method.IsDefined(typeof(FunctionAttribute))),
    ];
}
