//! How much memory the program may have.

use std::path::Path;

/// Bytes this process may use: the tightest control group limit, else what the machine has; 512 MiB
/// if neither can be read.
pub fn limit() -> u64 {
    let groups = std::fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    let machine = std::fs::read_to_string("/proc/meminfo").ok().and_then(|text| total(&text));
    [group_limit(Path::new("/sys/fs/cgroup"), &groups), machine].into_iter().flatten().min().unwrap_or(512 << 20)
}

/// The store's share: a twentieth, at least 4 MiB, at most 64 MiB. (H-083)
pub fn store_cache(limit: u64) -> u64 {
    (limit / 20).clamp(4 << 20, 64 << 20)
}

/// The share of rendered texts: a sixty-fourth, at least 1 MiB, at most 8 MiB. (H-083)
pub fn renderings(limit: u64) -> u64 {
    (limit / 64).clamp(1 << 20, 8 << 20)
}

/// The tightest limit among the process's control group and those above it, in version 2 or in the
/// memory groups of version 1, which machines with an older system still have.
fn group_limit(root: &Path, groups: &str) -> Option<u64> {
    groups
        .lines()
        .filter_map(|line| {
            let (_, named) = line.split_once(':')?;
            let (controllers, group) = named.split_once(':')?;
            let (root, file) = match controllers {
                "" => (root.to_owned(), "memory.max"),
                _ if controllers.split(',').any(|name| name == "memory") => {
                    (root.join("memory"), "memory.limit_in_bytes")
                }
                _ => return None,
            };
            root.join(group.trim_start_matches('/'))
                .ancestors()
                .take_while(|folder| folder.starts_with(&root))
                .filter_map(|folder| std::fs::read_to_string(folder.join(file)).ok()?.trim().parse().ok())
                .min()
        })
        .min()
}

/// `MemTotal` in bytes.
fn total(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::super::files::tests::Folder;
    use super::*;

    // H-083
    #[test]
    fn the_cache_follows_the_limit() {
        for (limit, cache) in [(0, 4 << 20), (160 << 20, 8 << 20), (512 << 20, (512 << 20) / 20), (64 << 30, 64 << 20)]
        {
            assert_eq!(store_cache(limit), cache);
        }
        assert!(limit() > 0);
    }

    #[test]
    fn the_tightest_group_counts() {
        let folder = Folder::new();
        std::fs::create_dir_all(folder.path().join("a/b")).expect("folders");
        folder.file("memory.max", "max\n");
        folder.file("a/memory.max", "1000\n");
        folder.file("a/b/memory.max", "2000\n");
        assert_eq!(group_limit(folder.path(), "1:name=x:/\n0::/a/b\n"), Some(1000));
        assert_eq!(group_limit(folder.path(), "0::/\n"), None);
        assert_eq!(group_limit(folder.path(), ""), None);
        std::fs::create_dir_all(folder.path().join("memory/c")).expect("folders");
        folder.file("memory/memory.limit_in_bytes", "9223372036854771712\n");
        folder.file("memory/c/memory.limit_in_bytes", "500\n");
        assert_eq!(group_limit(folder.path(), "9:memory:/c\n1:name=x:/\n0::/a/b\n"), Some(500));
        assert_eq!(group_limit(folder.path(), "9:memory:/of/another/namespace\n"), Some(9_223_372_036_854_771_712));
    }

    #[test]
    fn the_machine_counts_where_no_group_does() {
        assert_eq!(total("MemTotal:         507900 kB\nMemFree: 1 kB\n"), Some(507_900 * 1024));
        assert_eq!(total("nothing"), None);
    }
}
