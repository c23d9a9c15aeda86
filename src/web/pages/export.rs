//! Taking everything along (spec/features.md §2.8).

use super::super::form::Form;
use super::super::layout::{Place, Shell, hidden, page};
use super::super::parts::{icon, when};
use super::super::reply::{Failure, answer, go_saying, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, visit};
use super::settings;
use crate::domain::Refused;
use crate::domain::export;
use crate::domain::views::{self, ExportView, ExportsView};
use crate::net::inbound::reply;
use maud::{Markup, html};
use std::path::PathBuf;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::CONTENT_DISPOSITION;
use warp::reply::Response;

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("user" / "archive").and(get()).and(visit(web)).then(|begun| answer(begun, open));
    let ask = warp::path!("user" / "archive").and(sending(web)).then(|begun, body| posted(begun, body, ask));
    let fetch = warp::path!("user" / "archive" / String)
        .and(get())
        .and(visit(web))
        .then(|name, begun| answer(begun, |visit| fetch(visit, name)));
    open.boxed().or(ask.boxed()).unify().or(fetch.boxed()).unify().boxed()
}

async fn open(visit: Visit) -> Result<Response, Failure> {
    let (account, eyes) = (visit.account()?, visit.eyes());
    let (shell, view) = visit
        .pod()
        .read::<_, Refused>(move |tx| Ok((views::shell(tx, eyes.look())?, views::exports(tx, &account, eyes.look())?)))
        .await?;
    Ok(reply_page(&visit, show(&visit.dress(shell, Place::Settings), &view)))
}

/// Both archives, as far as they are, and the way to bring one.
pub(in crate::web) fn show(shell: &Shell, view: &ExportsView) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let body = html! {
        (settings::archive_tabs(shell))
        section.card.stack #export {
            h2 { (say("archive-title")) }
            p { (say("archive-what")) }
            (one(shell, "data", "archive-data", &view.data))
        }
        section.card.stack {
            h2 { (say("archive-photos")) }
            p { (say("archive-photos-what")) }
            (one(shell, "photos", "archive-photos", &view.photos))
        }
        section.card.stack {
            h2 { (say("archive-import-title")) }
            div.row { a.button href="/user/import" { (say("archive-import-open")) } }
        }
    };
    page(shell, &say("archive-title"), &body)
}

fn one(shell: &Shell, kind: &str, name: &str, view: &ExportView) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let ask = |label: &str| {
        html! {
            form method="post" action="/user/archive" {
                (hidden(shell))
                button.button type="submit" name="kind" value=(kind) { (say(label)) span.vh { ": " (say(name)) } }
            }
        }
    };
    html! {
        @match view {
            ExportView::None => (ask("archive-ask")),
            ExportView::Working => {
                p role="status" { (say("archive-working")) }
                div.row { a.button href="/user/archive" { (say("archive-look")) } }
            }
            ExportView::Failed => {
                p.wrong { (icon("alert")) (say("archive-failed")) }
                (ask("archive-ask"))
            }
            ExportView::Ready { name: file, megabytes, at } => {
                p.meta { (say("archive-ready")) " " (when(shell, *at)) " · " (megabytes) " MB" }
                div.row {
                    a.button.button-main href={ "/user/archive/" (file) } download {
                        (say("archive-download")) span.vh { ": " (say(name)) }
                    }
                    (ask("archive-ask-again"))
                }
                p.hint { (say("archive-until")) }
            }
        }
    }
}

async fn ask(visit: Visit, form: Form) -> Result<Response, Failure> {
    let (account, photos) = (visit.account()?, form.text("kind") == "photos");
    visit.pod().write(move |tx, cx| export::ask(tx, cx, &account, photos)).await?;
    Ok(go_saying(&visit, "/user/archive", false, &visit.words().say("archive-asked")))
}

/// The file, for its owner alone, piece by piece.
async fn fetch(visit: Visit, name: String) -> Result<Response, Failure> {
    let (account, now) = (visit.account()?, visit.now());
    let found = visit.pod().read::<_, Refused>(move |tx| Ok(export::file(tx, &account, now, &name)?)).await?;
    let gone = || Failure::Told(404, "archive-gone".into());
    let name = found.ok_or_else(gone)?;
    let path = visit.pod().media().archive(&name).ok_or_else(gone)?;
    let response = file(path).await.ok_or_else(gone)?;
    let response = reply::header(response, CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""));
    Ok(reply::cache(response, reply::Cache::Never))
}

async fn file(path: PathBuf) -> Option<Response> {
    let kind = if path.extension().is_some_and(|end| end == "zip") { "application/zip" } else { "application/gzip" };
    reply::file(kind, &path).await
}
