//! `cargo xtask dev`: builds, serves, watches the sources, builds and serves again. What is served,
//! and how it is started, is known to dev.mjs alone.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::process::{Child, Stdio};
use std::time::{Duration, UNIX_EPOCH};

use crate::shell::{Outcome, cannot, root};
use crate::tools::{self, Npm};
use crate::{build, stamp};

const WATCHED: [&str; 23] = [
    "Cargo.lock",
    "Cargo.toml",
    "docs/site",
    "edge/Cargo.toml",
    "edge/examples",
    "edge/src",
    "migrations",
    "shared/Cargo.toml",
    "shared/build.rs",
    "shared/src",
    "tests/shop",
    "tests/support/worker.mjs",
    "widget/Cargo.toml",
    "widget/build.rs",
    "widget/loader",
    "widget/src",
    "wrangler.toml",
    "www/_headers",
    "xtask/bundle.mjs",
    "xtask/contract.mjs",
    "xtask/dev.mjs",
    "xtask/postman",
    "xtask/postman.mjs",
];

const LOOK_EVERY: Duration = Duration::from_millis(400);

pub(crate) fn dev(words: &[String]) -> Outcome {
    let asked = Asked::read(words)?;
    tools::toolchain()?;
    let npm = tools::npm()?;
    if asked.fresh {
        empty_state()?;
    }
    let mut seen = None;
    let mut served: Option<Child> = None;
    loop {
        let sources = look()?;
        if seen != Some(sources) {
            seen = Some(sources);
            match build::all(&npm) {
                Ok(_) => {
                    stop(served.take())?;
                    served = Some(serve(&npm, asked.port)?);
                }
                Err(trouble) => eprintln!("xtask: {trouble}\nxtask: waiting for a change"),
            }
        }
        if let Some(status) = served.as_mut().and_then(|child| child.try_wait().transpose()) {
            let status = status.map_err(|e| e.to_string())?;
            return if status.success() { Ok(()) } else { Err(String::new()) };
        }
        std::thread::sleep(LOOK_EVERY);
    }
}

struct Asked {
    port: u16,
    fresh: bool,
}

impl Asked {
    fn read(words: &[String]) -> Outcome<Asked> {
        let mut asked = Asked { port: 8787, fresh: false };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--fresh" => asked.fresh = true,
                "--port" => {
                    let port = words.next().and_then(|text| text.parse().ok());
                    asked.port =
                        port.filter(|port| *port < u16::MAX).ok_or("--port wants a number")?;
                }
                other => return Err(format!("dev takes no {other:?}")),
            }
        }
        Ok(asked)
    }
}

fn empty_state() -> Outcome {
    let state = root().join(".wrangler/state");
    if state.exists() {
        fs::remove_dir_all(&state).map_err(cannot("empty", &state))
    } else {
        Ok(())
    }
}

/// The script ends when its input closes, so it never outlives this process, however that ends.
fn serve(npm: &Npm, port: u16) -> Outcome<Child> {
    let mut node = npm.node()?;
    node.args(["xtask/dev.mjs", &port.to_string()]).stdin(Stdio::piped());
    node.spawn().map_err(|e| format!("cannot start Node: {e}"))
}

fn stop(served: Option<Child>) -> Outcome {
    let Some(mut child) = served else {
        return Ok(());
    };
    drop(child.stdin.take());
    child.wait().map(|_| ()).map_err(|e| e.to_string())
}

/// One number for names, times and lengths of the watched files.
fn look() -> Outcome<u64> {
    let mut files = Vec::new();
    for path in stamp::paths(&WATCHED) {
        stamp::walk(&path, &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in &files {
        // A file that is gone by now shows in the next look.
        let Ok(meta) = fs::metadata(file) else {
            continue;
        };
        let changed = meta.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        hasher.write(file.as_os_str().as_encoded_bytes());
        hasher.write_u128(changed.map_or(0, |at| at.as_nanos()));
        hasher.write_u64(meta.len());
    }
    Ok(hasher.finish())
}
