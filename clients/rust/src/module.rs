//! The WebAssembly module of a plugin, wherever it is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures::TryStreamExt as _;
use futures::stream::{self, BoxStream, StreamExt as _};
use reqwest::Body;
use reqwest::multipart::{Form, Part};
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use crate::Error;

const MEDIA_TYPE: &str = "application/wasm";
/// How much of a module in memory is handed over at once.
const PIECE: usize = 64 * 1024;

/// Hears how far an upload is: bytes sent, and of how many, if that is known.
pub type Progress = Arc<dyn Fn(u64, Option<u64>) + Send + Sync>;

/// A module to upload.
pub enum Module {
    /// In memory.
    Bytes(Bytes),
    /// In a file, which is read while it is sent.
    Path(PathBuf),
    /// From somewhere else, read once: an upload that fails is not tried again.
    Stream {
        /// The pieces.
        pieces: BoxStream<'static, std::io::Result<Bytes>>,
        /// All their bytes together, if known.
        length: Option<u64>,
    },
}

impl std::fmt::Debug for Module {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Module({} bytes)", bytes.len()),
            Self::Path(path) => write!(f, "Module({})", path.display()),
            Self::Stream { length, .. } => write!(f, "Module(stream of {length:?} bytes)"),
        }
    }
}

impl From<Vec<u8>> for Module {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl From<Bytes> for Module {
    fn from(bytes: Bytes) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<PathBuf> for Module {
    fn from(path: PathBuf) -> Self {
        Self::Path(path)
    }
}

impl From<&Path> for Module {
    fn from(path: &Path) -> Self {
        Self::Path(path.to_owned())
    }
}

/// A module on its way, with what it is uploaded with. What is not set is the server's default, or
/// stays as it is.
#[derive(Debug)]
pub(crate) struct Upload {
    module: Module,
    fields: Vec<(&'static str, String)>,
    progress: Option<Watcher>,
}

impl Upload {
    pub(crate) fn new(module: Module) -> Self {
        Self {
            module,
            fields: Vec::new(),
            progress: None,
        }
    }

    pub(crate) fn set(&mut self, field: &'static str, value: String) {
        self.fields.push((field, value));
    }

    pub(crate) fn watch(&mut self, progress: Progress) {
        self.progress = Some(Watcher(progress));
    }

    /// Whether it cannot be sent a second time.
    pub(crate) fn is_read_once(&self) -> bool {
        matches!(self.module, Module::Stream { .. })
    }

    /// The form. That of a stream can be had once.
    pub(crate) async fn form(&mut self) -> Result<Form, Error> {
        let mut form = Form::new();
        for (name, value) in &self.fields {
            form = form.text(*name, value.clone());
        }
        let (pieces, length) = self.module.open().await?;
        let progress = self
            .progress
            .as_ref()
            .map(|Watcher(progress)| progress.clone());
        let body = Body::wrap_stream(watched(pieces, length, progress));
        let part = match length {
            Some(length) => Part::stream_with_length(body, length),
            None => Part::stream(body),
        };
        let part = part.file_name("plugin.wasm").mime_str(MEDIA_TYPE)?;
        Ok(form.part("wasm_file", part))
    }
}

struct Watcher(Progress);

impl std::fmt::Debug for Watcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Progress")
    }
}

type Pieces = BoxStream<'static, std::io::Result<Bytes>>;

impl Module {
    async fn open(&mut self) -> Result<(Pieces, Option<u64>), Error> {
        Ok(match self {
            Self::Bytes(bytes) => (in_pieces(bytes.clone()), Some(bytes.len() as u64)),
            Self::Path(path) => {
                let file = File::open(path).await.map_err(Error::Module)?;
                let length = file.metadata().await.map_err(Error::Module)?.len();
                (ReaderStream::new(file).boxed(), Some(length))
            }
            Self::Stream { pieces, length } => {
                (std::mem::replace(pieces, stream::empty().boxed()), *length)
            }
        })
    }
}

fn in_pieces(bytes: Bytes) -> Pieces {
    stream::unfold(bytes, async |mut rest| {
        let piece = rest.split_to(rest.len().min(PIECE));
        (!piece.is_empty()).then_some((Ok(piece), rest))
    })
    .boxed()
}

fn watched(pieces: Pieces, length: Option<u64>, progress: Option<Progress>) -> Pieces {
    let Some(progress) = progress else {
        return pieces;
    };
    let mut sent = 0;
    pieces
        .inspect_ok(move |piece| {
            sent += piece.len() as u64;
            progress(sent, length);
        })
        .boxed()
}
