//! Fetches a picture once, checks it, and keeps it, so that payers' browsers ask nobody but us.
//! Knows no link and no page.

use std::fmt;

use sha2::{Digest, Sha256};
use shared::picture::{self, PictureError};
use shared::time::SECOND_MS;
use shared::url::{self, UrlError};

use crate::app::App;
use crate::platform::{Incoming, Outgoing};

/// The largest picture that is kept, in bytes: 1 MB in the most generous reading.
pub const IMAGE_BYTES_MAX: usize = 1_024 * 1_024;

/// How often a server may lead on.
const REDIRECTS_MAX: usize = 3;

/// How long all of it may take: the merchant's request waits for it.
const TIMEOUT_MS: i64 = 8 * SECOND_MS;

/// Why there is no picture. Each is a sentence for the merchant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImageProblem {
    /// The address is none that we ask.
    Address(UrlError),
    /// The server leads on to an address that we do not ask.
    LedTo(UrlError),
    /// It leads on and on.
    LedOn,
    /// It did not answer, or not in time.
    NoAnswer,
    /// It answered with this status, and with no picture.
    Status(u16),
    /// More than [`IMAGE_BYTES_MAX`].
    TooLarge,
    /// The bytes are no picture, or none that we keep.
    Picture(PictureError),
    /// It is good, and could not be kept.
    NotKept,
}

impl fmt::Display for ImageProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fetched = "The image could not be fetched: ";
        match self {
            ImageProblem::Address(error) => write!(out, "{fetched}its address {error}."),
            ImageProblem::LedTo(error) => {
                write!(out, "{fetched}the server leads on to an address, which {error}.")
            }
            ImageProblem::LedOn => {
                write!(out, "{fetched}the server leads on more than {REDIRECTS_MAX} times.")
            }
            ImageProblem::NoAnswer => write!(out, "{fetched}the server did not answer in time."),
            ImageProblem::Status(status) => write!(out, "{fetched}the server answered {status}."),
            ImageProblem::TooLarge => out.write_str("The image is larger than 1 MB."),
            ImageProblem::Picture(error) => write!(out, "The image {error}."),
            ImageProblem::NotKept => {
                out.write_str("The image could not be kept. Save it again later.")
            }
        }
    }
}

/// Fetches the picture and keeps it; the name under which `GET /img/{name}` serves it. The same
/// bytes have the same name, whoever keeps them.
///
/// # Errors
/// An [`ImageProblem`].
pub async fn keep(app: &App, url: &str) -> Result<String, ImageProblem> {
    let bytes = fetch(app, url).await?;
    let format = picture::read(&bytes).map_err(ImageProblem::Picture)?;
    let name = picture::name(&Sha256::digest(&bytes).into(), format);
    let kv = &app.platform.kv;
    let Err(why) = kv.put(&name, &bytes).await else { return Ok(name) };
    // Another request may have kept it this second, in which no second write is taken.
    if let Ok(Some(_)) = kv.get(&name).await {
        return Ok(name);
    }
    app.platform.log.error(&format!("the image {name} was not kept: {why}"));
    Err(ImageProblem::NotKept)
}

/// The bytes, wherever the server leads: each address is checked as the first one is.
async fn fetch(app: &App, url: &str) -> Result<Vec<u8>, ImageProblem> {
    let until = app.now().plus_ms(TIMEOUT_MS);
    let mut url = url::parse_public(url, app.reach()).map_err(ImageProblem::Address)?;
    for _ in 0..=REDIRECTS_MAX {
        let left_ms = until.ms() - app.now().ms();
        if left_ms <= 0 {
            return Err(ImageProblem::NoAnswer);
        }
        let answer = app.platform.fetch.ask(request(&url, left_ms)).await;
        let answer = answer.map_err(|_| ImageProblem::NoAnswer)?;
        let Some(location) = redirect(&answer) else { return body(answer) };
        let next = url::join(&url, location);
        url = url::parse_public(&next, app.reach()).map_err(ImageProblem::LedTo)?;
    }
    Err(ImageProblem::LedOn)
}

/// Asks for what is taken: many servers have each picture in several formats.
fn request(url: &str, timeout_ms: i64) -> Outgoing {
    Outgoing {
        url: url.to_owned(),
        headers: vec![
            ("accept".to_owned(), "image/webp,image/png,image/jpeg".to_owned()),
            ("user-agent".to_owned(), "PayLinkr-Images/1".to_owned()),
        ],
        body: None,
        deletes: false,
        timeout_ms,
        bytes_max: IMAGE_BYTES_MAX + 1,
    }
}

fn redirect(answer: &Incoming) -> Option<&str> {
    let leads = matches!(answer.status, 301 | 302 | 303 | 307 | 308);
    answer.header("location").filter(|_| leads)
}

fn body(answer: Incoming) -> Result<Vec<u8>, ImageProblem> {
    match answer.status {
        200 if answer.body.len() > IMAGE_BYTES_MAX => Err(ImageProblem::TooLarge),
        200 => Ok(answer.body),
        status => Err(ImageProblem::Status(status)),
    }
}
