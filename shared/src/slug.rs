//! Names in addresses: `[a-z0-9]+(-[a-z0-9]+)*`, at most 64 characters (DESIGN 3). Knows no table.

/// The longest slug, in characters.
pub const LONGEST: usize = 64;

/// What a slug may be, for people.
pub const RULE: &str = "must be 1 to 64 of a to z, 0 to 9 and single hyphens between them";

/// Whether a text is a slug.
pub fn is_slug(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.len() <= LONGEST && text.split('-').all(part)
}

/// The slug of a name; empty when nothing of it can stand in one.
pub fn of_name(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    cut(&slug, LONGEST)
}

/// The slug itself, or the first of `slug-2`, `slug-3` … that is not taken.
pub fn free(slug: &str, taken: &[String]) -> String {
    let mut candidate = slug.to_owned();
    let mut number = 2;
    while taken.contains(&candidate) {
        let tail = format!("-{number}");
        candidate = cut(slug, LONGEST - tail.len()) + &tail;
        number += 1;
    }
    candidate
}

fn cut(slug: &str, longest: usize) -> String {
    let short = slug.get(..longest.min(slug.len())).unwrap_or(slug);
    short.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_made_of_what_can_stand_in_one() {
        assert_eq!(of_name("Pro Support"), "pro-support");
        assert_eq!(of_name("  Été – 2026!  "), "t-2026");
        assert_eq!(of_name("日本"), "");
        assert_eq!(of_name(&"ab ".repeat(40)).len(), 64);
        assert!(is_slug(&of_name(&"ab ".repeat(40))));
        assert!(is_slug("pro-support-2") && !is_slug("Pro") && !is_slug("a--b") && !is_slug(""));
    }

    #[test]
    fn a_taken_slug_gets_a_number() {
        let taken = ["pro".to_owned(), "pro-2".to_owned()];
        assert_eq!(free("pro", &taken), "pro-3");
        assert_eq!(free("plus", &taken), "plus");
        let long = "a".repeat(64);
        assert_eq!(free(&long, std::slice::from_ref(&long)).len(), 64);
    }
}
