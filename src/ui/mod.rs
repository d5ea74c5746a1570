//! ui: to be built.
