//! cli: to be built.
