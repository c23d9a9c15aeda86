//! Writing a post (spec/features.md §5.1).

use super::super::form::{Form, Step, Upload};
use super::super::layout::{Place, Shell, page};
use super::super::parts::{Draft, Errors, publisher};
use super::super::reply::{Failure, answer, go_saying, page as reply_page, refused_form};
use super::super::session::Visit;
use super::super::{Web, get, uploading, visit};
use crate::base::limits;
use crate::domain::Refused;
use crate::domain::aspects;
use crate::domain::photos::{NewPhoto, Use};
use crate::domain::posts::{self, Audience, NewPost};
use crate::domain::views::DefaultAudience;
use crate::model::{Account, AspectId};
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::multipart::FormData;
use warp::reply::Response;

/// The publisher on a page of its own: from the phone's bar, and when something was refused.
pub(in crate::web) fn show(shell: &Shell, draft: &Draft, errors: &Errors) -> Markup {
    let body = html! {
        h1 { "New post" }
        @if let Some(viewer) = shell.viewer() { div.card { (publisher(shell, viewer, draft, errors)) } }
    };
    page(shell, "New post", &body)
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("status_messages" / "new").and(get()).and(visit(web)).then(|begun| answer(begun, open));
    let send =
        warp::path!("status_messages").and(uploading(web)).then(|begun, data| answer(begun, |visit| send(visit, data)));
    open.boxed().or(send.boxed()).unify().boxed()
}

async fn open(visit: Visit) -> Result<Response, Failure> {
    visit.account()?;
    let shell = visit.shell(Place::New).await?;
    let viewer = shell.viewer().ok_or(Failure::Status(403))?;
    let mut draft = Draft::empty(viewer);
    if let Some(mention) = visit.query("mention").filter(|text| text.chars().count() <= limits::SHORT) {
        draft.text = format!("@{{{mention}}} ");
    }
    Ok(reply_page(&visit, show(&shell, &draft, &Errors::default())))
}

/// Pictures are worked on one after the other as they arrive, so that one of them at a time is in
/// memory; the post comes last.
async fn send(visit: Visit, data: FormData) -> Result<Response, Failure> {
    let account = visit.account()?;
    let mut upload = Upload::new(&visit, data);
    let mut errors = Errors::default();
    let mut pictures: Vec<Option<NewPhoto>> = Vec::new();
    let form = loop {
        match upload.next().await? {
            Step::Done(form) => break form,
            Step::TooLarge => errors.add("photos", too_large(&visit)),
            Step::File(bytes) if bytes.is_empty() => pictures.push(None),
            Step::File(bytes) => match visit.pod().picture(bytes, Use::Post).await {
                Ok(photo) if pictures.len() < limits::POST_PHOTOS => pictures.push(Some(photo)),
                Ok(_) => errors.add("photos", format!("A post has at most {} pictures.", limits::POST_PHOTOS)),
                Err(Refused::Invalid(field, why)) => errors.add(field, visit.words().tell(&why)),
                Err(other) => return Err(other.into()),
            },
        }
    };
    let text = form.lines("text");
    if errors.is_empty() {
        let photos = described(pictures, &form);
        let shared = share(&visit, account, &form, text.clone(), photos).await;
        match shared {
            Ok(()) => return Ok(go_saying(&visit, &place_after(&form), false, "Your post is out.")),
            Err(Refused::Invalid(field, why)) => errors.add(field, visit.words().tell(&why)),
            Err(other) => return Err(other.into()),
        }
    }
    let shell = visit.shell(Place::New).await?;
    refused_form(&visit, show(&shell, &Draft { text, audience: chosen(&form) }, &errors))
}

/// W-129
pub(super) fn too_large(visit: &Visit) -> String {
    format!(
        "A picture may have {} MB at most. Make it smaller and choose it again.",
        visit.upload_limit() / (1024 * 1024)
    )
}

/// Pictures and descriptions stand in the form in the same order; rows left empty fall away.
fn described(pictures: Vec<Option<NewPhoto>>, form: &Form) -> Vec<NewPhoto> {
    let words = form.all("alt");
    let described = pictures.into_iter().enumerate().filter_map(|(place, photo)| {
        photo.map(|photo| NewPhoto { text: words.get(place).copied().unwrap_or_default().to_owned(), ..photo })
    });
    described.collect()
}

fn chosen(form: &Form) -> DefaultAudience {
    match form.text("audience") {
        "public" => DefaultAudience::Public,
        "all" => DefaultAudience::AllAspects,
        _ => DefaultAudience::Aspects(form.numbers("aspect")),
    }
}

async fn share(
    visit: &Visit,
    account: Account,
    form: &Form,
    text: String,
    photos: Vec<NewPhoto>,
) -> Result<(), Refused> {
    let chosen = chosen(form);
    let act = visit.pod().write(move |tx, cx| {
        let audience = match chosen {
            DefaultAudience::Public => Audience::Public,
            DefaultAudience::AllAspects => {
                Audience::Aspects(aspects::list(tx, &account)?.into_iter().map(|aspect| aspect.id).collect())
            }
            DefaultAudience::Aspects(ids) => Audience::Aspects(ids.into_iter().map(AspectId).collect()),
        };
        let new = NewPost { text, audience, photos, poll: None, event: None, location: None, provider: String::new() };
        posts::create(tx, cx, &account, new).map(drop)
    });
    act.await
}

/// Back to the stream that the publisher stood above, where the new post is on top.
fn place_after(form: &Form) -> String {
    let from = form.back("from", "/stream");
    let path = from.split(['?', '#']).next().unwrap_or_default();
    if path.starts_with("/status_messages") {
        "/stream".to_owned()
    } else if path == "/aspects" {
        from
    } else {
        path.to_owned()
    }
}
