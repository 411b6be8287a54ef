//! The face of the card: what it shows, word for word, in the payer's language. Knows no invoice.
//!
//! It is the JSON of `GET /pay/:id/state` and what the card is woken with. One component draws it
//! in every state, so every text has its place, and an empty text means that its place is empty.

use serde::Serialize;

/// All that the card shows and needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Face {
    /// Names everything below but `now_ms`: the ETag of the state.
    pub tag: String,
    /// The time that it was made for, on the merchant's clock.
    pub now_ms: i64,
    /// When it can no longer be paid; 0: never.
    pub expires_ms: i64,
    /// From when on a timer is shown.
    pub hurry_ms: i64,
    /// Where to ask again; empty when nothing will change by itself.
    pub poll: String,
    /// Code of the status, as in the API.
    pub status: String,
    /// Codes of the exceptions, with spaces between.
    pub exceptions: String,
    /// Which of the card's own states it is; styles and tests look at it.
    pub stage: String,
    /// `wait`, `good`, `warn` or `stop`.
    pub tone: String,
    /// Path data of the status icon, on a 24 by 24 field.
    pub icon: String,
    /// The title of the page.
    pub title: String,
    /// The status in words.
    pub word: String,
    /// What the large number is: due, remaining or received.
    pub label: String,
    /// The large number, as its language writes it.
    pub amount: String,
    /// The code of the asset, or of the currency while there is no rate.
    pub asset: String,
    /// The price in a currency, the rate, who told it and until when it holds; lines with breaks.
    pub price: String,
    /// What happened, and what to do next.
    pub say: String,
    /// Trouble with one payment beside that.
    pub trouble: String,
    /// Whether the payer chooses the amount on this invoice at all.
    pub choosable: bool,
    /// Whether the payer is to choose now.
    pub choosing: bool,
    /// Whether the choice can still be changed.
    pub chosen: bool,
    /// Whether a ledger pays it, or did.
    pub on_ledger: bool,
    /// Whether it can be paid now.
    pub payable: bool,
    /// The payment URI.
    pub uri: String,
    /// The `viewBox` of the QR code; one that begins at 0 has no code.
    pub qr_box: String,
    /// Path data of the QR code.
    pub qr: String,
    /// The amount to copy, as machines write it.
    pub send: String,
    /// Until when to pay.
    pub until: String,
    /// What arrived, and on a receipt what for.
    pub rows: Vec<Row>,
    /// Where the payer came from, once nothing is left to do.
    pub back: String,
    /// "Back to …" with the host's name.
    pub back_word: String,
}

/// One line of the card's details.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What it is.
    pub label: String,
    /// How much, or who, or when.
    pub text: String,
    /// Small print: what became of a payment, and its name on the ledger.
    pub more: String,
}
