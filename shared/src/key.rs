//! The form of an API key: `plr_test_` or `plr_live_`, 26 random characters, 6 of checksum; and the
//! kinds of them.
//!
//! The form of GitHub's tokens: a slip is refused without a look-up, a scanner gets no false hit.

/// Whether money is real. Test and live never see each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The sandbox.
    Test,
    /// Real money.
    Live,
}

impl Mode {
    /// The word in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Mode::Test => "test",
            Mode::Live => "live",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Mode> {
        [Mode::Test, Mode::Live].into_iter().find(|mode| mode.code() == code)
    }

    const fn prefix(self) -> &'static str {
        match self {
            Mode::Test => "plr_test_",
            Mode::Live => "plr_live_",
        }
    }
}

/// How a key is shown: in which dialects it serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `Authorization: Bearer` (seeds 000 and 002).
    Api,
    /// The token in a body of seed 001; of scope `legacy` alone.
    Legacy,
    /// `x-client-key`, which is its id, and `x-client-secret` (seed 003).
    Client,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 3] = [Kind::Api, Kind::Legacy, Kind::Client];

    /// The word in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Api => "api",
            Kind::Legacy => "legacy",
            Kind::Client => "client",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const RANDOM_LENGTH: usize = 26;
const CHECK_LENGTH: usize = 6;

/// A new key of the mode; 256 bits of dice make its 155 random bits even.
pub fn make(mode: Mode, dice: [u8; 32]) -> String {
    let mut digits = dice;
    let random: String = (0..RANDOM_LENGTH).map(|_| base62(divide_by_62(&mut digits))).collect();
    let start = format!("{}{random}", mode.prefix());
    let check = checksum(&start);
    format!("{start}{check}")
}

/// The mode of a well-formed key; `None` when its form or its checksum is wrong.
pub fn mode_of(key: &str) -> Option<Mode> {
    let mode = [Mode::Test, Mode::Live].into_iter().find(|mode| key.starts_with(mode.prefix()))?;
    let rest = key.strip_prefix(mode.prefix())?;
    let whole = rest.len() == RANDOM_LENGTH + CHECK_LENGTH;
    let plain = rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let (start, check) = key.split_at_checked(key.len().checked_sub(CHECK_LENGTH)?)?;
    (whole && plain && checksum(start) == check).then_some(mode)
}

/// The last four characters, by which people tell their keys apart.
pub fn last4(key: &str) -> &str {
    key.len().checked_sub(4).and_then(|from| key.get(from..)).unwrap_or(key)
}

/// CRC-32 of the text as six digits of base 62.
fn checksum(text: &str) -> String {
    let mut rest = crc32(text.as_bytes());
    let mut digits = [' '; CHECK_LENGTH];
    for digit in digits.iter_mut().rev() {
        *digit = base62((rest % 62) as u8);
        rest /= 62;
    }
    digits.iter().collect()
}

/// CRC-32 as in zip files, bit by bit: keys are short, and the usual tables are 16 KB.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

fn base62(digit: u8) -> char {
    BASE62.get(usize::from(digit)).map_or('0', |byte| char::from(*byte))
}

/// Divides a big-endian number in place and gives the remainder.
fn divide_by_62(number: &mut [u8; 32]) -> u8 {
    let mut rest = 0_u16;
    for byte in number.iter_mut() {
        let part = (rest << 8) | u16::from(*byte);
        *byte = (part / 62) as u8;
        rest = part % 62;
    }
    rest as u8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_wrong_character_makes_a_key_unknown() {
        let key = make(Mode::Live, [7; 32]);
        assert_eq!(mode_of(&key), Some(Mode::Live));
        for index in 0..key.len() {
            let mut wrong = key.clone().into_bytes();
            wrong[index] = if wrong[index] == b'x' { b'y' } else { b'x' };
            let wrong = String::from_utf8(wrong).unwrap();
            assert_eq!(mode_of(&wrong), None, "{wrong}");
        }
    }

    /// CRC-32 of `123456789` is CBF43926 (the check value of the catalogue of CRCs).
    #[test]
    fn the_checksum_is_crc_32_in_base_62() {
        let digits: u64 = checksum("123456789").bytes().fold(0, |sum, byte| {
            sum * 62 + BASE62.iter().position(|digit| *digit == byte).unwrap() as u64
        });
        assert_eq!(digits, 0xCBF4_3926);
    }

    proptest! {
        #[test]
        fn every_made_key_has_the_published_form(dice in prop::array::uniform32(0_u8..)) {
            for mode in [Mode::Test, Mode::Live] {
                let key = make(mode, dice);
                prop_assert_eq!(key.len(), 41);
                prop_assert_eq!(mode_of(&key), Some(mode));
            }
        }

        #[test]
        fn no_text_makes_reading_panic(text in "\\PC{0,50}") {
            let _ = mode_of(&text);
            let _ = last4(&text);
        }
    }
}
