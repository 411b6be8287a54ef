//! Addresses that merchants give us: where we may send, and where a payer may be sent. Knows no
//! HTTP.

use std::fmt;

use url::{Host, Url};

/// The longest address that is taken, in bytes.
pub const URL_BYTES_MAX: usize = 2_048;

/// Why an address is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlError {
    /// Not an address at all.
    NotAUrl,
    /// Not `https://`.
    NotHttps,
    /// It names a user or a password.
    Credentials,
    /// Another port than 443.
    Port,
    /// A number, `localhost`, or a name that is not public.
    NotPublic,
    /// Longer than [`URL_BYTES_MAX`].
    TooLong,
}

impl fmt::Display for UrlError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            UrlError::NotAUrl => "must be an absolute URL such as https://example.com/hook",
            UrlError::NotHttps => "must begin with https://",
            UrlError::Credentials => "must not contain a user name or password",
            UrlError::Port => "must use the standard port",
            UrlError::NotPublic => "must have a public host name, not an address or a local name",
            UrlError::TooLong => "must have at most 2048 characters",
        })
    }
}

/// Names below which nothing public lives (RFC 6761, RFC 6762, RFC 8375 and what routers use).
const LOCAL_NAMES: [&str; 11] = [
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "private",
    "test",
    "invalid",
    "onion",
];

/// Whether loopback is allowed: only where `cargo xtask` set the development flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Public hosts over https only.
    Public,
    /// Also `http://localhost` and `http://127.0.0.1`, on any port.
    Development,
}

/// Reads an address that we call or send people to: https, a public name, the standard port, no
/// user.
///
/// The parser turns every notation of a number (decimal, octal, hex, IPv6-mapped) into an address,
/// and addresses are refused whole (`reliability.md` 3.4). The answer is the parser's own spelling.
///
/// # Errors
/// A [`UrlError`].
pub fn parse_public(text: &str, reach: Reach) -> Result<String, UrlError> {
    if text.len() > URL_BYTES_MAX {
        return Err(UrlError::TooLong);
    }
    if text.chars().any(|letter| letter.is_control() || letter == '\\' || letter == ' ') {
        return Err(UrlError::NotAUrl);
    }
    let url = Url::parse(text).map_err(|_| UrlError::NotAUrl)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UrlError::Credentials);
    }
    if reach == Reach::Development && is_loopback(&url) {
        return Ok(url.into());
    }
    if url.scheme() != "https" {
        return Err(UrlError::NotHttps);
    }
    match url.host() {
        Some(Host::Domain(name)) if is_public_name(name) => {}
        _ => return Err(UrlError::NotPublic),
    }
    if url.port().is_some() {
        return Err(UrlError::Port);
    }
    Ok(url.into())
}

/// Reads an origin (`https://shop.example.com`): scheme, host and port, nothing behind them.
///
/// # Errors
/// A [`UrlError`].
pub fn parse_origin(text: &str) -> Result<String, UrlError> {
    let url = Url::parse(text).map_err(|_| UrlError::NotAUrl)?;
    let web = matches!(url.scheme(), "https" | "http");
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if !web || !bare || !url.username().is_empty() || text.len() > URL_BYTES_MAX {
        return Err(UrlError::NotAUrl);
    }
    Ok(url.origin().ascii_serialization())
}

/// The host of an address, to show before somebody leaves for it.
pub fn host_of(text: &str) -> Option<String> {
    Url::parse(text).ok()?.host_str().map(str::to_owned)
}

/// The address with more query parameters behind its own.
pub fn with_query(text: &str, pairs: &[(&str, &str)]) -> Option<String> {
    let mut url = Url::parse(text).ok()?;
    url.query_pairs_mut().extend_pairs(pairs);
    Some(url.into())
}

fn is_loopback(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
}

fn is_public_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let Some((_, last)) = name.rsplit_once('.') else {
        return false;
    };
    let reserved = name.ends_with("home.arpa") || LOCAL_NAMES.contains(&last);
    let numeric = last.bytes().all(|byte| byte.is_ascii_digit());
    !reserved && !numeric
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_https_address_is_taken() {
        for text in ["https://example.com/paylinkr/webhooks", "https://shop.example.com:443/a?b=c"]
        {
            assert!(parse_public(text, Reach::Public).is_ok(), "{text}");
        }
    }

    #[test]
    fn private_hosts_are_refused_in_every_notation() {
        use UrlError::*;
        let cases = [
            ("http://example.com/", NotHttps),
            ("ftp://example.com/", NotHttps),
            ("javascript:alert(1)", NotHttps),
            ("https://127.0.0.1/", NotPublic),
            ("https://127.1/", NotPublic),
            ("https://2130706433/", NotPublic),
            ("https://0x7f000001/", NotPublic),
            ("https://0177.0.0.1/", NotPublic),
            ("https://017700000001/", NotPublic),
            ("https://10.0.0.1/", NotPublic),
            ("https://192.168.1.1/", NotPublic),
            ("https://169.254.169.254/latest/meta-data", NotPublic),
            ("https://8.8.8.8/", NotPublic),
            ("https://[::1]/", NotPublic),
            ("https://[::ffff:127.0.0.1]/", NotPublic),
            ("https://[fd00::1]/", NotPublic),
            ("https://localhost/", NotPublic),
            ("https://LOCALHOST./", NotPublic),
            ("https://foo.localhost/", NotPublic),
            ("https://printer.local/", NotPublic),
            ("https://db.internal/", NotPublic),
            ("https://router.home.arpa/", NotPublic),
            ("https://intranet/", NotPublic),
            ("https://１２７.０.０.１/", NotAUrl),
            ("https://user@example.com/", Credentials),
            ("https://user:pass@example.com/", Credentials),
            ("https://example.com:8443/", Port),
            ("https://example.com\\@evil.example/", NotAUrl),
            ("https://exa mple.com/", NotAUrl),
            ("https://example.com/\n", NotAUrl),
            ("//example.com/", NotAUrl),
            ("example.com", NotAUrl),
            ("", NotAUrl),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_public(text, Reach::Public), Err(expected), "{text}");
        }
        let long = format!("https://example.com/{}", "a".repeat(URL_BYTES_MAX));
        assert_eq!(parse_public(&long, Reach::Public), Err(TooLong));
    }

    #[test]
    fn development_allows_loopback_and_nothing_else() {
        assert!(parse_public("http://localhost:8788/hook", Reach::Development).is_ok());
        assert!(parse_public("http://127.0.0.1:1/", Reach::Development).is_ok());
        assert!(parse_public("http://10.0.0.1/", Reach::Development).is_err());
        assert!(parse_public("http://example.com/", Reach::Development).is_err());
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        assert_eq!(
            parse_origin("https://Shop.example.com/"),
            Ok("https://shop.example.com".into())
        );
        assert_eq!(parse_origin("http://localhost:8788"), Ok("http://localhost:8788".into()));
        assert!(parse_origin("https://shop.example.com/path").is_err());
        assert!(parse_origin("null").is_err());
        assert!(parse_origin("*").is_err());
    }

    #[test]
    fn a_return_address_keeps_its_own_query() {
        let url = with_query("https://example.com/thanks?a=1", &[("status", "paid")]);
        assert_eq!(url.as_deref(), Some("https://example.com/thanks?a=1&status=paid"));
    }
}
