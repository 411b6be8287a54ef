//! What ties a payment to its invoice: memo, destination tag, numeric id. Knows no ledger's wire.

use crate::currency::Network;
use crate::id::{CROCKFORD, base32};

const MEMO_PREFIX: &str = "PLR-";
const MEMO_RANDOM_LENGTH: usize = 8;

/// The three references of an invoice, drawn independently of everything else (rulings A3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct References {
    /// `PLR-XXXXXXXX`, for text memos.
    pub memo: String,
    /// For Stellar wallets that can send only a number.
    pub stellar_id: u64,
    /// 1 to 2^31 - 1, the destination tags that every library can carry.
    pub tag: u32,
}

impl References {
    /// From 17 bytes of dice.
    pub fn draw(dice: [u8; 17]) -> References {
        let take = |from: usize, count: usize| {
            let bytes = dice.iter().skip(from).take(count);
            bytes.fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte))
        };
        let tag = u32::try_from(take(13, 4) % 0x7FFF_FFFF).unwrap_or(0) + 1;
        References {
            memo: format!("{MEMO_PREFIX}{}", base32(u128::from(take(0, 5)), MEMO_RANDOM_LENGTH)),
            stellar_id: take(5, 8),
            tag,
        }
    }

    /// Whether a payment with this pointer is for the invoice.
    pub fn is(&self, pointer: &Pointer) -> bool {
        match pointer {
            Pointer::Memo(memo) => *memo == self.memo,
            Pointer::Number(number) => *number == self.stellar_id,
            Pointer::Tag(tag) => *tag == self.tag,
        }
    }

    /// What a payer of this network must send along.
    pub fn on(&self, network: Network) -> String {
        match network {
            Network::Stellar => self.memo.clone(),
            Network::Xrpl => self.tag.to_string(),
            // A PSP names the payment, and nobody has to send anything along.
            Network::Psp => String::new(),
        }
    }
}

/// What a payer sent along, in the form in which an invoice is looked up by it.
///
/// The kinds never stand for each other: a text of digits is no number, and a number is no tag
/// (rails.md 7.12, 7.15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// `PLR-XXXXXXXX`, as [`normal_memo`] writes it; from a text memo.
    Memo(String),
    /// From a memo id, or from the muxed address that was paid.
    Number(u64),
    /// The destination tag; 0 is one.
    Tag(u32),
}

/// What the bytes of a text memo point at; `None` if they are not a reference of ours.
///
/// The bytes, because servers scrub the text that they show (rails.md 1.3, 7.11).
pub fn pointer_of_text(memo: &[u8]) -> Option<Pointer> {
    let memo = normal_memo(core::str::from_utf8(memo).ok()?);
    let random = memo.strip_prefix(MEMO_PREFIX)?;
    let ours = random.len() == MEMO_RANDOM_LENGTH
        && random.bytes().all(|letter| CROCKFORD.contains(&letter));
    ours.then_some(Pointer::Memo(memo))
}

/// A memo as it is looked up: white space and case do not matter, nor do O for 0 and I or L for 1.
///
/// People copy memos by hand, and pages show them in groups; Crockford's alphabet has none of the
/// letters they confuse.
pub fn normal_memo(text: &str) -> String {
    let upper = text.trim().to_ascii_uppercase();
    let Some(rest) = upper.strip_prefix(MEMO_PREFIX) else {
        return upper;
    };
    let plain: String = rest
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| match letter {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    format!("{MEMO_PREFIX}{plain}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn references_come_from_separate_dice() {
        let mut dice = [0; 17];
        let none = References::draw(dice);
        assert_eq!(none, References { memo: "PLR-00000000".into(), stellar_id: 0, tag: 1 });
        dice[..5].fill(255);
        assert_eq!(References::draw(dice).memo, "PLR-ZZZZZZZZ");
        assert_eq!(References::draw([255; 17]).stellar_id, u64::MAX);
        assert!(References::draw([255; 17]).tag < 1 << 31);
    }

    #[test]
    fn a_memo_copied_by_hand_is_still_found() {
        assert_eq!(normal_memo(" plr-a1b2c3d4 "), "PLR-A1B2C3D4");
        assert_eq!(normal_memo("PLR-OIL00000"), "PLR-01100000");
        assert_eq!(normal_memo("hello"), "HELLO");
        // As the page shows it, in groups, and as a careful reader may type it.
        assert_eq!(normal_memo("PLR-A1B2 C3D4"), "PLR-A1B2C3D4");
        assert_eq!(normal_memo("plr- a1b2\u{a0}c3d4"), "PLR-A1B2C3D4");
    }

    #[test]
    fn a_text_memo_points_at_an_invoice_only_in_our_form() {
        let found = Some(Pointer::Memo("PLR-A1B2C3D4".to_owned()));
        for text in ["PLR-A1B2C3D4", " plr-aib2c3d4\n", "\u{a0}Plr-AlB2c3D4", "PLR-A1B2 C3D4"] {
            assert_eq!(pointer_of_text(text.as_bytes()), found, "{text:?}");
        }
        let others = [
            "",
            "12345",
            "hello",
            "PLR-",
            "PLR-A1B2C3D",
            "PLR-A1B2C3D4E",
            "PLR-A1B2 3D4",
            "PLR-A1B2C3DU",
            "PLR A1B2C3D4",
            "A1B2C3D4",
            "XPLR-A1B2C3D4",
            "PLR-PLR-A1B2",
            // A Cyrillic A, a full-width one, a zero-width space, and letters of two bytes.
            "PLR-\u{410}1B2C3D4",
            "PLR-\u{ff21}1B2C3D4",
            "PLR-A1B2\u{200b}C3D4",
            "PLR-éééé",
        ];
        for text in others {
            assert_eq!(pointer_of_text(text.as_bytes()), None, "{text:?}");
        }
        assert_eq!(pointer_of_text(b"PLR-A1B2C3D4\0"), None);
        assert_eq!(pointer_of_text(b"\xFFPLR-A1B2C3D4"), None);
    }

    #[test]
    fn a_pointer_is_of_one_kind() {
        let own = References { memo: "PLR-00000007".into(), stellar_id: 7, tag: 7 };
        let other = References { memo: "PLR-00000008".into(), stellar_id: 8, tag: 8 };
        let memo = pointer_of_text(b"plr-ooooooo7").unwrap();
        for pointer in [memo, Pointer::Number(7), Pointer::Tag(7)] {
            assert!(own.is(&pointer) && !other.is(&pointer), "{pointer:?}");
        }
        let mixed = References { tag: 9, ..own };
        assert!(mixed.is(&Pointer::Number(7)) && !mixed.is(&Pointer::Tag(7)));
        let mixed = References { stellar_id: 9, tag: 7, ..mixed };
        assert!(mixed.is(&Pointer::Tag(7)) && !mixed.is(&Pointer::Number(7)));
        assert_eq!(pointer_of_text(b"7"), None);
    }

    proptest! {
        #[test]
        fn every_drawn_memo_is_found_however_it_is_copied(dice in prop::array::uniform17(0_u8..)) {
            let references = References::draw(dice);
            let sloppy = references.memo.to_ascii_lowercase().replace('0', "o").replace('1', "l");
            let pointer = pointer_of_text(format!(" {sloppy} ").as_bytes()).unwrap();
            prop_assert!(references.is(&pointer), "{}", sloppy);
        }

        #[test]
        fn no_bytes_make_reading_panic(memo in prop::collection::vec(0_u8.., 0..40)) {
            prop_assert_eq!(pointer_of_text(&memo), None);
        }
    }
}
