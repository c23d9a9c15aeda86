//! Making archives, and taking in those that people bring.

use crate::base::DiasporaId;
use crate::domain::accounts;
use crate::domain::export;
use crate::domain::import::{self, Archive, Checked, Taking};
use crate::domain::photos::Use;
use crate::domain::{Pod, Refused};
use crate::federation::{Federation, Outcome};
use crate::model::{Account, AccountId, Import, ImportKind, ImportState};
use futures_util::{StreamExt, stream};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zip::ZipArchive;

/// People looked for at the same time.
const ASKING: usize = 4;
/// Bytes of one picture in an archive.
const PICTURE: u64 = 64 << 20;
/// Pictures in an archive.
const PICTURES: usize = 200_000;

/// Makes an archive; one that cannot be made is told about.
pub(super) async fn export(pod: &Pod, account: AccountId, photos: bool) -> Result<Outcome, Refused> {
    let mut random = [0; 16];
    pod.fill_random(&mut random);
    let random = random.map(|byte| format!("{byte:02x}")).concat();
    let (media, seal) = (pod.media().clone(), pod.seal());
    let made = pod.read(move |tx| export::make(tx, &seal, &media, account, photos, &random)).await;
    if let Err(error) = &made {
        tracing::error!(%error, "an archive could not be made");
    }
    let made = made.ok();
    pod.write(move |tx, cx| -> Result<(), Refused> { Ok(export::finish(tx, cx, account, photos, made)?) }).await?;
    tidy(pod).await?;
    Ok(Outcome::Done)
}

/// Removes files that no archive needs any more.
async fn tidy(pod: &Pod) -> Result<(), Refused> {
    let wanted = pod.read(|tx| -> Result<_, Refused> { Ok([export::files(tx)?, import::files(tx)?].concat()) }).await?;
    let media = pod.media().clone();
    let removed = tokio::task::spawn_blocking(move || media.keep_archives(&wanted)).await;
    if let Ok(Err(error)) = removed {
        tracing::warn!(%error, "old archives could not be removed");
    }
    Ok(())
}

/// Why taking stops: the sentence for whoever brought the archive, or the store's failure.
enum Stop {
    Told(&'static str),
    Store(Refused),
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Self {
        Self::Store(refused)
    }
}

/// Takes in what an account brought.
pub(super) async fn import(federation: &Federation, account: AccountId) -> Result<Outcome, Refused> {
    let pod = federation.pod();
    let read =
        pod.read(move |tx| -> Result<_, Refused> { Ok((import::get(tx, account)?, accounts::get(tx, account)?)) });
    let (Some(brought), Some(owner)) = read.await? else { return Ok(Outcome::Done) };
    if brought.state != ImportState::Working || owner.closed.is_some() {
        return Ok(Outcome::Done);
    }
    let mut taking = Taking::default();
    let why = match bring_in(federation, &owner, &brought, &mut taking).await {
        Ok(()) => None,
        Err(Stop::Told(why)) => Some(why),
        Err(Stop::Store(error)) => return Err(error),
    };
    let report = taking.report;
    pod.write(move |tx, cx| -> Result<_, Refused> { Ok(import::finish(tx, cx, account, why, report)?) }).await?;
    tidy(pod).await?;
    Ok(Outcome::Done)
}

async fn bring_in(federation: &Federation, owner: &Account, brought: &Import, taking: &mut Taking) -> Result<(), Stop> {
    let pod = federation.pod();
    let Some(name) = &brought.archive else {
        let Some(photos) = &brought.photos else { return Ok(()) };
        return pictures(pod, owner, file(pod, photos)?, taking).await;
    };
    let path = file(pod, name)?;
    let opened = tokio::task::spawn_blocking(move || import::open(&path)).await;
    let archive = Arc::new(opened.map_err(|_| Stop::Told("archive-unreadable"))?.map_err(Stop::Told)?);
    let checked = check(federation, owner, archive.clone()).await?;
    meet(federation, &archive).await;
    take(pod, owner, &archive, taking).await?;
    // Pictures come before the move is told: others look for them here from then on.
    let with_photos = match &brought.photos {
        Some(photos) => match pictures(pod, owner, file(pod, photos)?, taking).await {
            Ok(()) => true,
            Err(Stop::Told(why)) => {
                taking.left(why, ".zip".to_owned());
                false
            }
            Err(stop) => return Err(stop),
        },
        None => false,
    };
    finish(pod, owner, brought, archive, checked, with_photos, taking).await
}

fn file(pod: &Pod, name: &str) -> Result<PathBuf, Stop> {
    pod.media().archive(name).ok_or(Stop::Told("archive-unreadable"))
}

/// The identity it comes from is looked for; one that cannot be found any more brings its data
/// only (W-078).
async fn check(federation: &Federation, owner: &Account, archive: Arc<Archive>) -> Result<Checked, Stop> {
    let source = archive.source().ok_or(Stop::Told("archive-malformed"))?;
    let known = federation.person(&source).await;
    let owner = owner.clone();
    let decided = federation
        .pod()
        .read(move |tx| -> Result<_, Refused> { Ok(import::check(tx, &owner, &archive, known.as_ref())?) });
    decided.await?.map_err(Stop::Told)
}

/// Finds the people and posts that the archive speaks of. Who cannot be found is left behind later.
async fn meet(federation: &Federation, archive: &Archive) {
    let people: Vec<DiasporaId> = archive.people();
    let found = stream::iter(people).map(|id| async move { federation.person(&id).await });
    let found = found.buffer_unordered(ASKING);
    found.for_each(|_| async {}).await;
    for (author, guid) in archive.roots() {
        federation.post(&guid, &author).await;
    }
}

async fn take(pod: &Pod, owner: &Account, archive: &Arc<Archive>, taking: &mut Taking) -> Result<(), Stop> {
    loop {
        let (owner, archive, mut state) = (owner.clone(), archive.clone(), taking.clone());
        let step = pod.write(move |tx, cx| -> Result<_, Refused> {
            let is_done = import::take(tx, cx, &owner, &archive, &mut state)?;
            import::progress(tx, owner.id, state.report.clone())?;
            Ok((is_done, state))
        });
        let (is_done, state) = step.await?;
        *taking = state;
        if is_done {
            return Ok(());
        }
    }
}

/// Settings and profile, then the move itself, which tells everybody (W-077).
async fn finish(
    pod: &Pod,
    owner: &Account,
    brought: &Import,
    archive: Arc<Archive>,
    checked: Checked,
    with_photos: bool,
    taking: &mut Taking,
) -> Result<(), Stop> {
    let (owner, wanted) = (owner.clone(), (brought.settings, brought.profile));
    let source = checked.source.clone();
    let act = pod.write(move |tx, cx| -> Result<_, Refused> {
        let is_whole = import::habits(tx, cx, &owner, &archive, wanted)?;
        let moved = import::depart(tx, cx, &owner, &archive, &checked, with_photos)?;
        Ok((is_whole, moved))
    });
    let (is_whole, moved) = act.await?;
    if !is_whole {
        taking.left("archive-left-profile", source.to_string());
    }
    taking.report.moved_from = moved.then_some(source);
    Ok(())
}

/// The pictures of imported posts come here; others in the file are left out (W-080).
async fn pictures(pod: &Pod, owner: &Account, path: PathBuf, taking: &mut Taking) -> Result<(), Stop> {
    let opened = tokio::task::spawn_blocking(move || Pictures::open(&path)).await.ok().flatten();
    let mut zip = opened.ok_or(Stop::Told("archive-photos-unreadable"))?;
    let account = owner.clone();
    let mut wanted =
        pod.read(move |tx| -> Result<_, Refused> { Ok(import::pictures_elsewhere(tx, &account)?) }).await?;
    for (index, name) in std::mem::take(&mut zip.names) {
        let Some(photo) = wanted.get_mut(&name).and_then(Vec::pop) else {
            taking.count(ImportKind::Photos, 1, 0);
            taking.left("archive-left-no-post", name);
            continue;
        };
        let (back, bytes) = tokio::task::spawn_blocking(move || {
            let bytes = zip.read(index);
            (zip, bytes)
        })
        .await
        .map_err(|_| Stop::Told("archive-photos-unreadable"))?;
        zip = back;
        let made = match bytes {
            Some(bytes) => pod.picture(bytes, Use::Post).await,
            None => Err(Refused::NotFound),
        };
        match made {
            Ok(made) => {
                let wanted_name = name.clone();
                pod.write(move |tx, _| -> Result<_, Refused> { Ok(import::picture(tx, photo, &wanted_name, made)?) })
                    .await?;
                taking.count(ImportKind::Photos, 1, 1);
            }
            Err(Refused::Store(error)) => return Err(Stop::Store(Refused::Store(error))),
            Err(_) => {
                taking.count(ImportKind::Photos, 1, 0);
                taking.left("archive-left-picture", name);
            }
        }
    }
    Ok(())
}

/// A zip with pictures.
struct Pictures {
    zip: ZipArchive<BufReader<File>>,
    /// Place and name of each file, without its folders.
    names: Vec<(usize, String)>,
}

impl Pictures {
    fn open(path: &Path) -> Option<Self> {
        let zip = ZipArchive::new(BufReader::new(File::open(path).ok()?)).ok()?;
        let plain = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
        let all = zip.file_names().enumerate().take(PICTURES);
        let named = all.filter_map(|(index, name)| Some((index, plain(&name.ok()?))));
        let names = named.filter(|(_, name)| !name.is_empty()).collect();
        Some(Self { zip, names })
    }

    /// One file, never more than a picture may have, whatever the zip says about its size.
    fn read(&mut self, index: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.zip.by_index(index).ok()?.take(PICTURE + 1).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 <= PICTURE).then_some(bytes)
    }
}
