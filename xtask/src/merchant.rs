//! `cargo xtask merchant add`: asks a running PayLinkr for a new merchant. The asking is done by
//! merchant.mjs; this room only finds Node for it.

use crate::shell::{Outcome, run};
use crate::tools;

pub(crate) fn merchant(words: &[String]) -> Outcome {
    let npm = tools::npm()?;
    run(npm.node()?.arg("xtask/merchant.mjs").args(words), "merchant").map_err(|_| String::new())
}
