//! Path data of the icons, on a 24 by 24 field. An icon never says anything that no word says.

/// Around most signs.
const CIRCLE: &str = "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18";

/// Something is awaited.
pub(crate) const CLOCK: &str = "M12 7v5l3 2";
/// A part is there.
pub(crate) const HALF: &str = "M12 3v9h9";
/// All is well.
pub(crate) const TICK: &str = "M8 12l3 3 5-6";
/// It has ended.
pub(crate) const CROSS: &str = "M9 9l6 6M15 9l-6 6";
/// Something is to be looked at.
pub(crate) const ATTENTION: &str = "M12 7v6M12 16v.5";
/// It rests.
pub(crate) const PAUSE: &str = "M10 9v6M14 9v6";
/// A letter; it stands by itself.
pub(crate) const MAIL: &str = "M3 6h18v12H3zM3 7l9 6 9-6";

/// A sign in its circle.
pub(crate) fn ringed(sign: &str) -> String {
    format!("{CIRCLE}{sign}")
}
