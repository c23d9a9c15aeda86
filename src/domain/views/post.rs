//! Posts with everything around them.

use super::text;
use super::{
    AudienceView, CommentView, EmbedView, LocationView, Look, PhotoView, PlayerView, PollAnswerView, PollView,
    PostView, ReshareView, address, event, person,
};
use crate::base::Guid;
use crate::content::markdown::Room;
use crate::domain::comments as rules;
use crate::domain::photos::Picture;
use crate::domain::posts::{Audience, NewPost};
use crate::domain::{Refused, access, aspects, hides, people, photos, polls, posts, previews, reports};
use crate::model::{
    Account, Aspect, Body, Comment, CommentId, Embed, Liked, Location, Person, PersonId, Photo, PhotoFile, Poll,
    PollAnswer, Post, PostId, Preview, PreviewState, Reported, Status,
};
use crate::store::{Reads, ReadsExt, StoreError, tables};

/// Comments shown under a post in a stream (W-161).
const LAST: usize = 3;
/// Comments on a post's own page.
const ALL: usize = 5_000;
/// Stands for the guid of a post that has none yet.
const DRAFT: &str = "00000000000000000000000000000000";
/// Faces shown with a post.
const FACES: usize = 30;

/// How much of a post is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// In a stream: the last comments, no faces.
    Stream,
    /// On its own page: everything.
    Whole,
    /// Inside a reshare: no comments.
    Root,
}

/// A post that the viewer may see; the caller has asked `access`.
pub fn post(tx: &dyn Reads, look: Look<'_>, post: &Post, depth: Depth) -> Result<PostView, StoreError> {
    let author = people::get(tx, post.author)?;
    let empty = Status::default();
    let status = post.status().unwrap_or(&empty);
    let me = look.viewer.person();
    let may_interact = access::may_interact(tx, post, look.viewer)? && look.viewer.account().is_some();
    let (comments, earlier_comments) = comments(tx, look, post, depth, may_interact)?;
    let reshare = reshare(tx, look, post, depth)?;
    let root_is_nsfw = matches!(&reshare, Some(ReshareView::Root(root)) if root.is_nsfw);
    let (likers, resharers) = if depth == Depth::Whole {
        (likers(tx, look, Liked::Post(post.id))?, resharers(tx, look, post.id)?)
    } else {
        (Vec::new(), Vec::new())
    };
    Ok(PostView {
        guid: post.guid.clone(),
        created_at: post.created,
        audience: audience(tx, look, post)?,
        title: title(tx, look, post, &author)?,
        body_html: text::html(tx, look, &status.text, Room::Post),
        is_rtl: text::is_rtl(&status.text),
        photos: pictures(tx, look, post.id)?,
        poll: match &status.poll {
            Some(poll) => Some(self::poll(tx, look, post, poll, may_interact && depth != Depth::Root)?),
            None => None,
        },
        event: match &status.event {
            Some(event) => Some(event::event(tx, look, post, event, may_interact && depth != Depth::Root)?),
            None => None,
        },
        location: status.location.as_ref().map(place),
        embed: match &status.link {
            Some(link) => preview_of(tx, look, link)?,
            None => status.embed.as_ref().and_then(|embed| this_embed(look, embed)),
        },
        reshare,
        is_nsfw: status.nsfw || author.profile.nsfw || root_is_nsfw,
        provider: Some(status.provider.clone()).filter(|provider| !provider.is_empty()),
        likes: post.likes,
        comment_count: post.comments,
        reshares: post.reshares,
        liked_by_me: liked(tx, me, Liked::Post(post.id))?,
        reshared_by_me: match me {
            Some(me) => tx.has(&tables::RESHARES_OF_POST, &(post.id, me))?,
            None => false,
        },
        subscribed: match me {
            Some(me) => tx.has(&tables::PARTICIPATIONS, &(post.id, me))?,
            None => false,
        },
        may_like: may_interact,
        may_comment: may_interact,
        may_reshare: may_reshare(tx, look, post)?,
        may_delete: me == Some(post.author),
        may_ignore: look.viewer.account().is_some() && me != Some(post.author),
        may_report: may_report(tx, look, Reported::Post(post.id), post.author)?,
        is_hidden: match look.viewer.account() {
            Some(account) => hides::has(tx, account, post.id)?,
            None => false,
        },
        summary: if depth == Depth::Whole { text::summary(tx, look, &status.text) } else { String::new() },
        tags: status.tags.clone(),
        comments,
        earlier_comments,
        likers,
        resharers,
        author: person::view(look, &author),
    })
}

/// Others' things, once; where it is known already the way to do it again is not offered (W-171).
fn may_report(tx: &dyn Reads, look: Look<'_>, item: Reported, author: PersonId) -> Result<bool, StoreError> {
    match look.viewer.account() {
        Some(account) if account.person != author => Ok(!reports::exists(tx, item, account)?),
        _ => Ok(false),
    }
}

/// A reshare offers what resharing its original would do.
fn may_reshare(tx: &dyn Reads, look: Look<'_>, post: &Post) -> Result<bool, StoreError> {
    match &post.body {
        Body::Status(_) => access::may_reshare(tx, post, look.viewer),
        Body::Reshare { root: Some(root), .. } => match tx.record::<Post>(root)? {
            Some(root) => access::may_reshare(tx, &root, look.viewer),
            None => Ok(false),
        },
        Body::Reshare { root: None, .. } => Ok(false),
    }
}

fn liked(tx: &dyn Reads, me: Option<PersonId>, target: Liked) -> Result<bool, StoreError> {
    me.map_or(Ok(false), |me| tx.has(&tables::LIKES_OF_TARGET, &(target, me)))
}

/// Only the author learns the names of aspects (W-109).
fn audience(tx: &dyn Reads, look: Look<'_>, post: &Post) -> Result<AudienceView, StoreError> {
    if post.public {
        return Ok(AudienceView::Public);
    }
    let mut aspects = Vec::new();
    if let Some(account) = look.viewer.account().filter(|account| account.person == post.author) {
        for id in &post.aspects {
            aspects.extend(tx.record::<Aspect>(&(account.id, *id))?.map(|aspect| aspect.name));
        }
    }
    Ok(AudienceView::Limited { aspects })
}

/// The title of a post that the viewer may see.
pub fn post_title(tx: &dyn Reads, look: Look<'_>, post: &Post) -> Result<String, StoreError> {
    let author = people::get(tx, post.author)?;
    title(tx, look, post, &author)
}

/// The title of a post, whatever it consists of.
pub(super) fn title(tx: &dyn Reads, look: Look<'_>, post: &Post, author: &Person) -> Result<String, StoreError> {
    let (words, name) = (look.words(), author.name());
    let by = |what: &str| words.say_with(what, &[("name", (&name).into())]);
    let Some(status) = post.status() else { return Ok(by("post-title-reshare")) };
    let title = text::title(tx, look, &status.text);
    if !title.is_empty() {
        return Ok(title);
    }
    if let Some(event) = &status.event {
        return Ok(event.summary.clone());
    }
    Ok(match tx.count(&tables::PHOTOS_OF_POST, &(post.id,), 100)? {
        0 => by("post-title-by"),
        count => words.say_with("post-title-pictures", &[("count", count.into()), ("name", (&name).into())]),
    })
}

fn reshare(tx: &dyn Reads, look: Look<'_>, of: &Post, depth: Depth) -> Result<Option<ReshareView>, StoreError> {
    let Body::Reshare { root, .. } = &of.body else { return Ok(None) };
    let root = match root {
        Some(root) if depth != Depth::Root => tx.record::<Post>(root)?,
        _ => None,
    };
    match root {
        Some(root) if access::may_see(tx, &root, look.viewer)? => {
            Ok(Some(ReshareView::Root(Box::new(post(tx, look, &root, Depth::Root)?))))
        }
        _ => Ok(Some(ReshareView::Gone)),
    }
}

fn pictures(tx: &dyn Reads, look: Look<'_>, post: PostId) -> Result<Vec<PhotoView>, StoreError> {
    Ok(photos::of_post(tx, post)?.iter().map(|photo| picture(look, photo)).collect())
}

pub(super) fn picture(look: Look<'_>, photo: &Photo) -> PhotoView {
    let (url, large_url, sizes) = match &photo.file {
        PhotoFile::Local { name, .. } => {
            let at = |prefix: &str| format!("/uploads/images/{prefix}{name}");
            let sizes = vec![(at("scaled_full_"), photo.width.min(700)), (at(""), photo.width)];
            (at("scaled_full_"), at(""), if photo.width > 700 { sizes } else { Vec::new() })
        }
        PhotoFile::Remote { path, name } => {
            let url = address::remote(look.seal, &format!("{path}{name}"));
            (url.clone(), url, Vec::new())
        }
    };
    PhotoView {
        guid: photo.guid.clone(),
        url,
        large_url,
        sizes,
        width: photo.width,
        height: photo.height,
        alt: Some(photo.text.clone()).filter(|text| !text.is_empty()),
    }
}

pub(super) fn place(place: &Location) -> LocationView {
    LocationView { address: place.address.clone(), lat: place.lat.clone(), lng: place.lng.clone() }
}

/// The answers with their votes; one's own is marked (W-168).
fn poll(tx: &dyn Reads, look: Look<'_>, post: &Post, poll: &Poll, may_vote: bool) -> Result<PollView, StoreError> {
    let mine = match look.viewer.person() {
        Some(me) => polls::of_person(tx, post.id, me)?,
        None => None,
    };
    let is_mine = |answer: &PollAnswer| mine.as_ref().is_some_and(|vote| vote.answer == answer.guid);
    let answers: Vec<PollAnswerView> = poll
        .answers
        .iter()
        .map(|answer| PollAnswerView {
            guid: answer.guid.clone(),
            text: answer.answer.clone(),
            votes: answer.votes,
            is_mine: is_mine(answer),
        })
        .collect();
    Ok(PollView {
        guid: poll.guid.clone(),
        question: poll.question.clone(),
        votes: answers.iter().map(|answer| answer.votes).sum(),
        answers,
        voted_by_me: mine.is_some(),
        may_vote: may_vote && mine.is_none(),
    })
}

/// Only pages of the web are linked (F-244).
pub(super) fn this_embed(look: Look<'_>, embed: &Embed) -> Option<EmbedView> {
    let url = url::Url::parse(&embed.url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    Some(EmbedView {
        host: url.host_str()?.to_owned(),
        title: Some(embed.title.clone()).filter(|title| !title.is_empty()).unwrap_or_else(|| url.to_string()),
        description: embed.description.chars().take(250).collect(),
        image: Some(&embed.image)
            .filter(|image| image.starts_with("http"))
            .map(|image| address::remote(look.seal, image)),
        player: None,
        url: url.into(),
    })
}

/// What a linked page said about itself, if it has answered (W-155, W-156).
pub(super) fn preview_of(tx: &dyn Reads, look: Look<'_>, link: &str) -> Result<Option<EmbedView>, StoreError> {
    let Some(Preview { state: PreviewState::Found(card), .. }) = previews::get(tx, link)? else { return Ok(None) };
    let player = card.player.map(|player| PlayerView { src: player.src, width: player.width, height: player.height });
    let said = Embed { url: link.to_owned(), title: card.title, description: card.description, image: card.image };
    Ok(this_embed(look, &said).map(|view| EmbedView { player, ..view }))
}

fn comments(
    tx: &dyn Reads,
    look: Look<'_>,
    post: &Post,
    depth: Depth,
    may_like: bool,
) -> Result<(Vec<CommentView>, u32), StoreError> {
    if depth == Depth::Root || post.comments == 0 {
        return Ok((Vec::new(), 0));
    }
    let limit = if depth == Depth::Whole { ALL } else { LAST };
    let ids = last_comments(tx, post.id, limit)?;
    let shown = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    let mut views = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(comment) = tx.record::<Comment>(&id)? {
            views.push(comment_view(tx, look, post, &comment, may_like, depth)?);
        }
    }
    Ok((views, post.comments.saturating_sub(shown)))
}

/// The last comments of a post, oldest first.
fn last_comments(tx: &dyn Reads, post: PostId, limit: usize) -> Result<Vec<CommentId>, StoreError> {
    let mut rows = tx.list_last(&tables::COMMENTS_OF_POST, &(post,), limit)?;
    rows.reverse();
    Ok(rows.into_iter().map(|((_, _, id), ())| id).collect())
}

fn comment_view(
    tx: &dyn Reads,
    look: Look<'_>,
    post: &Post,
    comment: &Comment,
    may_like: bool,
    depth: Depth,
) -> Result<CommentView, StoreError> {
    let me = look.viewer.person();
    let likers = match depth {
        Depth::Whole if comment.likes > 0 => likers(tx, look, Liked::Comment(comment.id))?,
        _ => Vec::new(),
    };
    Ok(CommentView {
        guid: comment.guid.clone(),
        author: person::person(tx, look, comment.author)?,
        created_at: comment.created,
        body_html: text::html(tx, look, &comment.text, Room::Comment),
        is_rtl: text::is_rtl(&comment.text),
        likes: comment.likes,
        liked_by_me: liked(tx, me, Liked::Comment(comment.id))?,
        may_like,
        may_delete: me.is_some() && (me == Some(comment.author) || me == Some(post.author)),
        may_report: may_report(tx, look, Reported::Comment(comment.id), comment.author)?,
        answers: answers(tx, comment)?,
        likers,
    })
}

/// The comment of the same post that this one answers, and the name of who wrote it (W-237).
fn answers(tx: &dyn Reads, comment: &Comment) -> Result<Option<(String, Guid)>, StoreError> {
    let Some(guid) = &comment.thread_parent else { return Ok(None) };
    match rules::by_guid(tx, guid)?.filter(|parent| parent.post == comment.post) {
        Some(parent) => Ok(Some((people::get(tx, parent.author)?.name(), parent.guid))),
        None => Ok(None),
    }
}

/// A post that is still being written, as it will look. Pictures are those that wait for it (W-126).
pub fn draft(tx: &dyn Reads, look: Look<'_>, account: &Account, new: &NewPost) -> Result<PostView, Refused> {
    let author = people::get(tx, account.person)?;
    let words = posts::words(tx, &author, account, new)?;
    let status = posts::status(words, author.profile.nsfw);
    let guid = Guid::parse(DRAFT).map_err(|_| Refused::NotFound)?;
    let mut photos = Vec::new();
    for (guid, description) in new.photos.iter().filter_map(|picture| match picture {
        Picture::Waiting { guid, text } => Some((guid, text)),
        Picture::New(_) => None,
    }) {
        if let Some(mut photo) = photos::waiting(tx, account, guid)? {
            photo.text = description.clone().unwrap_or(photo.text);
            photos.push(picture(look, &photo));
        }
    }
    let answer = |text: &String| PollAnswerView { guid: guid.clone(), text: text.clone(), votes: 0, is_mine: false };
    let audience = match &new.audience {
        Audience::Public => AudienceView::Public,
        Audience::Aspects(chosen) => AudienceView::Limited {
            aspects: aspects::list(tx, account)?
                .into_iter()
                .filter(|aspect| chosen.contains(&aspect.id))
                .map(|aspect| aspect.name)
                .collect(),
        },
    };
    Ok(PostView {
        created_at: look.now,
        audience,
        title: text::title(tx, look, &status.text),
        summary: String::new(),
        body_html: text::html(tx, look, &status.text, Room::Post),
        is_rtl: text::is_rtl(&status.text),
        photos,
        poll: new.poll.as_ref().map(|poll| PollView {
            guid: guid.clone(),
            question: poll.question.clone(),
            answers: poll.answers.iter().filter(|answer| !answer.trim().is_empty()).map(answer).collect(),
            votes: 0,
            voted_by_me: false,
            may_vote: false,
        }),
        event: None,
        location: new.location.as_ref().map(place),
        embed: match &status.link {
            Some(link) => preview_of(tx, look, link)?,
            None => None,
        },
        reshare: None,
        is_nsfw: status.nsfw,
        provider: None,
        tags: status.tags,
        likes: 0,
        comment_count: 0,
        reshares: 0,
        liked_by_me: false,
        reshared_by_me: false,
        subscribed: false,
        may_like: false,
        may_comment: false,
        may_reshare: false,
        may_delete: false,
        may_ignore: false,
        may_report: false,
        is_hidden: false,
        comments: Vec::new(),
        earlier_comments: 0,
        likers: Vec::new(),
        resharers: Vec::new(),
        author: person::view(look, &author),
        guid,
    })
}

/// A comment that is still being written, as it will look (W-161).
pub fn comment_draft(tx: &dyn Reads, look: Look<'_>, words: &str) -> String {
    text::html(tx, look, words, Room::Comment)
}

/// Who likes it, own like first.
fn likers(tx: &dyn Reads, look: Look<'_>, target: Liked) -> Result<Vec<super::PersonView>, StoreError> {
    let mut people: Vec<PersonId> = Vec::new();
    for ((_, person), like) in tx.list(&tables::LIKES_OF_TARGET, &(target,), 1_000)? {
        if tx.record::<crate::model::Like>(&like)?.is_some_and(|like| like.positive) {
            people.push(person);
        }
    }
    people.sort_by_key(|person| Some(*person) != look.viewer.person());
    people.into_iter().take(FACES).map(|id| person::person(tx, look, id)).collect()
}

fn resharers(tx: &dyn Reads, look: Look<'_>, post: PostId) -> Result<Vec<super::PersonView>, StoreError> {
    let rows = tx.list(&tables::RESHARES_OF_POST, &(post,), FACES)?;
    rows.into_iter().map(|((_, id), _)| person::person(tx, look, id)).collect()
}
