//! The help: for people, and for those who run a pod (W-256).
//!
//! Written as Markdown in `assets/help`, compiled in, one page a file under `/help/NAME`. Every
//! heading has an address of its own. The page of all settings is made from their table.

use super::super::layout::{Place, Shell, page};
use super::super::reply::{Failure, answer, go, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, visit};
use crate::config::{SETTINGS, Setting};
use comrak::Options;
use maud::{Markup, PreEscaped, html};
use rust_embed::RustEmbed;
use std::sync::LazyLock;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

#[derive(RustEmbed)]
#[folder = "assets/help"]
#[include = "*.md"]
struct Folder;

/// Pages for people, in their order (spec/features.md §9.6).
const PEOPLE: &[&str] = &[
    "getting-help",
    "account",
    "profile",
    "sharing",
    "aspects",
    "posting",
    "private-posts",
    "public-posts",
    "resharing",
    "mentions",
    "tags",
    "pods",
    "keyboard",
    "miscellaneous",
];

/// Pages for those who run a pod.
const ADMINS: &[&str] = &[
    "install",
    "certificates",
    "home-network",
    "reverse-proxies",
    "running",
    "moderating",
    "command-line",
    "doctor",
    "backup",
    "moving",
    "hardening",
];

/// The page that is made from the table of settings.
const SETTINGS_PAGE: &str = "settings";

/// One page.
struct Page {
    name: &'static str,
    title: String,
    /// Trusted: made from our own files.
    body: String,
}

static PAGES: LazyLock<Vec<Page>> =
    LazyLock::new(|| PEOPLE.iter().chain(ADMINS).filter_map(|name| read(name)).collect());

fn read(name: &'static str) -> Option<Page> {
    let file = Folder::get(&format!("{name}.md"))?;
    let text = String::from_utf8_lossy(&file.data).into_owned();
    let (first, rest) = text.split_once('\n')?;
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.header_id_prefix = Some(String::new());
    Some(Page {
        name,
        title: first.trim_start_matches('#').trim().to_owned(),
        body: comrak::markdown_to_html(rest, &options),
    })
}

fn contents(shell: &Shell) -> Markup {
    let words = shell.words;
    let list = |names: &[&str]| {
        html! {
            ul.places {
                @for page in PAGES.iter().filter(|page| names.contains(&page.name)) {
                    li { a href={ "/help/" (page.name) } { (page.title) } }
                }
            }
        }
    };
    let body = html! {
        h1 { (words.say("help-title")) }
        p.lead { (words.say("help-lead")) }
        section.card.stack { h2 { (words.say("help-people")) } (list(PEOPLE)) }
        section.card.stack {
            h2 { (words.say("help-admins")) }
            (list(ADMINS))
            p { a href="/help/settings" { (words.say("help-settings")) } }
        }
    };
    page(shell, &words.say("help-title"), &body)
}

fn one(shell: &Shell, name: &str, title: &str, body: &Markup) -> Markup {
    let group = if PEOPLE.contains(&name) { PEOPLE } else { ADMINS };
    let whole = html! {
        p.meta { a href="/help" { (shell.words.say("help-title")) } }
        h1 { (title) }
        article.card.read { (body) }
        nav.pills aria-label=(shell.words.say("help-more")) {
            @for page in PAGES.iter().filter(|page| group.contains(&page.name)) {
                a.pill href={ "/help/" (page.name) } aria-current=[(page.name == name).then_some("page")] { (page.title) }
            }
            @if group == ADMINS { a.pill href="/help/settings" aria-current=[(name == SETTINGS_PAGE).then_some("page")] { (shell.words.say("help-settings")) } }
        }
    };
    page(shell, title, &whole)
}

/// Every setting with all that is known of it.
fn settings(shell: &Shell) -> Markup {
    let words = shell.words;
    html! {
        p { (words.say("help-settings-lead")) }
        ol {
            @for name in ["help-from-flag", "help-from-environment", "help-from-secret", "help-from-file", "help-from-browser", "help-from-default"] {
                li { (words.say(name)) }
            }
        }
        @for section in sections() {
            h2 id=(section) { (section) }
            @for setting in SETTINGS.iter().filter(|setting| setting.key.split('.').next() == Some(section)) { (entry(shell, setting)) }
        }
    }
}

fn sections() -> Vec<&'static str> {
    let mut sections: Vec<&str> = Vec::new();
    for section in SETTINGS.iter().filter_map(|setting| setting.key.split('.').next()) {
        if !sections.contains(&section) {
            sections.push(section);
        }
    }
    sections
}

fn entry(shell: &Shell, setting: &Setting) -> Markup {
    let words = shell.words;
    html! {
        h3 id=(setting.key.replace('.', "-")) { code { (setting.key) } }
        p lang="en" { (setting.doc) }
        dl.facts {
            dt { (words.say("help-accepts")) } dd lang="en" { (setting.kind) }
            dt { (words.say("help-default")) } dd { code { @if setting.default.is_empty() { "–" } @else { (setting.default) } } }
            dt { (words.say("help-variable")) } dd { code { (setting.variable()) } }
            dt { (words.say("help-applies")) } dd { (words.say(if setting.reload { "help-at-once" } else { "help-at-start" })) }
            dt { (words.say("help-browser")) } dd { (words.say(if setting.is_for_browser() { "admin-yes" } else { "admin-no" })) }
        }
    }
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let all = warp::path!("help").and(get()).and(visit(web)).then(|begun| answer(begun, open));
    let one = warp::path!("help" / String)
        .and(get())
        .and(visit(web))
        .then(|name, begun| answer(begun, |visit| open_one(visit, name)));
    // W-002: the first steps of whoever is to run the pod, under the address that the network knows.
    let podmin = warp::path!("podmin")
        .and(get())
        .and(visit(web))
        .then(|begun| answer(begun, |visit| async move { Ok(go(&visit, "/help/running#how-do-i-become-the-admin")) }));
    all.boxed().or(one.boxed()).unify().or(podmin.boxed()).unify().boxed()
}

async fn open(visit: Visit) -> Result<Response, Failure> {
    Ok(reply_page(&visit, contents(&visit.shell(Place::Elsewhere).await?)))
}

async fn open_one(visit: Visit, name: String) -> Result<Response, Failure> {
    let shell = visit.shell(Place::Elsewhere).await?;
    if name == SETTINGS_PAGE {
        let title = shell.words.say("help-settings");
        return Ok(reply_page(&visit, one(&shell, SETTINGS_PAGE, &title, &settings(&shell))));
    }
    let found = PAGES.iter().find(|page| page.name == name).ok_or(Failure::Status(404))?;
    let body = PreEscaped(found.body.clone());
    Ok(reply_page(&visit, one(&shell, found.name, &found.title, &html! { (body) })))
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    // W-256: every page of the help is there, with a title and headings that can be linked to, and
    // every link inside the help leads somewhere.
    #[test]
    fn the_help_is_complete() {
        assert_eq!(PAGES.len(), PEOPLE.len() + ADMINS.len());
        let shell = sample::stranger(Place::Elsewhere);
        let all = contents(&shell).into_string();
        for page in PAGES.iter() {
            assert!(!page.title.is_empty() && page.body.contains("id=\""), "{}", page.name);
            assert!(all.contains(&format!("/help/{}", page.name)), "{}", page.name);
            for link in page.body.split("href=\"/help/").skip(1) {
                let name = link.split(['"', '#']).next().unwrap_or_default();
                assert!(name == SETTINGS_PAGE || PAGES.iter().any(|page| page.name == name), "{}: {name}", page.name);
            }
        }
    }

    // H-032, W-230: the help names every setting.
    #[test]
    fn every_setting_is_explained() {
        let text = settings(&sample::stranger(Place::Elsewhere)).into_string();
        for setting in SETTINGS {
            assert!(text.contains(setting.key) && text.contains(&setting.variable()), "{}", setting.key);
        }
    }
}
