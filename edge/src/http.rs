//! A request and an answer as plain bytes. Knows no runtime, no route and no dialect.

use std::borrow::Cow;
use std::rc::Rc;

/// The largest body that is read, in bytes.
pub const BODY_BYTES_MAX: usize = 64 * 1_024;

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Makes or acts.
    Post,
    /// Sets as a whole.
    Put,
    /// Changes.
    Patch,
    /// Takes away.
    Delete,
    /// Asks what a browser may do.
    Options,
    /// Any other.
    Other,
}

impl Method {
    /// As it is written.
    pub const fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
            Method::Options => "OPTIONS",
            Method::Other => "OTHER",
        }
    }

    /// Reads a method; HEAD is a GET whose body nobody sees.
    pub fn parse(name: &str) -> Method {
        match name {
            "GET" | "HEAD" => Method::Get,
            "POST" => Method::Post,
            "PUT" => Method::Put,
            "PATCH" => Method::Patch,
            "DELETE" => Method::Delete,
            "OPTIONS" => Method::Options,
            _ => Method::Other,
        }
    }
}

/// The parts of the path that a route's pattern names.
pub type Params = Rc<Vec<(String, String)>>;

/// A request, read whole.
#[derive(Clone, Debug)]
pub struct Request {
    /// What is asked.
    pub method: Method,
    /// The path, as it came.
    pub path: String,
    /// The query, decoded, in order.
    pub query: Vec<(String, String)>,
    /// The headers; names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body; at most [`BODY_BYTES_MAX`] and one byte.
    pub body: Vec<u8>,
    /// The host that was asked, without its port.
    pub host: String,
    /// The id that its answer will bear; the door sets it.
    pub id: String,
}

impl Request {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The first query parameter of this name.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the caller has the answer with this tag already. Compressing a strong tag makes it
    /// weak, so they are compared weakly (RFC 9110, 13.1.2).
    pub fn has(&self, tag: &str) -> bool {
        let mut sent = self.header("if-none-match").unwrap_or_default().split(',');
        sent.any(|one| one.trim().trim_start_matches("W/") == tag)
    }
}

/// Host without port, path and query of an address as the runtime writes it.
pub fn split_url(url: &str) -> (&str, &str, &str) {
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    let rest = rest.split('#').next().unwrap_or_default();
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let port = authority.rfind(':').filter(|_| !authority.ends_with(']'));
    let (host, _) = authority.split_at(port.unwrap_or(authority.len()));
    (host, if path.is_empty() { "/" } else { path }, query)
}

/// Reads `a=b&c=d`, with `+` for blanks and `%XX`.
pub fn parse_query(text: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(&'static str, Cow<'static, str>)>,
    /// The body.
    pub body: Vec<u8>,
    /// The body is brotli already; the runtime must not compress it again.
    pub is_brotli: bool,
}

impl Response {
    /// An answer with a body of this type.
    pub fn new(status: u16, content_type: &'static str, body: Vec<u8>) -> Response {
        let headers = vec![("content-type", Cow::Borrowed(content_type))];
        Response { status, headers, body, is_brotli: false }
    }

    /// An answer without a body.
    pub const fn empty(status: u16) -> Response {
        Response { status, headers: Vec::new(), body: Vec::new(), is_brotli: false }
    }

    /// With one header more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Response {
        self.headers.push((name, value.into()));
        self
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| &**value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_the_runtime_is_split() {
        let split = |url| split_url(url);
        assert_eq!(
            split("https://pay.example.com/a/b?c=d&e"),
            ("pay.example.com", "/a/b", "c=d&e")
        );
        assert_eq!(split("http://127.0.0.1:8787/?x=/y"), ("127.0.0.1", "/", "x=/y"));
        assert_eq!(split("http://[::1]:80/a#b?c"), ("[::1]", "/a", ""));
        assert_eq!(split("http://[::1]"), ("[::1]", "/", ""));
    }
}
