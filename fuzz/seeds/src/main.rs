//! Writes the first inputs of the fuzz targets from what the repository has: misbehaving guests,
//! rule files, expressions.
//!
//!     seeds FOLDER

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let corpus = PathBuf::from(std::env::args().nth(1).expect("a folder"));
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates");
    for guest in files(&crates.join("wasm/tests/guests")) {
        let module = wat::parse_file(&guest).expect("a guest is a module");
        write(&corpus, "module_bytes", &guest, &module);
    }
    for file in files(&crates.join("rules/tests/invalid")) {
        let text = fs::read(&file).expect("a file");
        write(&corpus, "rule_files", &file, &text);
    }
    for file in files(&crates.join("rules/tests/corpus")) {
        // The rules are a block of text in the file: what stands two spaces in.
        let text = fs::read_to_string(&file).expect("a file");
        let rules: String = (text.lines().skip_while(|line| *line != "rules: |").skip(1))
            .take_while(|line| line.is_empty() || line.starts_with("  "))
            .map(|line| format!("{}\n", line.strip_prefix("  ").unwrap_or(line)))
            .collect();
        write(&corpus, "rule_files", &file, rules.as_bytes());
    }
    for file in files(&crates.join("rules/tests/expressions")) {
        let text = fs::read_to_string(&file).expect("a file");
        for (index, line) in text.lines().enumerate() {
            let expression = line.split("=>").next().unwrap_or_default().trim();
            let name = file.with_extension(index.to_string());
            write(&corpus, "cel", &name, expression.as_bytes());
        }
    }
    let answers = [
        r#"{"verdict":true}"#,
        r#"{"verdict":false,"message":"no","metadata":{"a":[1,2]}}"#,
        r#"{"verdict":1}"#,
        "[]",
    ];
    for (index, answer) in answers.iter().enumerate() {
        let name = PathBuf::from(index.to_string());
        write(&corpus, "plugin_output", &name, answer.as_bytes());
    }
    // What a generated module is made from: bytes without a pattern.
    for file in 0..16_u32 {
        let mut state = file + 1;
        let bytes: Vec<u8> = (0..2_048)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                state.to_be_bytes()[0]
            })
            .collect();
        let name = PathBuf::from(file.to_string());
        write(&corpus, "module_generated", &name, &bytes);
    }
    let form = "\0--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\np\r\n--b\r\n\
                Content-Disposition: form-data; name=\"timeout_ms\"\r\n\r\n50\r\n--b\r\n\
                Content-Disposition: form-data; name=\"wasm_file\"; filename=\"p.wasm\"\r\n\
                Content-Type: application/wasm\r\n\r\n\0asm\u{1}\0\0\0\r\n--b--\r\n";
    write(&corpus, "multipart", Path::new("form"), form.as_bytes());
    let json = "\u{2}{\"name\":\"p\",\"wasm_bytes\":\"AGFzbQEAAAA=\",\"snapshot\":\"auto\"}";
    write(&corpus, "multipart", Path::new("json"), json.as_bytes());
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of the repository");
    entries
        .map(|entry| entry.expect("an entry").path())
        .collect()
}

fn write(corpus: &Path, target: &str, name: &Path, content: &[u8]) {
    let folder = corpus.join(target);
    fs::create_dir_all(&folder).expect("a folder");
    let name = name.file_name().expect("a name");
    fs::write(folder.join(name), content).expect("a file");
}
