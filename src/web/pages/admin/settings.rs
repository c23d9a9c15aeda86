//! Settings in the browser (W-230, H-030).
//!
//! Made from the table of `config`: what a flag, the environment or a file decides is shown locked
//! with its source, and saving the rest never copies it into the store.

use super::super::super::form::Form;
use super::super::super::layout::{Shell, hidden};
use super::super::super::parts::{Errors, icon, summary};
use super::super::super::policy;
use super::super::super::reply::{Failure, page as reply_page, refused_form};
use super::super::super::session::Visit;
use super::{PLACE, Tab, admin, done, framed};
use crate::config::{Config, Kind, SETTINGS, Setting, Source};
use crate::domain::Refused;
use crate::domain::admin::{By, settings};
use crate::domain::instance;
use crate::domain::views::{self, admin::Tasks};
use crate::domain::words::Words;
use maud::{Markup, html};
use warp::reply::Response;

const HERE: &str = "/admin/settings";

/// Sections in the order in which people look for them.
const SECTIONS: &[&str] = &[
    "pod",
    "invitations",
    "welcome",
    "terms",
    "statistics",
    "spotlight",
    "inactive",
    "mail",
    "media",
    "security",
    "limits",
];

/// What was typed, where it was not accepted.
type Typed = Vec<(&'static str, String)>;

fn show(shell: &Shell, tasks: Tasks, config: &Config, typed: &Typed, errors: &Errors) -> Markup {
    let words = shell.words;
    let body = html! {
        p.lead { (words.say("admin-set-lead")) }
        (summary(errors))
        nav.pills aria-label=(words.say("admin-set-sections")) {
            @for section in sections() { a.pill href={ "#" (section) } { (words.say(&format!("admin-section-{section}"))) } }
        }
        @for section in sections() {
            form.card.stack id=(section) method="post" action=(HERE) {
                (hidden(shell))
                input type="hidden" name="section" value=(section);
                h2 { (words.say(&format!("admin-section-{section}"))) }
                @for setting in of_section(section) { (one(words, config, setting, typed, errors)) }
                @if of_section(section).any(|setting| !config.source(setting.key).locks() && setting.is_for_browser()) {
                    div.row { button.button.button-main type="submit" { (words.say("admin-set-save")) } }
                }
            }
        }
        section.card.stack {
            h2 { (words.say("admin-set-rest")) }
            p.soft { (words.say("admin-set-rest-hint")) }
            div.scroll tabindex="0" role="region" aria-label=(words.say("admin-set-rest")) {
                table {
                    thead { tr { th scope="col" { (words.say("admin-set-key")) } th scope="col" { (words.say("admin-set-value")) } th scope="col" { (words.say("admin-set-source")) } } }
                    tbody {
                        @for (setting, value, source) in config.show().into_iter().filter(|(setting, ..)| !setting.is_for_browser()) {
                            tr { th scope="row" { code { (setting.key) } } td { code.whole { (value) } } td { (said_by(words, &source)) } }
                        }
                    }
                }
            }
        }
    };
    framed(shell, Tab::Settings, tasks, &body)
}

fn sections() -> impl Iterator<Item = &'static str> {
    SECTIONS.iter().copied().filter(|section| of_section(section).next().is_some())
}

/// The settings of a section that can be chosen here.
fn of_section(section: &str) -> impl Iterator<Item = &'static Setting> + use<'_> {
    SETTINGS.iter().filter(move |setting| setting.is_for_browser() && setting.key.split('.').next() == Some(section))
}

/// The part of a sentence's name that stands for a setting.
fn slug(setting: &Setting) -> String {
    setting.key.replace(['.', '_'], "-")
}

fn one(words: Words, config: &Config, setting: &'static Setting, typed: &Typed, errors: &Errors) -> Markup {
    let source = config.source(setting.key);
    let is_locked = source.locks();
    let kept = typed.iter().find(|(key, _)| *key == setting.key).map(|(_, text)| text.clone());
    let value = kept.unwrap_or_else(|| config.value(setting.key).plain());
    let (id, slug) = (format!("f-{}", setting.key), slug(setting));
    let hint = format!("h-{}", setting.key);
    let wrong = errors.of(setting.key);
    html! {
        div.field {
            @if setting.kind == Kind::Flag {
                label.tick {
                    input id=(id) type="checkbox" name=(setting.key) value="true" checked[value == "true"] disabled[is_locked] aria-describedby=(hint);
                    span { (words.say(&format!("admin-set-{slug}"))) }
                }
            } @else { label for=(id) { (words.say(&format!("admin-set-{slug}"))) } }
            p.hint id=(hint) {
                (words.say(&format!("admin-hint-{slug}")))
                @if !setting.reload { " " (words.say("admin-set-restart")) }
                @if is_locked { " " span.locked { (icon("lock")) (said_by(words, &source)) } }
            }
            @if let Some(wrong) = wrong { p.wrong id={ "e-" (setting.key) } { (icon("alert")) (wrong) } }
            @match setting.kind {
                Kind::Flag => {},
                Kind::Choice(choices) => select.input id=(id) name=(setting.key) disabled[is_locked] aria-describedby=(hint) {
                    @for choice in choices { option value=(choice) selected[value == *choice] { (words.say(&format!("admin-choice-{choice}"))) } }
                },
                _ if setting.key == "welcome.text" => textarea.input id=(id) name=(setting.key) rows="4" disabled[is_locked] aria-describedby=(hint) { "\n" (value) },
                _ => input.input id=(id) name=(setting.key) value=(value) maxlength="1000" disabled[is_locked] aria-describedby=(hint) aria-invalid=[wrong.map(|_| "true")] autocapitalize="none" placeholder=[(!setting.default.is_empty()).then_some(setting.default)];,
            }
        }
    }
}

/// Where a value comes from.
fn said_by(words: Words, source: &Source) -> String {
    match source {
        Source::Flag => words.say("admin-source-flag"),
        Source::Environment(name) => words.say_with("admin-source-environment", &[("name", name.into())]),
        Source::SecretFile(path) => {
            words.say_with("admin-source-secret", &[("path", path.display().to_string().into())])
        }
        Source::File(path, line) => words.say_with(
            "admin-source-file",
            &[("path", path.display().to_string().into()), ("line", line.to_string().into())],
        ),
        Source::Stored => words.say("admin-source-here"),
        Source::Default => words.say("admin-source-default"),
    }
}

pub(super) async fn open(visit: Visit) -> Result<Response, Failure> {
    let (shell, tasks) = dressed(&visit).await?;
    let config = visit.web().config.now();
    Ok(reply_page(&visit, show(&shell, tasks, &config, &Typed::new(), &Errors::default())))
}

async fn dressed(visit: &Visit) -> Result<(Shell, Tasks), Failure> {
    let eyes = visit.eyes();
    let read = visit.pod().read::<_, Refused>(move |tx| Ok((views::shell(tx, eyes.look())?, views::admin::tasks(tx)?)));
    let (shell, tasks) = read.await?;
    Ok((visit.dress(shell, PLACE), tasks))
}

/// What a form says about a setting, as text; a box without a tick is not sent at all.
fn sent(form: &Form, setting: &Setting) -> String {
    match setting.kind {
        Kind::Flag => form.has(setting.key).to_string(),
        _ => form.lines(setting.key).trim().to_owned(),
    }
}

/// Saves one section: all of it or nothing. What equals the default is not kept, so that a later
/// release can change it.
pub(super) async fn save(visit: Visit, form: Form) -> Result<Response, Failure> {
    let account = admin(&visit, HERE.to_owned())?;
    let config = visit.web().config.now();
    let open: Vec<&Setting> =
        of_section(form.text("section")).filter(|setting| !config.source(setting.key).locks()).collect();
    let typed: Typed = open.iter().map(|setting| (setting.key, sent(&form, setting))).collect();
    let mut errors = Errors::default();
    for (key, text) in typed.iter().filter(|(_, text)| !text.is_empty()) {
        if Config::check(key, text).is_err() {
            errors.add(key, visit.words().say("admin-set-wrong"));
        }
    }
    if !errors.is_empty() {
        let (shell, tasks) = dressed(&visit).await?;
        return refused_form(&visit, show(&shell, tasks, &config, &typed, &errors));
    }
    let before = config.clone();
    let chosen = visit.pod().write::<_, Refused>(move |tx, cx| {
        for (key, text) in &typed {
            let value = Some(text.as_str()).filter(|text| !text.is_empty() && !Config::is_default(key, text));
            settings::choose(tx, cx, By::Account(&account), key, value)?;
        }
        let chosen = settings::all(tx)?;
        let (name, registration, rules) = policy(&before.with_stored(&chosen));
        instance::follow(tx, name, registration, rules)?;
        Ok(chosen)
    });
    visit.web().config.choose(&chosen.await?);
    let section = visit.words().say(&format!("admin-section-{}", form.text("section")));
    Ok(done(&visit, HERE, "admin-said-saved", &[("section", section.into())]))
}

#[cfg(test)]
mod tests {
    use super::super::super::super::layout::Place;
    use super::super::super::super::sample;
    use super::*;
    use crate::config::{Environment, Overrides};

    // H-030: what the environment decides is shown locked, with its source; secrets never.
    #[test]
    fn what_others_decide_is_locked() {
        let folder = std::env::temp_dir();
        let overrides = Overrides { state_dir: Some(folder.clone()), config: None, ..Overrides::default() };
        let variables = [("SEEDPOD_POD_NAME", "From outside"), ("SEEDPOD_METRICS_TOKEN", "hunter2hunter2hunter2")];
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let environment = Environment { variables, is_root: false };
        let config = Config::load(&overrides, &environment).expect("valid");
        let config = config.with_stored(&[("pod.name".to_owned(), "From here".to_owned())]);
        let text = show(&sample::shell(Place::Elsewhere), Tasks::default(), &config, &Typed::new(), &Errors::default());
        let text = text.into_string();
        assert!(text.contains("From outside") && !text.contains("From here"), "the environment goes first");
        assert!(
            text.contains("SEEDPOD_POD_NAME")
                && text.contains("name=\"pod.name\" value=\"From outside\" maxlength=\"1000\" disabled")
        );
        assert!(!text.contains("hunter2"));
    }

    // W-230: every setting that can be chosen in the browser has its words, and a section.
    #[test]
    fn every_setting_has_words() {
        let words = Words::default();
        let said = |name: String| assert_ne!(words.say(&name), name, "no sentence");
        for setting in SETTINGS.iter().filter(|setting| setting.is_for_browser()) {
            let section = setting.key.split('.').next().unwrap_or_default();
            assert!(SECTIONS.contains(&section), "{section}");
            said(format!("admin-section-{section}"));
            said(format!("admin-set-{}", slug(setting)));
            said(format!("admin-hint-{}", slug(setting)));
            if let Kind::Choice(choices) = setting.kind {
                choices.iter().for_each(|choice| said(format!("admin-choice-{choice}")));
            }
        }
    }
}
