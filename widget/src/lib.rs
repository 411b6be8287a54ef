//! The pages that payers and subscribers see: rendered by the edge (`ssr`), woken in the browser
//! (`hydrate`). Knows no HTTP and no SQL.

// Views are types as deep as the page.
#![recursion_limit = "256"]

mod card;
mod digits;
mod face;
mod reasons;

#[cfg(feature = "ssr")]
mod compose;
#[cfg(feature = "ssr")]
mod letter;
#[cfg(feature = "ssr")]
mod owner;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
pub mod samples;
#[cfg(feature = "ssr")]
mod words;

#[cfg(feature = "hydrate")]
mod browser;

pub use face::{Face, Row};

#[cfg(feature = "ssr")]
pub use compose::face;
#[cfg(feature = "ssr")]
pub use letter::{Letter, LetterView, Topic, letter};
#[cfg(feature = "ssr")]
pub use owner::{OwnerLetter, OwnerTopic, owner_letter};
#[cfg(feature = "ssr")]
pub use page::escape;
#[cfg(feature = "ssr")]
pub use page::{
    Document, Frame, Notice, checkout, closed_link, leave, link, manage, notice, settlement_cancel,
    subscribe, subscribed,
};
#[cfg(feature = "ssr")]
pub use words::language;

#[cfg(feature = "hydrate")]
pub use browser::hydrate;
