//! text: to be built.
