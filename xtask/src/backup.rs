//! `cargo xtask backup` and `restore`: the database as a file of SQL, and back. Wrangler is asked
//! by backup.mjs; this room only finds Node for it.

use crate::shell::{Outcome, run};
use crate::tools;

pub(crate) fn backup(words: &[String]) -> Outcome {
    let npm = tools::npm()?;
    run(npm.node()?.arg("xtask/backup.mjs").args(words), "backup").map_err(|_| String::new())
}
