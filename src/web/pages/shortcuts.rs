//! The keys that act on posts, and the switch for them (spec/features.md §9.1, W-247).

use super::super::form::Form;
use super::super::layout::{Place, Shell, hidden, page};
use super::super::parts::tick;
use super::super::reply::{Failure, answer, go_saying, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, visit};
use crate::domain::accounts;
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// Key, and the name of the sentence that says what it does.
const KEYS: &[(&str, &str)] = &[
    ("j", "shortcut-next"),
    ("k", "shortcut-previous"),
    ("c", "shortcut-comment"),
    ("l", "shortcut-like"),
    ("r", "shortcut-reshare"),
    ("m", "shortcut-more"),
    ("o", "shortcut-open"),
    ("?", "shortcut-help"),
    ("Ctrl Enter", "shortcut-send"),
];

/// All keys, and whether they count.
pub(in crate::web) fn show(shell: &Shell) -> Markup {
    let words = shell.words;
    let title = words.say("shortcut-title");
    let is_on = shell.viewer().is_some_and(|viewer| viewer.has_shortcuts);
    let body = html! {
        h1 { (title) }
        section.card {
            dl.keys { @for (key, name) in KEYS {
                dt { @for part in key.split(' ') { kbd { (part) } " " } }
                dd { (words.say(name)) }
            } }
        }
        form.card.stack method="post" action="/shortcuts" {
            (hidden(shell))
            (tick("shortcuts", &words.say("shortcut-on"), &words.say("shortcut-on-hint"), is_on))
            div.row { button.button type="submit" { (words.say("shortcut-save")) } }
        }
    };
    page(shell, &title, &body)
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("shortcuts").and(get()).and(visit(web)).then(|begun| answer(begun, open));
    let save = warp::path!("shortcuts").and(sending(web)).then(|begun, body| posted(begun, body, save));
    open.boxed().or(save.boxed()).unify().boxed()
}

async fn open(visit: Visit) -> Result<Response, Failure> {
    visit.account()?;
    Ok(reply_page(&visit, show(&visit.shell(Place::Settings).await?)))
}

async fn save(visit: Visit, form: Form) -> Result<Response, Failure> {
    let (account, on) = (visit.account()?, form.has("shortcuts"));
    visit.pod().write(move |tx, _| accounts::set_shortcuts(tx, &account, on)).await?;
    Ok(go_saying(&visit, "/shortcuts", false, &visit.words().say("shortcut-saved")))
}
