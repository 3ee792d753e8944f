//! [`Unpacked`]: reads a gzipped file, and stops where a small file unpacks to far more than any text does.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;

use crate::config::Limits;
use crate::limits::{self, UNPACKED_RATIO};

/// A reader of what a packed file holds.
pub(super) struct Unpacked<R> {
    decoder: MultiGzDecoder<R>,
    /// How many bytes of the packed file have been read.
    packed: Arc<AtomicU64>,
    given: u64,
    limits: Limits,
}

impl<R: Read> Unpacked<R> {
    /// Unpacks what a reader gives, which counts its bytes in `packed`.
    pub(super) fn new(reader: R, packed: Arc<AtomicU64>, limits: Limits) -> Self {
        Self {
            decoder: MultiGzDecoder::new(reader),
            packed,
            given: 0,
            limits,
        }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(buffer)?;
        self.given += count as u64;
        let packed = self.packed.load(Ordering::Relaxed);
        let most = self.limits.unpacked_bytes();
        if self.given > most.max(packed.saturating_mul(UNPACKED_RATIO)) {
            return Err(io::Error::other(limits::unpacks_to_too_much(&self.limits)));
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(block: &[u8], times: usize) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        for _ in 0..times {
            encoder.write_all(block).unwrap();
        }
        encoder.finish().unwrap()
    }

    /// How many bytes can be read, and the reason why no more can.
    fn read(packed: &[u8]) -> (u64, Option<String>) {
        let size = Arc::new(AtomicU64::new(packed.len() as u64));
        let mut reader = Unpacked::new(packed, size, Limits::default());
        let mut block = vec![0; 1 << 20];
        let mut count = 0;
        loop {
            match reader.read(&mut block) {
                Ok(0) => return (count, None),
                Ok(more) => count += more as u64,
                Err(error) => return (count, Some(error.to_string())),
            }
        }
    }

    #[test]
    fn what_unpacks_to_a_thousand_times_its_size_is_not_read_to_its_end() {
        let bomb = packed(&vec![b'\n'; 1 << 20], 1 << 10);
        let (count, reason) = read(&bomb);
        assert!(
            count <= (256 << 20).max(bomb.len() as u64 * UNPACKED_RATIO),
            "{count}"
        );
        assert!(reason.unwrap().contains("more than 100 times its size"));
        assert_eq!(read(&packed(&vec![b'\n'; 1 << 20], 100)), (100 << 20, None));
    }
}
