using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Hub.Tests;

/// <summary>What a hub says in its log.</summary>
/// <param name="least">What is of less weight is not heard.</param>
internal sealed class HeardLog(LogLevel least = LogLevel.Trace) : ILoggerProvider, ILogger
{
    /// <summary>Sentences, each with the exception behind it.</summary>
    public ConcurrentQueue<string> Said { get; } = [];

    /// <summary>What it was said within.</summary>
    public ConcurrentQueue<string> Scopes { get; } = [];

    public ILogger<T> Of<T>() => new LoggerFactory([this]).CreateLogger<T>();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Scopes.Enqueue($"{state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

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
            Said.Enqueue($"{formatter(state, exception)}{exception}");
    }
}
