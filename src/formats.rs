#![doc = include_str!("formats.md")]
