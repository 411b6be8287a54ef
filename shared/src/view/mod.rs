//! What a payer may see of an invoice: the facts that the pages draw. The only types that cross
//! to them.

mod link;
mod settlement;
mod subscribe;
mod ways;

pub use link::{
    ChoiceView, ClosedLinkView, LinkView, SoldLine, SoldTax, SoldView, SubscriptionView,
};
pub use settlement::{SettlementCancel, SettlementChangeView};
pub use subscribe::{
    BillView, Entry, ManageView, Outcome, PriceTag, SubscribeView, SubscribedView,
};
pub use ways::{Alternative, ClaimOutcome, ClaimView, ReturnRefused, ReturnView, WalletOffer};

use crate::currency::{Asset, Fiat};
use crate::draft::{ChosenError, check_chosen};
use crate::invoice::{Exceptions, Status};
use crate::money::Amount;
use crate::payment::{Disposition, PaymentState};
use crate::psp::Psp;
use crate::time::Instant;

/// Who asks for the money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MerchantView {
    /// The name that payers know.
    pub name: String,
    /// A logo on our origin or over https.
    pub logo_url: Option<String>,
    /// The brand colour, `#rrggbb`; the page corrects its contrast.
    pub accent: Option<String>,
    /// Where a payer can write to.
    pub support_email: Option<String>,
    /// Where a payer can look for help; https.
    pub support_url: Option<String>,
    /// The language of the page: `en nl de fr es pt`.
    pub language: String,
    /// IANA name of the zone that dates are shown in.
    pub zone: String,
}

/// One payment that was seen for the invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentView {
    /// In minor units of the asset that was sent.
    pub amount: Amount,
    /// Code of the asset that was sent; an unknown one is shown as it is.
    pub asset_code: String,
    /// Decimal places of that asset.
    pub scale: u32,
    /// When the ledger closed it.
    pub at: Instant,
    /// The ledger's name for it.
    pub transaction: String,
    /// Whether it is final.
    pub state: PaymentState,
    /// What was done with it.
    pub disposition: Disposition,
}

/// Everything that a pay page can say of one invoice. `status` is the one that holds at `now`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckoutView {
    /// The id in the page's address.
    pub public_id: String,
    /// Test money, or that of a test network: the page must say so everywhere.
    pub test: bool,
    /// It is paid in the sandbox, which has a panel of its own.
    pub sandbox: bool,
    /// Who asks.
    pub merchant: MerchantView,
    /// What for.
    pub title: String,
    /// More of what for.
    pub description: Option<String>,
    /// The merchant's own reference.
    pub order_id: Option<String>,
    /// What a link sold by it.
    pub sold: Option<SoldView>,
    /// The status at `now`.
    pub status: Status,
    /// What was unusual.
    pub exceptions: Exceptions,
    /// What settles it.
    pub asset: Asset,
    /// What is asked; `None`: the payer chooses.
    pub due: Option<Amount>,
    /// The least that a payer who chooses may send.
    pub least: Option<Amount>,
    /// What a payer who chooses has typed (`?amount=`), when it is allowed.
    pub chosen: Option<Amount>,
    /// What was typed instead, and is not allowed.
    pub refused_amount: Option<String>,
    /// The sum of the counted payments.
    pub received: Amount,
    /// What arrived beyond what was asked.
    pub excess: Amount,
    /// What went back to the payer.
    pub refunded: Amount,
    /// The price in a currency, and how much of the asset one unit of it was, as text.
    pub price: Option<PriceView>,
    /// The price in the asset cannot be told right now: no amount is shown, nothing is to be sent.
    pub no_rate: bool,
    /// The address to pay to.
    pub destination: String,
    /// The memo or tag that goes with it.
    pub reference: String,
    /// The payment URI (SEP-7 or its sandbox twin) for what is still due, when it can be paid.
    pub payment_uri: Option<String>,
    /// The merchant's PSP takes it, too, or would if what is on its way came to nothing; it alone,
    /// where no ledger does.
    pub psp: Option<PspOffer>,
    /// What may be consented to with that.
    pub consent: Option<ConsentView>,
    /// For wallets that have no field for the reference.
    pub alternative: Option<Alternative>,
    /// That a wallet in the browser may pay it; on the top-level page only.
    pub wallet: Option<WalletOffer>,
    /// The form for a payment that is not shown; `None`: there is none to look for.
    pub claim: Option<ClaimView>,
    /// The form for the address that money goes back to. The page turns without being loaded anew,
    /// so it is there before it is needed, and shown in the states in which something may go back.
    pub return_address: Option<ReturnView>,
    /// When it was made.
    pub created_at: Instant,
    /// Until when it can be paid.
    pub expires_at: Option<Instant>,
    /// When it became paid.
    pub paid_at: Option<Instant>,
    /// The time that the page was made for, on the merchant's clock.
    pub now: Instant,
    /// Everything that was seen, oldest first.
    pub payments: Vec<PaymentView>,
    /// Where the payer came from, signed, once nothing is left to do.
    pub return_url: Option<String>,
    /// It is the invoice of a subscription that was just begun: the host page is told so, once.
    pub begins_subscription: bool,
    /// It ended unpaid, and a POST to `/pay/{public_id}/reopen` opens it again.
    pub can_reopen: bool,
    /// The language that the address asks for (`?lang=`), to be carried along.
    pub asked_language: Option<String>,
}

/// What a payer may consent to with the payment: that later ones are charged by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentView {
    /// How much, and how often.
    pub price: PriceTag,
    /// From when on.
    pub from: Instant,
}

/// That it can be paid by bank or card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PspOffer {
    /// Where.
    pub psp: Psp,
    /// In cents of a euro.
    pub amount: Amount,
}

/// A payer who is on the way to a PSP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaveView {
    /// Who is paid.
    pub merchant: MerchantView,
    /// Where, and how much.
    pub offer: PspOffer,
    /// The PSP's page.
    pub url: String,
}

/// A price in a currency and the quote in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceView {
    /// The currency.
    pub fiat: Fiat,
    /// In its minor units.
    pub amount: Amount,
    /// What one unit of the asset costs in that currency, as text; empty without a rate.
    pub rate: String,
    /// When the rate was read.
    pub rate_at: Option<Instant>,
    /// Who told it: `kraken coinbase`, with blanks between.
    pub sources: String,
    /// Until when the price in the asset holds; `None`: as long as the invoice.
    pub quote_until: Option<Instant>,
}

impl CheckoutView {
    /// What is still to be sent, when that is known: asked (or chosen) less received.
    pub fn remaining(&self) -> Option<Amount> {
        self.due.or(self.chosen).map(|asked| asked.less(self.received))
    }

    /// Whether the page still offers to pay: open, and `expires_at` is not reached (DESIGN 4).
    pub fn payable(&self) -> bool {
        self.status.is_open() && self.expires_at.is_none_or(|at| self.now < at)
    }
}

/// Reads the amount that a payer typed: [`check_chosen`], for people's keypads.
///
/// Those of half of Europe have a comma and no point, so one comma is a decimal sign, unless three
/// digits follow it: `1,000` may be meant as a thousand.
///
/// # Errors
/// A [`ChosenError`].
pub fn read_choice(typed: &str, scale: u32, least: Option<Amount>) -> Result<Amount, ChosenError> {
    match typed.trim().split_once(',') {
        Some((whole, part)) if part.len() != 3 && !typed.contains('.') => {
            check_chosen(&[whole, ".", part].concat(), scale, least)
        }
        _ => check_chosen(typed, scale, least),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::AmountError;

    #[test]
    fn a_payer_may_type_a_decimal_comma_but_nothing_that_can_be_misread() {
        let read = |typed| read_choice(typed, 7, Some(Amount::from_minor(50_000_000)));
        let number = |minor| Ok(Amount::from_minor(minor));
        let refused = |error| Err(ChosenError::Amount(error));
        assert_eq!(read(" 12.50 "), number(125_000_000));
        assert_eq!(read("12,5 "), number(125_000_000));
        assert_eq!(read("1,000"), refused(AmountError::NotANumber));
        assert_eq!(read("1,000.50"), refused(AmountError::NotANumber));
        assert_eq!(read("1,2,3"), refused(AmountError::NotANumber));
        assert_eq!(read("12,12345678"), refused(AmountError::TooPrecise { scale: 7 }));
        assert_eq!(read("  "), refused(AmountError::Empty));
        assert_eq!(read("0,0"), refused(AmountError::Zero));
        assert_eq!(read("4,99"), Err(ChosenError::Below(Amount::from_minor(50_000_000))));
        assert_eq!(read("5"), number(50_000_000));
    }
}
