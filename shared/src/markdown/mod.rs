//! The part of Markdown that merchants may write descriptions in (ruling D5): paragraphs, line
//! breaks, lists, bold, italic, links. Knows no HTML: what is none of these is text as it stands.
//!
//! The text is read once from front to back, and what comes of it is two levels deep whatever it
//! says: words have a look, they do not stand in each other.

use crate::draft::{is_forbidden, read_email};
use crate::url::{URL_BYTES_MAX, parse_web};

/// What stands below each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Words.
    Paragraph(Vec<Span>),
    /// Items.
    List {
        /// The first item's number; `None`: they have none.
        first: Option<u32>,
        /// At least one.
        items: Vec<Vec<Span>>,
    },
}

/// Words that lead to one place, or to none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Absolute: `https:`, `http:` or `mailto:`, in ASCII.
    pub url: Option<String>,
    /// The words, in pieces of one look each; at least one.
    pub runs: Vec<Run>,
}

/// Words of one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Line breaks are `\n`; there is no other control character.
    pub text: String,
    /// Whether they are bold.
    pub bold: bool,
    /// Whether they are italic.
    pub italic: bool,
}

/// Reads a text. There is none that cannot be read.
pub fn parse(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (kind, text) in pieces(&clean(text)) {
        let spans = Inline::default().read(&text).spans();
        match (kind, blocks.last_mut()) {
            (Kind::Bullet, Some(Block::List { first: None, items })) => items.push(spans),
            (Kind::Number(number), Some(Block::List { first: Some(first), items }))
                if nth(*first, items.len()) == number =>
            {
                items.push(spans);
            }
            (Kind::Paragraph, _) => blocks.push(Block::Paragraph(spans)),
            (Kind::Bullet, _) => blocks.push(Block::List { first: None, items: vec![spans] }),
            (Kind::Number(first), _) => {
                blocks.push(Block::List { first: Some(first), items: vec![spans] });
            }
        }
    }
    blocks
}

/// The same without marks, for mails and previews. Where words lead to stands behind them.
pub fn plain(text: &str) -> String {
    let blocks = parse(text).into_iter().map(|block| match block {
        Block::Paragraph(spans) => words(&spans),
        Block::List { first, items } => {
            let items = items.iter().enumerate().map(|(place, item)| match first {
                Some(first) => format!("{}. {}", nth(first, place), words(item)),
                None => format!("- {}", words(item)),
            });
            items.collect::<Vec<_>>().join("\n")
        }
    });
    blocks.collect::<Vec<_>>().join("\n\n")
}

fn words(spans: &[Span]) -> String {
    let mut text = String::new();
    for span in spans {
        let words: String = span.runs.iter().map(|run| run.text.as_str()).collect();
        text.push_str(&words);
        let place = span.url.as_deref().map(|url| url.strip_prefix("mailto:").unwrap_or(url));
        if let Some(place) = place.filter(|place| *place != words) {
            text.push_str(&format!(" ({place})"));
        }
    }
    text
}

/// The number of the item at this place.
fn nth(first: u32, place: usize) -> u32 {
    first.saturating_add(u32::try_from(place).unwrap_or(u32::MAX))
}

/// One kind of line end, no tabs, and a sign in place of what nobody sees: taken away, it would
/// join what it parts.
fn clean(text: &str) -> String {
    let letters = text.replace("\r\n", "\n");
    let seen = letters.chars().map(|letter| match letter {
        '\r' | '\n' => '\n',
        '\t' => ' ',
        letter if is_forbidden(letter) => char::REPLACEMENT_CHARACTER,
        letter => letter,
    });
    seen.collect()
}

/// What a line begins.
enum Kind {
    Paragraph,
    Bullet,
    Number(u32),
}

/// The text in paragraphs and items, without what marks these.
fn pieces(text: &str) -> Vec<(Kind, String)> {
    let mut pieces: Vec<(Kind, String)> = Vec::new();
    // Whether the line before belongs to the last piece.
    let mut open = false;
    for line in text.split('\n') {
        let (shown, indented) = (line.trim(), line.starts_with(' '));
        let last = pieces.last_mut().filter(|_| open);
        match (item(shown), last) {
            _ if shown.is_empty() => {}
            (Some((kind, shown)), _) => pieces.push((kind, shown.to_owned())),
            (None, Some((kind, text))) if indented || matches!(kind, Kind::Paragraph) => {
                text.push('\n');
                text.push_str(shown);
            }
            (None, _) => pieces.push((Kind::Paragraph, shown.to_owned())),
        }
        open = !shown.is_empty();
    }
    pieces
}

/// An item's kind and its text. `+` marks none: in a text on money it is a sign.
fn item(line: &str) -> Option<(Kind, &str)> {
    let (mark, text) = line.split_once(' ')?;
    if mark == "-" || mark == "*" {
        return Some((Kind::Bullet, text.trim_start()));
    }
    let digits = mark.strip_suffix('.')?;
    let number = digits.parse().ok().filter(|number: &u32| number.to_string() == digits)?;
    Some((Kind::Number(number), text.trim_start()))
}

/// A piece of a line, before it is known what becomes of its marks.
enum Token {
    Text(String),
    Mark {
        mark: Mark,
        edge: Edge,
    },
    /// The next tokens lead there.
    Link(String),
    /// The next tokens lead nowhere.
    LinkEnd,
}

/// `*` or `_` once, for italic, or twice, for bold.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Mark {
    sign: char,
    bold: bool,
}

/// What a mark turned out to be.
enum Edge {
    Neither,
    Start,
    End,
}

#[derive(Default)]
struct Inline {
    tokens: Vec<Token>,
    /// The marks that may still be a start, each kind once, with their places in `tokens`.
    open: Vec<(Mark, usize)>,
}

impl Inline {
    fn read(mut self, text: &str) -> Inline {
        self.read_words(text);
        self
    }

    /// Also reads the words of a link: in those there is no link again.
    fn read_words(&mut self, text: &str) {
        let mut before = None;
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            let end = match letter {
                '*' | '_' => self.read_marks(before, letter, rest),
                '[' => self.read_link(rest),
                '\\' => self.read_escape(rest),
                // An image is none of what can be written here.
                '!' if rest.starts_with("![") => self.take(rest, 2),
                _ => self.take(rest, plain_end(rest)),
            };
            let Some((done, left)) = rest.split_at_checked(end) else { return };
            before = done.chars().next_back();
            rest = left;
        }
    }

    /// The beginning of `rest`, as text; its end.
    fn take(&mut self, rest: &str, end: usize) -> usize {
        self.tokens.extend(rest.get(..end).map(|text| Token::Text(text.to_owned())));
        end
    }

    /// A sign behind a backslash is only a sign (CommonMark 2.4).
    fn read_escape(&mut self, rest: &str) -> usize {
        match rest.chars().nth(1).filter(char::is_ascii_punctuation) {
            Some(sign) => {
                self.tokens.push(Token::Text(sign.into()));
                2
            }
            None => self.take(rest, 1),
        }
    }

    /// Marks begin something before a word and end it behind one; `_` not inside of a word
    /// (CommonMark 6.2, without its rules on punctuation).
    fn read_marks(&mut self, before: Option<char>, sign: char, rest: &str) -> usize {
        let behind = rest.trim_start_matches(sign);
        let width = rest.len() - behind.len();
        let after = behind.chars().next();
        let word = |letter: Option<char>| letter.is_some_and(|it| !it.is_whitespace());
        let inside =
            |letter: Option<char>| sign == '_' && letter.is_some_and(char::is_alphanumeric);
        let opens = word(after) && !inside(before);
        let closes = word(before) && !inside(after);
        // Of both at once, what was begun last ends first.
        let newest = self.open.iter().rfind(|(mark, _)| mark.sign == sign);
        let italic_first = newest.is_some_and(|(mark, _)| !mark.bold);
        let looks: &[bool] = match width {
            1 => &[false],
            2 => &[true],
            3 if italic_first => &[false, true],
            3 => &[true, false],
            _ => return self.take(rest, width),
        };
        for bold in looks {
            self.mark(Mark { sign, bold: *bold }, opens, closes);
        }
        width
    }

    fn mark(&mut self, mark: Mark, opens: bool, closes: bool) {
        let start = self.open.iter().find(|(known, _)| *known == mark).map(|(_, at)| *at);
        let mut edge = Edge::Neither;
        if let Some(start) = start.filter(|_| closes) {
            // What began inside and did not end there is text; but `***` begins two at once.
            let twin = |known: Mark, at| known.sign == mark.sign && at == start + 1;
            self.open.retain(|(known, at)| *at < start || twin(*known, *at));
            if let Some(Token::Mark { edge, .. }) = self.tokens.get_mut(start) {
                *edge = Edge::Start;
            }
            edge = Edge::End;
        } else if opens {
            self.open.retain(|(known, _)| *known != mark);
            self.open.push((mark, self.tokens.len()));
        }
        self.tokens.push(Token::Mark { mark, edge });
    }

    /// `[words](address)`, or only a bracket.
    fn read_link(&mut self, rest: &str) -> usize {
        let Some((words, behind)) = split_words(rest) else { return self.take(rest, 1) };
        let Some(address) = behind.strip_prefix('(').and_then(address) else {
            return self.take(rest, 1);
        };
        let Some(url) = read_url(address) else { return self.take(rest, 1) };
        self.tokens.push(Token::Link(url));
        self.read_words(words);
        self.tokens.push(Token::LinkEnd);
        "[](".len() + words.len() + address.len() + ")".len()
    }

    /// The words with their looks; marks that are none are words.
    fn spans(self) -> Vec<Span> {
        let mut spans = vec![Span::default()];
        let (mut bold, mut italic) = (0_usize, 0_usize);
        for token in self.tokens {
            let text = match token {
                Token::Text(text) => text,
                Token::Mark { mark, edge: Edge::Neither } => {
                    mark.sign.to_string().repeat(if mark.bold { 2 } else { 1 })
                }
                Token::Mark { mark, edge } => {
                    let depth = if mark.bold { &mut bold } else { &mut italic };
                    *depth = match edge {
                        Edge::Start => depth.saturating_add(1),
                        _ => depth.saturating_sub(1),
                    };
                    continue;
                }
                Token::Link(url) => {
                    spans.push(Span { url: Some(url), runs: Vec::new() });
                    continue;
                }
                Token::LinkEnd => {
                    spans.push(Span::default());
                    continue;
                }
            };
            let run = Run { text, bold: bold > 0, italic: italic > 0 };
            if let Some(span) = spans.last_mut() {
                span.add(run);
            }
        }
        spans.retain(|span| !span.runs.is_empty());
        spans
    }
}

impl Span {
    fn add(&mut self, run: Run) {
        let same = |last: &&mut Run| (last.bold, last.italic) == (run.bold, run.italic);
        match self.runs.last_mut().filter(same) {
            Some(last) => last.text.push_str(&run.text),
            None => self.runs.push(run),
        }
    }
}

/// Up to the next letter that may mean something; at least one letter.
fn plain_end(rest: &str) -> usize {
    let mut letters = rest.char_indices().skip(1);
    let special = letters.find(|(_, letter)| matches!(letter, '*' | '_' | '[' | '\\' | '!'));
    special.map_or(rest.len(), |(at, _)| at)
}

/// A link's words, and what comes behind their bracket. They are on one line, and another bracket
/// ends the search: no letter is looked at twice by it.
fn split_words(rest: &str) -> Option<(&str, &str)> {
    let inside = rest.strip_prefix('[')?;
    let mut letters = inside.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => {
                letters.next();
            }
            '[' | '\n' => return None,
            ']' => {
                let (words, behind) = inside.split_at_checked(at)?;
                let some = words.chars().any(|letter| !letter.is_whitespace());
                return Some((words, behind.strip_prefix(']')?)).filter(|_| some);
            }
            _ => {}
        }
    }
    None
}

/// An address up to the bracket that ends it; it may have brackets of its own, in pairs.
fn address(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices().take(URL_BYTES_MAX + 1) {
        match letter {
            '(' => depth += 1,
            ')' if depth == 0 => return text.get(..at),
            ')' => depth -= 1,
            letter if !may_be_in_address(letter) => return None,
            _ => {}
        }
    }
    None
}

/// What RFC 3986 allows, and letters of the world, which are then written in its way.
fn may_be_in_address(letter: char) -> bool {
    letter.is_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(letter)
}

/// The address of a link; `None` for all that could do more than lead to a page or begin a mail.
fn read_url(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("mailto") {
        return parse_web(text).ok();
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"@.+-_".contains(&byte);
    let good = rest.bytes().all(plain) && read_email(rest).is_ok();
    good.then(|| format!("mailto:{rest}"))
}

#[cfg(test)]
mod tests;
