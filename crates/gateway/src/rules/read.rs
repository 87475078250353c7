//! Reading rule files from disk.

use std::fs;
use std::path::{Path, PathBuf};

use acteon_rules::{LoadProblem, MAX_FILE_BYTES, RuleFile};

/// The rule files of a folder (`*.yaml`, `*.yml`, `*.cel`), in order of file name.
pub(super) fn read_folder(folder: &Path) -> Result<Vec<RuleFile>, Vec<LoadProblem>> {
    let entries = fs::read_dir(folder).map_err(|error| {
        let message = format!(
            "the folder cannot be read: {error}; create it, or change it in the configuration"
        );
        vec![problem("[rules] directory".to_owned(), message)]
    })?;
    let mut paths: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("yaml" | "yml" | "cel")) && path.is_file()
        })
        .collect();
    if paths.is_empty() {
        // A mount that is not there yet looks like this: nothing may pass because of it.
        let message = "the folder has no rule files (*.yaml, *.yml, *.cel); one that says \
                       `rules: []` means that there are none";
        return Err(vec![problem(
            "[rules] directory".to_owned(),
            message.to_owned(),
        )]);
    }
    paths.sort();
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        match read_file(&path) {
            Ok(text) => files.push(RuleFile { path: name, text }),
            Err(message) => problems.push(problem(name, message)),
        }
    }
    if problems.is_empty() {
        Ok(files)
    } else {
        Err(problems)
    }
}

fn read_file(path: &Path) -> Result<String, String> {
    let size = fs::metadata(path)
        .map_err(|error| format!("cannot be read: {error}"))?
        .len();
    if size > MAX_FILE_BYTES as u64 {
        return Err(format!(
            "has {size} bytes; a rule file may have {MAX_FILE_BYTES}, so split it"
        ));
    }
    let bytes = fs::read(path).map_err(|error| format!("cannot be read: {error}"))?;
    // What an editor or a full disk may leave.
    if bytes.trim_ascii().is_empty() {
        return Err("is empty; delete it, or write `rules: []`".to_owned());
    }
    String::from_utf8(bytes)
        .map_err(|error| format!("is not UTF-8 (byte {})", error.utf8_error().valid_up_to()))
}

fn problem(file: String, message: String) -> LoadProblem {
    LoadProblem {
        file,
        line: None,
        field: None,
        message,
    }
}

/// Resolves a folder that a request names, relative to the configured one, in which it must lie
/// when links are resolved. What lies outside is not told apart from what does not exist.
pub(super) fn folder_within(configured: &Path, asked: &str) -> Result<PathBuf, String> {
    let root = fs::canonicalize(configured)
        .map_err(|error| format!("[rules] directory cannot be read: {error}"))?;
    // A client that knows the configuration sends the configured folder itself.
    let same = Path::new(asked) == configured || configured.ends_with(asked);
    let folder = fs::canonicalize(configured.join(asked))
        .ok()
        .filter(|folder| folder.starts_with(&root) && folder.is_dir());
    match folder {
        Some(folder) => Ok(folder),
        None if same => Ok(root),
        None => Err(format!(
            "`directory` `{asked}` is no folder in [rules] directory"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rule_files_are_read_in_order_of_name() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["b.yml", "a.yaml", "c.cel", "notes.txt", "d.yaml.bak"] {
            fs::write(folder.path().join(name), name).expect("written");
        }
        let files = read_folder(folder.path()).expect("read");
        let names: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(names, ["a.yaml", "b.yml", "c.cel"]);
    }

    #[test]
    fn a_folder_outside_is_refused_links_resolved() {
        let outer = tempfile::tempdir().expect("a folder");
        let rules = outer.path().join("rules");
        fs::create_dir_all(rules.join("team")).expect("made");
        fs::create_dir_all(outer.path().join("secret")).expect("made");
        std::os::unix::fs::symlink(outer.path().join("secret"), rules.join("link")).expect("made");
        assert!(folder_within(&rules, "team").is_ok());
        assert!(folder_within(&rules, ".").is_ok());
        assert!(folder_within(&rules, "../secret").is_err());
        assert!(folder_within(&rules, "link").is_err());
        assert!(folder_within(&rules, "/").is_err());
        assert!(folder_within(&rules, "nowhere").is_err());
    }
}
