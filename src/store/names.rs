//! Names of files, made from a template: `{date}`, `{time}`, `{voice}`, `{first:12}`, `{n}`.

/// The template that files are named by at first.
pub const DEFAULT: &str = "{first:24}";
