//! G.711: sixteen bits to eight, the telephone's way (ITU-T G.711).

/// A-law.
pub(super) fn a_law(sample: i16) -> u8 {
    // Thirteen bits count; the negative side is the one's complement.
    let (sign, value) = if sample < 0 { (0x00, !sample >> 3) } else { (0x80, sample >> 3) };
    let segment = (value >> 4).checked_ilog2().unwrap_or(0);
    let step = (value >> segment.max(1)) & 0x0f;
    (sign | (segment as u8) << 4 | step as u8) ^ 0x55
}

/// µ-law.
pub(super) fn mu_law(sample: i16) -> u8 {
    const BIAS: i32 = 0x84;
    const CLIP: i32 = 32_635;
    let sign = if sample < 0 { 0x80 } else { 0 };
    let value = i32::from(sample).abs().min(CLIP) + BIAS;
    let exponent = (value >> 7).ilog2();
    let step = (value >> (exponent + 3)) & 0x0f;
    !(sign | (exponent as u8) << 4 | step as u8)
}

#[cfg(test)]
mod tests {
    use super::{a_law, mu_law};

    #[test]
    fn known_values() {
        // From the tables of ITU-T G.191's reference.
        assert_eq!([0, 1_000, -1_000, 32_767, -32_768].map(a_law), [0xd5, 0xfa, 0x7a, 0xaa, 0x2a]);
        assert_eq!([0, 1_000, -1_000, 32_767, -32_768].map(mu_law), [0xff, 0xce, 0x4e, 0x80, 0x00]);
    }
}
