//! Addresses of the XRP Ledger, classic and X (rails.md 2.3). Knows nobody who types one.

use sha2::{Digest, Sha256};

/// The ledger's own order of the base 58 digits.
const ALPHABET: &[u8; 58] = b"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

const CHECK_LENGTH: usize = 4;

/// What an X-address begins with, before it is text: `X…`, and `T…` on test networks (XLS-5).
const MAIN: [u8; 2] = [0x05, 0x44];
const TEST: [u8; 2] = [0x04, 0x93];
const X_LENGTH: usize = 31;

/// An account, the tag to pay it with, and the kind of network: what an X-address holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XAddress {
    /// The account's id.
    pub account: [u8; 20],
    /// The destination tag; 0 is one, `None` is none.
    pub tag: Option<u32>,
    /// `T…` instead of `X…`.
    pub is_test: bool,
}

/// Reads `r…`, which is the same on every network.
pub fn read_classic(text: &str) -> Option<[u8; 20]> {
    let bytes = decode(text, 1 + 20 + CHECK_LENGTH)?;
    let account = bytes.get(1..).and_then(|rest| rest.first_chunk::<20>())?;
    // Refuses a wrong checksum and version.
    (classic(account) == text).then_some(*account)
}

/// `r…`.
pub fn classic(account: &[u8; 20]) -> String {
    let mut bytes = vec![0];
    bytes.extend_from_slice(account);
    seal(bytes)
}

/// Reads `X…` or `T…`.
pub fn read_x(text: &str) -> Option<XAddress> {
    let bytes = decode(text, X_LENGTH + CHECK_LENGTH)?;
    let (start, rest) = bytes.split_first_chunk::<2>()?;
    let (account, rest) = rest.split_first_chunk::<20>()?;
    let (flag, rest) = rest.split_first()?;
    let tag = rest.first_chunk::<4>().map(|tag| u32::from_le_bytes(*tag));
    let tag = if *flag == 0 { None } else { tag };
    let address = XAddress { account: *account, tag, is_test: *start == TEST };
    // Refuses a wrong checksum, another start or flag, and a tag where there is none.
    (x_address(&address) == text).then_some(address)
}

/// `X…` or `T…`.
pub fn x_address(address: &XAddress) -> String {
    let mut bytes = Vec::from(if address.is_test { TEST } else { MAIN });
    bytes.extend_from_slice(&address.account);
    bytes.push(u8::from(address.tag.is_some()));
    bytes.extend_from_slice(&address.tag.unwrap_or(0).to_le_bytes());
    // The upper half of a tag of 64 bits, which no ledger has.
    bytes.extend_from_slice(&[0; 4]);
    seal(bytes)
}

/// The bytes and their checksum as text.
fn seal(mut bytes: Vec<u8>) -> String {
    let check = Sha256::digest(Sha256::digest(&bytes));
    bytes.extend(check.iter().take(CHECK_LENGTH));
    encode(&bytes)
}

/// Base 58; each zero byte at the start is one digit, whatever number it would be part of.
fn encode(bytes: &[u8]) -> String {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let mut digits: Vec<u32> = Vec::new();
    for byte in bytes.iter().skip(zeros) {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            carry += *digit << 8;
            *digit = carry % 58;
            carry /= 58;
        }
        while carry > 0 {
            digits.push(carry % 58);
            carry /= 58;
        }
    }
    digits.resize(digits.len() + zeros, 0);
    let letter = |digit: &u32| ALPHABET.get(*digit as usize).map(|byte| char::from(*byte));
    digits.iter().rev().filter_map(letter).collect()
}

/// The number that the digits are, in so many bytes; `None` if it does not fit.
fn decode(text: &str, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    for byte in text.bytes() {
        let mut carry = ALPHABET.iter().position(|letter| *letter == byte)? as u32;
        for place in bytes.iter_mut().rev() {
            carry += u32::from(*place) * 58;
            *place = carry as u8;
            carry >>= 8;
        }
        if carry > 0 {
            return None;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The example of the ledger's documentation (Addresses; XLS-5).
    const CLASSIC: &str = "rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf";
    const PLAIN_X: &str = "XVLhHMPHU98es4dbozjVtdWzVrDjtV5fdx1mHp98tDMoQXb";
    const PLAIN_T: &str = "TVE26TYGhfLC7tQDno7G8dGtxSkYQn49b3qD26PK7FcGSKE";
    const TAG_1_X: &str = "XVLhHMPHU98es4dbozjVtdWzVrDjtV8xvjGQTYPiAx6gwDC";

    #[test]
    fn the_special_addresses_of_the_documentation_are_read() {
        let mut account = [0; 20];
        assert_eq!(read_classic("rrrrrrrrrrrrrrrrrrrrrhoLvTp"), Some(account));
        assert_eq!(classic(&account), "rrrrrrrrrrrrrrrrrrrrrhoLvTp");
        account[19] = 1;
        assert_eq!(read_classic("rrrrrrrrrrrrrrrrrrrrBZbvji"), Some(account));
        assert_eq!(classic(&account), "rrrrrrrrrrrrrrrrrrrrBZbvji");
    }

    #[test]
    fn one_account_has_an_x_address_for_each_tag_and_network() {
        let account = read_classic(CLASSIC).unwrap();
        let plain = XAddress { account, tag: None, is_test: false };
        let cases = [
            (PLAIN_X, plain),
            (PLAIN_T, XAddress { is_test: true, ..plain }),
            (TAG_1_X, XAddress { tag: Some(1), ..plain }),
        ];
        for (text, address) in cases {
            assert_eq!(read_x(text), Some(address));
            assert_eq!(x_address(&address), text);
        }
    }

    #[test]
    fn every_other_letter_at_every_place_is_refused() {
        for text in [CLASSIC, PLAIN_X, PLAIN_T] {
            for place in 0..text.len() {
                for letter in ALPHABET.iter().filter(|letter| **letter != text.as_bytes()[place]) {
                    let mut wrong = text.as_bytes().to_vec();
                    wrong[place] = *letter;
                    let wrong = String::from_utf8(wrong).unwrap();
                    assert_eq!((read_classic(&wrong), read_x(&wrong)), (None, None), "{wrong}");
                }
            }
        }
    }

    #[test]
    fn an_address_cut_short_or_lengthened_is_refused() {
        for text in [CLASSIC, PLAIN_X, TAG_1_X] {
            for end in 0..text.len() {
                assert_eq!((read_classic(&text[..end]), read_x(&text[..end])), (None, None));
            }
            // `r` is the digit zero: in front of the number it changes nothing but the text.
            for wrong in [format!("r{text}"), format!("{text}r"), format!("{text} ")] {
                assert_eq!((read_classic(&wrong), read_x(&wrong)), (None, None), "{wrong}");
            }
        }
    }

    #[test]
    fn each_form_is_read_as_itself_only() {
        assert_eq!(read_classic(PLAIN_X), None);
        assert_eq!(read_x(CLASSIC), None);
    }

    #[test]
    fn a_right_checksum_does_not_excuse_another_content() {
        let payload =
            |start: [u8; 2], flag: u8, tag: [u8; 8]| [&start[..], &[9; 20], &[flag], &tag].concat();
        let tag_1 = [1, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(read_x(&seal(payload(MAIN, 1, tag_1))).unwrap().tag, Some(1));
        assert_eq!(read_x(&seal(payload(MAIN, 0, [0; 8]))).unwrap().tag, None);
        let wrong = [
            payload([0x05, 0x45], 0, [0; 8]),
            payload(MAIN, 0, tag_1),
            payload(MAIN, 1, [0, 0, 0, 0, 1, 0, 0, 0]),
            payload(MAIN, 2, tag_1),
        ];
        for bytes in wrong {
            assert_eq!(read_x(&seal(bytes.clone())), None, "{bytes:?}");
        }
        // A family seed's version.
        assert_eq!(read_classic(&seal([&[0x21][..], &[9; 20]].concat())), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            account in prop::array::uniform20(0_u8..), tag: Option<u32>, is_test: bool,
        ) {
            prop_assert_eq!(read_classic(&classic(&account)), Some(account));
            let address = XAddress { account, tag, is_test };
            let text = x_address(&address);
            prop_assert_eq!(text.starts_with('T'), is_test);
            prop_assert_eq!(text.starts_with('X'), !is_test);
            prop_assert_eq!(read_x(&text), Some(address));
        }

        #[test]
        fn no_text_makes_reading_panic(text in "\\PC{0,60}|[1-9A-Za-z]{0,60}") {
            let _ = (read_classic(&text), read_x(&text));
        }
    }
}
