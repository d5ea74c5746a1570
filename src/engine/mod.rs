//! engine: to be built.
