namespace Hub.Kernel.Http;

/// <summary>Who a request comes from. One is at the door of each hub.</summary>
public interface IDoor
{
    /// <summary>Looked up anew each time: while a request is under way, its badge may be revoked.</summary>
    /// <exception cref="Refusal"><c>unknown-fair</c>; <c>badge-unknown</c>: a secret was shown that does not count (any
    /// more); <c>foreign-page</c>: another site's page uses the cookie.</exception>
    Asker Who(HttpContext http, string fair);

    /// <summary>Before somebody is asked who they are: makes sure that whoever is known on another node is known
    /// here.</summary>
    Task MeetAsync(HttpContext http, string fair);
}
