//! What a wallet is handed on a real network, as a link and in the QR code. Knows no invoices; the
//! sandbox has URIs of its own, that no wallet can pay.

use crate::chain::PUBLIC_PASSPHRASE;

/// Characters of a SEP-7 message, before it is encoded.
const MESSAGE_LENGTH_MAX: usize = 300;

/// A request to pay on Stellar (SEP-7, operation `pay`; rails.md 1.8).
///
/// It is not signed, so it has no `origin_domain`, which wallets must not show without a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StellarRequest<'a> {
    /// `G…`; or `M…`, and then no memo.
    pub destination: &'a str,
    /// Code and issuer of a token; `None` is XLM.
    pub token: Option<(&'a str, &'a str)>,
    /// In units, such as `12.5`; `None` lets the payer choose.
    pub amount: Option<&'a str>,
    /// A text memo.
    pub memo: Option<&'a str>,
    /// Which network; wallets take one that is not named for the public one.
    pub passphrase: &'a str,
    /// What the payer reads; cut at 300 characters.
    pub message: Option<&'a str>,
}

impl StellarRequest<'_> {
    /// `web+stellar:pay?…`.
    pub fn uri(&self) -> String {
        let mut uri = "web+stellar:pay".to_owned();
        let mut put = |name, value: Option<&str>| {
            let Some(value) = value else { return };
            uri.push(if uri.ends_with("pay") { '?' } else { '&' });
            uri.push_str(name);
            uri.push('=');
            // The forms' encoding, but a space is %20. A plus sign of the text is %2B already.
            for part in form_urlencoded::byte_serialize(value.as_bytes()) {
                uri.push_str(if part == "+" { "%20" } else { part });
            }
        };
        let message = self.message.map(|message| {
            let end = message.char_indices().nth(MESSAGE_LENGTH_MAX).map(|(at, _)| at);
            end.and_then(|end| message.get(..end)).unwrap_or(message)
        });
        let network = Some(self.passphrase).filter(|network| *network != PUBLIC_PASSPHRASE);
        put("destination", Some(self.destination));
        put("amount", self.amount);
        put("asset_code", self.token.map(|(code, _)| code));
        put("asset_issuer", self.token.map(|(_, issuer)| issuer));
        put("memo", self.memo);
        put("memo_type", self.memo.map(|_| "MEMO_TEXT"));
        put("msg", message);
        put("network_passphrase", network);
        uri
    }
}

/// A request to pay XRP, as Xaman reads it; without that wallet it is a web page
/// (docs.xaman.dev, "Payment Request Link"; rails.md 2.4). For the network of real money only.
pub fn xaman(address: &str, tag: u32, amount: Option<&str>) -> String {
    let amount = amount.map(|amount| format!("amount={amount}&")).unwrap_or_default();
    format!("https://xaman.app/detect/request:{address}?{amount}dt={tag}&network=XRPL")
}

/// A request to pay XRP, as other wallets read it (XLS-2; rails.md 2.4).
pub fn plain_xrp(address: &str, tag: u32, amount: Option<&str>) -> String {
    let amount = amount.map(|amount| format!("&amount={amount}")).unwrap_or_default();
    format!("{address}?dt={tag}{amount}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::*;
    use crate::chain::TEST_PASSPHRASE;

    /// The account of SEP-7's own examples, and the issuer of USDC.
    const G: &str = "GCALNQQBXAPZ2WIRSDDBMSTAKCUH5SG6U76YBFLQLIXJTF7FE5AX7AOO";
    const ISSUER: &str = "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";
    const R: &str = "rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf";

    fn lumens() -> StellarRequest<'static> {
        StellarRequest {
            destination: G,
            token: None,
            amount: Some("120.1234567"),
            memo: Some("PLR-A1B2C3D4"),
            passphrase: PUBLIC_PASSPHRASE,
            message: None,
        }
    }

    #[test]
    fn lumens_on_the_public_network_name_neither() {
        assert_eq!(
            lumens().uri(),
            "web+stellar:pay?destination=GCALNQQBXAPZ2WIRSDDBMSTAKCUH5SG6U76YBFLQLIXJTF7FE5AX7AOO\
             &amount=120.1234567&memo=PLR-A1B2C3D4&memo_type=MEMO_TEXT"
        );
    }

    #[test]
    fn a_token_is_named_with_its_issuer_and_another_network_with_its_passphrase() {
        let request = StellarRequest {
            token: Some(("USDC", ISSUER)),
            amount: None,
            passphrase: TEST_PASSPHRASE,
            message: Some("Order 7 + tea & 50% of é"),
            ..lumens()
        };
        assert_eq!(
            request.uri(),
            "web+stellar:pay?destination=GCALNQQBXAPZ2WIRSDDBMSTAKCUH5SG6U76YBFLQLIXJTF7FE5AX7AOO\
             &asset_code=USDC\
             &asset_issuer=GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN\
             &memo=PLR-A1B2C3D4&memo_type=MEMO_TEXT\
             &msg=Order%207%20%2B%20tea%20%26%2050%25%20of%20%C3%A9\
             &network_passphrase=Test%20SDF%20Network%20%3B%20September%202015"
        );
    }

    /// SEP-23's muxed address carries the reference; a memo beside it could disagree.
    #[test]
    fn a_muxed_address_needs_no_memo() {
        let m = "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVAAAAAAAAAAAAAJLK";
        let request = StellarRequest { destination: m, amount: Some("1"), memo: None, ..lumens() };
        assert_eq!(
            request.uri(),
            "web+stellar:pay?destination=\
             MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVAAAAAAAAAAAAAJLK&amount=1"
        );
    }

    #[test]
    fn a_message_has_300_characters_before_it_is_encoded() {
        for (length, kept) in [(300, 300), (301, 300)] {
            let message = "é".repeat(length);
            let uri = StellarRequest { message: Some(&message), ..lumens() }.uri();
            assert!(uri.ends_with(&format!("&msg={}", "%C3%A9".repeat(kept))), "{length}");
        }
    }

    #[test]
    fn xrp_is_asked_for_with_its_tag() {
        assert_eq!(
            xaman(R, 123, Some("2.5")),
            "https://xaman.app/detect/request:rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf\
             ?amount=2.5&dt=123&network=XRPL"
        );
        assert_eq!(
            xaman(R, 1, None),
            "https://xaman.app/detect/request:rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf?dt=1&network=XRPL"
        );
        assert_eq!(
            plain_xrp(R, 2_147_483_647, Some("2.5")),
            "rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf?dt=2147483647&amount=2.5"
        );
        assert_eq!(plain_xrp(R, 1, None), "rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf?dt=1");
    }

    proptest! {
        /// Read by the URL standard's own parser, whatever a merchant wrote.
        #[test]
        fn a_reader_gets_back_what_was_written(
            message in "\\PC{0,40}", passphrase in "\\PC{1,30}",
        ) {
            let token = Some(("EURC", ISSUER));
            let request = StellarRequest {
                token, passphrase: &passphrase, message: Some(&message), ..lumens()
            };
            let uri = request.uri();
            let query = uri.strip_prefix("web+stellar:pay?").unwrap();
            prop_assert!(query.is_ascii() && !query.contains(['+', ' ']));
            let url = Url::parse(&uri).unwrap();
            let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
            let expected = [
                ("destination", G), ("amount", "120.1234567"), ("asset_code", "EURC"),
                ("asset_issuer", ISSUER), ("memo", "PLR-A1B2C3D4"), ("memo_type", "MEMO_TEXT"),
                ("msg", &message), ("network_passphrase", &passphrase),
            ];
            let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
            prop_assert_eq!(pairs, expected);
        }
    }
}
