using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Hub.Kernel.Http;

public static class Charsets
{
    /// <summary>JSON travels as UTF-8 (RFC 8259, 8.1). A request that names another charset is refused here: what reads
    /// its body would fail at one that it does not know.</summary>
    public static void UseUtf8(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                if (
                    http.Request.ContentType is { } type
                    && type.Contains("charset", StringComparison.OrdinalIgnoreCase)
                    && http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is not null
                    && MediaTypeHeaderValue.TryParse(type, out var media)
                )
                {
                    var charset = HeaderUtilities.RemoveQuotes(media.Charset);
                    if (!charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
                        throw new BadHttpRequestException("no UTF-8", StatusCodes.Status415UnsupportedMediaType);
                    http.Request.ContentType = media.MediaType.Value;
                }
                return next(http);
            }
        );
}
