//! The built site inside the binary.

use std::collections::HashMap;
use std::sync::Arc;

use acteon_app::data::page::BrowserModules;
use acteon_app::server::AssetNames;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

/// What the bundle's files start with, hashes follow.
const BUNDLE: &str = "pkg/acteon.";
/// What the modules of the elements start with, in the same way.
const EDITOR: &str = "pkg/editor.";
const CHART: &str = "pkg/chart.";
/// What the JavaScript that loads the code of groups of pages starts with.
const SPLIT: &str = "pkg/__wasm_split.";
/// What the list of the files of each page starts with.
const MANIFEST: &str = "pkg/__wasm_split_manifest.";
/// Files whose names change with their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// All others.
const REVALIDATED: &str = "no-cache";

/// Embedded by a release build; read from the disk by a debug build, where there may be none.
#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Files;

/// The site, and the names of the bundle's files in it.
pub(crate) struct Site {
    names: Option<Arc<AssetNames>>,
    modules: BrowserModules,
}

impl Site {
    /// Finds the bundle; there is none in a debug build before the UI was built.
    pub(crate) fn open() -> Result<Self, String> {
        let names = match (
            only(BUNDLE, ".js")?,
            only(BUNDLE, ".wasm")?,
            only(BUNDLE, ".css")?,
            only(SPLIT, ".js")?,
            only(MANIFEST, ".json")?,
        ) {
            (Some(js), Some(wasm), Some(css), Some(split), Some(manifest)) => {
                Some(Arc::new(AssetNames {
                    js,
                    wasm,
                    css,
                    split,
                    groups: groups(&manifest)?,
                }))
            }
            _ => None,
        };
        Ok(Self {
            names,
            modules: BrowserModules {
                editor: module(EDITOR)?,
                chart: module(CHART)?,
            },
        })
    }

    /// Names of the bundle's files; none when the UI is not there.
    pub(crate) fn names(&self) -> Option<Arc<AssetNames>> {
        self.names.clone()
    }

    /// Addresses of what single pages load when they need it.
    pub(crate) fn modules(&self) -> &BrowserModules {
        &self.modules
    }

    /// The file at a path of the site.
    pub(crate) fn file(path: &str, request: &HeaderMap) -> Option<Response> {
        let path = path.trim_start_matches('/');
        let file = Files::get(path)?;
        let etag = format!("\"{}\"", hex(&file.metadata.sha256_hash()));
        let named_by_content = path.starts_with("pkg/") || path.starts_with("fonts/");
        let headers = [
            (header::CONTENT_TYPE, file.metadata.mimetype().to_owned()),
            (
                header::CACHE_CONTROL,
                if named_by_content {
                    FOR_EVER
                } else {
                    REVALIDATED
                }
                .to_owned(),
            ),
            (header::ETAG, etag.clone()),
            (header::VARY, "Accept-Encoding".to_owned()),
        ];
        let known = request
            .get(header::IF_NONE_MATCH)
            .and_then(|value| value.to_str().ok());
        if known.is_some_and(|known| known.split(',').any(|tag| tag.trim() == etag)) {
            return Some((StatusCode::NOT_MODIFIED, headers).into_response());
        }
        let (body, encoding) = smallest(path, file, request);
        let mut response = (headers, Body::from(body.data)).into_response();
        if let Some(encoding) = encoding {
            let encoding = axum::http::HeaderValue::from_static(encoding);
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, encoding);
        }
        Some(response)
    }
}

/// The address of a module; empty when the UI was built without it, and pages do without as well.
fn module(start: &str) -> Result<String, String> {
    Ok(only(start, ".js")?.map_or_else(String::new, |path| format!("/{path}")))
}

/// The path of the only file that starts and ends so.
fn only(start: &str, extension: &str) -> Result<Option<String>, String> {
    let found: Vec<_> = Files::iter()
        .filter(|path| path.starts_with(start) && path.ends_with(extension))
        // Typings, for tools.
        .filter(|path| !path.ends_with(".d.ts"))
        .collect();
    match found.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one.to_string())),
        _ => Err(format!(
            "there are {} files `{start}*{extension}`; delete target/site and build again",
            found.len()
        )),
    }
}

/// The WebAssembly of each page.
fn groups(manifest: &str) -> Result<HashMap<String, Vec<String>>, String> {
    let content = Files::get(manifest)
        .map(|file| file.data)
        .unwrap_or_default();
    let mut groups: HashMap<String, Vec<String>> =
        serde_json::from_slice(&content).map_err(|error| {
            format!("`{manifest}` does not list the files of the groups of pages: {error}; delete target/site and build again")
        })?;
    for file in groups.values_mut().flatten() {
        *file = format!("pkg/{file}.wasm");
    }
    Ok(groups)
}

/// The file as it is, or compressed when the build made such a file and the browser takes it.
fn smallest(
    path: &str,
    file: EmbeddedFile,
    request: &HeaderMap,
) -> (EmbeddedFile, Option<&'static str>) {
    let accepted = request
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    let accepts = |name| {
        accepted.is_some_and(|accepted| {
            accepted
                .split(',')
                .any(|one| one.split(';').next().unwrap_or_default().trim() == name)
        })
    };
    for (encoding, extension) in [("br", "br"), ("gzip", "gz")] {
        if accepts(encoding)
            && let Some(compressed) = Files::get(&format!("{path}.{extension}"))
        {
            return (compressed, Some(encoding));
        }
    }
    (file, None)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
