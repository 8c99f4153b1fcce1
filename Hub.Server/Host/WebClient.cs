using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Hub.Host;

/// <summary>The pages, as they were built into <c>web</c> beside the server.</summary>
public static partial class WebClient
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "web");

    /// <summary>Hash of the one style attribute that SvelteKit writes: it hides the element that tells screen readers
    /// of a new page.</summary>
    private const string RouteAnnouncer = "'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='";

    public static void UseWebClient(this WebApplication app)
    {
        if (!Directory.Exists(Folder))
            return;
        var files = new PhysicalFileProvider(Folder);
        app.Use(
            (http, next) =>
            {
                if (!http.Request.Path.StartsWithSegments("/_app"))
                    return next(http);
                http.Response.Headers.Vary = "Accept-Encoding";
                // the build has each file packed beside it
                var wanted = Packed.FirstOrDefault(p =>
                    http.Request.Headers.AcceptEncoding.ToString().Contains(p.Encoding)
                    && files.GetFileInfo(http.Request.Path + p.Ending).Exists
                );
                if (wanted.Encoding is null)
                    return next(http);
                (http.Request.Path, http.Response.Headers.ContentEncoding) = (
                    http.Request.Path + wanted.Ending,
                    wanted.Encoding
                );
                return next(http);
            }
        );
        app.UseStaticFiles(
            new StaticFileOptions
            {
                FileProvider = files,
                ContentTypeProvider = new PackedTypes(),
                // names under immutable/ change with their content
                OnPrepareResponse = c =>
                    c.Context.Response.Headers.CacheControl = c.Context.Request.Path.StartsWithSegments(
                        "/_app/immutable"
                    )
                        ? "public, max-age=31536000, immutable"
                        : "no-cache",
            }
        );
    }

    private static readonly (string Encoding, string Ending)[] Packed = [("br", ".br"), ("gzip", ".gz")];

    /// <summary>A packed file has the type of what is packed.</summary>
    private sealed class PackedTypes : IContentTypeProvider
    {
        private readonly FileExtensionContentTypeProvider _types = new();

        public bool TryGetContentType(string subpath, [MaybeNullWhen(false)] out string contentType) =>
            _types.TryGetContentType(
                Packed.Aggregate(
                    subpath,
                    (path, p) => path.EndsWith(p.Ending, StringComparison.Ordinal) ? path[..^3] : path
                ),
                out contentType
            );
    }

    /// <summary>Every other path is a page of the client, which finds its own way. Not a fallback route: that would
    /// hide a 405 or 415.</summary>
    public static void RunWebClient(this WebApplication app)
    {
        var file = Path.Combine(Folder, "index.html");
        var page = File.Exists(file) ? File.ReadAllText(file) : null;
        var fairs = app.Services.GetRequiredService<Ledgers>();
        app.Run(http =>
        {
            var ours = new[] { "/api", "/openapi", "/live", "/_app", "/metrics" }.Any(p =>
                http.Request.Path.StartsWithSegments(p)
            );
            var asks = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
            if (ours || !asks || page is null)
                throw new BadHttpRequestException("no such path", StatusCodes.Status404NotFound);
            var bytes = Encoding.UTF8.GetBytes(LinkPreview.In(page, http.Request, fairs));
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.Headers.CacheControl = "no-cache";
            http.Response.ContentLength = bytes.Length;
            return HttpMethods.IsHead(http.Request.Method)
                ? Task.CompletedTask
                : http.Response.Body.WriteAsync(bytes).AsTask();
        });
    }

    /// <summary>Nothing from elsewhere runs in our pages; the one inline script is named by its hash.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        var page = Path.Combine(Folder, "index.html");
        var hashes = string.Concat(
            InlineScript()
                .Matches(File.Exists(page) ? File.ReadAllText(page) : "")
                .Select(m =>
                    $" 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(m.Groups[1].Value)))}'"
                )
        );
        var strict =
            $"default-src 'self'; script-src 'self'{hashes}; style-src 'self'; style-src-attr 'unsafe-hashes' "
            + $"{RouteAnnouncer}; "
            + "img-src 'self' data: blob:; connect-src 'self'; "
            + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        // the page to try the API brings scripts and styles of its own inside the page
        const string reference =
            "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
            + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        app.Use(
            (http, next) =>
            {
                http.Response.OnStarting(() => Set(http));
                return next(http);
            }
        );

        // set at the last moment, because a refusal clears what was set before
        Task Set(HttpContext http)
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/docs") ? reference : strict;
            headers.XContentTypeOptions = "nosniff";
            // no browser keeps an answer that does not say that it may be kept
            if (http.Request.Path.StartsWithSegments("/api") && headers.CacheControl is [])
                headers.CacheControl = "no-store";
            headers["Referrer-Policy"] = "no-referrer";
            if (IsText(http.Response.ContentType))
                http.Response.ContentType += "; charset=utf-8";
            headers["Permissions-Policy"] = "geolocation=(), microphone=(), payment=()";
            if (http.Request.IsHttps)
            {
                headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
            }
            return Task.CompletedTask;
        }
    }

    /// <summary>Whether it is a type of text that does not say in which charset: all of ours is UTF-8.</summary>
    private static bool IsText(string? type) =>
        type is not null
        && (type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("+xml", StringComparison.Ordinal))
        && !type.Contains("charset", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex InlineScript();
}
