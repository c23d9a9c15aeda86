//! Contacts, by list and by aspect (spec/features.md §4.5).

use super::super::layout::{Place, Shell, hidden, page};
use super::super::parts::{Errors, empty, icon, pager, person_line, sharing_aspects, sharing_state};
use super::super::reply::{Failure, answer, page as reply_page, refused_form};
use super::super::session::Visit;
use super::super::{Web, get, visit};
use super::aspects;
use crate::domain::Refused;
use crate::domain::views::{self, AspectView, ContactList, ContactView, ContactsPage, ViewerView};
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// One list of contacts; on an aspect's list also its name and end. `name` is what was typed for
/// a new or renamed aspect, kept when it was refused.
pub(in crate::web) fn show(shell: &Shell, view: &ContactsPage, name: &str, errors: &Errors) -> Markup {
    let title = shell.words.say("contacts-title");
    let Some(viewer) = shell.viewer() else { return page(shell, &title, &html! {}) };
    let aspect = match view.list {
        ContactList::Aspect(id) => viewer.aspects.iter().find(|aspect| aspect.id == id),
        _ => None,
    };
    let body = html! {
        h1 { (title) }
        (tabs(shell, viewer, view))
        @if let Some(aspect) = aspect { (aspects::edit(shell, aspect, view.mutual_members, name, errors)) }
        @if !view.contacts.is_empty() || !view.filter.is_empty() { (filter(shell, view)) }
        @if view.contacts.is_empty() { (nothing(shell, view)) } @else { (people(shell, &view.contacts, aspect)) }
        (pager(&shell.path, &shell.words.say("contacts-more"), view.next.as_deref()))
        @if aspect.is_none() { (aspects::create(shell, name, errors)) (aspects::order(shell, &viewer.aspects)) }
    };
    page(shell, &title, &body)
}

fn tabs(shell: &Shell, viewer: &ViewerView, view: &ContactsPage) -> Markup {
    let words = shell.words;
    let tab = |href: String, list: ContactList, name: &str, count: u32| {
        html! {
            a.pill href=(href) aria-current=[(view.list == list).then_some("page")] {
                (name) span.count { (count) span.vh { " " (words.say("contacts-people")) } }
            }
        }
    };
    html! {
        nav.tabs aria-label=(words.say("contacts-lists")) {
            (tab("/contacts".into(), ContactList::Mine, &words.say("contacts-mine"), view.mine))
            (tab("/contacts?set=all".into(), ContactList::All, &words.say("contacts-all"), view.all))
            (tab("/contacts?set=only_sharing".into(), ContactList::OnlySharing, &words.say("contacts-only-sharing"), view.only_sharing))
            @for aspect in &viewer.aspects {
                (tab(format!("/contacts?a_id={}", aspect.id), ContactList::Aspect(aspect.id), &aspect.name, aspect.members))
            }
        }
    }
}

/// Narrows the list by name or address (W-110).
fn filter(shell: &Shell, view: &ContactsPage) -> Markup {
    let words = shell.words;
    html! {
        form.card.find role="search" action="/contacts" {
            @match view.list {
                ContactList::Mine => {}
                ContactList::All => input type="hidden" name="set" value="all";,
                ContactList::OnlySharing => input type="hidden" name="set" value="only_sharing";,
                ContactList::Aspect(id) => input type="hidden" name="a_id" value=(id);,
            }
            label.vh for="f-filter" { (words.say("contacts-filter")) }
            input.input #f-filter type="search" name="q" value=(view.filter) maxlength="255"
                placeholder=(words.say("contacts-filter"));
            button.button type="submit" { (words.say("contacts-filter-go")) }
        }
    }
}

/// People with the way to change how one shares. On an aspect's list one button puts a person in
/// or takes them out; elsewhere the box of all aspects opens.
fn people(shell: &Shell, contacts: &[ContactView], aspect: Option<&AspectView>) -> Markup {
    html! {
        section.card {
            ul.people role="list" {
                @for contact in contacts {
                    li {
                        (person_line(&contact.person))
                        @if let Some(relation) = &contact.relation {
                            @match aspect {
                                Some(aspect) => {
                                    @let is_member = relation.aspects.iter().any(|one| one.id == aspect.id && one.is_member);
                                    (membership(shell, contact, aspect, is_member))
                                }
                                None => { (sharing_state(shell.words, relation)) (sharing_aspects(shell, &contact.person, relation)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn membership(shell: &Shell, contact: &ContactView, aspect: &AspectView, is_member: bool) -> Markup {
    html! {
        form method="post" action={ "/aspects/" (aspect.id) "/members" } {
            (hidden(shell))
            input type="hidden" name="person" value=(contact.person.guid);
            @if is_member {
                button.button type="submit" name="change" value="remove" { (shell.words.say("contacts-remove")) span.vh { " " (contact.person.name) } }
            } @else {
                button.button type="submit" name="change" value="add" { (icon("plus")) (shell.words.say("contacts-add")) span.vh { " " (contact.person.name) } }
            }
        }
    }
}

fn nothing(shell: &Shell, view: &ContactsPage) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let find = say("contacts-find");
    let find = Some(("/search", find.as_str()));
    match view.list {
        _ if !view.filter.is_empty() => empty(&say("contacts-none-filter-title"), &say("contacts-none-filter"), None),
        ContactList::OnlySharing => empty(&say("contacts-none-waiting-title"), &say("contacts-none-waiting"), None),
        ContactList::Aspect(_) => empty(&say("contacts-none-aspect-title"), &say("contacts-none-aspect"), find),
        _ => empty(&say("contacts-none-title"), &say("contacts-none"), find),
    }
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("contacts").and(get()).and(visit(web));
    open.then(|begun| answer(begun, |visit| open_list(visit, "", Errors::default(), None))).boxed()
}

/// The list that the address names, or that of an aspect whose form was refused.
pub(super) async fn open_list(
    visit: Visit,
    name: &str,
    errors: Errors,
    of_form: Option<ContactList>,
) -> Result<Response, Failure> {
    let account = visit.account()?;
    let list = of_form.unwrap_or_else(|| asked(&visit));
    let (eyes, cursor) = (visit.eyes(), visit.query("after"));
    let filter = visit.query("q").unwrap_or_default();
    let (shell, view) = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let view = views::contacts(tx, eyes.look(), &account, list, &filter, cursor.as_deref())?;
            Ok((views::shell(tx, eyes.look())?, view))
        })
        .await?;
    let markup = show(&visit.dress(shell, Place::Contacts), &view, name, &errors);
    if errors.is_empty() { Ok(reply_page(&visit, markup)) } else { refused_form(&visit, markup) }
}

fn asked(visit: &Visit) -> ContactList {
    if let Some(id) = visit.query("a_id").and_then(|id| id.parse().ok()) {
        return ContactList::Aspect(id);
    }
    match visit.query("set").as_deref() {
        Some("all") => ContactList::All,
        Some("only_sharing") => ContactList::OnlySharing,
        _ => ContactList::Mine,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-110, W-111
    #[test]
    fn every_list_has_a_tab_with_its_count() {
        let view = sample::contacts();
        let text = show(&sample::shell(Place::Contacts), &view, "", &Errors::default()).into_string();
        for part in ["My contacts", "Only sharing with me", "Choir", ">25<", ">31<", ">6<", "/contacts?a_id=3"] {
            assert!(text.contains(part), "{part}");
        }
        let aspect = ContactsPage { list: ContactList::Aspect(1), ..view };
        let text = show(&sample::shell(Place::Contacts), &aspect, "", &Errors::default()).into_string();
        assert!(text.contains("/aspects/1/members") && text.contains("value=\"Family\""));
    }
}
