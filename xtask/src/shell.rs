//! Runs other programs and says so. Knows where the repository is, and nothing of what is in it.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Done, or a sentence that says what went wrong. An empty sentence: it was said already.
pub(crate) type Outcome<T = ()> = Result<T, String>;

/// The folder of the workspace's Cargo.toml. Cargo tells where this crate is when it runs it.
pub(crate) fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from);
    here.parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Where cargo puts what it makes.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A program that starts in the repository's root.
pub(crate) fn program(path: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(path);
    command.current_dir(root());
    command
}

/// The cargo that runs us, so that one toolchain builds everything.
pub(crate) fn cargo() -> Command {
    program(cargo_path())
}

pub(crate) fn cargo_path() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// PATH with these folders in front.
pub(crate) fn path_with(first: &[PathBuf]) -> Outcome<OsString> {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(first.iter().cloned().chain(std::env::split_paths(&rest)))
        .map_err(|e| format!("PATH: {e}"))
}

pub(crate) fn say(line: &str) {
    println!("\u{2022} {line}");
}

pub(crate) fn run(command: &mut Command, what: &str) -> Outcome {
    let status = command.status().map_err(|e| cannot_start(command, what, &e))?;
    if status.success() { Ok(()) } else { Err(format!("{what} failed ({status})")) }
}

/// Runs it silently and returns what it printed; its words are shown when it fails.
pub(crate) fn read(command: &mut Command, what: &str) -> Outcome<String> {
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|e| cannot_start(command, what, &e))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        Ok(text)
    } else {
        Err(format!("{what} failed ({})\n{text}", output.status))
    }
}

/// Runs it, hands on every line as it comes, and tells whether it succeeded.
pub(crate) fn follow(command: &mut Command, mut line: impl FnMut(&str)) -> Outcome<bool> {
    let started = command.stdout(Stdio::piped()).spawn();
    let mut child = started.map_err(|e| cannot_start(command, "it", &e))?;
    if let Some(stdout) = child.stdout.take() {
        for bytes in BufReader::new(stdout).split(b'\n') {
            let bytes = bytes.map_err(|e| e.to_string())?;
            line(&String::from_utf8_lossy(&bytes));
        }
    }
    child.wait().map(|status| status.success()).map_err(|e| e.to_string())
}

pub(crate) fn cannot(what: &str, path: &Path) -> impl Fn(std::io::Error) -> String {
    let text = format!("cannot {what} {}", path.display());
    move |e| format!("{text}: {e}")
}

#[expect(clippy::disallowed_methods, reason = "a person waits: this measures their time")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

fn cannot_start(command: &Command, what: &str, e: &std::io::Error) -> String {
    format!("{what}: cannot start {}: {e}", command.get_program().display())
}
