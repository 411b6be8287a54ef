//! Horizon's answers, right and wrong, and what is read of them.
