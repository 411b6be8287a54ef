//! `cargo xtask backup` and `restore`: the whole database as a file of SQL, and back. Wrangler does
//! it; this room only finds it, and knows nothing of what is in the file.

use crate::shell::{Outcome, run};
use crate::tools;

/// The database's binding in wrangler.toml.
const DATABASE: &str = "DB";

pub(crate) fn backup(words: &[String]) -> Outcome {
    let Asked { file, place } = Asked::read(words)?;
    wrangler(&["d1", "export", DATABASE, place, "--output", file, "--skip-confirmation"])
}

/// Into a database without tables: wrangler refuses any other.
pub(crate) fn restore(words: &[String]) -> Outcome {
    let Asked { file, place } = Asked::read(words)?;
    wrangler(&["d1", "execute", DATABASE, place, "--file", file, "--yes"])
}

struct Asked<'a> {
    file: &'a str,
    place: &'static str,
}

impl Asked<'_> {
    fn read(words: &[String]) -> Outcome<Asked<'_>> {
        match words {
            [file] => Ok(Asked { file, place: "--local" }),
            [file, remote] if remote == "--remote" => Ok(Asked { file, place: "--remote" }),
            _ => Err("it wants a FILE, and --remote for the deployed database".to_owned()),
        }
    }
}

fn wrangler(words: &[&str]) -> Outcome {
    let npm = tools::npm()?;
    let mut wrangler = npm.node()?;
    run(wrangler.arg(npm.program("wrangler")).args(words), "wrangler")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deployed_database_is_meant_only_where_it_is_named() {
        let place = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            Asked::read(&words).map(|asked| asked.place).ok()
        };
        assert_eq!(place(&["backup.sql"]), Some("--local"));
        assert_eq!(place(&["backup.sql", "--remote"]), Some("--remote"));
        assert_eq!(place(&["backup.sql", "--fresh"]), None);
        assert_eq!(place(&[]), None);
    }
}
