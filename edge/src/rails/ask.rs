//! Asks the ledgers' servers over HTTP. Says what went wrong in words that decide what happens
//! next; knows no ledger's answers.

use shared::json::Object;

use crate::app::App;
use crate::ledgers::LedgerServer;
use crate::platform::{Incoming, Outgoing};

/// How long a server may take, in milliseconds.
const TIMEOUT_MS: i64 = 8_000;

/// The most that is read of an answer: two hundred payments with their transactions are about one
/// megabyte.
const ANSWER_BYTES_MAX: usize = 4_000_000;

/// Why an address could not be read. The later ones weigh more when servers disagree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// A server did not answer, or not with anything that can be relied on; another may.
    Server(String),
    /// The ledger knows no such account.
    NoAccount,
    /// More happened in the span that was asked than one look can read.
    TooMuch,
    /// The server tells of another network.
    WrongNetwork(String),
    /// The ledger is younger than what was read of it.
    Reset,
    /// The server does not know the ledger from where it was read last.
    Gap,
}

impl Trouble {
    /// The server cannot be relied on, whatever it answers. Holds why, for the log.
    pub(super) fn unfit(why: &str) -> Trouble {
        Trouble::Server(format!("the server cannot be relied on: {why}"))
    }

    /// There is nobody to ask.
    pub(super) fn nobody() -> Trouble {
        Trouble::Server("no server is set".to_owned())
    }

    /// A sentence for people.
    pub fn text(&self) -> String {
        match self {
            Trouble::Server(why) => why.clone(),
            Trouble::NoAccount => "the ledger knows no such account".to_owned(),
            Trouble::TooMuch => "more happened than one look can read".to_owned(),
            Trouble::WrongNetwork(name) => format!("the server tells of another network: {name}"),
            Trouble::Reset => "the ledger is younger than what was read of it".to_owned(),
            Trouble::Gap => "no server knows the ledger from where it was read last".to_owned(),
        }
    }
}

/// A GET from a server.
///
/// # Errors
/// [`Trouble::Server`] when no answer came.
pub async fn get(app: &App, server: &LedgerServer, path: &str) -> Result<Incoming, Trouble> {
    ask(app, server, path, None).await
}

/// A JSON-RPC call, as the XRP Ledger's servers take it; the answer's body.
///
/// # Errors
/// [`Trouble::Server`].
pub async fn call(
    app: &App,
    server: &LedgerServer,
    method: &str,
    params: &Object,
) -> Result<Vec<u8>, Trouble> {
    let mut body = Object::new();
    body.put("method", method).put("params", vec![params]);
    let media = ("content-type".to_owned(), "application/json".to_owned());
    let answer = ask(app, server, "", Some((media, body.text().into_bytes()))).await?;
    good(answer)
}

/// A posted form; whatever the answer is.
///
/// # Errors
/// [`Trouble::Server`] when no answer came.
pub async fn post_form(
    app: &App,
    server: &LedgerServer,
    path: &str,
    form: String,
) -> Result<Incoming, Trouble> {
    let media = "application/x-www-form-urlencoded".to_owned();
    let media = ("content-type".to_owned(), media);
    ask(app, server, path, Some((media, form.into_bytes()))).await
}

/// The body of an answer that is there.
///
/// # Errors
/// [`Trouble::Server`] for every other status.
pub fn good(answer: Incoming) -> Result<Vec<u8>, Trouble> {
    match answer.status {
        200 => Ok(answer.body),
        429 => Err(Trouble::Server("the server says that it is asked too often".to_owned())),
        status => Err(Trouble::Server(format!("the server answered {status}"))),
    }
}

async fn ask(
    app: &App,
    server: &LedgerServer,
    path: &str,
    post: Option<((String, String), Vec<u8>)>,
) -> Result<Incoming, Trouble> {
    let mut headers = server.headers.clone();
    headers.push(("accept".to_owned(), "application/json".to_owned()));
    let body = post.map(|(media, body)| {
        headers.push(media);
        body
    });
    let request = Outgoing {
        url: format!("{}{path}", server.url),
        headers,
        body,
        deletes: false,
        timeout_ms: TIMEOUT_MS,
        bytes_max: ANSWER_BYTES_MAX,
    };
    app.platform.fetch.ask(request).await.map_err(Trouble::Server)
}
