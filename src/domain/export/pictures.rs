//! The pictures of an account: the stored originals under the names that the archive gives them.

use super::super::error::Refused;
use crate::model::{Account, Photo, PhotoFile};
use crate::store::{Media, Reads, ReadsExt, StoreError, tables};
use std::fs::File;
use std::io::Write;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Writes them as a zip; files that are missing are left out (W-069).
pub(super) fn write(tx: &dyn Reads, media: &Media, account: &Account, file: &mut File) -> Result<(), Refused> {
    let failed = |error: String| Refused::Store(StoreError::Io(error));
    let mut zip = ZipWriter::new(file);
    // Pictures do not get smaller by being packed again.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
    for ((_, id), ()) in tx.list(&tables::PHOTOS_OF_PERSON, &(account.person,), 1_000_000)? {
        let Some(Photo { file: PhotoFile::Local { name, variants }, .. }) = tx.record::<Photo>(&id.0)? else {
            continue;
        };
        let original = variants.iter().find(|(prefix, _, _)| prefix.is_empty());
        let Some(Ok(bytes)) = original.map(|(_, hash, _)| media.get(hash)) else { continue };
        zip.start_file(name, options).map_err(|error| failed(error.to_string()))?;
        zip.write_all(&bytes).map_err(|error| failed(error.to_string()))?;
    }
    zip.finish().map_err(|error| failed(error.to_string()))?;
    Ok(())
}
