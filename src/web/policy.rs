//! What the configuration decides for the rules of the domain, which knows no configuration.

use crate::config::{self, Config};
use crate::model::{Circle, Counts, Inactive, Policy, Registration, Theme, Welcome};

/// Name, registration and policy by the settings in force.
pub fn policy(config: &Config) -> (String, Registration, Policy) {
    (config.pod_name(), registration(config), rules(config))
}

fn registration(config: &Config) -> Registration {
    match config.registration() {
        config::Registration::Invitation => Registration::Invitation,
        config::Registration::Open => Registration::Open,
        config::Registration::Approval => Registration::Approval,
        config::Registration::Closed => Registration::Closed,
    }
}

fn rules(config: &Config) -> Policy {
    let circle = match config.choice("pod.local_stream") {
        "everyone" => Circle::Everyone,
        "moderators" => Circle::Moderators,
        "admins" => Circle::Admins,
        _ => Circle::Nobody,
    };
    let theme = match config.choice("pod.theme") {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => Theme::Auto,
    };
    let welcome = || Welcome { subject: config.text("welcome.subject"), text: config.text("welcome.text") };
    let inactive = || Inactive {
        after_days: config.days("inactive.after").max(30),
        warn_days: config.days("inactive.warn").max(1),
        per_day: config.amount("inactive.per_day"),
    };
    Policy {
        description: config.text("pod.description"),
        contact: config.text("pod.contact").trim().to_lowercase(),
        email: config.text("pod.email"),
        source_url: config.text("pod.source_url"),
        changelog_url: config.text("pod.changelog_url"),
        donate_url: config.text("pod.donate_url"),
        theme,
        local_stream: circle,
        reserved_names: config.words("pod.reserved_names"),
        autofollow: config.text("pod.autofollow").trim().to_lowercase(),
        welcome: config.is_on("welcome.enabled").then(welcome),
        invitations: if config.is_on("invitations.open") { config.amount("invitations.count") } else { 0 },
        spotlight: config.is_on("spotlight.enabled"),
        spotlight_email: config.text("spotlight.email"),
        terms: config.is_on("terms.enabled"),
        jurisdiction: config.text("terms.jurisdiction"),
        minimum_age: config.amount("terms.minimum_age"),
        counts: Counts {
            users: config.is_on("statistics.users"),
            posts: config.is_on("statistics.posts"),
            comments: config.is_on("statistics.comments"),
        },
        inactive: config.is_on("inactive.enabled").then(inactive),
        security_contact: config.text("security.contact"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    // H-030, W-230: the defaults of the settings and of the rules are the same.
    #[test]
    fn defaults_agree() {
        let config = Config::with_defaults(Path::new("/nonexistent"));
        let (_, registration, rules) = policy(&config);
        assert_eq!((registration, rules), (Registration::Invitation, Policy::default()));
    }

    // W-230
    #[test]
    fn what_is_chosen_reaches_the_rules() {
        let chosen = [
            ("pod.registration", "approval"),
            ("pod.reserved_names", "Boss, chief"),
            ("statistics.posts", "true"),
            ("inactive.enabled", "true"),
            ("invitations.open", "false"),
            ("welcome.enabled", "true"),
        ];
        let chosen: Vec<_> = chosen.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let config = Config::with_defaults(Path::new("/nonexistent")).with_stored(&chosen);
        let (_, registration, rules) = policy(&config);
        assert_eq!(registration, Registration::Approval);
        assert_eq!(rules.reserved_names, ["boss", "chief"]);
        assert!(rules.counts.posts && !rules.counts.users && rules.invitations == 0);
        assert_eq!(rules.inactive.map(|inactive| inactive.after_days), Some(730));
        assert!(rules.welcome.is_some_and(|welcome| welcome.text.contains("{name}")));
    }
}
