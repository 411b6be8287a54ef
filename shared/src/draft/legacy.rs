//! A request of seed 001, checked: its fields, its amounts, and in which order it is refused. Knows
//! no token.

use super::field::{FieldErrors, Fields, Text, read_email};
use super::{DESCRIPTION_TEXT, ExpiresIn, InvoiceDraft, ORDER_ID_TEXT, Price, limits};
use crate::currency::{Asset, Fiat};
use crate::money::{Amount, AmountError};
use crate::time::DAY_MS;
use crate::url::{self, Reach};

/// How long such a payment can be paid. The seed sets no end, but knows `failed`: something must
/// come to it. A link is mailed and paid within days.
const PAYABLE_MS: i64 = 7 * DAY_MS;

/// Where the address in the answer leads (seed 001, `type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegacyType {
    /// To the pay page.
    Link,
    /// To where the payer pays at once.
    Direct,
}

impl LegacyType {
    /// Both.
    pub const ALL: [LegacyType; 2] = [LegacyType::Link, LegacyType::Direct];

    /// The word in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            LegacyType::Link => "link",
            LegacyType::Direct => "direct",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<LegacyType> {
        LegacyType::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Why a request is refused, in the order in which it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LegacyProblem {
    /// There is no title.
    NoTitle,
    /// There is no amount.
    NoAmount,
    /// It is no amount of euros that can be paid.
    NotValidAmount,
    /// Something for which the seed has no word.
    Other(FieldErrors),
}

/// A payment that a client of seed 001 asked for, every field of it good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegacyDraft {
    /// The client's own name for it.
    pub id: Option<String>,
    /// Where the address leads.
    pub kind: LegacyType,
    title: String,
    amount: Amount,
    description: Option<String>,
    customer_email: Option<String>,
    customer_name: Option<String>,
    return_url: Option<String>,
}

impl LegacyDraft {
    /// Checks the fields of `POST /api/create/`. A text without anything in it is a missing field:
    /// forms send those.
    ///
    /// # Errors
    /// The first [`LegacyProblem`].
    pub fn check(fields: &Fields, reach: Reach) -> Result<LegacyDraft, LegacyProblem> {
        let title = text(fields, "title", Text::line(limits::TITLE));
        if title == Ok(None) {
            return Err(LegacyProblem::NoTitle);
        }
        let amount = match fields.number_text("amount") {
            Ok(None) => return Err(LegacyProblem::NoAmount),
            Ok(Some(text)) => read_euros(text).map_err(|_| LegacyProblem::NotValidAmount)?,
            Err(_) => return Err(LegacyProblem::NotValidAmount),
        };
        let mut errors = FieldErrors::default();
        let draft = LegacyDraft {
            id: errors.optional("id", read_id(fields)),
            kind: errors.optional("type", kind(fields)).unwrap_or(LegacyType::Link),
            title: errors.required("title", title),
            amount,
            description: errors
                .optional("description", text(fields, "description", DESCRIPTION_TEXT)),
            customer_email: errors.optional("email", email(fields)),
            customer_name: errors.optional("name", text(fields, "name", Text::line(limits::NAME))),
            return_url: errors.optional("response", response(fields, reach)),
        };
        errors.or(draft).map_err(LegacyProblem::Other)
    }

    /// As an invoice in euros that is settled in an asset.
    pub fn into_invoice(self, asset: Asset) -> InvoiceDraft {
        InvoiceDraft {
            title: self.title,
            description: self.description,
            asset,
            price: Price::Fiat(Fiat::Eur, self.amount),
            order_id: self.id,
            expires_in: ExpiresIn::Ms(PAYABLE_MS),
            customer_email: self.customer_email,
            customer_name: self.customer_name,
            return_url: self.return_url,
            metadata: Vec::new(),
        }
    }
}

/// The `id` of a request (seed 001). It is taken as it is: it is part of what the client hashes.
///
/// # Errors
/// What to tell the caller.
pub fn read_id(fields: &Fields) -> Result<Option<String>, String> {
    let id = text(fields, "id", ORDER_ID_TEXT)?;
    if id.is_some() && fields.number_text("id")? != id.as_deref() {
        return Err("must not begin or end with white space".to_owned());
    }
    Ok(id)
}

/// Reads `12`, `12,2`, `12,25`, `12.2` and `12.25`. More than two places are refused, also where
/// they are zeros: in `1,250` and `1.250` nobody knows whether a thousand is meant. So is nothing
/// at all, which nobody can pay.
///
/// # Errors
/// Every [`AmountError`].
fn read_euros(text: &str) -> Result<Amount, AmountError> {
    let places = text.split_once([',', '.']).map_or(0, |(_, places)| places.len());
    if places > Fiat::SCALE as usize {
        return Err(AmountError::TooPrecise { scale: Fiat::SCALE });
    }
    Amount::parse_payable(&text.replacen(',', ".", 1), Fiat::SCALE)
}

/// A text, also where it came as a number: languages without types send those.
fn text(fields: &Fields, name: &str, rule: Text) -> Result<Option<String>, String> {
    let lines = fields.number_text(name)?.unwrap_or_default().replace("\r\n", "\n");
    if lines.trim().is_empty() {
        return Ok(None);
    }
    rule.check(&lines)
}

fn kind(fields: &Fields) -> Result<Option<LegacyType>, String> {
    let word = text(fields, "type", Text::line(limits::NAME))?;
    let unknown = || "must be one of link, direct".to_owned();
    word.map(|word| LegacyType::parse(&word).ok_or_else(unknown)).transpose()
}

fn email(fields: &Fields) -> Result<Option<String>, String> {
    let typed = text(fields, "email", Text::line(limits::EMAIL))?;
    typed.map(|typed| read_email(&typed).map_err(|error| error.to_string())).transpose()
}

fn response(fields: &Fields, reach: Reach) -> Result<Option<String>, String> {
    let given = text(fields, "response", Text::line(url::URL_BYTES_MAX))?;
    given
        .map(|given| url::parse_public(&given, reach).map_err(|error| error.to_string()))
        .transpose()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Input;
    use super::*;

    fn fields(entries: &[(&str, &str)]) -> Fields {
        let entry =
            |(name, text): &(&str, &str)| ((*name).to_owned(), Input::Text((*text).to_owned()));
        Fields::new(entries.iter().map(entry))
    }

    fn check(entries: &[(&str, &str)]) -> Result<LegacyDraft, LegacyProblem> {
        LegacyDraft::check(&fields(entries), Reach::Public)
    }

    fn why(entries: &[(&str, &str)]) -> String {
        match check(&[&[("title", "t"), ("amount", "1")], entries].concat()) {
            Err(LegacyProblem::Other(errors)) => errors.first_sentence(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_comma_and_a_point_both_divide_euros_from_cents() {
        let amounts = [
            ("12", 1_200),
            ("12,2", 1_220),
            ("12,25", 1_225),
            ("12.2", 1_220),
            ("12.25", 1_225),
            ("0,01", 1),
            ("007", 700),
            ("92233720368547758.07", i64::MAX),
        ];
        for (text, cents) in amounts {
            assert_eq!(read_euros(text), Ok(Amount::from_minor(cents)), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_or_in_none_is_no_amount() {
        for text in [
            "",
            " ",
            "1,250",
            "1.250",
            "1.250,00",
            "1,250.00",
            "1,2,3",
            "1,2.3",
            "12,",
            ",5",
            ".5",
            "12.",
            "+12",
            "-12",
            "-0",
            "1e2",
            "1E2",
            " 12",
            "12 ",
            "1 250",
            "12,2 5",
            "12,250",
            "12.000",
            "€12",
            "12€",
            "12,-",
            "0",
            "0,00",
            "0.0",
            "NaN",
            "0x10",
            "１２",
            "1_000",
            "92233720368547758.08",
            "99999999999999999999",
        ] {
            assert!(read_euros(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn the_seeds_example_is_an_invoice_in_euros() {
        let draft = check(&[
            ("token", "spJA4nChfSPDRSkD-Znb6iw-2WGkDR37GyxZ-GZomUo"),
            ("id", "PR-000012457"),
            ("title", "Invoice #15123-14"),
            ("amount", "12,25"),
            ("type", "direct"),
            ("response", "https://payrequest.io/responsehandler"),
        ]);
        let draft = draft.unwrap();
        assert_eq!(draft.kind, LegacyType::Direct);
        let invoice = draft.into_invoice(Asset::Eurc);
        assert_eq!(invoice.price, Price::Fiat(Fiat::Eur, Amount::from_minor(1_225)));
        assert_eq!(invoice.order_id.as_deref(), Some("PR-000012457"));
        assert_eq!(invoice.title, "Invoice #15123-14");
        let back = "https://payrequest.io/responsehandler";
        assert_eq!(invoice.return_url.as_deref(), Some(back));
        assert_eq!(invoice.expires_in, ExpiresIn::Ms(604_800_000));
    }

    #[test]
    fn fields_are_refused_in_the_order_of_the_seed() {
        assert_eq!(check(&[("amount", "x"), ("email", "x")]), Err(LegacyProblem::NoTitle));
        assert_eq!(check(&[("title", " "), ("amount", "1")]), Err(LegacyProblem::NoTitle));
        assert_eq!(check(&[("title", "t"), ("email", "x")]), Err(LegacyProblem::NoAmount));
        let not_valid = Err(LegacyProblem::NotValidAmount);
        assert_eq!(check(&[("title", "t"), ("amount", ""), ("email", "x")]), not_valid);
        let flag = [("title", Input::Number("7".to_owned())), ("amount", Input::Flag(true))];
        let flag = Fields::new(flag.map(|(name, input)| (name.to_owned(), input)));
        assert_eq!(LegacyDraft::check(&flag, Reach::Public), not_valid);
    }

    #[test]
    fn what_the_seed_has_no_word_for_is_said_by_field() {
        assert_eq!(why(&[("email", "nobody")]), "email must be an e-mail address.");
        assert_eq!(
            why(&[("response", "http://example.com")]),
            "response must begin with https://."
        );
        assert_eq!(why(&[("type", "qr")]), "type must be one of link, direct.");
        assert_eq!(why(&[("id", "a ")]), "id must not begin or end with white space.");
        assert_eq!(why(&[("id", &"x".repeat(101))]), "id must have at most 100 characters.");
        let long = "x".repeat(201);
        let draft = check(&[("title", &long), ("amount", "1")]);
        assert!(matches!(draft, Err(LegacyProblem::Other(_))), "{draft:?}");
    }

    #[test]
    fn empty_fields_of_a_form_are_missing_and_its_lines_are_lines() {
        let mut entries = vec![("title", "t"), ("amount", "1"), ("description", "a\r\nb")];
        for name in ["id", "name", "email", "type", "response"] {
            entries.push((name, ""));
        }
        let draft = check(&entries).unwrap();
        assert_eq!((draft.id.as_ref(), draft.kind), (None, LegacyType::Link));
        let invoice = draft.into_invoice(Asset::Eurc);
        assert_eq!(invoice.description.as_deref(), Some("a\nb"));
        assert_eq!((invoice.customer_email, invoice.return_url), (None, None));
    }

    proptest! {
        #[test]
        fn every_sum_of_cents_is_read_with_comma_and_point(cents in 1_i64..=i64::MAX) {
            let amount = Amount::from_minor(cents);
            let text = format!("{}.{:02}", cents / 100, cents % 100);
            prop_assert_eq!(read_euros(&text), Ok(amount));
            prop_assert_eq!(read_euros(&text.replace('.', ",")), Ok(amount));
        }

        /// The grammar of the issue, tried by a reader of its own.
        #[test]
        fn nothing_else_is_an_amount(text in "[-+ 0-9,.e]{0,8}") {
            let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
            let parts: Vec<&str> = text.split([',', '.']).collect();
            let is_amount = match parts.as_slice() {
                [whole] => !whole.is_empty() && digits(whole),
                [whole, cents] => {
                    let some = !whole.is_empty() && (1..=2).contains(&cents.len());
                    some && digits(whole) && digits(cents)
                }
                _ => false,
            };
            let is_nothing = !text.contains(|letter| ('1'..='9').contains(&letter));
            prop_assert_eq!(read_euros(&text).is_ok(), is_amount && !is_nothing, "{}", text);
        }
    }

    #[test]
    fn white_space_around_a_name_counts() {
        let named = |name: &str| check(&[("title", "Tea"), ("amount", "1"), ("name", name)]);
        assert!(named(&format!("{:100}", "Ada")).is_ok());
        assert!(named(&format!("{:101}", "Ada")).is_err());
    }
}
