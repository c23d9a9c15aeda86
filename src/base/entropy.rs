//! Where randomness comes from.

/// A source of unpredictable bytes: the system's in production, a seeded one in tests.
pub trait Entropy: Send {
    /// Fills the whole buffer.
    fn fill(&mut self, buffer: &mut [u8]);
}

/// Conveniences over [`Entropy`].
pub trait EntropyExt {
    /// An array of `N` random bytes.
    fn bytes<const N: usize>(&mut self) -> [u8; N];
    /// `N` random bytes as lower-case hex, `2 * N` characters.
    fn hex<const N: usize>(&mut self) -> String;
    /// A number in `0..bound`; 0 when `bound` is 0. The bias is below 2⁻³² for small bounds.
    fn below(&mut self, bound: u32) -> u32;
}

impl<E: Entropy + ?Sized> EntropyExt for E {
    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut buffer = [0; N];
        self.fill(&mut buffer);
        buffer
    }

    fn hex<const N: usize>(&mut self) -> String {
        use std::fmt::Write;
        self.bytes::<N>().iter().fold(String::with_capacity(2 * N), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    fn below(&mut self, bound: u32) -> u32 {
        let draw = u64::from_be_bytes(self.bytes::<8>());
        u32::try_from(draw % u64::from(bound.max(1))).unwrap_or(0)
    }
}
