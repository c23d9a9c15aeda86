//! A disk in memory that remembers what it was told, and can go wrong.

use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex};

/// What no disk tears: it writes a sector whole or not at all.
const SECTOR: usize = 512;

/// One thing that a disk was told.
#[derive(Clone, Debug)]
pub enum Told {
    Write { offset: usize, bytes: Vec<u8> },
    Length(usize),
    Sync,
}

/// From which request on a disk fails, and how.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// Writes, changes of length and syncs before it.
    pub after: usize,
    pub kind: io::ErrorKind,
}

#[derive(Debug, Default)]
struct Platters {
    now: Vec<u8>,
    synced: Vec<u8>,
    told: Vec<Told>,
    requests: usize,
    fault: Option<Fault>,
}

/// The disk. Clones are the same disk.
#[derive(Clone, Debug, Default)]
pub struct Disk(Arc<Mutex<Platters>>);

impl Disk {
    /// A disk that holds this, all of it safe.
    pub fn holding(image: Vec<u8>) -> Self {
        Self(Arc::new(Mutex::new(Platters { now: image.clone(), synced: image, ..Platters::default() })))
    }

    /// What a reader sees.
    pub fn image(&self) -> Vec<u8> {
        self.0.lock().unwrap().now.clone()
    }

    /// What is left if the power goes now and takes everything that was not synced.
    pub fn synced(&self) -> Vec<u8> {
        self.0.lock().unwrap().synced.clone()
    }

    /// Everything it was told so far.
    pub fn told(&self) -> Vec<Told> {
        self.0.lock().unwrap().told.clone()
    }

    /// How often it was told something.
    pub fn count(&self) -> usize {
        self.0.lock().unwrap().told.len()
    }

    /// It fails from now on, after some more requests.
    pub fn fail(&self, fault: Fault) {
        let mut platters = self.0.lock().unwrap();
        (platters.requests, platters.fault) = (0, Some(fault));
    }

    /// Whether something was asked of it that it refused.
    pub fn has_failed(&self) -> bool {
        let platters = self.0.lock().unwrap();
        platters.fault.is_some_and(|fault| platters.requests > fault.after)
    }

    fn tell(&self, told: Told) -> io::Result<()> {
        let mut platters = self.0.lock().unwrap();
        platters.requests += 1;
        if let Some(fault) = platters.fault
            && platters.requests > fault.after
        {
            return Err(fault.kind.into());
        }
        told.apply(&mut platters.now);
        if let Told::Sync = told {
            platters.synced = platters.now.clone();
        }
        platters.told.push(told);
        Ok(())
    }
}

impl Told {
    fn apply(&self, image: &mut Vec<u8>) {
        match self {
            Self::Write { offset, bytes } => put(image, *offset, bytes),
            Self::Length(length) => image.resize(*length, 0),
            Self::Sync => {}
        }
    }
}

/// Writes where the file may be shorter: a lost change of length does not keep a write from landing.
fn put(image: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset + bytes.len();
    if image.len() < end {
        image.resize(end, 0);
    }
    image[offset..end].copy_from_slice(bytes);
}

/// Brings an image from one request to another, as if all of them were safe.
pub fn advance(image: &mut Vec<u8>, told: &[Told], range: Range<usize>) {
    for one in &told[range] {
        one.apply(image);
    }
}

/// What became of requests that no sync made safe, as the seed has it: each is there, not there, or
/// there in some of its sectors.
pub fn weather(image: &mut Vec<u8>, unsynced: &[Told], seed: u64) {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mood = seed % 6;
    let odd = chance.below(unsynced.len().max(1));
    for (number, told) in unsynced.iter().enumerate() {
        let arrives = match mood {
            0 => false,
            1 => true,
            2 => number == odd,
            3 => number != odd,
            _ => chance.below(2) == 0,
        };
        match told {
            _ if !arrives => {}
            // A mood in which what arrives arrives in part.
            Told::Write { offset, bytes } if mood == 5 || (mood == 1 && number == odd) => {
                for (sector, part) in bytes.chunks(SECTOR).enumerate() {
                    if chance.below(2) == 0 {
                        put(image, offset + sector * SECTOR, part);
                    }
                }
            }
            told => told.apply(image),
        }
    }
}

/// Numbers that follow from a seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 20).unwrap() % limit
    }
}

impl redb::StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.0.lock().unwrap().now.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let platters = self.0.lock().unwrap();
        let start = usize::try_from(offset).unwrap();
        let bytes = platters.now.get(start..start + out.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        out.copy_from_slice(bytes);
        Ok(())
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.tell(Told::Length(usize::try_from(length).unwrap()))
    }

    fn sync_data(&self) -> io::Result<()> {
        self.tell(Told::Sync)
    }

    fn write(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.tell(Told::Write { offset: usize::try_from(offset).unwrap(), bytes: bytes.to_vec() })
    }
}
