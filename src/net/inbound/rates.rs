//! How often somebody may do something.
//!
//! Token buckets in tables of fixed size: each bucket is one number, the moment at which it will
//! be full again. A table that is full forgets the bucket that was used longest ago, which is the
//! one that says least. (spec/appliance.md §17.2, H-132)

use super::ClientAddress;
use crate::config::{Config, Rate};
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    /// Sign-in attempts per client.
    SignIn,
    /// Sign-in attempts per account.
    SignInAccount,
    /// Codes at the second step of signing in, per account.
    SecondFactor,
    /// New accounts and used invitations per client.
    SignUp,
    /// Setup token and admin sign-in per client.
    Setup,
    /// Pages seen without being signed in, per client.
    Pages,
    /// Pictures and files per client.
    Media,
    /// Actions per account.
    Actions,
    /// Federation messages per sending pod.
    Federation,
    /// WebFinger, NodeInfo and the like, per client.
    Discovery,
    /// Requests of programs, per account.
    Api,
    /// Programs that register, per client.
    Programs,
}

/// Each bucket, its setting, and how many are remembered at a time.
const TABLE: [(Bucket, &str, usize); 12] = [
    (Bucket::SignIn, "limits.sign_in", 16 * 1024),
    (Bucket::SignInAccount, "limits.sign_in_account", 8 * 1024),
    (Bucket::SecondFactor, "limits.second_factor", 8 * 1024),
    (Bucket::SignUp, "limits.sign_up", 8 * 1024),
    (Bucket::Setup, "limits.setup", 2 * 1024),
    (Bucket::Pages, "limits.pages", 32 * 1024),
    (Bucket::Media, "limits.media", 16 * 1024),
    (Bucket::Actions, "limits.actions", 8 * 1024),
    (Bucket::Federation, "limits.federation", 16 * 1024),
    (Bucket::Discovery, "limits.discovery", 8 * 1024),
    (Bucket::Api, "limits.api", 4 * 1024),
    (Bucket::Programs, "limits.programs", 2 * 1024),
];

/// Places among which a key may be stored.
const WAYS: usize = 8;

/// Too often: how long until one more is welcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait(pub Duration);

impl Wait {
    /// The value of `Retry-After`: whole seconds, at least one.
    pub fn seconds(self) -> u64 {
        self.0.as_millis().div_ceil(1000).max(1).try_into().unwrap_or(u64::MAX)
    }
}

/// All token buckets of the pod; less than 2 MiB, however many visitors there are.
pub struct Rates {
    tables: Vec<Table>,
    hasher: RandomState,
    start: Instant,
}

struct Table {
    bucket: Bucket,
    rate: Rate,
    /// Key and, in milliseconds since the start, the moment the bucket is full again.
    entries: Mutex<Vec<[u64; 2]>>,
}

impl Rates {
    /// All buckets full, with the rates of the configuration.
    pub fn of(config: &Config) -> Self {
        Self::new(|key| config.rate(key))
    }

    /// All buckets full; `rate` gives the rate of a `limits.*` setting.
    pub fn new(rate: impl Fn(&str) -> Rate) -> Self {
        let table = |(bucket, key, size): (Bucket, &str, usize)| Table {
            bucket,
            rate: rate(key),
            entries: Mutex::new(vec![[0, 0]; size]),
        };
        Self { tables: TABLE.map(table).into(), hasher: RandomState::new(), start: Instant::now() }
    }

    /// Counts one more of `bucket` for a visitor; this machine itself is never counted.
    pub fn count(&self, bucket: Bucket, client: ClientAddress) -> Result<(), Wait> {
        if client.is_loopback() { Ok(()) } else { self.count_for(bucket, &client.household()) }
    }

    /// Counts one more of `bucket` for an account, a pod or anything else with a name.
    pub fn count_for(&self, bucket: Bucket, key: &(impl Hash + ?Sized)) -> Result<(), Wait> {
        let table = self.tables.iter().find(|table| table.bucket == bucket).expect("every bucket has a table");
        // 0 marks a free place.
        let key = self.hasher.hash_one(key).max(1);
        let now = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        table.count(key, now)
    }
}

impl Table {
    fn count(&self, key: u64, now: u64) -> Result<(), Wait> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let sets = (entries.len() / WAYS).max(1) as u64;
        let set = usize::try_from(key % sets).unwrap_or(0);
        let places = entries.chunks_exact_mut(WAYS).nth(set).expect("the remainder is below the number of sets");
        let full_at = places.iter().find(|[of, _]| *of == key).map_or(0, |[_, full_at]| *full_at).max(now);
        let refill = u64::try_from(self.rate.refill.as_millis()).unwrap_or(u64::MAX).max(1);
        let room = refill.saturating_mul(u64::from(self.rate.burst) - 1);
        if full_at - now > room {
            return Err(Wait(Duration::from_millis(full_at - now - room)));
        }
        let known = places.iter().position(|[of, _]| *of == key);
        let oldest = || places.iter().enumerate().min_by_key(|(_, [_, full_at])| *full_at).map(|(index, _)| index);
        if let Some(place) = known.or_else(oldest).and_then(|index| places.get_mut(index)) {
            *place = [key, full_at.saturating_add(refill)];
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
    use std::path::Path;

    fn rates() -> Rates {
        Rates::of(&Config::with_defaults(Path::new("/nonexistent")))
    }

    fn client(bits: u32) -> ClientAddress {
        ClientAddress::new(Ipv4Addr::from_bits(bits).into())
    }

    // spec/appliance.md §17.2
    #[tokio::test(start_paused = true)]
    async fn a_burst_passes_then_one_per_refill() {
        for (bucket, burst, refill) in [
            (Bucket::SignIn, 10, 60_000),
            (Bucket::SignInAccount, 20, 300_000),
            (Bucket::SecondFactor, 20, 180_000),
            (Bucket::SignUp, 3, 86_400_000),
            (Bucket::Setup, 3, 300_000),
            (Bucket::Pages, 120, 500),
            (Bucket::Media, 300, 200),
            (Bucket::Actions, 60, 1_000),
            (Bucket::Federation, 300, 200),
            (Bucket::Discovery, 120, 1_000),
            (Bucket::Api, 600, 50),
            (Bucket::Programs, 10, 60_000),
        ] {
            let rates = rates();
            for _ in 0..burst {
                assert_eq!(rates.count(bucket, client(0x0102_0304)), Ok(()), "{bucket:?}");
            }
            assert_eq!(rates.count(bucket, client(0x0102_0304)), Err(Wait(Duration::from_millis(refill))));
            assert_eq!(rates.count(bucket, client(0x0102_0305)), Ok(()), "another address");
            tokio::time::advance(Duration::from_millis(refill - 1)).await;
            assert!(rates.count(bucket, client(0x0102_0304)).is_err());
            tokio::time::advance(Duration::from_millis(1)).await;
            assert_eq!(rates.count(bucket, client(0x0102_0304)), Ok(()));
            assert!(rates.count(bucket, client(0x0102_0304)).is_err());
            tokio::time::advance(Duration::from_millis(refill * burst)).await;
            for _ in 0..burst {
                assert_eq!(rates.count(bucket, client(0x0102_0304)), Ok(()), "full again");
            }
            assert!(rates.count(bucket, client(0x0102_0304)).is_err());
        }
    }

    // H-132
    #[tokio::test(start_paused = true)]
    async fn a_million_addresses_take_no_more_room_and_forget_the_oldest() {
        let rates = rates();
        let room: usize = rates.tables.iter().map(|table| table.entries.lock().expect("lock").capacity() * 16).sum();
        assert!(room <= 2 << 20, "{room}");
        for _ in 0..10 {
            rates.count(Bucket::SignIn, client(1)).expect("within the burst");
        }
        assert!(rates.count(Bucket::SignIn, client(1)).is_err());
        for bits in 0..1_000_000_u32 {
            rates.count(Bucket::Pages, client(0x0b00_0000 + bits)).expect("the first of each");
        }
        assert!(
            rates.count(Bucket::SignIn, client(1)).is_err(),
            "a flood of pages frees nobody from the sign-in limit"
        );
        for bits in 0..1_000_000_u32 {
            rates.count(Bucket::SignIn, client(0x0b00_0000 + bits)).expect("the first of each");
        }
        assert!(rates.count(Bucket::SignIn, client(1)).is_err(), "the fullest bucket is kept before empty ones");
        tokio::time::advance(Duration::from_secs(3600)).await;
        for bits in 0..1_000_000_u32 {
            rates.count(Bucket::SignIn, client(0x0b00_0000 + bits)).expect("refilled or forgotten");
        }
        assert_eq!(rates.count(Bucket::SignIn, client(1)), Ok(()));
        let after: usize = rates.tables.iter().map(|table| table.entries.lock().expect("lock").capacity() * 16).sum();
        assert_eq!(room, after);
    }

    // H-132
    #[test]
    fn this_machine_never_counts_and_a_network_counts_as_one() {
        let rates = rates();
        let loopback = ClientAddress::new(Ipv6Addr::LOCALHOST.into());
        assert!((0..1000).all(|_| rates.count(Bucket::SignUp, loopback).is_ok()));
        let one_of = |index: u16| ClientAddress::new(IpAddr::from([0x2001, 0x470, 0, 1, 0, 0, 0, index]));
        assert_eq!((0..10).filter(|index| rates.count(Bucket::SignUp, one_of(*index)).is_ok()).count(), 3);
        assert_eq!((0..10).filter(|_| rates.count_for(Bucket::SignUp, "eva").is_ok()).count(), 3);
    }

    // H-133
    #[tokio::test(start_paused = true)]
    async fn a_household_is_never_told_to_wait() {
        let rates = rates();
        let home = client(0x0102_0304);
        for second in 0..3600_u32 {
            tokio::time::advance(Duration::from_secs(1)).await;
            // Fifteen devices open a page a minute each, all in the same second, with pictures.
            if second % 60 == 0 {
                assert!((0..15).all(|_| rates.count(Bucket::Pages, home).is_ok()));
                assert!((0..15 * 20).all(|_| rates.count(Bucket::Media, home).is_ok()));
            }
            if second % 720 == 0 {
                assert!(rates.count(Bucket::SignIn, home).is_ok());
            }
        }
    }

    #[test]
    fn the_wait_is_rounded_up_to_seconds() {
        assert_eq!([0, 1, 1000, 1001].map(|ms| Wait(Duration::from_millis(ms)).seconds()), [1, 1, 1, 2]);
    }
}
