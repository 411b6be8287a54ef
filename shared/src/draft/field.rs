//! Single fields of a request: what they may hold, and what is said when they do not.

use std::cell::RefCell;
use std::fmt;

use super::limits;
use crate::money::Amount;
use crate::time::Instant;
use crate::url::{self, Reach};

/// One field as it came, before anything is believed of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A text.
    Text(String),
    /// A number, as its text: never through a float (rulings M1).
    Number(String),
    /// True or false.
    Flag(bool),
    /// An object's entries.
    Map(Vec<(String, Input)>),
    /// A list.
    List(Vec<Input>),
    /// Nothing, in its place in a list.
    Nothing,
}

/// The fields of one request. A null is a missing field, and remembered: in a change it clears.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    given: Vec<(String, Input)>,
    nulls: Vec<String>,
    read: RefCell<Vec<String>>,
}

/// What is wrong, by field in the order of the alphabet, in the words that the caller reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<(String, Vec<String>)>);

/// A field's answer: `Ok(None)` when it is missing.
type Checked<T> = Result<Option<T>, String>;

/// What a text may be.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    longest: usize,
    many_lines: bool,
}

impl Text {
    /// One line of at most so many characters.
    pub const fn line(longest: usize) -> Text {
        Text { longest, many_lines: false }
    }

    /// Lines of at most so many characters together.
    pub const fn lines(longest: usize) -> Text {
        Text { longest, many_lines: true }
    }

    /// Reads what somebody typed, without the white space around it.
    ///
    /// # Errors
    /// [`EntryError::Empty`], [`EntryError::TooLong`], [`EntryError::Control`].
    pub fn read(self, text: &str) -> Result<String, EntryError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EntryError::Empty);
        }
        if text.chars().count() > self.longest {
            return Err(EntryError::TooLong(self.longest));
        }
        let forbidden = |letter: char| is_forbidden(letter) && !(self.many_lines && letter == '\n');
        if text.chars().any(forbidden) {
            return Err(EntryError::Control);
        }
        Ok(text.to_owned())
    }

    /// The same for what a program sends: white space counts, so that `maxLength` holds.
    pub(super) fn check(self, text: &str) -> Checked<String> {
        if !text.trim().is_empty() && text.chars().count() > self.longest {
            return Err(EntryError::TooLong(self.longest).to_string());
        }
        self.read(text).map(Some).map_err(|error| error.to_string())
    }
}

/// Why a text that somebody typed is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryError {
    /// Nothing but white space.
    Empty,
    /// More than so many characters.
    TooLong(usize),
    /// It has characters that nobody sees.
    Control,
    /// It is no e-mail address.
    NotAnEmail,
    /// It is no number.
    NotANumber,
    /// It is none of those that can be chosen.
    NotOffered,
}

impl fmt::Display for EntryError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EntryError::Empty => out.write_str("must not be empty"),
            EntryError::TooLong(longest) => write!(out, "must have at most {longest} characters"),
            EntryError::Control => out.write_str("must not contain control characters"),
            EntryError::NotAnEmail => out.write_str("must be an e-mail address"),
            EntryError::NotANumber => out.write_str("must be a number"),
            EntryError::NotOffered => out.write_str("must be one of those that can be chosen"),
        }
    }
}

/// Reads an e-mail address that somebody typed. The page and the edge both ask this.
///
/// # Errors
/// An [`EntryError`].
pub fn read_email(text: &str) -> Result<String, EntryError> {
    let text = Text::line(limits::EMAIL).read(text)?;
    if is_email(&text) { Ok(text) } else { Err(EntryError::NotAnEmail) }
}

/// Control characters, and those that turn the direction of the text around them: on a page that
/// asks for money a name must not be able to dress up what stands beside it.
pub(crate) fn is_forbidden(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

impl Fields {
    /// From entries, each name once.
    pub fn new(entries: impl IntoIterator<Item = (String, Input)>) -> Fields {
        Fields { given: entries.into_iter().collect(), ..Fields::default() }
    }

    /// With the names of the fields that were null.
    #[must_use]
    pub fn with_nulls(self, nulls: Vec<String>) -> Fields {
        Fields { nulls, ..self }
    }

    /// Whether the field was given as null.
    pub fn is_null(&self, name: &str) -> bool {
        self.nulls.iter().any(|null| null == name)
    }

    /// Whether the field was given.
    pub fn has(&self, name: &str) -> bool {
        self.given.iter().any(|(given, _)| given == name)
    }

    /// Whether the field was given at all, be it as null.
    pub fn knows(&self, name: &str) -> bool {
        self.has(name) || self.is_null(name)
    }

    /// The names of the given fields that nothing has asked for.
    pub fn unread(&self) -> Vec<String> {
        let read = self.read.borrow();
        let names = self.given.iter().map(|(name, _)| name);
        names.filter(|name| !read.contains(name)).cloned().collect()
    }

    fn get(&self, name: &str) -> Option<&Input> {
        self.read.borrow_mut().push(name.to_owned());
        let found = self.given.iter().find(|(given, _)| given == name);
        found.map(|(_, input)| input)
    }

    /// A text.
    ///
    /// # Errors
    /// What to tell the caller.
    pub fn text(&self, name: &str, rule: Text) -> Checked<String> {
        self.raw_text(name)?.map_or(Ok(None), |text| rule.check(text))
    }

    /// True or false.
    ///
    /// # Errors
    /// What to tell the caller.
    pub fn flag(&self, name: &str) -> Checked<bool> {
        match self.get(name) {
            None => Ok(None),
            Some(Input::Flag(flag)) => Ok(Some(*flag)),
            Some(_) => Err("must be true or false".to_owned()),
        }
    }

    /// One of some words.
    ///
    /// # Errors
    /// What to tell the caller.
    pub fn choice<'a>(&self, name: &str, words: &[&'a str]) -> Checked<&'a str> {
        let Some(text) = self.raw_text(name)? else { return Ok(None) };
        let known = words.iter().find(|word| **word == text);
        known.map_or_else(|| Err(format!("must be one of {}", words.join(", "))), |w| Ok(Some(*w)))
    }

    /// A payable amount, as a text or a number.
    ///
    /// # Errors
    /// What to tell the caller.
    pub fn amount(&self, name: &str, scale: u32) -> Checked<Amount> {
        let Some(text) = self.number_text(name)? else { return Ok(None) };
        Amount::parse_payable(text, scale).map(Some).map_err(|error| error.to_string())
    }

    /// The text of a number that came as a text or as a number; the caller reads it.
    ///
    /// # Errors
    /// What to tell the caller.
    pub fn number_text(&self, name: &str) -> Checked<&str> {
        match self.get(name) {
            None => Ok(None),
            Some(Input::Text(text) | Input::Number(text)) => Ok(Some(text)),
            Some(_) => Err("must be a string or a number".to_owned()),
        }
    }

    /// A whole number within bounds.
    ///
    /// # Errors
    /// What to tell the caller.
    pub fn whole(&self, name: &str, least: i64, most: i64) -> Checked<i64> {
        let Some(input) = self.get(name) else { return Ok(None) };
        let number = match input {
            Input::Number(text) => text.parse().ok(),
            _ => None,
        };
        let within = number.filter(|number| (least..=most).contains(number));
        within.map_or_else(
            || Err(format!("must be a whole number from {least} to {most}")),
            |number| Ok(Some(number)),
        )
    }

    /// An e-mail address: one `@`, something before it, a name with a point behind it.
    ///
    /// # Errors
    /// What to tell the caller.
    pub fn email(&self, name: &str) -> Checked<String> {
        let Some(text) = self.raw_text(name)? else { return Ok(None) };
        read_email(text).map(Some).map_err(|error| error.to_string())
    }

    /// An https address on a public host.
    ///
    /// # Errors
    /// What to tell the caller.
    pub fn url(&self, name: &str, reach: Reach) -> Checked<String> {
        let Some(text) = self.raw_text(name)? else { return Ok(None) };
        url::parse_public(text, reach).map(Some).map_err(|error| error.to_string())
    }

    /// An ISO 8601 instant with its offset.
    ///
    /// # Errors
    /// What to tell the caller.
    pub fn instant(&self, name: &str) -> Checked<Instant> {
        let Some(text) = self.raw_text(name)? else { return Ok(None) };
        let instant = Instant::parse(text).map(Some);
        instant.ok_or_else(|| "must be an instant such as 2026-01-15T10:00:00.000Z".to_owned())
    }

    /// A list of texts.
    ///
    /// # Errors
    /// What to tell the caller.
    pub fn list(&self, name: &str, rule: Text) -> Checked<Vec<String>> {
        let Some(input) = self.get(name) else { return Ok(None) };
        let not_texts = || "must be a list of strings".to_owned();
        let Input::List(items) = input else { return Err(not_texts()) };
        let mut texts = Vec::new();
        for item in items {
            match item {
                Input::Text(text) => texts.extend(rule.check(text)?),
                Input::Nothing => {}
                _ => return Err(not_texts()),
            }
        }
        Ok(Some(texts))
    }

    /// How many items a list has, with those that say nothing.
    pub fn items(&self, name: &str) -> usize {
        match self.get(name) {
            Some(Input::List(items)) => items.len(),
            _ => 0,
        }
    }

    /// A list of the texts of numbers, which the caller reads; nulls keep their places.
    ///
    /// # Errors
    /// What to tell the caller.
    pub fn numbers(&self, name: &str) -> Checked<Vec<Option<String>>> {
        let Some(input) = self.get(name) else { return Ok(None) };
        let not_numbers = || "must be a list of numbers, strings and nulls".to_owned();
        let Input::List(items) = input else { return Err(not_numbers()) };
        let text = |item: &Input| match item {
            Input::Text(text) | Input::Number(text) => Ok(Some(text.clone())),
            Input::Nothing => Ok(None),
            _ => Err(not_numbers()),
        };
        items.iter().map(text).collect::<Result<_, _>>().map(Some)
    }

    /// A map of short texts, for the merchant's own notes. Numbers and flags are kept as their
    /// texts.
    ///
    /// # Errors
    /// What to tell the caller.
    pub fn map(&self, name: &str) -> Checked<Vec<(String, String)>> {
        let Some(input) = self.get(name) else { return Ok(None) };
        let Input::Map(entries) = input else {
            return Err("must be an object of strings".to_owned());
        };
        if entries.len() > limits::METADATA_KEYS {
            return Err(format!("must have at most {} keys", limits::METADATA_KEYS));
        }
        let entries: Result<Vec<_>, String> = entries.iter().map(map_entry).collect();
        entries.map(Some)
    }

    /// A list of objects, at most so many, each with fields of its own.
    ///
    /// # Errors
    /// What to tell the caller.
    pub fn records(&self, name: &str, most: usize) -> Checked<Vec<Fields>> {
        let Some(input) = self.get(name) else { return Ok(None) };
        let not_records = || "must be a list of objects".to_owned();
        let Input::List(items) = input else { return Err(not_records()) };
        if items.len() > most {
            return Err(format!("must have at most {most} entries"));
        }
        let record = |item: &Input| match item {
            Input::Map(entries) => Ok(Fields::new(entries.iter().cloned())),
            _ => Err(not_records()),
        };
        items.iter().map(record).collect::<Result<_, _>>().map(Some)
    }

    /// Whether the field is an object.
    pub fn is_map(&self, name: &str) -> bool {
        matches!(self.get(name), Some(Input::Map(_)))
    }

    fn raw_text(&self, name: &str) -> Checked<&str> {
        match self.get(name) {
            None => Ok(None),
            Some(Input::Text(text)) => Ok(Some(text)),
            Some(_) => Err("must be a string".to_owned()),
        }
    }
}

fn map_entry((key, value): &(String, Input)) -> Result<(String, String), String> {
    let value = match value {
        Input::Text(text) | Input::Number(text) => text.clone(),
        Input::Flag(flag) => flag.to_string(),
        Input::Map(_) | Input::List(_) | Input::Nothing => {
            return Err("must have strings, numbers or booleans as values".to_owned());
        }
    };
    if key.is_empty() || key.chars().count() > limits::METADATA_KEY {
        return Err(format!("must have keys of 1 to {} characters", limits::METADATA_KEY));
    }
    if value.chars().count() > limits::METADATA_VALUE {
        return Err(format!("must have values of at most {} characters", limits::METADATA_VALUE));
    }
    if key.chars().chain(value.chars()).any(|letter| is_forbidden(letter) && letter != '\n') {
        return Err("must not contain control characters".to_owned());
    }
    Ok((key.clone(), value))
}

/// Enough to catch slips; only a mail that arrives proves an address.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain = |part: &str| !part.contains(['@', ' ', ',', ';', '<', '>', '"', '\\']);
    let labels = domain.split('.').collect::<Vec<_>>();
    let named = labels.len() > 1 && labels.iter().all(|label| !label.is_empty());
    !local.is_empty() && local.len() <= 64 && plain(local) && plain(domain) && named
}

impl FieldErrors {
    /// One more thing that is wrong with a field.
    pub fn add(&mut self, field: &str, message: &str) {
        let place = self.0.partition_point(|(known, _)| known.as_str() < field);
        match self.0.get_mut(place).filter(|(known, _)| known == field) {
            Some((_, messages)) => messages.push(message.to_owned()),
            None => self.0.insert(place, (field.to_owned(), vec![message.to_owned()])),
        }
    }

    /// Takes a field that may be missing; notes what is wrong with it.
    pub fn optional<T>(&mut self, field: &str, checked: Checked<T>) -> Option<T> {
        checked.unwrap_or_else(|message| {
            self.add(field, &message);
            None
        })
    }

    /// Takes a field that must be there; a default stands in for it beside the error.
    pub fn required<T: Default>(&mut self, field: &str, checked: Checked<T>) -> T {
        match checked {
            Ok(Some(value)) => return value,
            Ok(None) => self.add(field, "is required"),
            Err(message) => self.add(field, &message),
        }
        T::default()
    }

    /// The first thing that is wrong, as a sentence, and how much more.
    pub fn first_sentence(&self) -> String {
        let first = self.0.first();
        let first = first.and_then(|(field, texts)| Some(format!("{field} {}", texts.first()?)));
        let more = self.0.iter().map(|(_, texts)| texts.len()).sum::<usize>().saturating_sub(1);
        let first = first.unwrap_or_else(|| "The request is not valid".to_owned());
        if more == 0 { format!("{first}.") } else { format!("{first} (and {more} more).") }
    }

    /// Everything that is wrong, a sentence each.
    pub fn sentences(&self) -> Vec<String> {
        let all = self.0.iter().flat_map(|(field, texts)| texts.iter().map(move |t| (field, t)));
        all.map(|(field, text)| format!("{field} {text}")).collect()
    }

    /// The value, unless anything was wrong.
    ///
    /// # Errors
    /// All that was noted.
    pub fn or<T>(self, value: T) -> Result<T, FieldErrors> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }
}
