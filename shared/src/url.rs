//! Addresses that merchants give us: where we may send, and where a payer may be sent. Knows no
//! HTTP.
//!
//! What is taken is a part of what a browser takes, read in the same way: letters, digits, hyphens
//! and points as a name, and nothing that could be read as a number (`docs/decisions/0010`).

use std::fmt;
use std::net::Ipv4Addr;

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

/// An address in its parts.
struct Parts {
    /// `https` or `http`.
    scheme: &'static str,
    /// In lower case.
    host: String,
    /// Unless it is the scheme's own.
    port: Option<u16>,
    /// From the path on; begins with a slash.
    rest: String,
}

impl Parts {
    fn read(text: &str) -> Result<Parts, UrlError> {
        if text.len() > URL_BYTES_MAX {
            return Err(UrlError::TooLong);
        }
        if text.chars().any(|letter| letter.is_control() || letter == '\\' || letter == ' ') {
            return Err(UrlError::NotAUrl);
        }
        let (scheme, rest) = text.split_once(':').ok_or(UrlError::NotAUrl)?;
        let (scheme, own_port) = match scheme.to_ascii_lowercase().as_str() {
            "https" => ("https", 443),
            "http" => ("http", 80),
            other if is_scheme(other) => return Err(UrlError::NotHttps),
            _ => return Err(UrlError::NotAUrl),
        };
        let rest = rest.strip_prefix("//").ok_or(UrlError::NotAUrl)?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at_checked(end).ok_or(UrlError::NotAUrl)?;
        if authority.contains('@') {
            return Err(UrlError::Credentials);
        }
        if authority.starts_with('[') {
            return Err(UrlError::NotPublic);
        }
        let (host, port) = match authority.split_once(':') {
            None => (authority, None),
            Some((host, port)) => (host, Some(read_port(port).ok_or(UrlError::NotAUrl)?)),
        };
        if !is_name(host) {
            return Err(UrlError::NotAUrl);
        }
        let slash = if rest.starts_with('/') { "" } else { "/" };
        Ok(Parts {
            scheme,
            host: host.to_ascii_lowercase(),
            port: port.filter(|port| *port != own_port),
            rest: slash.to_owned() + &ascii(rest),
        })
    }

    fn origin(&self) -> String {
        let port = self.port.map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}://{}{port}", self.scheme, self.host)
    }

    fn is_loopback(&self) -> bool {
        self.host == "localhost" || self.host == "127.0.0.1"
    }
}

/// A letter, then letters, digits and three signs (RFC 3986, 3.1).
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

fn read_port(text: &str) -> Option<u16> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

/// Labels between points, perhaps with a point at the end (RFC 1035, 2.3.4: at most 63 and 253).
fn is_name(host: &str) -> bool {
    let label = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        (1..=63).contains(&label.len()) && label.bytes().all(plain)
    };
    let name = host.strip_suffix('.').unwrap_or(host);
    name.len() <= 253 && name.split('.').all(label)
}

/// What is not ASCII in a path or a query, as browsers write it.
fn ascii(text: &str) -> String {
    let mut ascii = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii() {
            ascii.push(char::from(byte));
        } else {
            ascii.push_str(&format!("%{byte:02X}"));
        }
    }
    ascii
}

/// Reads an address that we call or send people to: https, a public name, the standard port, no
/// user.
///
/// Addresses in numbers are refused whole, in every notation (`reliability.md` 3.4).
///
/// # Errors
/// A [`UrlError`].
pub fn parse_public(text: &str, reach: Reach) -> Result<String, UrlError> {
    let parts = Parts::read(text)?;
    let whole = || parts.origin() + &parts.rest;
    if reach == Reach::Development && parts.is_loopback() {
        return Ok(whole());
    }
    if parts.scheme != "https" {
        return Err(UrlError::NotHttps);
    }
    if !is_public_name(&parts.host) {
        return Err(UrlError::NotPublic);
    }
    if parts.port.is_some() {
        return Err(UrlError::Port);
    }
    Ok(whole())
}

/// Reads an address that a text may lead people to: https or http, a public name, no user.
///
/// # Errors
/// A [`UrlError`].
pub fn parse_web(text: &str) -> Result<String, UrlError> {
    let parts = Parts::read(text)?;
    if !is_public_name(&parts.host) {
        return Err(UrlError::NotPublic);
    }
    Ok(parts.origin() + &parts.rest)
}

/// Where a server at `base` leads with this `Location` (RFC 3986, 5.2; RFC 9110, 10.2.2). Nothing
/// is checked: what comes out is as strange as what came in.
pub fn join(base: &str, location: &str) -> String {
    let path = base.find(['?', '#']).and_then(|end| base.get(..end)).unwrap_or(base);
    let root = path.find("://").map_or(0, |at| at + 3);
    let root = path.get(root..).and_then(|rest| rest.find('/')).map(|at| root + at);
    let origin = root.and_then(|root| path.get(..root)).unwrap_or(path);
    let head = location.split(['/', '?', '#']).next().unwrap_or_default();
    if head.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme)) {
        return location.to_owned();
    }
    if location.starts_with("//") {
        let scheme = base.split_once("//").map_or("", |(scheme, _)| scheme);
        return scheme.to_owned() + location;
    }
    if location.starts_with('/') {
        return origin.to_owned() + location;
    }
    if location.starts_with('?') {
        return path.to_owned() + location;
    }
    if location.is_empty() || location.starts_with('#') {
        return base.split('#').next().unwrap_or_default().to_owned() + location;
    }
    let folder = path.rfind('/').filter(|_| root.is_some()).and_then(|end| path.get(..=end));
    folder.map_or_else(|| format!("{origin}/"), str::to_owned) + location
}

/// Reads an origin (`https://shop.example.com`): scheme, host and port, nothing behind them.
///
/// # Errors
/// A [`UrlError`].
pub fn parse_origin(text: &str) -> Result<String, UrlError> {
    let parts = Parts::read(text)?;
    let is_address = parts.host.parse::<Ipv4Addr>().is_ok();
    if parts.rest != "/" || (ends_in_a_number(&parts.host) && !is_address) {
        return Err(UrlError::NotAUrl);
    }
    Ok(parts.origin())
}

/// The address with more query parameters behind its own.
pub fn with_query(url: &str, pairs: &[(&str, &str)]) -> String {
    let (url, fragment) = match url.split_once('#') {
        Some((url, fragment)) => (url, Some(fragment)),
        None => (url, None),
    };
    let mut text = url.to_owned();
    text.push(if url.contains('?') { '&' } else { '?' });
    text.push_str(&form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish());
    if let Some(fragment) = fragment {
        text.push('#');
        text.push_str(fragment);
    }
    text
}

/// Whether a name is one of the public: not reserved, and not what browsers read as a number.
fn is_public_name(name: &str) -> bool {
    let Some((_, last)) = name.trim_end_matches('.').rsplit_once('.') else {
        return false;
    };
    let reserved = name.trim_end_matches('.').ends_with("home.arpa") || LOCAL_NAMES.contains(&last);
    !reserved && !ends_in_a_number(name)
}

/// Whether browsers read a name as an IPv4 address, or refuse it as a bad one (WHATWG URL).
fn ends_in_a_number(name: &str) -> bool {
    let last = name.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    let hex = last
        .strip_prefix("0x")
        .is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    hex || last.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::{Host, Url};

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
        assert_eq!(parse_origin("http://127.0.0.1:8788"), Ok("http://127.0.0.1:8788".into()));
        assert!(parse_origin("http://a.0").is_err() && parse_origin("http://127.1").is_err());
        assert!(parse_origin("null").is_err());
        assert!(parse_origin("*").is_err());
    }

    #[test]
    fn a_return_address_keeps_its_own_query() {
        let url = with_query("https://example.com/thanks?a=1", &[("status", "paid")]);
        assert_eq!(url, "https://example.com/thanks?a=1&status=paid");
        let url = with_query("https://example.com/#end", &[("a", "b c&")]);
        assert_eq!(url, "https://example.com/?a=b+c%26#end");
    }

    #[test]
    fn a_text_may_lead_to_any_public_name_on_the_web_and_nowhere_else() {
        let path = "https://de.example.com/wiki/%C3%9Cbung";
        assert_eq!(parse_web("https://de.example.com/wiki/Übung"), Ok(path.into()));
        assert_eq!(parse_web("HTTP://Example.com:8080"), Ok("http://example.com:8080/".into()));
        for text in ["javascript:alert(1)", "data:text/html,x", "//example.com", "https:example"] {
            assert!(parse_web(text).is_err(), "{text}");
        }
        for text in
            ["https://a@example.com/", "https://localhost/", "http://127.0.0.1/", "https://[::1]"]
        {
            assert!(parse_web(text).is_err(), "{text}");
        }
    }

    proptest! {
        /// The crate `url` reads a `Location` as browsers do.
        #[test]
        fn a_location_leads_where_browsers_go(
            base in "https://a\\.example\\.com(/|/b|/b/c|/b/)(\\?q=/1)?(#f/)?",
            location in "((https:)?//b\\.example\\.org)?/?[a-z.:]{0,4}(/[a-z.]{0,3}){0,3}\
                         (\\?[a-z/:]{0,3})?(#[a-z/]{0,2})?",
        ) {
            if let Ok(taken) = parse_public(&join(&base, &location), Reach::Public) {
                let theirs = Url::parse(&base).unwrap().join(&location).unwrap();
                prop_assert_eq!(Url::parse(&taken).unwrap(), theirs);
            }
        }

        /// Whatever is taken, browsers read as the same name, port and origin (the crate `url` is
        /// their reading in Rust), and never as a number or with a user.
        #[test]
        fn browsers_read_what_is_taken_in_the_same_way(
            text in "(https?|HTTPS|ftp)?:?(//)?[-a-z0-9A-F.x:@%_é]{0,24}(/[a-z?#é.%/]{0,9})?",
        ) {
            if let Ok(taken) = parse_public(&text, Reach::Public) {
                let theirs = Url::parse(&text).unwrap();
                let ours = Url::parse(&taken).unwrap();
                prop_assert_eq!(&theirs, &ours);
                prop_assert!(matches!(ours.host(), Some(Host::Domain(_))), "{}", ours);
                prop_assert!(ours.username().is_empty() && ours.password().is_none());
                prop_assert_eq!((ours.scheme(), ours.port()), ("https", None));
            }
            if let Ok(origin) = parse_origin(&text) {
                let theirs = Url::parse(&text).unwrap();
                if matches!(theirs.host(), Some(Host::Domain(_))) {
                    prop_assert_eq!(theirs.origin().ascii_serialization(), origin);
                }
            }
        }

        #[test]
        fn every_notation_of_a_number_is_refused(number in 0_u32..) {
            let [a, b, c, d] = number.to_be_bytes();
            for host in [
                format!("{a}.{b}.{c}.{d}"), format!("{number}"), format!("0x{number:x}"),
                format!("0{number:o}"), format!("{a}.{b}.0x{c:x}{d:02x}"),
                format!("{a}.0{b:o}.{c}.{d}"),
                format!("{a}.{}", number & 0xFF_FFFF), format!("{a}.{b}.{c}.0x{d:X}."),
            ] {
                let refused = parse_public(&format!("https://{host}/"), Reach::Public);
                prop_assert_eq!(refused, Err(UrlError::NotPublic), "{}", host);
            }
        }
    }
}
