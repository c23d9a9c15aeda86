//! Pictures (spec/features.md §5.7, spec/federation.md §4.3).

use super::access::{self, Viewer};
use super::audience;
use super::error::Refused;
use super::people;
use super::pod::Cx;
use super::posts;
use super::queue;
use super::words::Sentence;
use crate::base::limits;
use crate::base::{DiasporaId, Guid};
use crate::content::image;
use crate::content::text;
use crate::model::{Account, AspectId, Person, Photo, PhotoFile, PhotoId, Post, PostId, Work};
use crate::protocol::entities as entity;
use crate::store::{Media, Reads, ReadsExt, StoreError, WriteTx, tables};

/// The name prefixes under which other pods ask for smaller sizes.
pub const SIZES: &[&str] = &["thumb_small_", "thumb_medium_", "thumb_large_", "scaled_full_"];

/// Seconds that an uploaded picture waits for its post (spec/features.md §3.3).
const WAIT: i64 = 24 * 3600;
/// Bytes that decoding one picture may take: a photograph of 24 megapixels fits (H-084).
const MEMORY: u64 = 256 << 20;

/// A picture whose files are durable already and that waits for its row.
#[derive(Clone, Debug)]
pub struct NewPhoto {
    /// Public file name with ending: unguessable.
    pub name: String,
    /// Prefix, content hash and media type of each file.
    pub variants: Vec<(String, String, String)>,
    pub width: u32,
    pub height: u32,
    /// Description; may be empty.
    pub text: String,
}

/// A picture for a new post.
#[derive(Clone, Debug)]
pub enum Picture {
    New(NewPhoto),
    /// Uploaded before, with [`wait`].
    Waiting {
        guid: Guid,
        /// A new description; the old one stays if absent.
        text: Option<String>,
    },
}

/// What a picture is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    Post,
    /// Square, three sizes.
    Profile,
}

/// Makes the sizes of an uploaded picture, without its metadata, and keeps the files (W-098, W-099,
/// F-113). Blocks for as long as that takes. `name` is 32 random hex characters.
pub fn prepare(media: &Media, bytes: &[u8], purpose: Use, name: &str) -> Result<NewPhoto, Refused> {
    let refused = |error: image::ImageError| {
        let why = match error {
            image::ImageError::Unknown => Sentence::new("publisher-picture-unknown"),
            image::ImageError::TooLarge { width, height } => {
                Sentence::new("publisher-picture-wide").with("width", width).with("height", height)
            }
            image::ImageError::TooDemanding => Sentence::new("publisher-picture-demanding"),
            image::ImageError::Broken => Sentence::new("publisher-picture-broken"),
        };
        Refused::invalid("photos", why)
    };
    let (kind, files) = match purpose {
        Use::Post => {
            let made = image::prepare(bytes, MEMORY).map_err(refused)?;
            let files = [
                ("", made.full),
                ("scaled_full_", made.scaled_full),
                ("thumb_large_", made.thumb_large),
                ("thumb_medium_", made.thumb_medium),
                ("thumb_small_", made.thumb_small),
            ];
            (made.kind, files.to_vec())
        }
        Use::Profile => {
            let made = image::avatar(bytes, MEMORY).map_err(refused)?;
            let files = [
                ("", made.large.clone()),
                ("scaled_full_", made.large.clone()),
                ("thumb_large_", made.large),
                ("thumb_medium_", made.medium),
                ("thumb_small_", made.small),
            ];
            (made.kind, files.to_vec())
        }
    };
    let (width, height) = files.first().map_or((0, 0), |(_, file)| (file.width, file.height));
    let mut variants = Vec::with_capacity(files.len());
    for (prefix, file) in files {
        let hash = media.put(&file.bytes).map_err(|error| Refused::Store(StoreError::Io(error.to_string())))?;
        variants.push((prefix.to_owned(), hash, kind.mime().to_owned()));
    }
    Ok(NewPhoto { name: format!("{name}.{}", kind.extension()), variants, width, height, text: String::new() })
}

/// The picture that stands for a person without one, in 300, 100 and 50 pixels. PNG.
pub fn placeholder(person: &Guid) -> [(u32, bytes::Bytes); 3] {
    let made = image::placeholder(person);
    [(300, made.large.bytes), (100, made.medium.bytes), (50, made.small.bytes)]
}

/// The media type to pass on a file of another pod with; `None` for what must not be passed on
/// (H-122).
pub fn media_type(bytes: &[u8]) -> Option<&'static str> {
    image::sniff(bytes)
}

/// Writes the row of a picture of ours.
pub(super) fn create(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    author: &Person,
    post: Option<&Post>,
    new: NewPhoto,
) -> Result<Photo, Refused> {
    let photo = Photo {
        id: PhotoId(tx.next("photo")?),
        guid: Guid::generate(cx.entropy),
        author: author.id,
        post: post.map(|post| post.id),
        public: post.is_none_or(|post| post.public),
        waiting: false,
        aspects: Vec::new(),
        created: cx.now,
        text: description(&new.text)?,
        width: new.width,
        height: new.height,
        file: PhotoFile::Local { name: new.name, variants: new.variants },
    };
    tx.put(&photo)?;
    Ok(photo)
}

fn description(text: &str) -> Result<String, Refused> {
    text::clean(text, limits::TEXT).map_err(|long| posts::too_long("photos", long))
}

/// Keeps an uploaded picture for a post that is still being written; without one it goes after a
/// day. Only its author sees it.
pub fn wait(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, account: &Account, new: NewPhoto) -> Result<Photo, Refused> {
    let author = super::people::get(tx, account.person)?;
    let photo = Photo { waiting: true, public: false, ..create(tx, cx, &author, None, new)? };
    tx.put(&photo)?;
    queue::push_at(tx, cx.now.plus(WAIT), Work::ForgetPhoto { photo: photo.id })?;
    Ok(photo)
}

/// Publishes a picture by itself to some aspects; without any only its author sees it. People of
/// other pods who are in them get it too.
pub fn publish(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    new: NewPhoto,
    aspects: Vec<AspectId>,
) -> Result<Photo, Refused> {
    let author = super::people::get(tx, account.person)?;
    let mut members = std::collections::BTreeSet::new();
    for aspect in &aspects {
        members.extend(super::aspects::members(tx, *aspect)?);
    }
    let photo = Photo { public: false, aspects, ..create(tx, cx, &author, None, new)? };
    tx.put(&photo)?;
    let mut people = Vec::new();
    for member in members {
        people.push(super::people::get(tx, member)?);
    }
    people.retain(|person| !person.is_local() && !person.closed);
    let message = entity(&photo, &author.diaspora_id, &author.base_url, None);
    queue::send(tx, cx, account, &message.into(), super::audience::recipients(false, &people, None))?;
    Ok(photo)
}

/// A picture of the account that waits for its post.
pub fn waiting(tx: &(impl Reads + ?Sized), account: &Account, guid: &Guid) -> Result<Option<Photo>, StoreError> {
    Ok(by_guid(tx, guid)?.filter(|photo| photo.waiting && photo.author == account.person))
}

/// Where the small size of a picture of ours is.
pub fn small_address(photo: &Photo) -> String {
    match &photo.file {
        PhotoFile::Local { name, .. } => format!("/uploads/images/thumb_medium_{name}"),
        PhotoFile::Remote { path, name } => format!("{path}{name}"),
    }
}

/// Forgets a picture that no post took up.
pub fn forget_waiting(tx: &mut WriteTx<'_>, id: PhotoId) -> Result<(), StoreError> {
    if tx.record::<Photo>(&id)?.is_some_and(|photo| photo.waiting) {
        tx.delete::<Photo>(&id)?;
    }
    Ok(())
}

/// Puts a picture into a new post, behind those that are there.
pub(super) fn attach(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    author: &Person,
    post: &Post,
    picture: Picture,
) -> Result<Photo, Refused> {
    let (guid, text) = match picture {
        Picture::New(new) => return create(tx, cx, author, Some(post), new),
        Picture::Waiting { guid, text } => (guid, text),
    };
    let known = by_guid(tx, &guid)?.filter(|photo| photo.waiting && photo.author == author.id);
    let known = known.ok_or_else(|| Refused::invalid("photos", "publisher-picture-gone"))?;
    // The number decides the order in the post, so the picture gets a new one.
    tx.delete::<Photo>(&known.id)?;
    let text = text.map_or(Ok(known.text), |text| description(&text))?;
    let id = PhotoId(tx.next("photo")?);
    let photo = Photo { id, post: Some(post.id), public: post.public, waiting: false, created: cx.now, text, ..known };
    tx.put(&photo)?;
    Ok(photo)
}

/// Tells the pods of all contacts of a public picture that is in no post, or whose file has another
/// name than before (spec/federation.md §4.3).
pub fn announce(tx: &mut WriteTx<'_>, cx: &Cx<'_>, account: &Account, photo: &Photo) -> Result<(), StoreError> {
    let author = people::get(tx, photo.author)?;
    let post = photo.post.map(|post| tx.record::<Post>(&post)).transpose()?.flatten();
    let told = match &post {
        Some(post) => audience::subscribers(tx, post)?,
        None if photo.public => audience::contacts(tx, account.id)?,
        None => return Ok(()),
    };
    let message = entity(photo, &author.diaspora_id, &author.base_url, post.as_ref().map(|post| &post.guid));
    queue::send(tx, cx, account, &message.into(), audience::recipients(photo.public, &told, None))
}

/// The pictures of a post in their order.
pub fn of_post(tx: &(impl Reads + ?Sized), post: PostId) -> Result<Vec<Photo>, StoreError> {
    let mut photos = Vec::new();
    for ((_, id), ()) in tx.list(&tables::PHOTOS_OF_POST, &(post,), 1_000)? {
        photos.extend(tx.record::<Photo>(&id)?);
    }
    Ok(photos)
}

/// A picture by guid.
pub fn by_guid(tx: &(impl Reads + ?Sized), guid: &Guid) -> Result<Option<Photo>, StoreError> {
    match tx.get(&tables::PHOTO_BY_GUID, guid)? {
        Some(id) => tx.record::<Photo>(&id),
        None => Ok(None),
    }
}

/// The content hash and media type of a file of ours, by its public name with any size prefix.
/// Whoever knows the name may have it: names of limited pictures are unguessable (F-114).
pub fn file(tx: &(impl Reads + ?Sized), asked: &str) -> Result<Option<(String, String)>, StoreError> {
    let prefix = SIZES.iter().find(|prefix| asked.starts_with(**prefix)).copied().unwrap_or("");
    let name = asked.strip_prefix(prefix).unwrap_or(asked).to_owned();
    let Some(id) = tx.get(&tables::PHOTO_BY_NAME, &name)? else { return Ok(None) };
    let Some(Photo { file: PhotoFile::Local { variants, .. }, .. }) = tx.record::<Photo>(&id)? else { return Ok(None) };
    Ok(variants.into_iter().find(|(of, _, _)| of == prefix).map(|(_, hash, mime)| (hash, mime)))
}

/// A picture that came inside a post.
pub(super) fn receive_nested(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    author: &Person,
    post: &Post,
    message: &entity::Photo,
) -> Result<(), StoreError> {
    match by_guid(tx, &message.guid)? {
        Some(mut known) if known.author == author.id && known.post.is_none() => {
            known.post = Some(post.id);
            tx.put(&known)?;
            Ok(())
        }
        Some(_) => Ok(()),
        None => store(tx, cx, author, Some(post), message),
    }
}

/// A picture that came alone: new, or a change by its author (F-112). False if nothing changed.
pub(super) fn receive(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    author: &Person,
    message: &entity::Photo,
) -> Result<bool, StoreError> {
    let post = match &message.status_message_guid {
        Some(guid) => posts::by_guid(tx, guid)?,
        None => None,
    };
    if post.as_ref().is_some_and(|post| post.author != author.id) {
        return Ok(false);
    }
    match by_guid(tx, &message.guid)? {
        Some(known) if known.author != author.id => Ok(false),
        Some(mut known) => {
            known.text = message.text.clone().unwrap_or_default();
            known.public = message.public;
            (known.width, known.height) =
                (message.width.unwrap_or(known.width), message.height.unwrap_or(known.height));
            known.file = remote_file(author, message);
            tx.put(&known)?;
            Ok(true)
        }
        None => store(tx, cx, author, post.as_ref(), message).map(|()| true),
    }
}

fn store(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    author: &Person,
    post: Option<&Post>,
    message: &entity::Photo,
) -> Result<(), StoreError> {
    let id = PhotoId(tx.next("photo")?);
    tx.put(&Photo {
        id,
        guid: message.guid.clone(),
        author: author.id,
        post: post.map(|post| post.id),
        public: message.public,
        waiting: false,
        aspects: Vec::new(),
        created: posts::moment(message.created_at, cx.now),
        text: message.text.clone().unwrap_or_default(),
        width: message.width.unwrap_or(0),
        height: message.height.unwrap_or(0),
        file: remote_file(author, message),
    })?;
    Ok(())
}

fn remote_file(author: &Person, message: &entity::Photo) -> PhotoFile {
    let path = &message.remote_photo_path;
    let path = if path.starts_with("http") { path.clone() } else { author.base_url.join(path) };
    PhotoFile::Remote { path, name: message.remote_photo_name.clone() }
}

/// Whether the viewer may see a picture: as its post, or as its own flag says.
pub fn may_see(tx: &(impl Reads + ?Sized), photo: &Photo, viewer: Viewer<'_>) -> Result<bool, StoreError> {
    let post = match photo.post {
        Some(post) => tx.record::<Post>(&post)?,
        None => None,
    };
    match post {
        Some(post) => access::may_see(tx, &post, viewer),
        None if photo.public && !photo.waiting => Ok(true),
        None if matches!(viewer, Viewer::PublicOnly(_)) => Ok(photo.waiting && viewer.person() == Some(photo.author)),
        None => Ok(viewer.person() == Some(photo.author) || is_member(tx, photo, viewer)?),
    }
}

/// Whether the viewer is in an aspect that a picture was given to.
fn is_member(tx: &(impl Reads + ?Sized), photo: &Photo, viewer: Viewer<'_>) -> Result<bool, StoreError> {
    let Some(person) = viewer.person() else { return Ok(false) };
    for aspect in &photo.aspects {
        if tx.has(&tables::ASPECT_MEMBERS, &(*aspect, person))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A picture as it stands on the wire.
pub(super) fn entity(
    photo: &Photo,
    author: &DiasporaId,
    base: &crate::base::PodUrl,
    post: Option<&Guid>,
) -> entity::Photo {
    let (path, name) = match &photo.file {
        PhotoFile::Local { name, .. } => (base.join("uploads/images/"), name.clone()),
        PhotoFile::Remote { path, name } => (path.clone(), name.clone()),
    };
    entity::Photo {
        guid: photo.guid.clone(),
        author: author.clone(),
        public: photo.public,
        created_at: Some(photo.created),
        edited_at: None,
        remote_photo_path: path,
        remote_photo_name: name,
        text: Some(photo.text.clone()).filter(|text| !text.is_empty()),
        status_message_guid: post.cloned(),
        height: Some(photo.height).filter(|height| *height > 0),
        width: Some(photo.width).filter(|width| *width > 0),
    }
}
