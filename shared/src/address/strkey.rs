//! StrKey, the text form of Stellar's addresses (SEP-23; rails.md 1.7). Knows nobody who types one.

/// Version bytes: the letter that the text begins with, times eight.
const ACCOUNT: u8 = 6 << 3;
const MUXED: u8 = 12 << 3;
const CONTRACT: u8 = 2 << 3;

/// RFC 4648, table 3.
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What an address names. Other kinds of StrKey cannot be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// `G…`: an account.
    Account([u8; 32]),
    /// `M…`: an account, and a number for whoever keeps it.
    Muxed {
        /// The account.
        key: [u8; 32],
        /// The number.
        id: u64,
    },
    /// `C…`: a contract.
    Contract([u8; 32]),
}

/// Reads `G…`, `M…` or `C…`, in their one valid spelling.
pub fn read(text: &str) -> Option<Key> {
    let bytes = decode(text)?;
    let (body, _) = bytes.split_last_chunk::<2>()?;
    let (version, payload) = body.split_first()?;
    let (key, rest) = payload.split_first_chunk::<32>()?;
    let key = match *version {
        ACCOUNT => Key::Account(*key),
        MUXED => Key::Muxed { key: *key, id: u64::from_be_bytes(rest.try_into().ok()?) },
        CONTRACT => Key::Contract(*key),
        _ => return None,
    };
    // Refuses a wrong checksum, length or trailing bit, whichever it is.
    (write(&key) == text).then_some(key)
}

/// `G…`.
pub fn account(key: &[u8; 32]) -> String {
    write(&Key::Account(*key))
}

/// `M…`: the account, with a number that takes the place of a memo.
pub fn muxed(key: &[u8; 32], id: u64) -> String {
    write(&Key::Muxed { key: *key, id })
}

fn write(key: &Key) -> String {
    let (version, key, id) = match key {
        Key::Account(key) => (ACCOUNT, key, None),
        Key::Muxed { key, id } => (MUXED, key, Some(*id)),
        Key::Contract(key) => (CONTRACT, key, None),
    };
    let mut bytes = vec![version];
    bytes.extend_from_slice(key);
    if let Some(id) = id {
        bytes.extend_from_slice(&id.to_be_bytes());
    }
    let check = crc16(&bytes);
    bytes.extend_from_slice(&check.to_le_bytes());
    encode(&bytes)
}

/// CRC-16/XMODEM, bit by bit: addresses are short.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(*byte) << 8), |crc, _| {
            (crc << 1) ^ (0x1021 & (crc >> 15).wrapping_neg())
        })
    })
}

/// Base 32 without padding.
fn encode(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(letter(held >> bits));
        }
    }
    if bits > 0 {
        text.push(letter(held << (5 - bits)));
    }
    text
}

fn letter(digit: u32) -> char {
    ALPHABET.get((digit & 31) as usize).map_or('A', |byte| char::from(*byte))
}

/// The whole bytes of a text in base 32; bits that are left over are not looked at.
fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for byte in text.bytes() {
        let digit = ALPHABET.iter().position(|letter| *letter == byte)?;
        held = (held << 5) | digit as u32;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// SEP-23, section "Tests": the same key as account, as muxed account and as contract.
    const G: &str = "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ";
    const M: &str = "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVAAAAAAAAAAAAAJLK";
    const C: &str = "CA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUWDA";

    fn key_of(text: &str) -> [u8; 32] {
        match read(text).unwrap() {
            Key::Account(key) | Key::Muxed { key, .. } | Key::Contract(key) => key,
        }
    }

    /// The check value of the catalogue of CRCs.
    #[test]
    fn the_checksum_is_crc_16_xmodem() {
        assert_eq!(crc16(b"123456789"), 0x31C3);
    }

    /// RFC 4648, section 10, without the padding.
    #[test]
    fn the_digits_are_base_32() {
        let vectors = ["", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"];
        for (length, text) in vectors.into_iter().enumerate() {
            let bytes = &b"foobar"[..length];
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text).unwrap(), bytes);
        }
    }

    #[test]
    fn one_key_has_a_text_as_account_and_one_for_each_number() {
        let key = key_of(G);
        assert_eq!(key[..4], [0x3F, 0x0C, 0x34, 0xBF]);
        // The number's highest bit is the lowest of the letter that is `V` here and `U` for zero.
        assert_eq!(read(M), Some(Key::Muxed { key, id: 1 << 63 }));
        assert_eq!(read(C), Some(Key::Contract(key)));
        assert_eq!((account(&key), muxed(&key, 1 << 63)), (G.to_owned(), M.to_owned()));
        let zero = "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUQ";
        assert_eq!(muxed(&key, 0), zero);
    }

    #[test]
    fn every_other_letter_at_every_place_is_refused() {
        for text in [G, M, C] {
            for place in 0..text.len() {
                for letter in ALPHABET.iter().filter(|letter| **letter != text.as_bytes()[place]) {
                    let mut wrong = text.as_bytes().to_vec();
                    wrong[place] = *letter;
                    let wrong = String::from_utf8(wrong).unwrap();
                    assert_eq!(read(&wrong), None, "{wrong}");
                }
            }
        }
    }

    #[test]
    fn an_address_cut_short_lengthened_or_padded_is_refused() {
        for text in [G, M, C] {
            for end in 0..text.len() {
                assert_eq!(read(&text[..end]), None, "{end}");
            }
            for more in ["A", "AA", "AAAAAAAA", "=", "===", " ", "\n"] {
                assert_eq!(read(&format!("{text}{more}")), None, "{more:?}");
            }
            assert_eq!(read(&text.to_ascii_lowercase()), None);
        }
    }

    /// 69 letters are 345 bits, 43 bytes are 344: the last letter of `M…` has a bit to spare.
    #[test]
    fn a_bit_behind_the_end_is_refused() {
        let spare = format!("{}L", M.strip_suffix('K').unwrap());
        assert_eq!(decode(&spare), decode(M));
        assert_eq!(read(&spare), None);
    }

    #[test]
    fn other_kinds_of_key_are_no_addresses_even_with_a_right_checksum() {
        let sealed = |version: u8, payload: &[u8]| {
            let mut bytes = vec![version];
            bytes.extend_from_slice(payload);
            bytes.extend_from_slice(&crc16(&bytes).to_le_bytes());
            encode(&bytes)
        };
        assert_eq!(read(&sealed(ACCOUNT, &key_of(G))), read(G));
        for version in (0..=u8::MAX).filter(|version| ![ACCOUNT, CONTRACT].contains(version)) {
            assert_eq!(read(&sealed(version, &key_of(G))), None, "{version}");
        }
        for length in (0..50).filter(|length| *length != 32) {
            assert_eq!(read(&sealed(ACCOUNT, &vec![7; length])), None, "{length}");
            assert_eq!(read(&sealed(MUXED, &vec![7; length])).is_some(), length == 40);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(key in prop::array::uniform32(0_u8..), id: u64) {
            prop_assert_eq!(read(&account(&key)), Some(Key::Account(key)));
            let numbered = muxed(&key, id);
            prop_assert_eq!((numbered.len(), read(&numbered)), (69, Some(Key::Muxed { key, id })));
        }

        #[test]
        fn no_text_makes_reading_panic(text in "\\PC{0,80}|[A-Z2-7]{0,80}") {
            let _ = read(&text);
        }
    }
}
