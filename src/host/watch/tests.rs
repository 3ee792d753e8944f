//! Tests of the watch with real files: each waits for its messages.

use std::{
    fs, io,
    os::unix::fs::symlink,
    process,
    sync::mpsc::{self, Receiver, Sender},
    thread,
};

use notify::NullWatcher;
use rstest::rstest;

use super::*;
use annals_model::Timeline;
use annals_model::text::Clean;

/// How long a test may wait for anything.
const DEADLINE: Duration = Duration::from_secs(20);

/// A file whose text is right if it begins with `ok`.
struct Plain {
    account: AccountIndex,
    path: PathBuf,
    accepted: String,
    seen: String,
    looks: Sender<()>,
}

impl WatchedFile for Plain {
    fn account(&self) -> AccountIndex {
        self.account
    }

    fn path(&self) -> &Path {
        &self.path
    }

    fn name(&self) -> &'static str {
        "story.txt"
    }

    fn look(&mut self) -> FileState {
        let _ = self.looks.send(());
        let unreadable = |words: &str| {
            let reason = Clean::line(words);
            FileState::Incomplete(FileNews::Unreadable { reason, line: None })
        };
        let Ok(text) = fs::read_to_string(&self.path) else {
            return unreadable("gone");
        };
        if text == self.accepted {
            return FileState::Unchanged;
        }
        self.seen.clone_from(&text);
        if !text.starts_with("ok") {
            return unreadable(&text);
        }
        let timeline = Arc::new(Timeline::empty(Clean::default(), Clean::line(&text)));
        let news = FileNews::Reread {
            timeline,
            doubts: 0,
        };
        if text.len() < self.accepted.len() {
            FileState::Incomplete(news)
        } else {
            FileState::Complete(news)
        }
    }

    fn accept(&mut self) {
        self.accepted.clone_from(&self.seen);
    }

    fn has_moved(&self) -> bool {
        fs::read_to_string(&self.path).unwrap_or_default() != self.accepted
    }
}

/// A folder in which a file is watched, by default `story.txt`.
struct Place {
    folder: PathBuf,
    messages: Receiver<Message>,
    looks: Receiver<()>,
    watch: Watch,
}

impl Place {
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("annals-watch-{}-{name}", process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("story.txt"), "ok first").unwrap();
        folder
    }

    fn new(name: &str) -> Self {
        Self::of(Self::folder(name), "story.txt", true)
    }

    fn of(folder: PathBuf, file: &str, are_watched: bool) -> Self {
        Self::with(folder, file, are_watched, |shared| {
            notify::recommended_watcher(move |event| shared.take_in(&event))
        })
    }

    fn with<W: Watcher>(
        folder: PathBuf,
        file: &str,
        are_watched: bool,
        watcher: impl FnOnce(Arc<Shared>) -> notify::Result<W> + Send + 'static,
    ) -> Self {
        let (sender, messages) = mpsc::channel();
        let (looks_sender, looks) = mpsc::channel();
        let path = folder.join(file);
        let plain = Plain {
            account: AccountIndex::FIRST,
            path: path.clone(),
            accepted: "ok first".to_owned(),
            seen: String::new(),
            looks: looks_sender,
        };
        let shared = Arc::new(Shared::default());
        let watch = Watch {
            paths: vec![(AccountIndex::FIRST, path)],
            shared: Arc::clone(&shared),
        };
        thread::spawn(move || {
            let files = Files {
                files: vec![Box::new(plain)],
                are_watched,
            };
            let ear = Arc::clone(&shared);
            watch_files(files, &shared, || watcher(ear), &|message| {
                sender.send(message).is_ok()
            });
        });
        let place = Self {
            folder,
            messages,
            looks,
            watch,
        };
        // From the first look on nothing is missed.
        place.looks.recv_timeout(DEADLINE).unwrap();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    /// The next message.
    fn next(&self) -> String {
        match self.messages.recv_timeout(DEADLINE).unwrap() {
            Message::File(_, FileNews::Reread { timeline, .. }) => timeline.title.to_string(),
            Message::File(_, FileNews::Unreadable { reason, .. }) => format!("! {reason}"),
            Message::File(_, FileNews::Restored) => "restored".to_owned(),
            Message::Notice(words) => words,
            other => panic!("{other:?}"),
        }
    }

    /// Waits for a message; returns those before it.
    fn until(&self, words: &str) -> Vec<String> {
        let mut before = Vec::new();
        loop {
            let next = self.next();
            if next == words {
                return before;
            }
            before.push(next);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[rstest]
#[case::truncated_and_written("write", |place: &Place| place.write("story.txt", "ok second"))]
#[case::renamed_over("rename", |place: &Place| {
    place.write(".story.txt.swp", "ok second");
    place.rename(".story.txt.swp", "story.txt");
})]
#[case::with_a_backup("backup", |place: &Place| {
    place.rename("story.txt", "story.txt~");
    place.write("story.txt", "ok second");
})]
#[case::deleted_and_created("create", |place: &Place| {
    fs::remove_file(place.path("story.txt")).unwrap();
    place.write("story.txt", "ok second");
})]
#[case::in_two_halves("halves", |place: &Place| {
    use io::Write as _;
    let mut file = fs::File::create(place.path("story.txt")).unwrap();
    file.write_all(b"o").unwrap();
    file.flush().unwrap();
    file.write_all(b"k second").unwrap();
})]
#[case::replaced_by_a_link("link", |place: &Place| {
    place.write("other.txt", "ok second");
    fs::remove_file(place.path("story.txt")).unwrap();
    symlink("other.txt", place.path("story.txt")).unwrap();
})]
#[case::with_its_folder("folder", |place: &Place| {
    fs::remove_dir_all(&place.folder).unwrap();
    fs::create_dir(&place.folder).unwrap();
    place.write("story.txt", "ok second");
})]
fn a_save_is_noticed_however_it_is_done(#[case] name: &str, #[case] save: fn(&Place)) {
    let place = Place::new(name);
    save(&place);
    assert_eq!(place.until("ok second"), [""; 0]);
    // And again.
    place.write("new.txt", "ok third time");
    place.rename("new.txt", "story.txt");
    assert_eq!(place.until("ok third time"), [""; 0]);
}

#[test]
fn a_folder_that_is_away_for_a_while_is_waited_for() {
    let place = Place::new("away");
    fs::remove_dir_all(&place.folder).unwrap();
    assert_eq!(place.next(), "! gone");
    fs::create_dir(&place.folder).unwrap();
    place.write("story.txt", "ok second");
    place.until("ok second");
    place.write("story.txt", "ok third time");
    place.until("ok third time");
}

#[test]
fn links_are_followed_wherever_they_are() {
    let folder = Place::folder("links");
    for release in ["one", "two"] {
        fs::create_dir(folder.join(release)).unwrap();
        fs::write(folder.join(release).join("story.txt"), "ok first").unwrap();
    }
    symlink("one", folder.join("current")).unwrap();
    symlink("current/story.txt", folder.join("link.txt")).unwrap();
    let place = Place::of(folder, "link.txt", true);
    place.write("one/story.txt", "ok in the first");
    assert_eq!(place.next(), "ok in the first");
    place.write("two/story.txt", "ok in the second");
    symlink("two", place.path("next")).unwrap();
    place.rename("next", "current");
    assert_eq!(place.next(), "ok in the second");
    // The folder that it leads to now is the one that is watched.
    place.write("one/story.txt", "nobody sees this");
    place.write("two/new.txt", "ok and saved there");
    place.rename("two/new.txt", "two/story.txt");
    assert_eq!(place.next(), "ok and saved there");
}

#[test]
fn a_broken_file_is_reported_and_its_repair_too() {
    let place = Place::new("broken");
    place.write("story.txt", "no good");
    assert_eq!(place.next(), "! no good");
    place.write("story.txt", "ok again");
    assert_eq!(place.next(), "ok again");
    fs::remove_file(place.path("story.txt")).unwrap();
    assert_eq!(place.next(), "! gone");
    place.write("story.txt", "ok again");
    assert_eq!(place.next(), "restored");
}

#[test]
fn unchanged_text_and_other_files_are_no_news() {
    let place = Place::new("same");
    place.write("story.txt", "ok first");
    place.write("other.txt", "ok other");
    fs::read(place.path("story.txt")).unwrap();
    place.looks.recv_timeout(DEADLINE).unwrap();
    // Being looked at causes no other look: nothing comes before the next save, which is atomic.
    place.write("new.txt", "ok second");
    place.rename("new.txt", "story.txt");
    assert_eq!(place.until("ok second"), [""; 0]);
    let looks = place.looks.try_iter().count();
    assert!(looks <= 3, "{looks} looks");
}

#[test]
fn an_incomplete_file_is_waited_for_and_then_shown() {
    let place = Place::new("short");
    place.write("story.txt", "ok and a long second line");
    place.until("ok and a long second line");
    place.write("story.txt", "ok");
    place.write("story.txt", "ok and a long second line and more");
    assert_eq!(place.until("ok and a long second line and more"), [""; 0]);
    place.write("story.txt", "ok");
    place.until("ok");
}

#[test]
fn ten_thousand_saves_cause_few_readings() {
    let place = Place::new("flood");
    for number in 0..10_000 {
        place.write("new.txt", &format!("ok {number:06}"));
        place.rename("new.txt", "story.txt");
    }
    let before = place.until("ok 009999");
    assert!(before.len() < 1_000, "{} readings", before.len());
}

#[test]
fn a_file_that_cannot_be_watched_is_polled() {
    let refused = |_| -> notify::Result<NullWatcher> {
        Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch))
    };
    let place = Place::with(Place::folder("polled"), "story.txt", true, refused);
    assert_eq!(
        place.next(),
        "The system does not tell when story.txt changes: too much is watched already. It is looked at every second."
    );
    place.write("story.txt", "ok second");
    assert_eq!(place.next(), "ok second");
}

/// As the watcher of notify whose thread could not be started.
#[derive(Debug)]
struct Threadless;

impl Watcher for Threadless {
    fn new<F: notify::EventHandler>(_: F, _: notify::Config) -> notify::Result<Self> {
        Ok(Self)
    }

    fn watch(&mut self, _: &Path, _: notify::RecursiveMode) -> notify::Result<()> {
        panic!("called `Result::unwrap()` on an `Err` value: SendError")
    }

    fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
        panic!("called `Result::unwrap()` on an `Err` value: SendError")
    }

    fn kind() -> notify::WatcherKind {
        notify::WatcherKind::NullWatcher
    }
}

impl Drop for Threadless {
    fn drop(&mut self) {
        panic!("called `Result::unwrap()` on an `Err` value: SendError")
    }
}

#[test]
fn a_watcher_without_a_thread_is_replaced_by_polling() {
    let folder = Place::folder("threadless");
    let place = Place::with(folder, "story.txt", true, |_| Ok(Threadless));
    assert_eq!(
        place.next(),
        "The system does not tell when story.txt changes: it cannot be watched. It is looked at every second."
    );
    place.write("story.txt", "ok second");
    assert_eq!(place.next(), "ok second");
}

#[test]
fn without_watching_a_file_is_read_only_on_request() {
    let place = Place::of(Place::folder("asked"), "story.txt", false);
    place.write("story.txt", "not");
    place.write("story.txt", "ok second");
    place.watch.look_now(AccountIndex::FIRST);
    assert_eq!(place.next(), "ok second");
    // A request is answered at once, also for a broken file.
    place.write("story.txt", "no good");
    place.watch.look_now(AccountIndex::FIRST);
    assert_eq!(place.next(), "! no good");
    assert_eq!(place.looks.try_iter().count(), 2);
    assert_eq!(place.watch.path(AccountIndex::new(1)), None);
}
