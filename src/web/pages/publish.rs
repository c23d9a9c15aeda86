//! Writing a post (spec/features.md §5.1, §5.14).
//!
//! One form, sent again and again until the post is out: each of its smaller buttons names a step,
//! which changes the draft and shows the form anew. Pictures that came with such a step wait on the
//! pod, so nothing has to be chosen twice, also when something was refused.

use super::super::form::{Form, Step, Upload};
use super::super::layout::{Place, Shell, page};
use super::super::parts::{Draft, Errors, Kept, face, post_draft, publisher};
use super::super::reply::{Failure, answer, go, go_saying, page as reply_page, refused_form};
use super::super::session::Visit;
use super::super::{Web, get, uploading, visit};
use super::interact;
use crate::base::Guid;
use crate::base::limits;
use crate::domain::Refused;
use crate::domain::aspects;
use crate::domain::photos::{self, NewPhoto, Picture, Use};
use crate::domain::posts::{self, Audience, NewPoll, NewPost};
use crate::domain::views::{self, DefaultAudience, PersonView, PostView};
use crate::domain::words::Sentence;
use crate::model::{Account, AspectId, Location};
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::multipart::FormData;
use warp::reply::Response;

/// Where the window of the bookmark goes when its post is out.
const SENT: &str = "/bookmarklet/sent";
/// Characters that the address of the bookmark's window may bring.
const BROUGHT: usize = 20_000;

/// The publisher on a page of its own: from the phone's bar, for a preview, and when something was
/// refused.
pub(in crate::web) fn show(shell: &Shell, draft: &Draft, errors: &Errors) -> Markup {
    show_with(shell, draft, errors, None)
}

fn show_with(shell: &Shell, draft: &Draft, errors: &Errors, preview: Option<&PostView>) -> Markup {
    let title = shell.words.say("publisher-title");
    let body = html! {
        h1 { (title) }
        @if let Some(preview) = preview { (post_draft(shell, preview)) }
        @if let Some(viewer) = shell.viewer() { div.card { (publisher(shell, viewer, draft, errors)) } }
    };
    page(shell, &title, &body)
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("status_messages" / "new").and(get()).and(visit(web)).then(|begun| answer(begun, open));
    let send =
        warp::path!("status_messages").and(uploading(web)).then(|begun, data| answer(begun, |visit| send(visit, data)));
    let bookmarklet = warp::path!("bookmarklet").and(get()).and(visit(web)).then(|begun| answer(begun, bookmarklet));
    let sent = warp::path!("bookmarklet" / "sent").and(get()).and(visit(web)).then(|begun| answer(begun, sent));
    let names = warp::path!("mentions" / "suggestions").and(get()).and(visit(web));
    let names = names.then(|begun| answer(begun, suggestions));
    open.boxed()
        .or(send.boxed())
        .unify()
        .or(bookmarklet.boxed())
        .unify()
        .or(sent.boxed())
        .unify()
        .or(names.boxed())
        .unify()
        .boxed()
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

/// A small window that a bookmark opens over another page, with a post about that page (W-136).
/// Without anything brought along it says how to make the bookmark.
async fn bookmarklet(visit: Visit) -> Result<Response, Failure> {
    visit.account()?;
    let mut shell = visit.shell(Place::New).await?;
    let Some(text) = brought(&visit) else { return Ok(reply_page(&visit, how(&visit, &shell)?)) };
    SENT.clone_into(&mut shell.path);
    let viewer = shell.viewer().ok_or(Failure::Status(403))?;
    let draft = Draft { text, ..Draft::empty(viewer) };
    Ok(reply_page(&visit, show(&shell, &draft, &Errors::default())))
}

/// The words for a page: its title, what was marked on it, its address (spec/features.md §5.14).
fn brought(visit: &Visit) -> Option<String> {
    let value = |name: &str| {
        let text = visit.query(name).unwrap_or_default();
        text.chars().take(BROUGHT).collect::<String>().trim().to_owned()
    };
    let content = value("content");
    if !content.is_empty() {
        return Some(content);
    }
    let (title, notes, url) = (value("title"), value("notes"), value("url"));
    let quoted: Vec<String> = notes.lines().map(|line| format!("> {line}")).collect();
    let pieces = [if title.is_empty() { title } else { format!("### {title}") }, quoted.join("\n"), url];
    let text = pieces.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join("\n\n");
    (!text.is_empty()).then_some(text)
}

fn how(visit: &Visit, shell: &Shell) -> Result<Markup, Failure> {
    let words = shell.words;
    let base = visit.instance().ok_or(Failure::Status(404))?.url.join("bookmarklet");
    let code = format!(
        "javascript:(function(){{var e=encodeURIComponent,d=document;open('{base}?url='+e(location.href)+'&title='+e(d.title)\
         +'&notes='+e(getSelection()),'_blank','width=620,height=620')}})()"
    );
    let title = words.say("publisher-bookmarklet");
    let body = html! {
        h1 { (title) }
        section.card.stack {
            p { (words.say("publisher-bookmarklet-how")) }
            div.field {
                label for="f-code" { (words.say("publisher-bookmarklet-code")) }
                textarea.input #f-code readonly rows="4" { (code) }
            }
        }
    };
    Ok(page(shell, &title, &body))
}

async fn sent(visit: Visit) -> Result<Response, Failure> {
    visit.account()?;
    let shell = visit.shell(Place::New).await?;
    let title = shell.words.say("publisher-sent");
    let body = html! {
        h1 { (title) }
        p.card data-close="2000" { (shell.words.say("publisher-close-window")) }
    };
    Ok(reply_page(&visit, page(&shell, &title, &body)))
}

/// People whose names begin with what was typed after an `@`: a list for the script (W-149).
async fn suggestions(visit: Visit) -> Result<Response, Failure> {
    let account = visit.account()?;
    let typed = visit.query("q").unwrap_or_default();
    let post = visit.query("post").and_then(|guid| Guid::parse(&guid).ok());
    let eyes = visit.eyes();
    let found = visit
        .pod()
        .read::<_, Refused>(move |tx| views::mentionable(tx, eyes.look(), &account, &typed, post.as_ref()))
        .await?;
    let words = visit.words();
    let option = |place: usize, person: &PersonView| {
        html! {
            li role="option" id={ "m-" (place) } data-id=(person.diaspora_id) data-name=(person.name) {
                (face(person, "face-s"))
                span { b { (person.name) } " " span.meta { (person.diaspora_id) } }
            }
        }
    };
    let list = html! {
        ul.suggestions #suggestions role="listbox" aria-label=(words.say("post-suggestions")) {
            @for (place, person) in found.iter().enumerate() { (option(place, person)) }
        }
    };
    Ok(reply_page(&visit, list))
}

/// What came with the form.
struct Parcel {
    draft: Draft,
    /// Pictures that came just now.
    pictures: Vec<NewPhoto>,
    step: String,
    from: String,
}

/// Pictures are worked on one after the other as they arrive, so that one of them at a time is in
/// memory; the post comes last.
async fn send(visit: Visit, data: FormData) -> Result<Response, Failure> {
    let account = visit.account()?;
    let mut errors = Errors::default();
    let mut parcel = unpack(&visit, data, &mut errors).await?;
    let step = std::mem::take(&mut parcel.step);
    if errors.is_empty() && step.is_empty() {
        let shared = share(&visit, &account, &parcel).await;
        match shared {
            Ok(post) if visit.wants_part() => {
                let from = parcel.from.clone();
                return Ok(reply_page(&visit, interact::part(&visit, &post, false, from).await?));
            }
            Ok(_) if parcel.from == SENT => return Ok(go(&visit, SENT)),
            Ok(_) => {
                return Ok(go_saying(&visit, &place_after(&parcel.from), false, &visit.words().say("publisher-sent")));
            }
            Err(Refused::Invalid(field, why)) => errors.add(field, visit.words().tell(&why)),
            Err(other) => return Err(other.into()),
        }
    }
    keep(&visit, &account, &mut parcel).await?;
    change(&mut parcel.draft, &step);
    let preview =
        if step == "preview" { Some(look_ahead(&visit, &account, &parcel, &mut errors).await?) } else { None };
    let mut shell = visit.shell(Place::New).await?;
    shell.path = parcel.from;
    let markup = show_with(&shell, &parcel.draft, &errors, preview.flatten().as_ref());
    if errors.is_empty() { Ok(reply_page(&visit, markup)) } else { refused_form(&visit, markup) }
}

async fn unpack(visit: &Visit, data: FormData, errors: &mut Errors) -> Result<Parcel, Failure> {
    let mut upload = Upload::new(visit, data);
    let mut pictures: Vec<Option<NewPhoto>> = Vec::new();
    let form = loop {
        match upload.next().await? {
            Step::Done(form) => break form,
            Step::TooLarge => {
                errors.add("photos", too_large(visit));
                pictures.push(None);
            }
            Step::File(bytes) if bytes.is_empty() => pictures.push(None),
            Step::File(bytes) => match visit.pod().picture(bytes, Use::Post).await {
                Ok(photo) if pictures.len() < limits::POST_PHOTOS => pictures.push(Some(photo)),
                Ok(_) => errors.add("photos", visit.words().tell(&too_many())),
                Err(Refused::Invalid(field, why)) => {
                    errors.add(field, visit.words().tell(&why));
                    pictures.push(None);
                }
                Err(other) => return Err(other.into()),
            },
        }
    };
    Ok(Parcel {
        pictures: described(pictures, &form),
        draft: draft(&form),
        step: form.text("step").to_owned(),
        from: form.back("from", "/stream"),
    })
}

/// W-129
pub(super) fn too_large(visit: &Visit) -> String {
    let megabytes = visit.upload_limit() / (1024 * 1024);
    visit.words().say_with("publisher-picture-large", &[("megabytes", megabytes.into())])
}

fn too_many() -> Sentence {
    Sentence::new("publisher-photos-many").with("most", limits::POST_PHOTOS)
}

/// Pictures and descriptions stand in the form in the same order; rows left empty fall away.
fn described(pictures: Vec<Option<NewPhoto>>, form: &Form) -> Vec<NewPhoto> {
    let words = form.all("alt");
    let described = pictures.into_iter().enumerate().filter_map(|(place, photo)| {
        photo.map(|photo| NewPhoto { text: words.get(place).copied().unwrap_or_default().to_owned(), ..photo })
    });
    described.collect()
}

fn draft(form: &Form) -> Draft {
    let line = |name: &str| form.text(name).trim().to_owned();
    let texts = form.all("kept_alt");
    let kept = form.all("kept").into_iter().enumerate().map(|(place, guid)| Kept {
        guid: guid.to_owned(),
        url: String::new(),
        text: texts.get(place).copied().unwrap_or_default().to_owned(),
    });
    let answers: Vec<String> = form.all("answer").into_iter().map(|answer| answer.trim().to_owned()).collect();
    Draft {
        text: form.lines("text"),
        audience: chosen(form),
        kept: kept.take(limits::POST_PHOTOS).collect(),
        question: line("question"),
        answers: if answers.iter().all(String::is_empty) { Vec::new() } else { answers },
        place: line("place"),
        lat: line("lat"),
        lng: line("lng"),
    }
}

fn chosen(form: &Form) -> DefaultAudience {
    match form.text("audience") {
        "public" => DefaultAudience::Public,
        "all" => DefaultAudience::AllAspects,
        _ => DefaultAudience::Aspects(form.numbers("aspect")),
    }
}

/// What one of the form's smaller buttons does to the draft.
fn change(draft: &mut Draft, step: &str) {
    if step == "more-answers" && draft.answers.len() < posts::ANSWERS {
        draft.answers.resize(draft.answers.len().max(2) + 1, String::new());
    }
    let number = step.strip_prefix("drop-answer-").and_then(|number| number.parse::<usize>().ok());
    if let Some(place) = number.and_then(|number| number.checked_sub(1)).filter(|place| *place < draft.answers.len()) {
        draft.answers.remove(place);
    }
    if let Some(guid) = step.strip_prefix("drop-picture-") {
        draft.kept.retain(|kept| kept.guid != guid);
    }
}

/// Pictures that came just now wait on the pod from here on; those that are gone leave the draft.
async fn keep(visit: &Visit, account: &Account, parcel: &mut Parcel) -> Result<(), Failure> {
    let new = std::mem::take(&mut parcel.pictures);
    if !new.is_empty() {
        let account = account.clone();
        let waiting = visit.pod().write::<_, Refused>(move |tx, cx| {
            new.into_iter().map(|new| photos::wait(tx, cx, &account, new)).collect::<Result<Vec<_>, _>>()
        });
        for photo in waiting.await? {
            let (guid, text) = (photo.guid.to_string(), photo.text);
            parcel.draft.kept.push(Kept { guid, url: String::new(), text });
        }
    }
    let (account, kept) = (account.clone(), std::mem::take(&mut parcel.draft.kept));
    let shown = visit.pod().read::<_, Refused>(move |tx| {
        let mut shown = Vec::new();
        for picture in kept {
            let photo = match Guid::parse(&picture.guid) {
                Ok(guid) => photos::waiting(tx, &account, &guid)?,
                Err(_) => None,
            };
            shown.extend(photo.map(|photo| Kept { url: photos::small_address(&photo), ..picture }));
        }
        Ok(shown)
    });
    parcel.draft.kept = shown.await?;
    Ok(())
}

/// The post as the draft describes it. `all` are the account's aspects.
fn new_post(draft: &Draft, is_phone: bool, pictures: Vec<NewPhoto>, all: Vec<AspectId>) -> NewPost {
    let audience = match &draft.audience {
        DefaultAudience::Public => Audience::Public,
        DefaultAudience::AllAspects => Audience::Aspects(all),
        DefaultAudience::Aspects(ids) => Audience::Aspects(ids.iter().copied().map(AspectId).collect()),
    };
    let kept = draft.kept.iter().filter_map(|kept| {
        Some(Picture::Waiting { guid: Guid::parse(&kept.guid).ok()?, text: Some(kept.text.clone()) })
    });
    let has_poll = !draft.question.is_empty() || !draft.answers.is_empty();
    let has_place = [&draft.place, &draft.lat, &draft.lng].iter().any(|text| !text.is_empty());
    NewPost {
        text: draft.text.clone(),
        audience,
        photos: kept.chain(pictures.into_iter().map(Picture::New)).collect(),
        poll: has_poll.then(|| NewPoll { question: draft.question.clone(), answers: draft.answers.clone() }),
        event: None,
        location: has_place.then(|| Location {
            address: draft.place.clone(),
            lat: draft.lat.clone(),
            lng: draft.lng.clone(),
        }),
        provider: if is_phone { "mobile".to_owned() } else { String::new() },
    }
}

async fn share(visit: &Visit, account: &Account, parcel: &Parcel) -> Result<Guid, Refused> {
    let (account, is_phone) = (account.clone(), visit.is_phone());
    let (draft, pictures) = (parcel.draft.clone(), parcel.pictures.clone());
    let act = visit.pod().write(move |tx, cx| {
        let all = aspects::list(tx, &account)?.into_iter().map(|aspect| aspect.id).collect();
        let new = new_post(&draft, is_phone, pictures, all);
        posts::create(tx, cx, &account, new).map(|post| post.guid)
    });
    act.await
}

/// The post as it would look; what keeps it from being shown is an error of the form.
async fn look_ahead(
    visit: &Visit,
    account: &Account,
    parcel: &Parcel,
    errors: &mut Errors,
) -> Result<Option<PostView>, Failure> {
    let (eyes, account, draft) = (visit.eyes(), account.clone(), parcel.draft.clone());
    let act = visit.pod().read::<_, Refused>(move |tx| {
        let all = aspects::list(tx, &account)?.into_iter().map(|aspect| aspect.id).collect();
        views::draft(tx, eyes.look(), &account, &new_post(&draft, false, Vec::new(), all))
    });
    match act.await {
        Ok(view) => Ok(Some(view)),
        Err(Refused::Invalid(field, why)) => {
            errors.add(field, visit.words().tell(&why));
            Ok(None)
        }
        Err(other) => Err(other.into()),
    }
}

/// Back to the stream that the publisher stood above, where the new post is on top.
fn place_after(from: &str) -> String {
    let path = from.split(['?', '#']).next().unwrap_or_default();
    if path.starts_with("/status_messages") {
        "/stream".to_owned()
    } else if path == "/aspects" {
        from.to_owned()
    } else {
        path.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // W-131: lines come and go, also without script.
    #[test]
    fn answers_come_and_go() {
        let mut draft = Draft { answers: vec!["a".into(), "b".into()], ..Draft::default() };
        change(&mut draft, "more-answers");
        assert_eq!(draft.answers, ["a", "b", ""]);
        change(&mut draft, "drop-answer-2");
        assert_eq!(draft.answers, ["a", ""]);
        for step in ["drop-answer-0", "drop-answer-9", "drop-answer-x", "unknown"] {
            change(&mut draft, step);
        }
        assert_eq!(draft.answers, ["a", ""]);
        let mut empty = Draft::default();
        change(&mut empty, "more-answers");
        assert_eq!(empty.answers.len(), 3);
    }

    #[test]
    fn a_new_post_is_seen_where_it_was_written() {
        for (from, place) in [
            ("/stream?after=1.2", "/stream"),
            ("/status_messages/new", "/stream"),
            ("/aspects?a_ids[]=2", "/aspects?a_ids[]=2"),
            ("/people/abc#x", "/people/abc"),
        ] {
            assert_eq!(place_after(from), place);
        }
    }
}
