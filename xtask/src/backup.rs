//! `cargo xtask backup` and `restore`: the database as a file of SQL, and back; and `export`: what
//! there is of one merchant. Wrangler is asked by backup.mjs and export.mjs; this room only finds
//! Node for them.

use crate::shell::{Outcome, run};
use crate::tools;

pub(crate) fn backup(words: &[String]) -> Outcome {
    let npm = tools::npm()?;
    run(npm.node()?.arg("xtask/backup.mjs").args(words), "backup").map_err(|_| String::new())
}

pub(crate) fn export(words: &[String]) -> Outcome {
    let npm = tools::npm()?;
    run(npm.node()?.arg("xtask/export.mjs").args(words), "export").map_err(|_| String::new())
}
