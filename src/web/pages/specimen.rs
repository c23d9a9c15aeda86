//! The page of parts for developers: every part in every state. Only in tests and debug builds.

#[cfg(debug_assertions)]
use super::super::get;
use super::super::layout::{Flash, Place, page};
use super::super::parts::Draft;
use super::super::parts::{
    Errors, Kind, Setting, empty, field, flash, person_line, post, publisher, sharing_aspects, sharing_state,
    text_area, tick,
};
use super::super::sample;
use super::{contacts, error, landing, notifications, profile, search, settings, setup, sign_in, sign_up, stream};
use crate::domain::views::{InvitedView, Lookup, PostView, ReshareView, SearchView, StreamPage};
#[cfg(debug_assertions)]
use crate::net::inbound::reply::{self, Cache};
use maud::{Markup, html};
#[cfg(debug_assertions)]
use warp::{Filter, filters::BoxedFilter, reply::Response};

/// Every part in every state.
pub(in crate::web) fn parts() -> Markup {
    let shell = sample::shell(Place::Elsewhere);
    let viewer = shell.viewer().expect("the sample shell has a viewer").clone();
    let mut errors = Errors::default();
    errors.add("wrong", "This name is taken.");
    let none = Errors::default();
    let mut posts = [
        sample::bread(),
        sample::dinner(),
        sample::reshared(),
        PostView { reshare: Some(ReshareView::Gone), ..sample::reshared() },
        sample::walk(),
        PostView { is_nsfw: true, ..sample::plain() },
        PostView {
            body_html: "<p>Long words make long posts. </p>".repeat(90),
            author: sample::long_name(),
            ..sample::plain()
        },
        PostView { photos: sample::photos(1), body_html: String::new(), ..sample::plain() },
        PostView { photos: sample::photos(2), ..sample::plain() },
        PostView { photos: sample::photos(4), ..sample::plain() },
        PostView { photos: sample::photos(7), ..sample::plain() },
        PostView {
            body_html: "<p>שלום עולם, הפוסט הזה נכתב מימין לשמאל.</p>".into(), is_rtl: true, ..sample::plain()
        },
    ];
    // The same examples in several states are several posts here.
    for (place, post) in posts.iter_mut().enumerate() {
        post.guid = sample::guid(&format!("{place:032x}"));
    }
    let body = html! {
        h1 { "Parts" }
        div.specimen.cards {
            h2 { "Notes" }
            (flash(&Flash { is_bad: false, text: "Posted.".into() }))
            (flash(&Flash { is_bad: true, text: "That did not work.".into() }))
            h2 { "Controls" }
            div.card.stack {
                div.row { button.button.button-main { "Main" } button.button { "Other" } button.button.button-danger { "Danger" } button.button disabled { "Not now" } }
                (field("plain", "A field", Kind { hint: Some("A hint."), ..Kind::text("value") }, &none))
                (field("wrong", "A field with a mistake", Kind::text("value"), &errors))
                (text_area("long", "Many lines", "One\nTwo", None, &none))
                (tick("tick", "A box", "What ticking it means.", true))
            }
            h2 { "People" }
            div.card { ul.people {
                @for (person, sharing, receiving) in [(sample::tomas(), true, true), (sample::lena(), true, false), (sample::long_name(), false, true), (sample::piet(), false, false)] {
                    @let relation = sample::relation(sharing, receiving);
                    li { (person_line(&person)) (sharing_state(shell.words, &relation)) (sharing_aspects(&shell, &person, &relation)) }
                }
            } }
            h2 { "Publisher" }
            div.card { (publisher(&shell, &viewer, &Draft::empty(&viewer), &none)) }
            h2 { "Posts" }
            @for one in &posts { (post(&shell, one, Setting::Stream { first: false })) }
            h2 { "Empty" }
            (empty("Nothing yet", "One friendly sentence says what to do next.", Some(("#", "Do it"))))
        }
    };
    page(&shell, "Parts", &body)
}

/// Whole pages with example content, by name.
pub(in crate::web) fn sheet(name: &str) -> Option<Markup> {
    let none = Errors::default();
    let invited = InvitedView { code: "c".into(), inviter: sample::lena() };
    let shell = |place| sample::shell(place);
    let gate = sample::stranger(Place::Gate);
    let page_of = |posts| StreamPage { posts, older: Some("1.2".into()) };
    Some(match name {
        "stream" => stream::show(&shell(Place::Stream), "Stream", &page_of(sample::posts())),
        "empty" => stream::show(&shell(Place::Stream), "Stream", &StreamPage::default()),
        "landing" => landing::show(
            &sample::stranger(Place::Elsewhere),
            "",
            false,
            None,
            &page_of(vec![stripped(sample::bread()), stripped(sample::plain())]),
        ),
        "post" => super::post::show(&shell(Place::Elsewhere), &sample::bread()),
        "profile" => profile::show(&shell(Place::Elsewhere), &sample::profile()),
        "contacts" => contacts::show(&shell(Place::Contacts), &sample::contacts(), "", &none),
        "aspect" => contacts::show(
            &shell(Place::Contacts),
            &crate::domain::views::ContactsPage {
                list: crate::domain::views::ContactList::Aspect(1),
                ..sample::contacts()
            },
            "",
            &none,
        ),
        "notifications" => notifications::show(&shell(Place::Notifications), &sample::notifications()),
        "edit" => settings::profile(&shell(Place::Settings), &sample::profile_form(), &none),
        "account" => settings::account(&shell(Place::Settings), &sample::account(), &none),
        "invitation" => settings::invitation(&shell(Place::Settings), Some(&sample::invitation()), true, &none),
        "ignored" => settings::ignored(&shell(Place::Settings), &[sample::tomas(), sample::long_name()]),
        "search" => search::show(
            &shell(Place::Search),
            &SearchView {
                query: "bob@pod.example".into(),
                people: sample::contacts().contacts,
                lookup: Lookup::Looking,
                next: None,
            },
        ),
        "sign-in" => sign_in::show(&gate, "ines", "/stream", Some("Name or password is wrong."), true),
        "sign-up" => sign_up::show(&gate, Some(&invited), &sign_up::SignUp::default(), &none),
        "setup" => setup::show(&gate, "t", setup::Reach::Network, &setup::Setup::default(), &none),
        "new" => super::publish::show(&shell(Place::New), &Draft::empty(shell(Place::New).viewer()?), &none),
        "error" => error::show(&shell(Place::Elsewhere), 404, None, Some("r-4f2a")),
        _ => return None,
    })
}

/// `/dev/parts`, and `/dev/parts/{name}` for whole pages.
#[cfg(debug_assertions)]
pub(super) fn routes() -> BoxedFilter<(Response,)> {
    let all = warp::path!("dev" / "parts").and(get()).map(|| html_reply(parts()));
    let one = warp::path!("dev" / "parts" / String).and(get()).map(|name: String| match sheet(&name) {
        Some(markup) => html_reply(markup),
        None => html_reply(html! { "There is no such page." }),
    });
    let picture = warp::path!("dev" / "pictures" / String)
        .and(get())
        .map(|name: String| reply::asset("image/svg+xml", sample::picture(&name), Cache::Never));
    all.boxed().or(one.boxed()).unify().or(picture.boxed()).unify().boxed()
}

#[cfg(debug_assertions)]
fn html_reply(markup: Markup) -> Response {
    reply::html(warp::http::StatusCode::OK, markup.into_string())
}

/// A post as a stranger sees it.
fn stripped(mut post: PostView) -> PostView {
    (post.may_like, post.may_comment, post.may_reshare, post.may_ignore) = (false, false, false, false);
    post.comments.iter_mut().for_each(|comment| (comment.may_like, comment.may_delete) = (false, false));
    post
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that [`sheet`] knows.
    const NAMES: &[&str] = &[
        "stream",
        "empty",
        "landing",
        "post",
        "profile",
        "contacts",
        "aspect",
        "notifications",
        "edit",
        "account",
        "invitation",
        "ignored",
        "search",
        "sign-in",
        "sign-up",
        "setup",
        "new",
        "error",
    ];

    // H-152: one first heading on every page; H-124: every form that changes something carries the token.
    #[test]
    fn every_page_has_one_heading_and_every_form_its_token() {
        for name in NAMES {
            let text = sheet(name).expect(name).into_string();
            assert_eq!(text.matches("<h1").count(), 1, "{name}");
            let posting = text.matches("method=\"post\"").count();
            assert_eq!(text.matches("name=\"csrf\"").count(), posting, "{name}");
            assert!(!text.contains(" style=") && !text.contains(" onclick="), "{name}");
        }
    }

    // Two things with one name break labels, links and the script.
    #[test]
    fn names_of_elements_are_unique() {
        for name in NAMES {
            let text = sheet(name).expect(name).into_string();
            let mut ids: Vec<_> = text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            ids.sort_unstable();
            let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
            assert!(twice.is_empty(), "{name}: {twice:?}");
        }
    }

    /// Writes all pages to the folder in `SEEDPOD_SPECIMENS`, for looking at them.
    #[test]
    fn pages_can_be_looked_at() {
        let Some(folder) = std::env::var_os("SEEDPOD_SPECIMENS").map(std::path::PathBuf::from) else { return };
        let write = |name: &str, text: String| {
            std::fs::write(folder.join(format!("{name}.html")), text).expect("writable folder")
        };
        NAMES.iter().for_each(|name| write(name, sheet(name).expect(name).into_string()));
        write("parts", parts().into_string());
        std::fs::create_dir_all(folder.join("assets")).expect("writable folder");
        for asset in super::super::super::assets::all().list() {
            std::fs::write(folder.join(asset.path.trim_start_matches('/')), &asset.bytes).expect("writable folder");
        }
    }
}
