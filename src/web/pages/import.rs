//! Moving here with an archive from another pod, and the report of what came over
//! (spec/features.md §2.9, W-079).

use super::super::form::Bulk;
use super::super::layout::{Place, Shell, hidden, page};
use super::super::parts::{Errors, icon, summary};
use super::super::reply::{Failure, answer, go_saying, page as reply_page, refused_form};
use super::super::session::Visit;
use super::super::{Web, get, uploading, visit};
use super::settings;
use crate::domain::Refused;
use crate::domain::import::{self, Brought};
use crate::model::{Import, ImportKind, ImportReport, ImportState};
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::multipart::FormData;
use warp::reply::Response;

/// Bytes of both files together: years of pictures.
const MOST: u64 = 8 << 30;

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("user" / "import")
        .and(get())
        .and(visit(web))
        .then(|begun| answer(begun, |visit| open(visit, Errors::default())));
    let begin = warp::path!("user" / "import")
        .and(uploading(web))
        .then(|begun, data| answer(begun, |visit| begin(visit, data)));
    open.boxed().or(begin.boxed()).unify().boxed()
}

async fn open(visit: Visit, errors: Errors) -> Result<Response, Failure> {
    let account = visit.account()?;
    let found = visit.pod().read::<_, Refused>(move |tx| Ok(import::get(tx, account.id)?)).await?;
    let shell = visit.shell(Place::Settings).await?;
    let asks_again = visit.query("again").is_some() || !errors.is_empty();
    let markup = show(&shell, found.as_ref().filter(|_| !asks_again), &errors);
    if errors.is_empty() { Ok(reply_page(&visit, markup)) } else { refused_form(&visit, markup) }
}

/// The form, or how far the last archive is.
pub(in crate::web) fn show(shell: &Shell, import: Option<&Import>, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let body = html! {
        (settings::archive_tabs(shell))
        (summary(errors))
        @match import {
            None => (form(shell, errors)),
            Some(import) => section.card.stack {
                h2 { (say("archive-import-title")) }
                @match &import.state {
                    ImportState::Working => {
                        p role="status" { (say("archive-import-working")) }
                        (report(shell, &import.report))
                        div.row { a.button href="/user/import" { (say("archive-look")) } }
                    }
                    ImportState::Refused(why) => {
                        p.wrong { (icon("alert")) (say("archive-import-refused")) }
                        p { (say(why)) }
                        (report(shell, &import.report))
                        (again(shell))
                    }
                    ImportState::Done => {
                        p role="status" { (say("archive-import-done")) }
                        @match &import.report.moved_from {
                            Some(id) => p { (shell.words.say_with("archive-moved-from", &[("address", id.as_str().into())])) },
                            None => @if import.report.counts.iter().any(|count| count.kind != ImportKind::Photos) {
                                p { (say("archive-data-only")) }
                            },
                        }
                        (report(shell, &import.report))
                        (again(shell))
                    }
                }
            },
        }
    };
    page(shell, &say("archive-import-title"), &body)
}

fn again(shell: &Shell) -> Markup {
    html! { div.row { a.button href="/user/import?again=1" { (shell.words.say("archive-import-again")) } } }
}

fn form(shell: &Shell, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let file = |name: &'static str, label: &str, hint: &str, accepts: &str| {
        let wrong = errors.of(name);
        html! {
            div.field {
                label for={ "f-" (name) } { (say(label)) }
                p.hint id={ "h-" (name) } { (say(hint)) }
                @if let Some(words) = wrong { p.wrong id={ "e-" (name) } { (icon("alert")) (words) } }
                input id={ "f-" (name) } type="file" name=(name) accept=(accepts) aria-describedby={ "h-" (name) };
            }
        }
    };
    let tick = |name: &str, label: &str, hint: &str, is_on: bool| {
        html! {
            label.tick {
                input id={ "f-" (name) } type="checkbox" name=(name) value="1" checked[is_on];
                span { (say(label)) @if !hint.is_empty() { small { (say(hint)) } } }
            }
        }
    };
    html! {
        form.card.stack method="post" action="/user/import" enctype="multipart/form-data" {
            (hidden(shell))
            h2 { (say("archive-import-title")) }
            p { (say("archive-import-what")) }
            (tick("settings", "archive-import-settings", "archive-import-settings-hint", true))
            (tick("profile", "archive-import-profile", "archive-import-profile-hint", true))
            (tick("sure", "archive-import-sure", "", false))
            @if let Some(words) = errors.of("sure") { p.wrong #e-sure { (icon("alert")) (words) } }
            (file("archive", "archive-import-file", "archive-import-file-hint", ".json,.gz,.zip"))
            (file("photos", "archive-import-photos", "archive-import-photos-hint", ".zip"))
            div.row { button.button.button-main type="submit" { (say("archive-import-begin")) } }
        }
    }
}

/// What came over, counted, and what did not, one by one.
fn report(shell: &Shell, report: &ImportReport) -> Markup {
    let say = |name: &str| shell.words.say(name);
    html! {
        @if !report.counts.is_empty() {
            table {
                thead { tr { th scope="col" { (say("archive-report-what")) } th scope="col" { (say("archive-report-came")) } } }
                tbody {
                    @for count in &report.counts {
                        tr {
                            th scope="row" { (say(kind(count.kind))) }
                            td { (shell.words.say_with("archive-count", &[("taken", count.taken.into()), ("found", count.found.into())])) }
                        }
                    }
                }
            }
        }
        @if !report.skipped.is_empty() {
            details.confirm {
                summary.link { (say("archive-left")) " (" (report.skipped.len()) ")" }
                ul.places role="list" {
                    @for (why, what) in &report.skipped { li { div.who { b { (what) } span.meta { (say(why)) } } } }
                }
            }
        }
    }
}

fn kind(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Tags => "archive-kind-tags",
        ImportKind::Aspects => "archive-kind-aspects",
        ImportKind::Contacts => "archive-kind-contacts",
        ImportKind::Posts => "archive-kind-posts",
        ImportKind::Photos => "archive-kind-photos",
        ImportKind::Relayables => "archive-kind-relayables",
        ImportKind::Subscriptions => "archive-kind-subscriptions",
        ImportKind::OthersRelayables => "archive-kind-others",
        ImportKind::Blocks => "archive-kind-blocks",
    }
}

/// Takes the files to where the job finds them; nothing of them is read here.
async fn begin(visit: Visit, data: FormData) -> Result<Response, Failure> {
    let account = visit.account()?;
    let mut bulk = Bulk::receive(&visit, data, MOST).await?;
    if !bulk.form.has("sure") {
        let mut errors = Errors::default();
        errors.add("sure", visit.words().say("archive-import-not-sure"));
        return open(visit, errors).await;
    }
    let brought = Brought {
        archive: bulk.name("archive"),
        photos: bulk.name("photos"),
        settings: bulk.form.has("settings"),
        profile: bulk.form.has("profile"),
    };
    match visit.pod().write(move |tx, cx| import::begin(tx, cx, &account, brought)).await {
        Ok(()) => {
            bulk.keep();
            Ok(go_saying(&visit, "/user/import", false, &visit.words().say("archive-import-begun")))
        }
        Err(Refused::Invalid(field, why)) => {
            let mut errors = Errors::default();
            errors.add(field, visit.words().tell(&why));
            open(visit, errors).await
        }
        Err(other) => Err(other.into()),
    }
}
