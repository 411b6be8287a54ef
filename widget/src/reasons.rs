//! The places of the errors' texts: the same order where the edge writes them and where the browser
//! looks one up. Knows no text.

use shared::draft::{ChosenError, EntryError};
use shared::money::AmountError;

/// The place of what is wrong with an amount.
pub(crate) fn of_choice(error: ChosenError) -> usize {
    match error {
        ChosenError::Amount(AmountError::Empty) => 0,
        ChosenError::Amount(AmountError::NotANumber) => 1,
        ChosenError::Amount(AmountError::Negative) => 2,
        ChosenError::Amount(AmountError::Zero) => 3,
        ChosenError::Amount(AmountError::TooPrecise { .. }) => 4,
        ChosenError::Amount(AmountError::TooLarge) => 5,
        ChosenError::Below(_) => 6,
    }
}

/// The place of what is wrong with a text.
pub(crate) fn of_entry(error: EntryError) -> usize {
    match error {
        EntryError::Empty => 0,
        EntryError::TooLong(_) => 1,
        EntryError::Control => 2,
        EntryError::NotAnEmail => 3,
        EntryError::NotANumber => 4,
        EntryError::NotOffered => 5,
    }
}
