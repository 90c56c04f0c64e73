//! The judges: programs of others that read what we wrote. One that is not installed says so and judges nothing;
//! `make test` installs them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// Runs a program over some files; none where it is not installed.
fn run(program: &str, arguments: &[&str]) -> Option<String> {
    let Ok(output) = Command::new(program).args(arguments).output() else {
        dimos_told::skipped(&format!("{program} is not installed"));
        return None;
    };
    let (said, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{program} {arguments:?}: {said}{errors}");
    Some(said.into_owned())
}

/// A document on its way through the judges.
pub struct Judged {
    folder: tempfile::TempDir,
}

impl Judged {
    pub fn new(document: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("document.pdf"), document).unwrap();
        Self { folder }
    }

    fn path(&self) -> String {
        self.folder.path().join("document.pdf").display().to_string()
    }

    /// What every document of ours must be: sound, tagged, in its language, titled, with all its fonts inside.
    pub fn is_sound(&self, title: &str, pages: usize) {
        run("qpdf", &["--check", &self.path()]);
        if let Some(info) = run("pdfinfo", &[&self.path()]) {
            let fact = |name: &str| info.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
            assert_eq!(fact("Title:"), Some(title));
            assert_eq!(fact("Tagged:"), Some("yes"));
            assert_eq!(fact("Pages:"), Some(pages.to_string().as_str()));
            assert!(fact("Page size:").unwrap().ends_with("(A4)"));
            assert_eq!(fact("JavaScript:"), Some("no"));
        }
        if let Some(fonts) = run("pdffonts", &[&self.path()]) {
            let fonts: Vec<&str> = fonts.lines().skip(2).collect();
            assert!((1..=2).contains(&fonts.len()), "{fonts:?}");
            for font in fonts {
                let columns: Vec<&str> = font.split_whitespace().rev().collect();
                assert_eq!(columns[2..5], ["yes", "yes", "yes"], "embedded, a subset, with its characters: {font}");
            }
        }
    }

    /// What the file says about itself to readers: its language, that its title is shown, what it claims to be.
    pub fn claims(&self) -> Option<String> {
        run("qpdf", &["--qdf", "--object-streams=disable", &self.path(), &format!("{}.open", self.path())])?;
        Some(String::from_utf8_lossy(&fs::read(format!("{}.open", self.path())).unwrap()).into_owned())
    }

    /// The tree of what is what with its words, as a screen reader walks it: `H1 "Διπλότυπο είσπραξης"`, indented. What
    /// versions of poppler write differently is left out.
    pub fn structure(&self) -> Option<String> {
        let said = run("pdfinfo", &["-struct-text", &self.path()])?;
        let mut out = String::new();
        for line in said.lines() {
            let bare = line.trim();
            let indent = &line[..line.len() - line.trim_start().len()];
            if bare.starts_with('/') || bare.starts_with("Object ") {
                continue;
            }
            let word = if bare.starts_with('"') { bare } else { bare.split([' ', ':']).next().unwrap_or_default() };
            out.push_str(indent);
            out.push_str(word);
            out.push('\n');
        }
        Some(out)
    }

    /// All words in the order in which they are read, without repeated heads and feet.
    pub fn words(&self) -> Option<Vec<String>> {
        let quoted = |line: &str| Some(line.trim().strip_prefix('"')?.strip_suffix('"')?.to_owned());
        Some(self.structure()?.lines().filter_map(quoted).collect())
    }

    /// What is seen on one page.
    pub fn seen_on(&self, page: usize) -> Option<String> {
        let page = page.to_string();
        run("pdftotext", &["-f", &page, "-l", &page, "-layout", &self.path(), "-"])
    }

    /// Whether the QR codes on the printed pages, read by a camera's software, are these and no others.
    pub fn shows_codes(&self, expected: &[String]) {
        let prefix = self.folder.path().join("page").display().to_string();
        let Some(_) = run("pdftoppm", &["-r", "150", "-png", &self.path(), &prefix]) else { return };
        let files = fs::read_dir(self.folder.path()).unwrap().map(|file| file.unwrap().path());
        let pictures = files.filter(|path| path.extension().is_some_and(|ending| ending == "png"));
        shows_codes(&pictures.collect::<Vec<_>>(), expected);
    }
}

/// Whether the QR codes in pictures are these and no others. The reader is told not to guess which characters the bytes
/// are (it takes Greek capitals for Japanese); it writes one text after the other without anything in between.
pub fn shows_codes(pictures: &[PathBuf], expected: &[String]) {
    let mut read = String::new();
    for picture in pictures {
        let settings = ["-q", "--raw", "-Sdisable", "-Sqrcode.enable", "-Sbinary"];
        let Ok(output) = Command::new("zbarimg").args(settings).arg(picture).output() else {
            dimos_told::skipped("zbarimg is not installed");
            return;
        };
        read.push_str(&String::from_utf8(output.stdout).unwrap());
    }
    for text in expected {
        assert!(read.contains(text), "{text:?} is missing in {read:?}");
        read = read.replacen(text, "", 1);
    }
    assert_eq!(read.trim(), "", "read besides what was expected");
}

/// Whether a picture for a page is sound XML.
pub fn is_sound_xml(text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("picture.svg");
    fs::write(&path, text).unwrap();
    run("xmllint", &["--noout", "--nonet", &path.display().to_string()]);
}

/// Asks python-stdnum whether texts are valid numbers of a kind (`iso11649`, `iban`); none where Python or the network
/// that brings it are missing.
pub fn stdnum(kind: &str, numbers: &[String]) -> Option<()> {
    static PYTHON: OnceLock<Option<PathBuf>> = OnceLock::new();
    let python = PYTHON.get_or_init(python_with_stdnum).as_deref()?;
    let program = format!("import sys; from stdnum import {kind} as k; [k.validate(n) for n in sys.argv[1:]]");
    let mut arguments = vec!["-c", program.as_str()];
    arguments.extend(numbers.iter().map(String::as_str));
    run(&python.display().to_string(), &arguments).map(drop)
}

fn python_with_stdnum() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents-python");
    let python = folder.join("bin/python");
    let ready =
        |python: &Path| Command::new(python).args(["-c", "import stdnum"]).output().is_ok_and(|o| o.status.success());
    if !ready(&python) {
        let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).output();
        let installed = Command::new(&python).args(["-m", "pip", "install", "-q", "python-stdnum==2.2"]).output();
        if !made.is_ok_and(|o| o.status.success()) || !installed.is_ok_and(|o| o.status.success()) || !ready(&python) {
            dimos_told::skipped("python-stdnum could not be installed (python3-venv and the network are needed)");
            return None;
        }
    }
    Some(python)
}
