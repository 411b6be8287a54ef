//! Typed ids with prefixes, made in one place from a time and dice. Knows no table.

use std::fmt;

use crate::time::Instant;

/// Crockford's base 32: no I, L, O, U, so that nobody misreads it.
pub(crate) const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// What every id of this kind begins with.
            pub const PREFIX: &'static str = $prefix;

            /// A new id: sortable by its time, unguessable by 80 bits of dice.
            pub fn make(at: Instant, dice: [u8; 10]) -> $name {
                $name(format!("{}{}", $prefix, sortable(at, dice)))
            }

            /// An id that our own database holds.
            pub const fn stored(text: String) -> $name {
                $name(text)
            }

            /// As text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A merchant.
    MerchantId = "mer_";
    /// An API key (not its secret).
    KeyId = "key_";
    /// An invoice.
    InvoiceId = "inv_";
    /// A pay link.
    LinkId = "pl_";
    /// A subscription package (not its public id).
    PackageId = "pkg_";
    /// A package in addresses.
    PublicPackageId = "subpkg_";
    /// A customer's subscription to a package.
    SubscriptionId = "cusub_";
    /// A recurring plan.
    PlanId = "plan_";
    /// Money that goes back.
    RefundId = "ref_";
    /// Something that needs the merchant.
    AlertId = "alr_";
    /// A payment that was seen.
    PaymentId = "pay_";
    /// An event that a merchant is told of.
    EventId = "evt_";
    /// A delivery of an event.
    DeliveryId = "dlv_";
    /// A mail.
    MailId = "mail_";
    /// A payment that was begun at a PSP.
    AttemptId = "att_";
    /// An address that a merchant set.
    SettlementId = "set_";
    /// A line of the audit.
    AuditId = "aud_";
}

/// 26 characters: 48 bits of milliseconds, then 80 bits of dice; lower case, in order of time.
fn sortable(at: Instant, dice: [u8; 10]) -> String {
    let time = u128::from(at.ms().unsigned_abs() & 0xFFFF_FFFF_FFFF);
    let random = dice.iter().fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
    base32((time << 80) | random, 26).to_ascii_lowercase()
}

/// The lowest `5 * length` bits, the highest first.
pub(crate) fn base32(bits: u128, length: usize) -> String {
    (0..length)
        .rev()
        .filter_map(|place| CROCKFORD.get(((bits >> (5 * place)) & 31) as usize))
        .map(|byte| char::from(*byte))
        .collect()
}

/// The id in a pay page's address: 16 characters, all 80 bits of them dice.
pub fn public_id(dice: [u8; 10]) -> String {
    let random = dice.iter().fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
    base32(random, 16).to_ascii_lowercase()
}

/// A random UUID, version 4 (RFC 9562, section 5.4).
pub fn uuid(dice: [u8; 16]) -> String {
    let bits = u128::from_be_bytes(dice);
    let bits = (bits & !(0xF << 76)) | (4 << 76);
    hyphenate((bits & !(3 << 62)) | (2 << 62))
}

/// Whether a text is a UUID of version 4, in either case.
pub fn is_uuid_v4(text: &str) -> bool {
    let fits = |(place, byte): (usize, u8)| match place {
        8 | 13 | 18 | 23 => byte == b'-',
        14 => byte == b'4',
        19 => b"89abAB".contains(&byte),
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(fits)
}

/// A request id: UUID version 7 (RFC 9562, section 5.7).
pub fn request_id(at: Instant, dice: [u8; 10]) -> String {
    let time = at.ms().unsigned_abs() & 0xFFFF_FFFF_FFFF;
    let random = dice.iter().fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
    let a = (random >> 62) & 0xFFF;
    let b = random & 0x3FFF_FFFF_FFFF_FFFF;
    hyphenate((u128::from(time) << 80) | (7 << 76) | (a << 64) | (2 << 62) | b)
}

fn hyphenate(bits: u128) -> String {
    let hex = format!("{bits:032x}");
    let part = |from, to| hex.get(from..to).unwrap_or_default();
    format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_its_prefix_and_sorts_by_time() {
        let early = InvoiceId::make(Instant::from_ms(1_700_000_000_000), [255; 10]);
        let late = InvoiceId::make(Instant::from_ms(1_700_000_000_001), [0; 10]);
        assert_eq!(early.as_str(), "inv_01hf7yat00zzzzzzzzzzzzzzzz");
        assert!(early < late);
    }

    #[test]
    fn a_public_id_is_80_bits_in_16_characters() {
        assert_eq!(public_id([0; 10]), "0000000000000000");
        assert_eq!(public_id([255; 10]), "zzzzzzzzzzzzzzzz");
    }

    /// The example of RFC 9562, appendix A.3: 919108F7-52D1-4320-9BAC-F847DB4148A8.
    #[test]
    fn a_random_uuid_is_of_version_4() {
        let random = 0x919108F7_52D1_0320_1BAC_F847DB4148A8_u128;
        assert_eq!(uuid(random.to_be_bytes()), "919108f7-52d1-4320-9bac-f847db4148a8");
        assert!(is_uuid_v4("919108F7-52D1-4320-9BAC-F847DB4148A8"));
        for wrong in [
            "919108f7-52d1-7320-9bac-f847db4148a8",
            "919108f7-52d1-4320-cbac-f847db4148a8",
            "919108f752d143209bacf847db4148a8",
            "{919108f7-52d1-4320-9bac-f847db4148a}",
            "",
        ] {
            assert!(!is_uuid_v4(wrong), "{wrong}");
        }
    }

    /// The example of RFC 9562, appendix A.6: unix_ts_ms 0x017F22E279B0, rand_a CC3, rand_b
    /// 18C4DC0C0C07398F.
    #[test]
    fn a_request_id_is_a_uuid_of_version_7() {
        let random: u128 = (0xCC3 << 62) | 0x18C4_DC0C_0C07_398F;
        let mut dice = [0; 10];
        dice.copy_from_slice(&random.to_be_bytes()[6..]);
        let id = request_id(Instant::from_ms(0x017F_22E2_79B0), dice);
        assert_eq!(id, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    }
}
