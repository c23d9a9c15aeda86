//! Finding people by name or address, and tags (spec/features.md §8.1).

use super::super::layout::{Place, Shell, mark, page, tag_address};
use super::super::parts::{empty, face, icon, pager, person_line, sharing_aspects, sharing_state};
use super::super::reply::{Failure, answer, go, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, visit};
use crate::base::{DiasporaId, limits};
use crate::domain::Refused;
use crate::domain::queue;
use crate::domain::views::{self, ContactView, Lookup, SearchView, ShellView, SuggestionsView};
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// Seconds after which a page that is still looking asks again.
const AGAIN: u32 = 4;

/// The box, and what was found.
pub(in crate::web) fn show(shell: &Shell, view: &SearchView) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let title = say("search-title");
    let body = html! {
        h1 { (title) }
        (search_box(shell, &view.query, "card find", "button button-main"))
        (found(shell, view))
    };
    page(shell, &title, &body)
}

/// Where one types whom or what one looks for. `form` and `button` are classes.
pub(super) fn search_box(shell: &Shell, query: &str, form: &str, button: &str) -> Markup {
    let say = |name: &str| shell.words.say(name);
    html! {
        form class=(form) role="search" action="/search" {
            label.vh for="f-q" { (say("search-label")) }
            input.input #f-q type="search" name="q" value=(query) maxlength="255" autocomplete="off"
                placeholder=(say("search-placeholder")) data-suggest="/search/suggestions?q=";
            button class=(button) type="submit" { (say("search-go")) }
        }
    }
}

fn found(shell: &Shell, view: &SearchView) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let tag: String = view.query.split_whitespace().collect();
    html! {
        @if !view.people.is_empty() {
            section.card aria-label=(say("search-found")) { (people(shell, &view.people)) }
            (pager(&shell.path, &say("search-more"), view.next.as_deref()))
        }
        @match view.lookup {
            Lookup::Looking => (looking(shell, &view.query)),
            Lookup::NotFound => (empty(&say("search-no-answer-title"), &say("search-no-answer"), None)),
            Lookup::Idle if view.people.is_empty() && !view.query.is_empty() => {
                (empty(&say("search-nobody-title"), &say("search-nobody"), None))
            },
            Lookup::Idle => {},
        }
        @if !tag.is_empty() && !tag.contains('@') {
            p.row {
                a.link href={ "/search?q=%23" (encoded(&tag)) } {
                    (shell.words.say_with("search-tag", &[("tag", tag.as_str().into())]))
                }
            }
        }
    }
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// What is offered while somebody types, for our script to show (W-214).
fn options(view: &SuggestionsView) -> Markup {
    html! {
        ul #offered role="listbox" {
            @for person in &view.people {
                li role="option" data-href={ "/people/" (person.guid) } {
                    (face(person, "face-s"))
                    span { b { bdi { (person.name) } } span.meta.id { (person.diaspora_id) } }
                }
            }
            @for tag in &view.tags {
                li role="option" data-href=(tag_address(tag)) { (icon("tag")) span { bdi { "#" (tag) } } }
            }
        }
    }
}

/// People with the way to share with them.
pub(in crate::web) fn people(shell: &Shell, people: &[ContactView]) -> Markup {
    html! {
        ul.people role="list" {
            @for found in people {
                li {
                    (person_line(&found.person))
                    @if let Some(relation) = &found.relation {
                        @if relation.sharing || relation.receiving { (sharing_state(shell.words, relation)) }
                        (sharing_aspects(shell, &found.person, relation))
                    }
                }
            }
        }
    }
}

/// While the pod asks another pod: the page comes back by itself, or by its link.
fn looking(shell: &Shell, query: &str) -> Markup {
    html! {
        section.card.looking role="status" data-again=(AGAIN) {
            (mark())
            div {
                h2 { (shell.words.say_with("search-looking", &[("address", query.into())])) }
                p.soft { (shell.words.say("search-looking-hint")) }
                a.link href=(shell.path) { (shell.words.say("search-again")) }
            }
        }
    }
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let search = warp::path!("search").and(get()).and(visit(web)).then(|begun| answer(begun, open));
    let people = warp::path!("people").and(get()).and(visit(web)).then(|begun| answer(begun, open));
    let offer = warp::path!("search" / "suggestions").and(get()).and(visit(web));
    let offer = offer.then(|begun| answer(begun, offered));
    search.boxed().or(people.boxed()).unify().or(offer.boxed()).unify().boxed()
}

async fn offered(visit: Visit) -> Result<Response, Failure> {
    visit.account()?;
    let (eyes, typed) = (visit.eyes(), visit.query("q").unwrap_or_default());
    let typed: String = typed.chars().take(limits::SHORT).collect();
    let found = visit.pod().read::<_, Refused>(move |tx| Ok(views::suggestions(tx, eyes.look(), &typed)?)).await?;
    Ok(reply_page(&visit, options(&found)))
}

async fn open(visit: Visit) -> Result<Response, Failure> {
    visit.account()?;
    let typed = visit.query("q").unwrap_or_default();
    let query: String = typed.trim().chars().take(limits::SHORT).collect();
    if let Some(tag) = query.strip_prefix('#') {
        return to_tag(&visit, tag);
    }
    let mut view = look(&visit, &query).await?;
    if view.1.people.is_empty() && view.1.lookup == Lookup::Idle && DiasporaId::from_input(&query).is_ok() {
        discover(&visit, &query).await?;
        view = look(&visit, &query).await?;
    }
    let (shell, found) = view;
    Ok(reply_page(&visit, show(&visit.dress(shell, Place::Search), &found)))
}

/// W-218
fn to_tag(visit: &Visit, tag: &str) -> Result<Response, Failure> {
    let tag: String = tag.to_lowercase().chars().filter(|c| !c.is_whitespace() && !"#./?".contains(*c)).collect();
    if tag.is_empty() {
        return Ok(go(visit, "/search"));
    }
    Ok(go(visit, &tag_address(&tag)))
}

async fn look(visit: &Visit, query: &str) -> Result<(ShellView, SearchView), Failure> {
    let (eyes, query, cursor) = (visit.eyes(), query.to_owned(), visit.query("after"));
    let both = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let found = views::search(tx, eyes.look(), &query, cursor.as_deref())?;
            Ok((views::shell(tx, eyes.look())?, found))
        })
        .await?;
    Ok(both)
}

/// Has an unknown address looked up on the network, by a job (W-216). Addresses of this pod are
/// known or do not exist.
async fn discover(visit: &Visit, query: &str) -> Result<(), Failure> {
    let Ok(id) = DiasporaId::from_input(query) else { return Ok(()) };
    if visit.instance().is_none_or(|instance| !instance.federates || instance.url.authority() == id.host()) {
        return Ok(());
    }
    visit.pod().write::<_, Refused>(move |tx, cx| Ok(queue::discover(tx, cx, &id)?)).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-216: while looking there is a way on with and without script.
    #[test]
    fn looking_goes_on_by_itself_or_by_link() {
        let view = SearchView { query: "bob@pod.example".into(), people: vec![], lookup: Lookup::Looking, next: None };
        let text = show(&sample::shell(Place::Search), &view).into_string();
        assert!(text.contains("data-again") && text.contains(">Look again<"));
        let gone = SearchView { lookup: Lookup::NotFound, ..view };
        assert!(show(&sample::shell(Place::Search), &gone).into_string().contains("Nobody answered"));
    }
}
