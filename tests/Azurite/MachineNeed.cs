namespace QueueService.Tests.Azurite;

/// <summary>
/// What a test needs of the machine and cannot bring itself. Where that is missing the test is left out; but not on the
/// machine that checks what is to be released, where it fails and says the same.
/// </summary>
public static class MachineNeed
{
    /// <summary>The reason to leave a test out; null if it is to run.</summary>
    /// <param name="how">How to get what is missing, in one line.</param>
    public static string? Missing(bool isHere, string how) =>
        Missing(isHere, how, Environment.GetEnvironmentVariable("CI"));

    /// <param name="ci">The variable of that name, which is <c>true</c> where tests check a release.</param>
    public static string? Missing(bool isHere, string how, string? ci) =>
        isHere || string.Equals(ci, "true", StringComparison.OrdinalIgnoreCase) ? null : how;
}
