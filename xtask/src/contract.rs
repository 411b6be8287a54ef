//! Builds what developers read of the API: the description, its collection for Postman, the types
//! of the client, the pages under /docs. Knows who writes them; not what is in them.

use std::fs;

use crate::shell::{Outcome, cannot, cargo, now, root, run, say, target};
use crate::stamp;
use crate::tools::Npm;

const SOURCES: [&str; 14] = [
    "edge/src",
    "edge/examples",
    "edge/Cargo.toml",
    "shared/src",
    "shared/Cargo.toml",
    "shared/build.rs",
    "Cargo.lock",
    "rust-toolchain.toml",
    "package-lock.json",
    "docs/site",
    "xtask/contract.mjs",
    "xtask/postman",
    "xtask/postman.mjs",
    "xtask/src/contract.rs",
];

const MADE: [&str; 5] = [
    "www/contract/openapi.json",
    "www/contract/openapi.yaml",
    "www/contract/postman.json",
    "www/docs/index.html",
    "clients/typescript/src/schema.ts",
];

/// Makes them when something they are made from has changed, and tells whether it did.
pub(crate) fn build(npm: &Npm) -> Outcome<bool> {
    let stamp = stamp::of(&stamp::paths(&SOURCES), "")?;
    if stamp == stamp::last("contract") && MADE.iter().all(|file| root().join(file).is_file()) {
        return Ok(false);
    }
    let started = now();
    say("contract: writing the API's description (one or two minutes the first time)");
    let folder = target().join("contract");
    fs::create_dir_all(&folder).map_err(cannot("make", &folder))?;
    let document = folder.join("openapi.json");
    let mut example = cargo();
    example.args(["run", "--quiet", "--package", "edge", "--example", "contract", "--"]);
    run(example.arg(&document), "the edge's example `contract`")?;
    run(npm.node()?.arg("xtask/contract.mjs").arg(&document), "xtask/contract.mjs")?;
    stamp::keep("contract", &stamp)?;
    say(&format!("contract: www/contract, www/docs in {:.0} s", started.elapsed().as_secs_f32()));
    Ok(true)
}
