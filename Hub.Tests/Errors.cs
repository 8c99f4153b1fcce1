using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Hub.Tests;

/// <summary>What the hub complains of in its log.</summary>
internal sealed class Errors : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Said { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Dispose() { }

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (IsEnabled(logLevel))
            Said.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
