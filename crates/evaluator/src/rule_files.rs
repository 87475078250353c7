//! Reading rule files from a folder.

use std::fs;
use std::path::{Path, PathBuf};

use acteon_rules::{LoadProblem, MAX_FILE_BYTES, RuleFile};

/// How the names of files with tests of rules end, before their extension.
const TEST: &str = "_test";

/// Whether a file has rules, by its name: `*.yaml`, `*.yml` and `*.cel`, but no tests of rules.
#[must_use]
pub fn is_rule_file(path: &Path) -> bool {
    has_extension(path, &["yaml", "yml", "cel"]) && !is_test_file(path)
}

/// Whether a file has tests of rules, by its name: `*_test.yaml` and `*_test.yml`. They may stand
/// beside the rules; a server passes them over.
#[must_use]
pub fn is_test_file(path: &Path) -> bool {
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    has_extension(path, &["yaml", "yml"]) && stem.is_some_and(|stem| stem.ends_with(TEST))
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| extensions.contains(&extension))
}

/// The rule files of a folder, in order of file name.
///
/// # Errors
/// When the folder has none, or one cannot be read. `name` is what problems call the folder.
pub fn read_folder(folder: &Path, name: &str) -> Result<Vec<RuleFile>, Vec<LoadProblem>> {
    let entries = fs::read_dir(folder).map_err(|error| {
        let message = format!(
            "the folder cannot be read: {error}; create it, or change it in the configuration"
        );
        vec![problem(name.to_owned(), message)]
    })?;
    let mut paths: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| is_rule_file(path) && path.is_file())
        .collect();
    if paths.is_empty() {
        // A mount that is not there yet looks like this: nothing may pass because of it.
        let message = "the folder has no rule files (*.yaml, *.yml, *.cel); one that says \
                       `rules: []` means that there are none";
        return Err(vec![problem(name.to_owned(), message.to_owned())]);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rule_files_are_read_in_order_of_name() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in [
            "b.yml",
            "a.yaml",
            "c.cel",
            "notes.txt",
            "d.yaml.bak",
            "a_test.yaml",
        ] {
            fs::write(folder.path().join(name), name).expect("written");
        }
        let files = read_folder(folder.path(), "rules").expect("read");
        let names: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(names, ["a.yaml", "b.yml", "c.cel"]);
    }
}
