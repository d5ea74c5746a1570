//! app: to be built.
