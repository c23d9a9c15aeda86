//! The frame of every page: head, columns, foot, and the bar of five on a phone.
//!
//! [`page`] is the only place with `<html>`. What a page needs besides its own body comes in a
//! [`Shell`], made by the session for each request. The frame also carries one empty form, `act`,
//! which the small buttons of the page use through `form="act"`, so that a stream does not repeat
//! token and return address in each of its buttons.

use super::assets;
use super::parts::{face, flash, icon, notification, preferred_audience};
use crate::base::Timestamp;
use crate::domain::views::{ShellView, Theme, ViewerView};
use crate::domain::words::Words;
use maud::{DOCTYPE, Markup, html};

/// What stands around the body of a page.
#[derive(Debug, Clone)]
pub(super) struct Shell {
    /// What the domain says: pod, viewer, theme, language, time.
    pub(super) view: ShellView,
    /// The sentences, in the reader's language.
    pub(super) words: Words,
    /// Which entry of the navigation is the current one.
    pub(super) place: Place,
    /// Path and query of the page, where the forms on it come back to.
    pub(super) path: String,
    /// The token that every form of this page carries.
    pub(super) csrf: String,
    /// What the last action has to say.
    pub(super) flash: Option<Flash>,
    /// What is the matter with the pod itself at present.
    pub(super) notice: Option<Flash>,
    /// What other programs may show of this page; only for public ones.
    pub(super) card: Option<Card>,
}

/// The result of an action, shown on the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flash {
    /// Whether it went wrong.
    pub(super) is_bad: bool,
    /// One sentence.
    pub(super) text: String,
}

/// Description of a public page for search engines and link previews (W-020).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Card {
    /// Kind in the words of OpenGraph: `article` or `profile`.
    pub(super) kind: &'static str,
    /// The whole address of the page.
    pub(super) url: String,
    /// A sentence or two, plain.
    pub(super) description: String,
    /// Whole address of a picture.
    pub(super) image: Option<String>,
    /// Tags without the `#`.
    pub(super) keywords: Vec<String>,
}

/// Where in the pod a page belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Stream,
    Activity,
    Liked,
    Commented,
    Mentions,
    Tags,
    Public,
    Local,
    Aspects,
    Aspect(u64),
    Notifications,
    Conversations,
    Contacts,
    Settings,
    Search,
    New,
    Me,
    /// Nowhere in the navigation.
    Elsewhere,
    /// A narrow page before signing in.
    Gate,
}

/// Followed tags beside the streams; all of them stand on their own page.
const SIDE_TAGS: usize = 12;

impl Place {
    fn is_stream(self) -> bool {
        matches!(
            self,
            Self::Stream
                | Self::Activity
                | Self::Liked
                | Self::Commented
                | Self::Mentions
                | Self::Tags
                | Self::Public
                | Self::Local
                | Self::Aspects
                | Self::Aspect(_)
        )
    }
}

impl Shell {
    /// For a page that nothing is known for: when the pod itself cannot be asked.
    pub(super) fn without_pod() -> Self {
        let view = ShellView {
            pod_name: "seedpod".to_owned(),
            pod_host: String::new(),
            viewer: None,
            theme: Theme::Auto,
            lang: "en".to_owned(),
            is_open: false,
            foot: Default::default(),
            now: Timestamp::default(),
        };
        Self {
            view,
            words: Words::default(),
            place: Place::Gate,
            path: "/".to_owned(),
            csrf: String::new(),
            flash: None,
            notice: None,
            card: None,
        }
    }

    /// Who is signed in.
    pub(super) fn viewer(&self) -> Option<&ViewerView> {
        self.view.viewer.as_ref()
    }
}

/// A whole page around `body`, which holds the page's one `h1`.
pub(super) fn page(shell: &Shell, title: &str, body: &Markup) -> Markup {
    let theme = match shell.view.theme {
        Theme::Auto => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    let words = shell.words;
    html! {
        (DOCTYPE)
        html lang=(words.tag()) dir=(words.direction()) data-theme=[theme] data-minutes=(words.say("frame-minutes"))
            data-hours=(words.say("frame-hours"))
            data-live=[shell.viewer().map(|_| "1")]
            data-keys=[shell.viewer().filter(|viewer| viewer.has_shortcuts).map(|_| "1")]
            data-posts=[shell.viewer().map(|_| words.say("stream-new-some"))]
            data-arrived=[shell.viewer().map(|_| words.say("notification-arrived-some"))]
            data-offline=(words.say("frame-offline")) {
            (head(shell, title))
            body {
                a.skip href="#main" { (words.say("frame-skip")) }
                (top(shell))
                (columns(shell, body))
                (foot(shell))
                @if let Some(viewer) = shell.viewer() { (bar(shell, viewer)) }
                p.vh #said role="status" {}
                @if shell.viewer().is_some() { form #act method="post" { (hidden(shell)) } }
            }
        }
    }
}

/// The two fields that every form carries: the token of the session and where to come back to.
pub(super) fn hidden(shell: &Shell) -> Markup {
    html! {
        input type="hidden" name="csrf" value=(shell.csrf);
        input type="hidden" name="from" value=(shell.path);
    }
}

fn head(shell: &Shell, title: &str) -> Markup {
    let files = assets::all();
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
            title { (title) " · " (shell.view.pod_name) }
            meta name="color-scheme" content="light dark";
            meta name="theme-color" media="(prefers-color-scheme: light)" content="#f6f4ee";
            meta name="theme-color" media="(prefers-color-scheme: dark)" content="#131713";
            @match &shell.card {
                Some(card) => (described(card, title, &shell.view.pod_name)),
                None => meta name="description" content=(shell.words.say_with("frame-described", &[("title", title.into()), ("pod", (&shell.view.pod_name).into())]));,
            }
            link rel="stylesheet" href=(files.style.path);
            link rel="icon" href="/favicon.ico" sizes="32x32";
            link rel="icon" href=(files.mark.path) type="image/svg+xml";
            link rel="apple-touch-icon" href=(files.app_180.path);
            link rel="manifest" href="/manifest.json";
            script src=(files.script.path) defer {}
        }
    }
}

fn described(card: &Card, title: &str, pod: &str) -> Markup {
    html! {
        meta name="description" content=(card.description);
        @if !card.keywords.is_empty() { meta name="keywords" content=(card.keywords.join(", ")); }
        link rel="canonical" href=(card.url);
        meta property="og:title" content=(title);
        meta property="og:type" content=(card.kind);
        meta property="og:url" content=(card.url);
        meta property="og:site_name" content=(pod);
        meta property="og:description" content=(card.description);
        @if let Some(image) = &card.image { meta property="og:image" content=(image); }
    }
}

fn top(shell: &Shell) -> Markup {
    let home = if shell.viewer().is_some() { "/stream" } else { "/" };
    html! {
        header.top #top {
            div.top-in {
                a.brand href=(home) { (mark()) span { (shell.view.pod_name) } }
                @if let Some(viewer) = shell.viewer() {
                    @if shell.place != Place::Search { (seek(shell)) }
                    nav.tools aria-label=(shell.words.say("frame-you")) { (bell(shell, viewer)) (menu(shell, viewer)) }
                } @else if shell.place != Place::Gate {
                    div.tools {
                        @if shell.view.is_open { a.button href="/users/sign_up" { (shell.words.say("frame-sign-up")) } }
                        a.button.button-main href="/users/sign_in" { (shell.words.say("frame-sign-in")) }
                    }
                }
            }
        }
    }
}

/// Where a tag's page is.
pub(super) fn tag_address(tag: &str) -> String {
    let encoded: String = url::form_urlencoded::byte_serialize(tag.as_bytes()).collect();
    format!("/tags/{}", encoded.replace('+', "%20"))
}

/// The seed, as it stands beside the pod's name.
pub(super) fn mark() -> Markup {
    html! {
        svg.mark aria-hidden="true" { use href={ (assets::all().icons.path) "#mark" } {} }
    }
}

fn seek(shell: &Shell) -> Markup {
    let words = shell.words;
    html! {
        form.seek role="search" action="/search" aria-label=(words.say("frame-search-label")) {
            label.vh for="seek" { (words.say("frame-search-label")) }
            input #seek type="search" name="q" maxlength="255" placeholder=(words.say("frame-search-hint"))
                autocomplete="off" data-suggest="/search/suggestions?q=";
            button type="submit" { (icon("search")) span.vh { (words.say("frame-search")) } }
        }
    }
}

fn bell(shell: &Shell, viewer: &ViewerView) -> Markup {
    html! {
        details.menu.bell {
            summary.tool.tool-bell aria-current=[current(shell, Place::Notifications)] {
                (icon("bell"))
                span.vh { (shell.words.say("frame-notifications")) }
                (badge(shell, "unread", viewer.unread))
            }
            (notification::newest(shell, viewer))
        }
        a.tool href="/conversations" aria-current=[current(shell, Place::Conversations)] {
            (icon("mail"))
            span.vh { (shell.words.say("conversation-title")) }
            (badge(shell, "messages", viewer.unread_messages))
        }
    }
}

/// A count on a picture; the script keeps those of its name up to date.
fn badge(shell: &Shell, name: &str, unread: u32) -> Markup {
    html! {
        span data-badge=(name) {
          @if unread > 0 {
            span.badge {
                @if unread > 99 { "99+" } @else { (unread) }
                span.vh { " " (shell.words.say_with("frame-unread", &[("count", unread.into())])) }
            }
          }
        }
    }
}

fn menu(shell: &Shell, viewer: &ViewerView) -> Markup {
    let words = shell.words;
    html! {
        details.menu {
            summary { (face(&viewer.person, "face-s")) span.vh { (words.say("frame-your-menu")) } }
            div.menu-list {
                p.menu-who { b { (viewer.person.name) } span.meta { (viewer.person.diaspora_id) } }
                a href={ "/people/" (viewer.person.guid) } { (icon("user")) (words.say("frame-profile")) }
                a href="/contacts" { (icon("people")) (words.say("frame-contacts")) }
                @if viewer.may_invite { a href="/users/invitations" { (icon("invite")) (words.say("frame-invite")) } }
                a href="/user/edit" { (icon("gear")) (words.say("frame-settings")) }
                @if viewer.is_admin { a href="/admin" { (icon("key")) (shell.words.say("admin-title")) } }
                @else if viewer.is_moderator { a href="/admin/reports" { (icon("alert")) (shell.words.say("admin-tab-reports")) } }
                a.keyboard href="/shortcuts" { (icon("key")) (words.say("shortcut-title")) }
                hr;
                button form="act" formaction="/users/sign_out" { (icon("exit")) (words.say("frame-sign-out")) }
            }
        }
    }
}

fn columns(shell: &Shell, body: &Markup) -> Markup {
    let main = html! {
        main #main tabindex="-1" {
            @if let Some(message) = &shell.notice { (flash(message)) }
            @if let Some(message) = &shell.flash { (flash(message)) }
            (body)
        }
    };
    match (shell.viewer(), shell.place) {
        (_, Place::Gate) => html! { div.desk.desk-slim { (main) } },
        (None, _) => html! { div.desk.desk-wide { (main) } },
        (Some(viewer), place) => html! {
            div.desk {
                nav.side.side-strip[place.is_stream()] aria-label=(shell.words.say("frame-streams")) { (side(shell, viewer)) }
                (main)
                aside.extra aria-label=(shell.words.say("frame-more")) { (extra(shell, viewer)) }
            }
        },
    }
}

fn side(shell: &Shell, viewer: &ViewerView) -> Markup {
    let entry = |href: &str, place: Place, name: &str, picture: &str| {
        html! {
            li { a href=(href) aria-current=[current(shell, place)] { (icon(picture)) span { (shell.words.say(name)) } } }
        }
    };
    html! {
        ul {
            (entry("/stream", Place::Stream, "frame-stream", "home"))
            (entry("/activity", Place::Activity, "frame-activity", "user"))
            (entry("/mentions", Place::Mentions, "frame-mentions", "at"))
            (entry("/followed_tags", Place::Tags, "stream-tags", "tag"))
            @for tag in viewer.tags.iter().take(SIDE_TAGS) {
                li.side-tag { a href=(tag_address(tag)) { span { bdi { "#" (tag) } } } }
            }
            @if viewer.has_local_posts { (entry("/local_public", Place::Local, "stream-local", "home")) }
            (entry("/public", Place::Public, "frame-public", "globe"))
        }
        p.head #aspects { (shell.words.say("frame-aspects")) }
        ul aria-labelledby="aspects" {
            @for aspect in &viewer.aspects {
                @let here = shell.place == Place::Aspect(aspect.id) || shell.place == Place::Aspects;
                li {
                    a href={ "/aspects?a_ids[]=" (aspect.id) } aria-current=[here.then_some("page")] {
                        span.dot.dot-full[aspect.members > 0] aria-hidden="true" {}
                        span { (aspect.name) }
                    }
                }
            }
            @if viewer.aspects.is_empty() { (entry("/contacts", Place::Contacts, "frame-first-aspect", "plus")) }
        }
    }
}

fn extra(shell: &Shell, viewer: &ViewerView) -> Markup {
    let words = shell.words;
    html! {
        @if viewer.may_invite {
            section.card {
                h2.head { (words.say("frame-invite")) }
                p { (words.say("frame-invite-words")) }
                a.button.button-main href="/users/invitations" { (words.say("frame-invite-button")) }
            }
        }
        @if !viewer.happening.is_empty() {
            section.card {
                h2.head { (words.say("frame-happening")) }
                ul { @for item in viewer.happening.iter().take(3) { li { (notification::sentence(words, item)) } } }
            }
        }
    }
}

fn foot(shell: &Shell) -> Markup {
    let words = shell.words;
    let told = &shell.view.foot;
    let mail = if told.email.is_empty() { String::new() } else { format!("mailto:{}", told.email) };
    let outside = [
        ("landing-foot-changelog", told.changelog.as_str()),
        ("landing-foot-donate", told.donate.as_str()),
        ("landing-foot-mail", mail.as_str()),
    ];
    html! {
        footer.foot {
            ul {
                li { (words.say_with("frame-about", &[("pod", (&shell.view.pod_name).into())])) }
                @if shell.viewer().is_none() && shell.place != Place::Gate { li { a href="/public" { (words.say("frame-public-posts")) } } }
                li { a href="/source" { (words.say("frame-source")) " · " (env!("CARGO_PKG_VERSION")) } }
                li { a href="/help" { (words.say("landing-foot-help")) } }
                li { a href="/statistics" { (words.say("landing-foot-statistics")) } }
                @if told.has_terms { li { a href="/terms" { (words.say("landing-foot-terms")) } } }
                @for (name, address) in outside { @if !address.is_empty() { li { a href=(address) rel="noopener" { (words.say(name)) } } } }
                li { a href="#top" { (words.say("landing-foot-top")) } }
            }
        }
    }
}

fn bar(shell: &Shell, viewer: &ViewerView) -> Markup {
    let entry = |href: &str, place: Place, name: &str, picture: &str, more: Markup| {
        html! {
            a href=(href) aria-current=[current(shell, place)] {
                span { (icon(picture)) (more) }
                span.vh { (shell.words.say(name)) }
            }
        }
    };
    let me = format!("/people/{}", viewer.person.guid);
    html! {
        nav.bar aria-label=(shell.words.say("frame-main")) {
            (entry("/stream", Place::Stream, "frame-stream", "home", html! {}))
            (entry("/search", Place::Search, "frame-search", "search", html! {}))
            a.bar-new href="/status_messages/new" aria-current=[current(shell, Place::New)] {
                span { (icon("plus")) }
                span.vh { (shell.words.say("frame-new-for")) " " (preferred_audience(shell.words, viewer)) }
            }
            (entry("/notifications", Place::Notifications, "frame-notifications", "bell", badge(shell, "unread", viewer.unread)))
            (entry(&me, Place::Me, "frame-profile", "user", html! {}))
        }
    }
}

fn current(shell: &Shell, place: Place) -> Option<&'static str> {
    (shell.place == place).then_some("page")
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    // H-152: landmarks, language, one skip link before everything else.
    #[test]
    fn a_page_has_its_landmarks() {
        let text = page(&sample::shell(Place::Stream), "Stream", &html! { h1 { "Stream" } }).into_string();
        for part in
            ["<!DOCTYPE html>", "<html lang=\"en\" dir=\"ltr\"", "<header", "<nav", "<main id=\"main\"", "<footer"]
        {
            assert_eq!(text.matches(part).count().min(1), 1, "{part}");
        }
        assert!(text.contains("<body><a class=\"skip\" href=\"#main\">"));
    }

    // H-121: the policy refuses inline style and script, so no page may lean on them.
    #[test]
    fn nothing_is_inline() {
        let text = page(&sample::shell(Place::Stream), "Stream", &sample::stream_body()).into_string();
        for word in [" style=", "<style", " onclick=", " onload=", "javascript:"] {
            assert!(!text.contains(word), "{word}");
        }
        assert_eq!(text.matches("<script").count(), 1);
    }

    // H-155: the theme is on the page before any script runs.
    #[test]
    fn the_theme_and_the_direction_stand_on_the_root() {
        let mut shell = sample::shell(Place::Stream);
        shell.view.theme = Theme::Dark;
        shell.words = Words::of("ar");
        let text = page(&shell, "x", &html! {}).into_string();
        assert!(text.contains("lang=\"ar\" dir=\"rtl\" data-theme=\"dark\""));
    }

    #[test]
    fn names_from_outside_are_text() {
        let mut shell = sample::shell(Place::Stream);
        shell.view.pod_name = "<b>Pod</b>".to_owned();
        let text = page(&shell, "<i>", &html! {}).into_string();
        assert!(!text.contains("<b>Pod") && !text.contains("<i>"));
    }
}
