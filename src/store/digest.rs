//! What a file or a text is, in a number that no other has: its SHA-256.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

/// How much of a file is read at once, in bytes.
const BLOCK: usize = 1 << 16;

/// The SHA-256 of `bytes`, in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// How many bytes a file has, and their SHA-256 in hexadecimal digits.
///
/// # Errors
/// The file cannot be opened or read.
pub fn sha256_of_file(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let mut digest = Sha256::new();
    let mut block = vec![0; BLOCK];
    let mut bytes = 0;
    loop {
        match file.read(&mut block)? {
            0 => return Ok((bytes, hex(&digest.finalize()))),
            read => {
                digest.update(&block[..read]);
                bytes += read as u64;
            }
        }
    }
}

/// Two digits for each byte.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
