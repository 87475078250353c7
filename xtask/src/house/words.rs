//! Paths and host names that are true only on the machine a file was written on.

use super::Tree;

/// Forbidden everywhere. Written in two parts, so that this file passes.
const NOWHERE: [(&str, &str); 5] = [
    ("/wor", "k/"),
    ("/ro", "ot/"),
    ("/farm", "/"),
    ("artif", "actory"),
    ("/tm", "p/bash_jobs"),
];
/// Allowed in tests, which may need a path that is absolute.
const ONLY_IN_TESTS: [(&str, &str); 3] = [("/tm", "p/"), ("/ho", "me/"), ("/Use", "rs/")];
/// Hosts of package registries: lock files name them, people and clients do not need to.
const ONLY_IN_LOCK_FILES: [(&str, &str); 7] = [
    ("registry.npm", "js.org"),
    ("index.cra", "tes.io"),
    ("static.cra", "tes.io"),
    ("files.python", "hosted.org"),
    ("proxy.gol", "ang.org"),
    ("repo.maven.", "apache.org"),
    ("deb.deb", "ian.org"),
];

/// Finds them.
///
/// # Errors
/// Never.
pub fn check(tree: &Tree<'_>) -> anyhow::Result<Vec<String>> {
    Ok(tree
        .texts(|_| true)
        .flat_map(|(file, text)| problems(file, &text))
        .collect())
}

fn problems(file: &str, text: &str) -> Vec<String> {
    let name = file.rsplit('/').next().unwrap_or(file);
    let is_lock_file = name.ends_with(".lock") || name == "package-lock.json";
    let is_test = file.split('/').any(|folder| folder == "tests") || name.ends_with(".spec.ts");
    let mut forbidden: Vec<String> = NOWHERE.map(join).into();
    if !is_test {
        forbidden.extend(ONLY_IN_TESTS.map(join));
    }
    if !is_lock_file {
        forbidden.extend(ONLY_IN_LOCK_FILES.map(join));
    }
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for word in forbidden.iter().filter(|word| line.contains(word.as_str())) {
            found.push(format!("{file}:{}: `{word}`", index + 1));
        }
    }
    found
}

fn join((first, second): (&str, &str)) -> String {
    format!("{first}{second}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_forbidden_depends_on_the_file() {
        let path = join(NOWHERE[0]);
        let temporary = join(ONLY_IN_TESTS[0]);
        let host = join(ONLY_IN_LOCK_FILES[0]);
        for (file, text, expected) in [
            ("src/a.rs", path.as_str(), 1),
            ("server/tests/a.rs", &path, 1),
            ("src/a.rs", &temporary, 1),
            ("server/tests/a.rs", &temporary, 0),
            ("README.md", &host, 1),
            ("end2end/package-lock.json", &host, 0),
        ] {
            assert_eq!(problems(file, text).len(), expected, "{file}: {text}");
        }
    }
}
