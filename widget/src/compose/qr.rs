//! QR codes as path data: one horizontal stroke per run of dark modules. Knows no HTML.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// White modules around the code; readers need four.
const QUIET: i32 = 4;

/// The `viewBox` and the path of a text's code; `None` when it is too long for any.
///
/// The least correction gives the largest modules, which is what a small screen needs; where a
/// better level fits in the same size it is taken.
pub(super) fn draw(text: &str) -> Option<(String, String)> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let size = code.size();
    let mut path = String::with_capacity(4_096);
    let (mut pen_x, mut pen_y) = (0, 0);
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let run = (x..size).take_while(|at| code.get_module(*at, y)).count();
            let run = i32::try_from(run).unwrap_or_default();
            if run > 0 {
                let _ = write!(path, "m{} {}h{run}", x - pen_x, y - pen_y);
                (pen_x, pen_y) = (x + run, y);
            }
            x += run.max(1);
        }
    }
    let full = size + 2 * QUIET;
    // A stroke lies half above and half below its line.
    Some((format!("-{QUIET} -{QUIET}.5 {full} {full}"), path))
}

/// No code: a `viewBox` may not be empty.
pub(super) fn none() -> (String, String) {
    ("0 0 1 1".to_owned(), String::new())
}
