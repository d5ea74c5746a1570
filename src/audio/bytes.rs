//! Samples as the bytes of files: signed 16 bit, little-endian.

/// Appends samples to bytes. All at once, not byte by byte: on most machines that is a copy.
pub fn write(samples: &[i16], bytes: &mut Vec<u8>) {
    let before = bytes.len();
    bytes.resize(before + samples.len() * 2, 0);
    let (pairs, _) = bytes[before..].as_chunks_mut::<2>();
    pairs.iter_mut().zip(samples).for_each(|(pair, sample)| *pair = sample.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn samples_are_put_behind_what_is_there() {
        let mut bytes = vec![9];
        write(&[0x0102, -2, i16::MIN], &mut bytes);
        assert_eq!(bytes, [9, 2, 1, 0xfe, 0xff, 0, 0x80]);
        write(&[], &mut bytes);
        assert_eq!(bytes.len(), 7);
    }
}
