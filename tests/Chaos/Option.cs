using System.Globalization;

namespace QueueService.Tests.Chaos;

/// <summary>An option of the command line.</summary>
/// <param name="Help">What it is, with its default.</param>
/// <param name="Set">The options with this value; null if it is not allowed.</param>
/// <param name="Allowed">What is allowed, in words.</param>
internal sealed record Option<T>(string Name, string Help, Func<T, string, T?> Set, string Allowed)
    where T : class
{
    public static Option<T> Number(string name, string help, Func<T, int, T> set) => new(
        name,
        help,
        (options, text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0
                ? set(options, value)
                : null,
        "a whole number from 1 on");

    public static Option<T> Word(string name, string help, Func<T, string, T> set, params string[] allowed) => new(
        name,
        help,
        (options, text) => allowed.Length == 0 || allowed.Contains(text, StringComparer.Ordinal)
            ? set(options, text)
            : null,
        allowed.Length == 0 ? "a value" : string.Join(" or ", allowed));

    /// <summary>Reads a command line; throws <see cref="ArgumentException"/> with what is wrong and what there is.</summary>
    public static T Parse(T options, IReadOnlyList<string> arguments, IReadOnlyList<Option<T>> all)
    {
        for (int n = 0; n < arguments.Count; n += 2)
        {
            string name = arguments[n];
            Option<T> option = all.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.Ordinal))
                ?? throw new ArgumentException($"There is no option '{name}'. There are:\n{Describe(all)}", nameof(arguments));
            string value = n + 1 < arguments.Count ? arguments[n + 1] : "";
            options = option.Set(options, value)
                ?? throw new ArgumentException($"{name} takes {option.Allowed}, not '{value}'.", nameof(arguments));
        }

        return options;
    }

    private static string Describe(IEnumerable<Option<T>> all) =>
        string.Join('\n', all.Select(option => $"  {option.Name} {option.Allowed}: {option.Help}"));
}
