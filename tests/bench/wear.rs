//! What reaches the disk, and how often it is waited for (spec/appliance.md §9, H-075).

use super::stand::Stand;
use super::tell;
use seedpod::domain::Count;
use seedpod::domain::posts::{self, Audience, NewPost};

/// Where the counters stood.
pub(crate) struct Wear {
    bytes: u64,
    commits: u64,
}

impl Wear {
    pub(crate) fn begin(stand: &Stand) -> Self {
        Self { bytes: written(), commits: stand.pod.counts().get(Count::Commits) }
    }

    /// Tells the bytes and the commits since then for each of so many.
    pub(crate) fn tell(&self, stand: &Stand, what: &str, count: usize) {
        let bytes = written() - self.bytes;
        let commits = stand.pod.counts().get(Count::Commits) - self.commits;
        tell(&format!("written_for_a_{what}"), bytes as f64 / count as f64, "bytes");
        tell(&format!("syncs_for_a_{what}"), commits as f64 / count as f64, "commits");
    }
}

/// Bytes that this process had written to disks so far, in whole pages as the kernel counts them.
fn written() -> u64 {
    let text = std::fs::read_to_string("/proc/self/io").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("write_bytes: "));
    line.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Posts of somebody here, one after another.
pub(crate) async fn publish(stand: &Stand, count: usize) {
    let wear = Wear::begin(stand);
    for number in 0..count {
        let account = stand.account.clone();
        let new = NewPost {
            text: format!("The *{number}*th post, which says what people say on an ordinary day. #everyday"),
            audience: Audience::Public,
            photos: Vec::new(),
            poll: None,
            event: None,
            location: None,
            provider: String::new(),
        };
        stand.pod.write(move |tx, cx| posts::create(tx, cx, &account, new)).await.unwrap();
    }
    wear.tell(stand, "published_post", count);
}
