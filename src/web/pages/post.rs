//! A post on its own page (spec/features.md §5.13).

use super::super::layout::{Card, Place, Shell, page};
use super::super::parts::{Setting, lightbox, post};
use super::super::reply::{Failure, answer, go, page as reply_page};
use super::super::session::Visit;
use super::super::{Web, get, visit};
use super::interact;
use crate::base::{DiasporaId, Guid};
use crate::domain::Refused;
use crate::domain::access::Viewer;
use crate::domain::notifications;
use crate::domain::posts;
use crate::domain::queue;
use crate::domain::views::{self, AudienceView, Depth, PostView};
use crate::model::Subject;
use crate::net::inbound::reply;
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::Response;

/// The post with all its comments.
pub(in crate::web) fn show(shell: &Shell, view: &PostView) -> Markup {
    let body = html! {
        h1.vh { (view.title) }
        div #comments { (post(shell, view, Setting::Single)) }
        (lightbox(shell.words))
    };
    page(shell, &view.title, &body)
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let long = warp::path!("posts" / Guid)
        .and(get())
        .and(visit(web))
        .then(|guid, begun| answer(begun, |visit| open(visit, guid)));
    let short = warp::path!("p" / Guid)
        .and(get())
        .and(visit(web))
        .then(|guid: Guid, begun| answer(begun, |visit| async move { Ok(go(&visit, &format!("/posts/{guid}"))) }));
    let embed = warp::path!("oembed").and(get()).and(visit(web)).then(|begun| answer(begun, oembed));
    let link = warp::path!("link").and(get()).and(visit(web)).then(|begun| answer(begun, link));
    long.boxed().or(short.boxed()).unify().or(embed.boxed()).unify().or(link.boxed()).unify().boxed()
}

async fn open(visit: Visit, guid: Guid) -> Result<Response, Failure> {
    if visit.wants_part() {
        let markup = interact::part(&visit, &guid, true, format!("/posts/{guid}")).await?;
        return Ok(reply_page(&visit, markup));
    }
    let (eyes, wanted) = (visit.eyes(), guid.clone());
    let found = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let post = posts::find(tx, &wanted, eyes.viewer())?;
            let unread = match eyes.viewer().account() {
                Some(account) => notifications::has_unread_about(tx, account.id, &[Subject::Post(post.id)])?,
                None => false,
            };
            let view = views::post(tx, eyes.look(), &post, Depth::Whole)?;
            Ok((views::shell(tx, eyes.look())?, view, unread.then_some(post.id)))
        })
        .await;
    let (shell, view, unread) = match found {
        // A stranger may be somebody it is meant for, once signed in (W-006).
        Err(Refused::NotFound) if visit.session().is_none() => return not_for_strangers(&visit, guid).await,
        other => other?,
    };
    if let (Some(post), Ok(account)) = (unread, visit.account()) {
        visit
            .pod()
            .write::<_, Refused>(move |tx, _| Ok(notifications::mark_seen(tx, &account, &[Subject::Post(post)])?))
            .await?;
    }
    let mut shell = visit.dress(shell, Place::Elsewhere);
    shell.card = card(&visit, &view);
    Ok(reply_page(&visit, show(&shell, &view)))
}

/// A post that exists asks a stranger to sign in; one that does not is not found.
async fn not_for_strangers(visit: &Visit, guid: Guid) -> Result<Response, Failure> {
    let exists = visit.pod().read::<_, Refused>(move |tx| Ok(posts::by_guid(tx, &guid)?.is_some())).await?;
    Err(if exists { Failure::SignIn(visit.address()) } else { Failure::Status(404) })
}

/// What link previews may show of a public post (W-020).
fn card(visit: &Visit, view: &PostView) -> Option<Card> {
    let url = &visit.instance()?.url;
    let whole = |path: &str| if path.starts_with('/') { url.join(path) } else { path.to_owned() };
    (view.audience == AudienceView::Public).then(|| Card {
        kind: "article",
        url: url.join(&format!("posts/{}", view.guid)),
        description: if view.summary.is_empty() { view.title.clone() } else { view.summary.clone() },
        image: view.photos.first().map(|photo| whole(&photo.url)),
        keywords: view.tags.clone(),
    })
}

/// A public post for pages elsewhere that want to show it: words and a link, no player (W-016).
async fn oembed(visit: Visit) -> Result<Response, Failure> {
    let url = visit.query("url").unwrap_or_default();
    let instance = visit.instance().ok_or(Failure::Status(404))?;
    let path = url.strip_prefix(instance.url.as_str()).unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
    let guid = path.strip_prefix("posts/").or_else(|| path.strip_prefix("p/")).unwrap_or_default();
    let guid = Guid::parse(guid.trim_end_matches('/')).map_err(|_| Failure::Status(404))?;
    let eyes = visit.eyes();
    let view = visit
        .pod()
        .read::<_, Refused>(move |tx| {
            let post = posts::find(tx, &guid, Viewer::Stranger)?;
            views::post(tx, eyes.look(), &post, Depth::Root).map_err(Refused::from)
        })
        .await?;
    let side = |name: &str, otherwise: u32| {
        visit.query(name).and_then(|text| text.parse().ok()).map_or(otherwise, |most: u32| most.clamp(100, otherwise))
    };
    let address = instance.url.join(&format!("posts/{}", view.guid));
    let author = instance.url.join(&format!("people/{}", view.author.guid));
    let quote = html! {
        blockquote { p { (view.title) } "— " a href=(author) { (view.author.name) } ", " a href=(address) { (instance.name) } }
    };
    let answer = serde_json::json!({
        "version": "1.0",
        "type": "rich",
        "title": view.title,
        "author_name": view.author.name,
        "author_url": author,
        "provider_name": instance.name,
        "provider_url": instance.url.as_str(),
        "width": side("maxwidth", 420),
        "height": side("maxheight", 420),
        "html": quote.into_string(),
    });
    Ok(reply::document("application/json", answer.to_string()))
}

/// Times that the page of an address looks again before it says that there is nothing.
const LOOKS: u32 = 8;

/// An address of the network, as programs hand it over: a post or a person. What is not known here
/// is asked for (W-154).
async fn link(visit: Visit) -> Result<Response, Failure> {
    let account = visit.account()?;
    let asked = visit.query("q").unwrap_or_default();
    let address = asked.trim().strip_prefix("web+").unwrap_or(asked.trim());
    let Some(rest) = address.strip_prefix("diaspora://").or_else(|| address.strip_prefix("diaspora:")) else {
        return person_or_nothing(&visit, address);
    };
    let mut parts = rest.split('/');
    let (Some(author), kind, guid) = (parts.next(), parts.next(), parts.next()) else {
        return Err(Failure::Status(404));
    };
    let (Some("post"), Some(guid)) = (kind, guid) else { return person_or_nothing(&visit, author) };
    let (Ok(author), Ok(guid)) = (DiasporaId::from_input(author), Guid::parse(guid)) else {
        return Err(Failure::Status(404));
    };
    let looked = visit.query("look").and_then(|text| text.parse().ok()).unwrap_or(0_u32);
    let wanted = guid.clone();
    let found =
        visit.pod().read::<_, Refused>(move |tx| Ok(posts::find(tx, &wanted, Viewer::Account(&account)).is_ok()));
    if found.await? {
        return Ok(go(&visit, &format!("/posts/{guid}")));
    }
    if looked >= LOOKS {
        return Err(Failure::Status(404));
    }
    if looked == 0 {
        visit.pod().write::<_, Refused>(move |tx, cx| Ok(queue::fetch_post(tx, cx, &guid, &author)?)).await?;
    }
    let shell = visit.shell(Place::Elsewhere).await?;
    Ok(reply_page(&visit, looking(&shell, &asked, looked + 1)))
}

/// People are found by the search, which also asks other pods.
fn person_or_nothing(visit: &Visit, address: &str) -> Result<Response, Failure> {
    let id = DiasporaId::from_input(address).map_err(|_| Failure::Status(404))?;
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", id.as_str()).finish();
    Ok(go(visit, &format!("/search?{query}")))
}

fn looking(shell: &Shell, asked: &str, look: u32) -> Markup {
    let words = shell.words;
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("q", asked)
        .append_pair("look", &look.to_string())
        .finish();
    let again = format!("/link?{query}");
    let title = words.say("post-link-looking");
    let body = html! {
        h1 { (title) }
        div.card.stack data-again="3" data-next=(again) {
            p { (words.say("post-link-looking-meaning")) }
            div.row { a.button href=(again) { (words.say("post-link-again")) } }
        }
    };
    page(shell, &title, &body)
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-005: a stranger reads everything and is offered nothing to change.
    #[test]
    fn strangers_read_without_buttons() {
        let mut view = sample::bread();
        (view.may_like, view.may_comment, view.may_reshare, view.may_ignore) = (false, false, false, false);
        view.comments.iter_mut().for_each(|comment| (comment.may_like, comment.may_delete) = (false, false));
        let text = show(&sample::stranger(Place::Elsewhere), &view).into_string();
        assert!(text.contains("Eighteen hours") && text.contains("Liked by") && !text.contains("formaction"));
    }
}
