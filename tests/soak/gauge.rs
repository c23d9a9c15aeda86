//! What the system says about the pod, and lines drawn through it.

use std::path::{Path, PathBuf};

/// One look.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample {
    /// Since the beginning.
    pub(crate) minutes: f64,
    /// Memory in use, in MiB.
    pub(crate) memory: f64,
    /// Open descriptors.
    pub(crate) descriptors: f64,
    /// The folder with everything in it, in MiB.
    pub(crate) folder: f64,
    /// Written to the disk since the beginning, in MiB.
    pub(crate) written: f64,
    /// Processor time since the beginning, in seconds.
    pub(crate) busy: f64,
    /// Messages taken since the beginning.
    pub(crate) taken: f64,
    /// The slowest page since the last look, in milliseconds.
    pub(crate) page: f64,
}

const MIB: f64 = 1024.0 * 1024.0;

/// Looks at a process and at its folder.
pub(crate) fn look(process: u32, folder: &Path) -> Sample {
    let proc = PathBuf::from(format!("/proc/{process}"));
    let number = |file: &str, name: &str| {
        let text = std::fs::read_to_string(proc.join(file)).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix(name).and_then(|line| line.strip_prefix(':')));
        line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(0.0)
    };
    Sample {
        memory: number("status", "VmRSS") / 1024.0,
        descriptors: std::fs::read_dir(proc.join("fd")).map_or(0.0, |all| all.fold(0.0, |count, _| count + 1.0)),
        folder: size(folder) / MIB,
        written: number("io", "write_bytes") / MIB,
        busy: busy(&proc),
        ..Sample::default()
    }
}

/// Seconds in the program and in the kernel for it.
fn busy(proc: &Path) -> f64 {
    let text = std::fs::read_to_string(proc.join("stat")).unwrap_or_default();
    let after = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = after.split_whitespace().skip(11).take(2).filter_map(|word| word.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// Bytes that a folder takes on the disk.
fn size(folder: &Path) -> f64 {
    use std::os::unix::fs::MetadataExt;
    let Ok(all) = std::fs::read_dir(folder) else { return 0.0 };
    let each = all.flatten().filter_map(|entry| {
        let about = entry.metadata().ok()?;
        #[expect(clippy::cast_precision_loss, reason = "a size in MiB")]
        let own = (about.blocks() * 512) as f64;
        Some(if about.is_dir() { size(&entry.path()) } else { own })
    });
    each.sum()
}

/// The slope of the best line through points, per unit of the first number.
pub(crate) fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.iter().fold(0.0, |count, _| count + 1.0);
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / f64::max(count, 1.0);
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let above: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let below: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    if below > 0.0 { above / below } else { 0.0 }
}
