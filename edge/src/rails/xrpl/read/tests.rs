//! Answers of XRP Ledger servers, right and wrong, and what is read of them.
