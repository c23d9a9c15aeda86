//! Every diagnosis in one list: what is fine, what is not, and what helps (spec/appliance.md §14,
//! H-113).
//!
//! `look` gathers facts from the machine and the pod, `judge` makes findings of them without
//! touching anything. Nobody outside is asked but the pod's own name servers, its own address and
//! its own mail server; at home the router may be asked for its outer address. The command
//! `net check` is the part of it that is about the network (H-054, H-055).

mod judge;
pub(super) mod look;
mod network;

use super::admin::home_address;
use super::command::{Answer, Exit};
use super::error::AppError;
use super::home::Home;
use super::state;
use crate::config::Config;
use crate::domain::Pod;
use serde_json::json;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// Nobody needs to do anything.
    Ok,
    /// It could not be looked at here, or does not concern this pod.
    Skip,
    /// It works, and will not for ever.
    Warn,
    /// It does not work.
    Fail,
}

impl Level {
    fn name(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Skip => "SKIP",
            Self::Warn => "WARN",
            Self::Fail => "FAIL",
        }
    }
}

/// What one check says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Finding {
    level: Level,
    /// One sentence.
    says: String,
    /// What to do about it; empty if there is nothing to do.
    remedy: String,
}

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    Everything,
    /// How others reach the pod.
    Network,
}

/// The checks about the network.
const NETWORK: &[&str] = &["D-012", "D-013", "D-014", "D-015", "D-016", "D-034", "D-035", "D-036", "D-037", "D-038"];

/// Looks at everything, with the pod where one is open here, and with what it knows of its network
/// where it serves.
pub(super) async fn examine(config: &Config, pod: Option<&Pod>, home: Option<&Home>, scope: Scope) -> Answer {
    answer(&look::around(config, pod, home, scope == Scope::Network).await, scope)
}

/// The same for a pod that does not run. One that was never set up is not made by looking at it,
/// and a store that cannot be opened is a finding, not an end.
pub(super) async fn examine_stopped(config: &Config, scope: Scope) -> Result<Answer, AppError> {
    if !config.paths().state.join("seedpod.redb").exists() {
        return Ok(examine(config, None, None, scope).await);
    }
    let planned = config.url().map_or_else(|| home_address(config), Ok)?;
    match state::open(config, planned) {
        Ok(pod) => {
            let answer = examine(config, Some(&pod), None, scope).await;
            pod.close();
            Ok(answer)
        }
        Err(error) => {
            let mut facts = look::around(config, None, None, scope == Scope::Network).await;
            facts.store = Some(Err(error.to_string()));
            Ok(answer(&facts, scope))
        }
    }
}

fn answer(facts: &look::Facts, scope: Scope) -> Answer {
    let is_meant = |check: &&judge::Check| scope == Scope::Everything || NETWORK.contains(&check.code);
    let findings: Vec<_> = judge::CHECKS.iter().filter(is_meant).map(|check| (check, (check.judge)(facts))).collect();
    let line = |(check, finding): &(&judge::Check, Finding)| {
        let start = format!("{} {:<4} {:<15} {}", check.code, finding.level.name(), check.name, finding.says);
        if finding.remedy.is_empty() { start } else { format!("{start}\n{:26}→ {}", "", finding.remedy) }
    };
    let count = |level| findings.iter().filter(|(_, finding)| finding.level == level).count();
    let (warnings, failures) = (count(Level::Warn), count(Level::Fail));
    let mut lines: Vec<String> = findings.iter().map(line).collect();
    lines.push(format!(
        "{} checks: {} fine, {warnings} warnings, {failures} failures, {} not possible here.",
        findings.len(),
        count(Level::Ok),
        count(Level::Skip)
    ));
    let checks = findings.iter().map(|(check, finding)| {
        json!({
            "code": check.code,
            "name": check.name,
            "level": finding.level.name(),
            "says": finding.says,
            "remedy": finding.remedy,
        })
    });
    let exit = match (failures, warnings) {
        (0, 0) => Exit::Success,
        (0, _) => Exit::Warnings,
        _ => Exit::Failure,
    };
    let json = json!({ "checks": checks.collect::<Vec<_>>(), "warnings": warnings, "failures": failures });
    Answer { text: lines.join("\n"), json, exit }
}

#[cfg(test)]
mod tests;
