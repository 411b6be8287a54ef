//! Remembers what a build was made from, so that it is not made again. Knows files and bytes only.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use crate::shell::{Outcome, cannot, root, target};

/// Folders that are made, not written.
const MADE: [&str; 7] = ["target", "build", "pkg", "node_modules", ".git", ".dev", ".wrangler"];

/// One number for the contents of all these files, and of all files in these folders.
pub(crate) fn of(paths: &[PathBuf], also: &str) -> Outcome<String> {
    let mut files = Vec::new();
    for path in paths {
        walk(path, &mut files)?;
    }
    files.sort();
    files.dedup();
    let mut hasher = DefaultHasher::new();
    hasher.write(also.as_bytes());
    for file in &files {
        hasher.write(file.as_os_str().as_encoded_bytes());
        hasher.write(&fs::read(file).map_err(cannot("read", file))?);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Paths of the repository.
pub(crate) fn paths(names: &[&str]) -> Vec<PathBuf> {
    names.iter().map(|name| root().join(name)).collect()
}

pub(crate) fn last(name: &str) -> String {
    fs::read_to_string(place(name)).unwrap_or_default()
}

pub(crate) fn keep(name: &str, stamp: &str) -> Outcome {
    let place = place(name);
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder).map_err(cannot("make", folder))?;
    }
    fs::write(&place, stamp).map_err(cannot("write", &place))
}

/// Every file in a folder, or the file itself; nothing when there is none.
pub(crate) fn walk(path: &Path, files: &mut Vec<PathBuf>) -> Outcome {
    if path.is_file() {
        files.push(path.to_path_buf());
    }
    if !path.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(cannot("list", path))? {
        let entry = entry.map_err(cannot("list", path))?;
        let made = entry.file_name().to_str().is_some_and(|name| MADE.contains(&name));
        if !made {
            walk(&entry.path(), files)?;
        }
    }
    Ok(())
}

fn place(name: &str) -> PathBuf {
    target().join("wasm/stamps").join(name)
}
