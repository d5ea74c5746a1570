//! store: to be built.
