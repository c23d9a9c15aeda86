//! Reading an archive from hostile bytes.

use crate::base::DiasporaId;
use flate2::read::GzDecoder;
use serde::Deserialize;
use serde_json::Value;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

/// Bytes of the document, unpacked: some hundred thousand posts.
const MOST: u64 = 256 << 20;
/// Entries of a zip that are looked at.
const ENTRIES: usize = 10_000;

/// An archive, version 2.0. What is in its boxes is judged one by one, when it is taken.
#[derive(Debug, Deserialize)]
pub struct Archive {
    pub(super) user: User,
    pub(super) others_data: Option<Others>,
}

#[derive(Debug, Deserialize)]
pub(super) struct User {
    pub(super) private_key: String,
    pub(super) profile: Value,
    pub(super) language: Option<String>,
    pub(super) show_community_spotlight_in_stream: Option<bool>,
    pub(super) auto_follow_back: Option<bool>,
    pub(super) auto_follow_back_aspect: Option<String>,
    pub(super) blocks: Option<Vec<String>>,
    pub(super) contact_groups: Option<Vec<Group>>,
    pub(super) contacts: Option<Vec<Entry>>,
    pub(super) posts: Option<Vec<Value>>,
    pub(super) relayables: Option<Vec<Value>>,
    pub(super) followed_tags: Option<Vec<String>>,
    pub(super) post_subscriptions: Option<Vec<String>>,
    pub(super) seedpod: Option<Own>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Group {
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Entry {
    pub(super) receiving: bool,
    pub(super) account_id: String,
    pub(super) contact_groups_membership: Vec<String>,
}

/// What only this program writes.
#[derive(Debug, Deserialize)]
pub(super) struct Own {
    pub(super) theme: Option<String>,
    pub(super) post_default: Option<Value>,
    pub(super) unwanted_mails: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Others {
    pub(super) relayables: Option<Vec<Value>>,
}

#[derive(Deserialize)]
struct Version {
    version: Option<Value>,
}

impl Archive {
    /// Whose archive it is.
    pub fn source(&self) -> Option<DiasporaId> {
        DiasporaId::parse(self.user.profile.get("entity_data")?.get("author")?.as_str()?).ok()
    }

    /// Everybody who has to be known before it can be taken: contacts, ignored people, and the
    /// authors of what others did.
    pub fn people(&self) -> Vec<DiasporaId> {
        let contacts = self.user.contacts.iter().flatten().map(|contact| contact.account_id.as_str());
        let blocks = self.user.blocks.iter().flatten().map(String::as_str);
        let relayables = self.others_data.iter().flat_map(|others| others.relayables.iter().flatten());
        let authors = relayables.filter_map(|boxed| boxed.get("entity_data")?.get("author")?.as_str());
        let mut found: Vec<DiasporaId> =
            contacts.chain(blocks).chain(authors).filter_map(|id| DiasporaId::parse(id).ok()).collect();
        found.sort();
        found.dedup();
        found
    }

    /// What reshares in it point at: author and guid.
    pub fn roots(&self) -> Vec<(DiasporaId, crate::base::Guid)> {
        let data = self.user.posts.iter().flatten().filter_map(|boxed| boxed.get("entity_data"));
        data.filter_map(|data| {
            let author = DiasporaId::parse(data.get("root_author")?.as_str()?).ok()?;
            Some((author, crate::base::Guid::parse(data.get("root_guid")?.as_str()?).ok()?))
        })
        .collect()
    }
}

/// Reads an archive: bare JSON, packed with gzip, or inside a zip (W-072). The error names the
/// sentence that says what is wrong with it.
pub fn open(path: &Path) -> Result<Archive, &'static str> {
    let text = read(path).map_err(|error| match error.kind() {
        io::ErrorKind::FileTooLarge => "archive-too-large",
        _ => "archive-unreadable",
    })?;
    let version: Version = serde_json::from_slice(&text).map_err(|_| "archive-malformed")?;
    match version.version {
        Some(version) if version == "2.0" => serde_json::from_slice(&text).map_err(|_| "archive-malformed"),
        Some(_) => Err("archive-version"),
        None => Err("archive-malformed"),
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = BufReader::new(File::open(path)?);
    let mut start = [0; 4];
    let got = file.read(&mut start)?;
    file.rewind()?;
    match start.get(..got) {
        Some([0x1F, 0x8B, ..]) => limited(GzDecoder::new(file)),
        Some([b'P', b'K', 3, 4]) => {
            let mut zip = zip::ZipArchive::new(file).map_err(io::Error::other)?;
            let names: Vec<String> = zip.file_names().take(ENTRIES).flatten().map(|name| name.into_owned()).collect();
            let is_document = |name: &&String| name.ends_with(".json") || name.ends_with(".json.gz");
            let name = names.iter().find(is_document).ok_or(io::ErrorKind::NotFound)?;
            let entry = zip.by_name(name).map_err(io::Error::other)?;
            if name.ends_with(".gz") { limited(GzDecoder::new(entry)) } else { limited(entry) }
        }
        _ => limited(file),
    }
}

/// Whatever the packed form says about its size, no more than the limit is ever unpacked.
fn limited(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    reader.take(MOST + 1).read_to_end(&mut text)?;
    if text.len() as u64 > MOST { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(text) }
}
