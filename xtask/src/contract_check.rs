//! `cargo xtask contract`: holds a worker to its own description, request by request. Knows who
//! does it; not what is asked.

use crate::shell::{Outcome, run};
use crate::{build, tools};

/// `[REQUESTS] [--rename FIELD] [--seed NUMBER] [--only OPERATION]`, which the script reads.
pub(crate) fn check(words: &[String]) -> Outcome {
    let npm = tools::npm()?;
    build::all(&npm)?;
    let tool = tools::schemathesis()?;
    let mut node = npm.node()?;
    node.arg("xtask/contract-check.mjs").arg("--tool").arg(tool).args(words);
    run(&mut node, "contract").map_err(|_| String::new())
}
