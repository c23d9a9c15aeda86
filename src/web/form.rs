//! What a form sends: fields, and files as they arrive.
//!
//! Bodies are bounded before they are kept. A form with files is read part by part, and its token
//! has to come before the first file, so that nothing of a stranger's request is worked on.

use super::Sent;
use super::reply::Failure;
use super::session::Visit;
use crate::base::limits;
use crate::net::inbound::body;
use futures_util::{Stream, StreamExt, TryStreamExt};
use std::path::PathBuf;
use std::pin::pin;
use tokio::io::AsyncWriteExt;
use warp::Buf;
use warp::multipart::{FormData, Part};

/// Files of one form.
const FILES: usize = 32;
/// Other parts of a form with files: each picture brings its description.
const FIELDS: usize = 96;

/// The fields of a form in the order in which they came.
#[derive(Debug, Clone, Default)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads a plain form and checks that it comes from one of our pages.
    pub(super) fn read(visit: &Visit, sent: Sent) -> Result<Self, Failure> {
        let form = Self(body::pairs(&sent?));
        visit.check_form(form.text("csrf"))?;
        Ok(form)
    }

    /// The first value of a field; empty if it is missing.
    pub(super) fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// A line of text as browsers send it, with the line ends of this pod.
    pub(super) fn lines(&self, name: &str) -> String {
        self.text(name).replace("\r\n", "\n")
    }

    /// Whether a box is ticked.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// All numbers given under a name; what is none is left out.
    pub(super) fn numbers(&self, name: &str) -> Vec<u64> {
        self.0.iter().filter(|(key, _)| key == name).filter_map(|(_, value)| value.parse().ok()).collect()
    }

    /// All values given under a name.
    pub(super) fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Where to go after the form: a page of this pod, or `otherwise`.
    pub(super) fn back(&self, name: &str, otherwise: &str) -> String {
        let path = self.text(name);
        if is_own_path(path) { path.to_owned() } else { otherwise.to_owned() }
    }
}

/// Whether an address from outside leads to a page of this pod and nowhere else.
pub(super) fn is_own_path(path: &str) -> bool {
    let is_plain = path.bytes().all(|byte| (0x21..0x7f).contains(&byte) && byte != b'\\');
    path.starts_with('/') && !path.starts_with("//") && is_plain && path.len() <= 6_000
}

/// One step of a form with files.
pub(super) enum Step {
    /// A file; empty if the field was left empty, so that pictures and descriptions stay in step.
    File(Vec<u8>),
    /// A file that is larger than the pod takes.
    TooLarge,
    /// There is nothing more; all fields.
    Done(Form),
}

/// The fields of a form with files; its token has to come first.
struct Fields {
    visit: Visit,
    form: Form,
    is_checked: bool,
}

impl Fields {
    fn new(visit: &Visit) -> Self {
        Self { visit: visit.clone(), form: Form::default(), is_checked: false }
    }

    async fn take(&mut self, part: Part) -> Result<(), Failure> {
        if self.form.0.len() == FIELDS {
            return Err(Failure::Status(413));
        }
        let name = part.name().to_owned();
        let value = collect(part.stream(), limits::FORM_BYTES).await?.ok_or(Failure::Status(413))?;
        let value = String::from_utf8(value).map_err(|_| Failure::Status(400))?;
        if name == "csrf" {
            self.visit.check_form(&value)?;
            self.is_checked = true;
        }
        self.form.0.push((name, value));
        Ok(())
    }
}

/// A form with files, read step by step so that only one file is in memory.
pub(super) struct Upload {
    data: FormData,
    fields: Fields,
    files: usize,
    file_limit: usize,
}

impl Upload {
    /// Starts reading.
    pub(super) fn new(visit: &Visit, data: FormData) -> Self {
        let file_limit = visit.upload_limit();
        Self { data, fields: Fields::new(visit), files: 0, file_limit }
    }

    /// The next file, or all fields at the end.
    pub(super) async fn next(&mut self) -> Result<Step, Failure> {
        while let Some(part) = self.data.next().await {
            let part = part.map_err(|_| Failure::Status(400))?;
            if part.filename().is_some() {
                return self.file(part).await;
            }
            self.fields.take(part).await?;
        }
        match self.fields.is_checked {
            true => Ok(Step::Done(std::mem::take(&mut self.fields.form))),
            false => Err(Failure::Status(422)),
        }
    }

    async fn file(&mut self, part: Part) -> Result<Step, Failure> {
        self.files += 1;
        if !self.fields.is_checked {
            return Err(Failure::Status(422));
        }
        if self.files > FILES {
            return Err(Failure::Status(413));
        }
        Ok(collect(part.stream(), self.file_limit).await?.map_or(Step::TooLarge, Step::File))
    }
}

/// A form with files too large for memory: each goes straight to a file of the pod. What is not
/// [kept](Bulk::keep) is removed again.
pub(super) struct Bulk {
    pub(super) form: Form,
    /// Field, name here, place.
    files: Vec<(String, String, PathBuf)>,
    is_kept: bool,
}

impl Bulk {
    /// Reads the whole form; its files may have `most` bytes together.
    pub(super) async fn receive(visit: &Visit, mut data: FormData, most: u64) -> Result<Self, Failure> {
        let mut fields = Fields::new(visit);
        let mut bulk = Self { form: Form::default(), files: Vec::new(), is_kept: false };
        let mut left = most;
        while let Some(part) = data.next().await {
            let part = part.map_err(|_| Failure::Status(400))?;
            if part.filename().is_none() {
                fields.take(part).await?;
                continue;
            }
            if !fields.is_checked || bulk.files.len() >= FILES {
                return Err(Failure::Status(422));
            }
            bulk.file(visit, part, &mut left).await?;
        }
        if !fields.is_checked {
            return Err(Failure::Status(422));
        }
        bulk.form = fields.form;
        Ok(bulk)
    }

    async fn file(&mut self, visit: &Visit, part: Part, left: &mut u64) -> Result<(), Failure> {
        let broken = |error: std::io::Error| Failure::Broken(format!("a file could not be taken: {error}"));
        let name = format!("brought_{}", visit.random_name());
        let path = visit.pod().media().archive(&name).ok_or(Failure::Status(400))?;
        if let Some(folder) = path.parent() {
            tokio::fs::create_dir_all(folder).await.map_err(broken)?;
        }
        let field = part.name().to_owned();
        let mut file = tokio::fs::File::create(&path).await.map_err(broken)?;
        self.files.push((field, name, path));
        let (mut body, mut is_empty) = (pin!(part.stream()), true);
        while let Some(mut chunk) = body.try_next().await.map_err(|_| Failure::Status(400))? {
            *left = left.checked_sub(chunk.remaining() as u64).ok_or(Failure::Status(413))?;
            while chunk.has_remaining() {
                is_empty = false;
                let piece = chunk.chunk().len();
                file.write_all(chunk.chunk()).await.map_err(broken)?;
                chunk.advance(piece);
            }
        }
        file.sync_all().await.map_err(broken)?;
        // A field that was left empty comes as an empty file.
        if is_empty && let Some((_, _, path)) = self.files.pop() {
            tokio::fs::remove_file(path).await.map_err(broken)?;
        }
        Ok(())
    }

    /// The name here of the file of a field.
    pub(super) fn name(&self, field: &str) -> Option<String> {
        self.files.iter().find(|(of, _, _)| of == field).map(|(_, name, _)| name.clone())
    }

    /// The files are somebody else's now.
    pub(super) fn keep(&mut self) {
        self.is_kept = true;
    }
}

impl Drop for Bulk {
    fn drop(&mut self) {
        for (_, _, path) in self.files.iter().filter(|_| !self.is_kept) {
            // The files that nobody wants are also looked for when the next archive is done.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// All bytes of a part; nothing if they are more than `most`, and then the rest is still read, so
/// that the form can be answered.
async fn collect<B: Buf, E>(body: impl Stream<Item = Result<B, E>>, most: usize) -> Result<Option<Vec<u8>>, Failure> {
    let mut body = pin!(body);
    let mut bytes = Some(Vec::new());
    while let Some(mut chunk) = body.try_next().await.map_err(|_| Failure::Status(400))? {
        bytes = bytes.filter(|bytes| bytes.len() + chunk.remaining() <= most);
        let Some(bytes) = &mut bytes else { continue };
        while chunk.has_remaining() {
            let piece = chunk.chunk().len();
            bytes.extend_from_slice(chunk.chunk());
            chunk.advance(piece);
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    // A return address from a form must not lead away from the pod.
    #[test]
    fn only_paths_of_this_pod_are_returned_to() {
        for good in ["/", "/stream?after=1.2", "/posts/abc#c"] {
            assert!(is_own_path(good), "{good}");
        }
        for bad in [
            "",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "stream",
            "/a b",
            "/a\r\nSet-Cookie: x",
            "/ü",
        ] {
            assert!(!is_own_path(bad), "{bad}");
        }
    }

    #[test]
    fn fields_are_read_by_name() {
        let form =
            Form(vec![("aspect".into(), "3".into()), ("aspect".into(), "x".into()), ("text".into(), "a\r\nb".into())]);
        assert_eq!((form.numbers("aspect"), form.lines("text").as_str(), form.text("none")), (vec![3], "a\nb", ""));
        assert!(form.has("text") && !form.has("none"));
        assert_eq!(form.back("text", "/stream"), "/stream");
    }

    #[tokio::test]
    async fn a_part_over_its_limit_is_not_kept() {
        let chunks = || futures_util::stream::iter(vec![Ok::<_, ()>(&b"12345"[..]), Ok(&b"67890"[..])]);
        assert_eq!(collect(chunks(), 10).await.ok().flatten(), Some(b"1234567890".to_vec()));
        assert_eq!(collect(chunks(), 9).await.ok(), Some(None));
    }
}
