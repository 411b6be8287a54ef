//! The kept corpus of the fuzz targets, replayed: every file through the function that its target
//! calls.

use std::path::Path;

use proptest::prelude::*;

#[path = "../../../fuzz/checks.rs"]
pub(crate) mod checks;

type Check = fn(&[u8]);

/// Every fuzz target, by its name in `fuzz/Cargo.toml`.
const TARGETS: [(&str, Check); 6] = [
    ("address", checks::address),
    ("envelope", checks::envelope),
    ("horizon_page", checks::horizon_page),
    ("memo", checks::memo),
    ("prices", checks::prices),
    ("xrpl_account_tx", checks::xrpl_account_tx),
];

fn corpus() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus")
}

fn files(target: &str) -> Vec<Vec<u8>> {
    let folder = std::fs::read_dir(corpus().join(target)).unwrap();
    folder.map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect()
}

#[test]
fn every_file_of_the_kept_corpus_is_read_without_a_panic() {
    for (target, check) in TARGETS {
        let files = files(target);
        assert!(files.len() >= 10, "{target} has {} files", files.len());
        files.iter().for_each(|bytes| check(bytes));
    }
}

#[test]
fn every_fuzz_target_has_a_corpus_and_is_replayed() {
    let names = |path: &Path| {
        let entries = std::fs::read_dir(path).unwrap();
        let stem =
            |path: std::path::PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut names: Vec<String> = entries.map(|entry| stem(entry.unwrap().path())).collect();
        names.sort();
        names
    };
    let known: Vec<&str> = TARGETS.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names(&corpus()), known);
    assert_eq!(names(&corpus().join("../targets")), known);
}

proptest! {
    #[test]
    fn a_page_with_a_few_wrong_bytes_is_read_without_a_panic(
        places in prop::collection::vec((0_usize..30_000, any::<u8>()), 0..4),
        cut in 0_usize..30_000,
    ) {
        let pages = [
            include_bytes!("../fixtures/horizon/payments.json").as_slice(),
            include_bytes!("../fixtures/xrpl/account_tx_v1.json"),
            include_bytes!("../fixtures/xrpl/account_tx_v2.json"),
        ];
        for page in pages {
            let mut page = page.to_vec();
            for (place, byte) in &places {
                let place = place % page.len();
                page[place] = *byte;
            }
            let cut = if cut < page.len() / 4 { cut } else { page.len() };
            checks::horizon_page(&page[..cut]);
            checks::xrpl_account_tx(&page[..cut]);
        }
    }
}
