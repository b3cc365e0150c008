using System.Globalization;

namespace QueueService.Benchmarks.CommandLine;

/// <summary>The options of one command as given, or their defaults.</summary>
internal sealed class OptionValues
{
    private readonly Dictionary<string, string> _values;

    private OptionValues(Dictionary<string, string> values) => _values = values;

    public static OptionValues Parse(IReadOnlyList<Option> options, ReadOnlySpan<string> args)
    {
        Dictionary<string, string> values = options.ToDictionary(o => o.Name, o => o.Default, StringComparer.Ordinal);
        for (int i = 0; i < args.Length; i += 2)
        {
            if (!values.ContainsKey(args[i]))
                throw new UsageException($"There is no option '{args[i]}' here.");
            if (i + 1 == args.Length)
                throw new UsageException($"Option '{args[i]}' needs a value.");
            values[args[i]] = args[i + 1];
        }

        return new OptionValues(values);
    }

    public string Text(string name) => _values[name];

    public int Number(string name, int min, int max)
    {
        if (int.TryParse(_values[name], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= min && number <= max)
        {
            return number;
        }

        throw new UsageException($"Option '{name}' is '{_values[name]}'; it takes a whole number from {min} to {max}.");
    }

    public TimeSpan Seconds(string name) => TimeSpan.FromSeconds(Number(name, 1, 3600));
}
