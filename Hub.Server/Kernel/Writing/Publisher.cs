using System.Threading.Channels;

namespace Hub.Kernel.Writing;

/// <summary>Tells listeners of one fair's news, in order, on a task of its own: outside of every lock, and after the
/// answer to who asked is under way. A listener that fails is logged; the ledger, the other nodes and the other
/// listeners go on.</summary>
internal sealed partial class Publisher(string fair, ILogger log) : IAsyncDisposable
{
    private readonly Channel<News> _news = Channel.CreateUnbounded<News>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private Task _telling = Task.CompletedTask;

    public event Action<News>? Told;

    public void Start() => _telling = Task.Run(TellAsync);

    /// <summary>Never waits and never throws; may be called under the lock that keeps the news in order.</summary>
    public void Publish(News news) => _news.Writer.TryWrite(news);

    /// <summary>Tells what is left, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _news.Writer.TryComplete();
        await _telling;
    }

    private async Task TellAsync()
    {
        await foreach (var news in _news.Reader.ReadAllAsync())
            try
            {
                news.Tell(Told);
            }
            catch (AggregateException e)
            {
                LogListenerFailed(e, fair, news.Fair.Offset);
            }
    }

    [LoggerMessage(1005, LogLevel.Error, "{Fair}: a listener failed at offset {Offset}; the others were told")]
    private partial void LogListenerFailed(Exception e, string fair, long offset);
}
