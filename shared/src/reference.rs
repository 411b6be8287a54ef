//! What ties a payment to its invoice: memo, destination tag, numeric id. Knows no ledger's wire.

use crate::currency::Network;
use crate::id::base32;

const MEMO_PREFIX: &str = "PLR-";

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

/// What a payer sent along, where it can name an invoice of ours and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// A text memo, as [`normal_memo`] has it.
    Memo(String),
    /// A numeric memo, or the id in a muxed address.
    Number(u64),
    /// A destination tag.
    Tag(u32),
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
            memo: format!("{MEMO_PREFIX}{}", base32(u128::from(take(0, 5)), 8)),
            stellar_id: take(5, 8),
            tag,
        }
    }

    /// What a payer of this network must send along.
    pub fn on(&self, network: Network) -> String {
        match network {
            Network::Stellar => self.memo.clone(),
            Network::Xrpl => self.tag.to_string(),
        }
    }
}

/// A memo as it is looked up: white space and case do not matter, nor do O for 0 and I or L for 1.
///
/// People copy memos by hand; Crockford's alphabet has none of the letters they confuse.
pub fn normal_memo(text: &str) -> String {
    let upper = text.trim().to_ascii_uppercase();
    let Some(rest) = upper.strip_prefix(MEMO_PREFIX) else {
        return upper;
    };
    let plain: String = rest
        .chars()
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
    }
}
