using System.Globalization;

namespace QueueService.Functions.Hosting;

/// <summary>Values of the configuration as whole numbers.</summary>
internal static class ConfiguredNumber
{
    /// <param name="text">The value of the setting.</param>
    /// <exception cref="OptionsException">It is no whole number from <paramref name="least"/> on.</exception>
    public static long Parse(string key, string? text, long least, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
        && value >= least && value <= most
            ? value
            : throw new OptionsException($"{key} is '{text}'; allowed are whole numbers from {least} to {most}.");
}
