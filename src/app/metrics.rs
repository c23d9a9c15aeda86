//! `GET /metrics`: numbers for whoever watches the pod, as OpenMetrics text (spec/appliance.md §14,
//! H-112). No names of people or pods among them.

use super::doctor::look;
use super::state;
use crate::base::Timestamp;
use crate::config::{Config, Live, paths};
use crate::domain::{Count, Pod};
use crate::federation::Federation;
use crate::net::inbound::{ClientAddress, Kind, STEPS, Tally};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::{AUTHORIZATION, CONTENT_TYPE};
use warp::http::{HeaderValue, StatusCode};

type Reply = warp::reply::Response;

const TYPE: HeaderValue = HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");

/// The route. This machine may ask unless a proxy stands in front, behind which everybody could
/// look like this machine; others need the token of the settings. Who may not ask finds nothing.
pub(super) fn routes(federation: Federation, config: Arc<Live>, tally: Arc<Tally>) -> BoxedFilter<(Reply,)> {
    warp::path!("metrics")
        .and(warp::get())
        .and(warp::ext::get::<ClientAddress>())
        .and(warp::header::optional::<String>(AUTHORIZATION.as_str()))
        .then(move |client: ClientAddress, shown: Option<String>| {
            let (federation, config, tally) = (federation.clone(), config.now(), Arc::clone(&tally));
            async move {
                let is_near = client.is_loopback() && !config.is_behind_proxy();
                if !is_near && !has_token(&config, shown.as_deref()) {
                    let mut nothing = Reply::new("There is nothing here.\n".into());
                    *nothing.status_mut() = StatusCode::NOT_FOUND;
                    return nothing;
                }
                let mut reply = Reply::new(text(&federation, &config, &tally).await.into());
                reply.headers_mut().insert(CONTENT_TYPE, TYPE);
                reply
            }
        })
        .boxed()
}

fn has_token(config: &Config, shown: Option<&str>) -> bool {
    let shown = shown.and_then(|header| header.strip_prefix("Bearer ")).unwrap_or_default();
    config
        .metrics_token()
        .is_some_and(|token| verify_slices_are_equal(token.expose().as_bytes(), shown.as_bytes()).is_ok())
}

/// A growing text of families.
#[derive(Default)]
struct Page(String);

impl Page {
    fn family(&mut self, name: &str, kind: &str, help: &str) {
        // Writing to a string does not fail.
        let _ = write!(self.0, "# TYPE seedpod_{name} {kind}\n# HELP seedpod_{name} {help}\n");
    }

    fn gauge(&mut self, name: &str, help: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.family(name, "gauge", help);
            let _ = writeln!(self.0, "seedpod_{name} {}", value.to_string());
        }
    }
}

/// Counters of `domain` that are told together.
struct Family {
    name: &'static str,
    help: &'static str,
    /// What each number in it is told apart by.
    results: &'static [(&'static str, Count)],
}

const FAMILIES: &[Family] = &[
    Family {
        name: "jobs",
        help: "Jobs by how they ended.",
        results: &[("done", Count::JobsDone), ("retried", Count::JobsRetried), ("given_up", Count::JobsGivenUp)],
    },
    Family {
        name: "received",
        help: "Messages of other pods by what became of them.",
        results: &[
            ("taken", Count::ReceivedTaken),
            ("stored", Count::ReceivedStored),
            ("dropped", Count::ReceivedDropped),
            ("busy", Count::ReceivedBusy),
        ],
    },
    Family {
        name: "commits",
        help: "Commits of the store.",
        results: &[("done", Count::Commits), ("failed", Count::CommitsFailed)],
    },
];

impl Page {
    fn line(&mut self, name: &str, value: impl std::fmt::Display) {
        let _ = writeln!(self.0, "seedpod_{name} {value}");
    }

    /// What requests were answered with, and how fast.
    fn answers(&mut self, tally: &Tally) {
        self.family("answers", "counter", "Answers to requests by kind and by the first digit of their status.");
        for kind in Kind::ALL {
            for (class, count) in (1..).zip(tally.answers(kind)) {
                self.line(&format!("answers_total{{kind=\"{}\",class=\"{class}xx\"}}", kind.name()), count);
            }
        }
        self.family("answer_seconds", "histogram", "Time from a request to the first byte of its answer.");
        let times = tally.times();
        for (most, count) in STEPS.iter().zip(times.within) {
            let end = Duration::from_millis(*most).as_secs_f64();
            self.line(&format!("answer_seconds_bucket{{le=\"{end}\"}}"), count);
        }
        let all = times.within.last().copied().unwrap_or_default();
        self.line("answer_seconds_bucket{le=\"+Inf\"}", all);
        self.line("answer_seconds_count", all);
        self.line("answer_seconds_sum", times.total.as_secs_f64());
        self.family("panics", "counter", "Requests that failed by a fault in the program.");
        self.line("panics_total", tally.panics());
    }

    /// What the store and the jobs did.
    fn counts(&mut self, pod: &Pod) {
        for Family { name, help, results } in FAMILIES {
            self.family(name, "counter", help);
            for (result, count) in *results {
                self.line(&format!("{name}_total{{result=\"{result}\"}}"), pod.counts().get(*count));
            }
        }
        self.family("actions", "counter", "Actions that shared these commits.");
        self.line("actions_total", pod.counts().get(Count::Actions));
        self.family("store_reads", "counter", "Rows and ranges asked of the store.");
        self.line("store_reads_total", pod.database().reads());
        let (sum, longest) = pod.counts().commit_times();
        self.family("commit_seconds", "counter", "Time that commits took.");
        self.line("commit_seconds_total", sum.as_secs_f64());
        self.gauge("commit_seconds_longest", "Time of the longest commit.", Some(longest.as_secs_f64()));
    }

    /// What the machine says.
    fn machine(&mut self, federation: &Federation, config: &Config) {
        let now = federation.pod().now();
        self.gauge("memory_bytes", "Memory in use.", look::memory_used());
        let (open, most) = look::files().unzip();
        self.gauge("open_files", "Open files and connections.", open);
        self.gauge("open_files_limit", "How many there may be.", most);
        let written = look::written_bytes();
        self.gauge("uptime_seconds", "Since the program started.", written.map(|(_, seconds)| seconds));
        if let Some((bytes, _)) = written {
            self.family("written_bytes", "counter", "Bytes written to disk since the program started.");
            self.line("written_bytes_total", bytes);
        }
        let folder = &config.paths().state;
        let size = std::fs::metadata(folder.join("seedpod.redb")).ok().map(|data| data.len());
        self.gauge("store_bytes", "Size of the store's file.", size);
        let (bytes, files) = federation.cache_size();
        self.gauge("cache_bytes", "Size of the copies of other pods' pictures.", Some(bytes));
        self.gauge("cache_files", "Number of these copies.", Some(files));
        self.gauge("disk_free_bytes", "Room on the disk of the state.", paths::free_space(folder).ok());
        let level = Some(federation.pod().room() as u8);
        self.gauge("disk_level", "0 if there is plenty of room, 1 low, 2 critical, 3 out.", level);
        let backup = look::newest(&config.backup_folder()).map(|made| now.since(made));
        self.gauge("backup_age_seconds", "Since the newest backup.", backup);
    }

    /// What the store holds.
    fn inside(&mut self, inside: &look::Inside, now: Timestamp) {
        self.family("queue", "gauge", "Work that waits.");
        self.line("queue{kind=\"delivery\"}", inside.deliveries);
        self.line("queue{kind=\"received\"}", inside.received);
        self.gauge("queue_late_seconds", "How late the oldest of it is.", inside.overdue.map(|late| late.max(0)));
        self.gauge("pods", "Known pods.", Some(inside.pods));
        self.gauge("pods_offline", "Known pods that do not answer.", Some(inside.offline));
        self.gauge("runs_cut_short", "Times the pod was not stopped properly.", Some(inside.runs_cut_short));
        self.gauge("reports", "Reports that wait for a decision.", Some(inside.reports));
        let left = inside.certificate.seconds_left(now);
        self.gauge("certificate_seconds", "Until the certificate ends; negative if it has.", left);
    }
}

async fn text(federation: &Federation, config: &Arc<Config>, tally: &Tally) -> String {
    let pod = federation.pod();
    let mut page = Page::default();
    page.family("build", "info", "Version of the program.");
    page.line(&format!("build_info{{version=\"{}\"}}", env!("CARGO_PKG_VERSION")), 1);
    page.gauge("up", "1 if the store can be read and written.", Some(u8::from(state::works(pod).await.is_ok())));
    page.answers(tally);
    page.counts(pod);
    let (asked, config) = (federation.clone(), Arc::clone(config));
    let machine = tokio::task::spawn_blocking(move || {
        let mut part = Page::default();
        part.machine(&asked, &config);
        part.0
    });
    page.0.push_str(&machine.await.unwrap_or_default());
    if let Some(inside) = look::inside(pod).await {
        page.inside(&inside, pod.now());
    }
    page.0.push_str("# EOF\n");
    page.0
}
