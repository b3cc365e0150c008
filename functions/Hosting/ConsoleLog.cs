using Microsoft.Extensions.Logging.Console;

namespace QueueService.Functions.Hosting;

/// <summary>
/// What is logged, and how it looks on standard output: single lines, or what <c>Logging:Console:FormatterName</c> says
/// (<c>json</c>, <c>systemd</c>).
/// </summary>
internal static class ConsoleLog
{
    public static void AddTo(WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // At any level this category makes the server open a trace activity for each request.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        // It has only the stack of what the program ends with, and says in one line itself.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);

        // The line above sets the name, whatever the configuration says.
        if (builder.Configuration.Text("Logging:Console:FormatterName") is { } formatter)
            builder.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = formatter);
    }
}
