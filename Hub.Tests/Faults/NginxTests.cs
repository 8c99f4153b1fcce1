using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Tests.Faults;

/// <summary><c>deploy/nginx.conf</c> as it is handed out, on other ports and with another certificate.</summary>
[Needs(Need.Service)]
public class NginxTests
{
    private static readonly string[] OwnHeaders =
    [
        "X-Content-Type-Options",
        "Content-Security-Policy",
        "Strict-Transport-Security",
    ];

    [Fact]
    public async Task A_person_who_comes_over_plain_http_is_sent_to_https_and_a_program_is_refused()
    {
        await using var nginx = await NginxServer.StartAsync(new Uri("http://127.0.0.1:9"));
        using var http = nginx.Client();
        using var page = await http.GetAsync(new Uri(nginx.Plain, "board?contest=drone"));
        Assert.Equal(HttpStatusCode.PermanentRedirect, page.StatusCode);
        Assert.Equal("https://127.0.0.1/board?contest=drone", page.Headers.Location?.ToString());
        foreach (var path in (string[])["api/enter", "api/fairs", "live", "openapi/v1.json"])
            Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync(new Uri(nginx.Plain, path))).StatusCode);
    }

    [Fact]
    public async Task Every_answer_has_the_security_headers_once_also_nginxs_own()
    {
        var hub = await TestHub.WithFairAsync();
        await using var nginx = await NginxServer.StartAsync(hub.Url);
        using var http = nginx.Client();
        foreach (var path in (string[])["health", "api/fairs", "metrics", "health/state"])
            await OnceAsync(path, path is "metrics" or "health/state" ? 404 : 200);
        await hub.DisposeAsync();
        await OnceAsync("api/fairs", 502);

        async Task OnceAsync(string path, int status)
        {
            using var answer = await http.GetAsync(new Uri(nginx.Secure, path));
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.All(OwnHeaders, h => Assert.Single(answer.Headers.GetValues(h)));
            Assert.Equal(
                "max-age=31536000; includeSubDomains",
                answer.Headers.GetValues("Strict-Transport-Security").Single()
            );
        }
    }

    [Theory]
    [UnsupportedOSPlatform("windows")]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, true)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, false)]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, false)]
    public async Task Of_TLS_1_2_only_what_keeps_past_connections_secret_is_spoken(TlsCipherSuite suite, bool spoken)
    {
        await using var nginx = await NginxServer.StartAsync(new Uri("http://127.0.0.1:9"));
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, nginx.Secure.Port);
        await using var tls = new SslStream(tcp.GetStream());
        var met = tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                EnabledSslProtocols = SslProtocols.Tls12,
                CipherSuitesPolicy = new CipherSuitesPolicy([suite]),
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            }
        );
        if (!spoken)
        {
            await Assert.ThrowsAsync<AuthenticationException>(() => met);
            return;
        }
        await met;
        Assert.Equal(suite, tls.NegotiatedCipherSuite);
    }
}

/// <summary>nginx before one node.</summary>
internal sealed class NginxServer : Service
{
    private static readonly string? Program = Find(
        "nginx",
        Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/usr/local/sbin"
    );

    private NginxServer(int port, string folder)
        : base(port, folder) { }

    public Uri Plain => new($"http://127.0.0.1:{Port}/");
    public Uri Secure => new($"https://127.0.0.1:{Port + 1}/");

    public static async Task<NginxServer> StartAsync(Uri node)
    {
        Assert.SkipUnless(Program is not null, "nginx is not installed; ./test.sh installs it.");
        var server = new NginxServer(Ports.Free(2), NewFolder("nginx"));
        await server.WriteAsync(node);
        await server.LaunchAsync();
        return server;
    }

    /// <summary>Believes any certificate, and goes where it is sent by itself only.</summary>
    public HttpClient Client() =>
        new(
            new HttpClientHandler
            {
                AllowAutoRedirect = false,
                ServerCertificateCustomValidationCallback =
                    HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
            }
        );

    protected override ProcessStartInfo Command =>
        Run(Program!, "-p", Folder, "-c", Path.Combine(Folder, "nginx.conf"), "-e", "stderr");

    protected override async Task<bool> AnswersAsync()
    {
        try
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(IPAddress.Loopback, Secure.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task WriteAsync(Uri node)
    {
        using var certificate = SelfSigned.Make();
        using var key = certificate.GetRSAPrivateKey()!;
        var site = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "nginx.conf"));
        foreach (
            var (handedOut, here) in ((string, string)[])
                [
                    ("listen 80;", $"listen 127.0.0.1:{Port};"),
                    ("listen 443 ssl;", $"listen 127.0.0.1:{Port + 1} ssl;"),
                    ("/etc/ssl/hub.", "hub."),
                ]
        )
        {
            Assert.Contains(handedOut, site);
            site = site.Replace(handedOut, here);
        }
        foreach (
            var (name, text) in ((string, string)[])
                [
                    ("hub.crt", certificate.ExportCertificatePem()),
                    ("hub.key", key.ExportPkcs8PrivateKeyPem()),
                    ("nodes.conf", $"upstream hub {{ server {node.Authority}; }}"),
                    ("hub.conf", site),
                    (
                        "nginx.conf",
                        """
                        daemon off;
                        pid nginx.pid;
                        error_log stderr;
                        events { worker_connections 256; }
                        http {
                          access_log off;
                          client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                          uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                          include nodes.conf;
                          include hub.conf;
                        }
                        """
                    ),
                ]
        )
            await File.WriteAllTextAsync(Path.Combine(Folder, name), text);
    }
}
