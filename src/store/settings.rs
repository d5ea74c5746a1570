//! The settings: one JSON file, read tolerantly, written atomically.

mod board;
mod presets;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use board::{BOARD, Board, BoardEntry, STARS};
pub use presets::{ImportedPresets, NameTaken, VoicePreset, read_presets, write_presets};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tracing::{debug, warn};

use crate::audio::files::captions::CaptionFormat;
use crate::audio::files::export::FileFormat;
use crate::audio::{PauseSettings, SPEEDS};
use crate::protocol::{Codec, PCM_RATES, ProxyChoice, Voice};
use crate::store::atomic::Privacy;
use crate::store::owned::Unusable;
use crate::store::{Home, StoreError, VoiceMarks, atomic, names, owned};
use crate::words::{Failure, Lang, Said, local};

/// The format of the file; a larger number was written by a later version of this program. One without a number has the first.
const VERSION: u32 = 1;

/// The most bytes that are read of the file.
const LARGEST: u64 = 1 << 20;

/// The colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// What the desktop says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The regions beside the page: whether each is shown, and how wide it is, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegionSettings {
    /// Whether documents and queue stand at the left.
    pub left: bool,
    /// Their width, 200 to 480.
    pub left_width: f32,
    /// Whether the voice stands at the right.
    pub right: bool,
    /// Its width, 200 to 480.
    pub right_width: f32,
}

impl RegionSettings {
    /// The narrowest and the widest that a region may be, in points.
    pub const WIDTHS: (f32, f32) = (200.0, 480.0);
}

impl Default for RegionSettings {
    fn default() -> RegionSettings {
        RegionSettings { left: true, left_width: 264.0, right: true, right_width: 272.0 }
    }
}

/// The smallest and the largest letters of the text, in points.
pub const TEXT_SIZES: (f32, f32) = (13.0, 28.0);

/// More changed keys than there are things that keys do, later versions included.
const SHORTCUTS: usize = 100;

/// A voice as the user chose it; the name is kept so that it can be shown before any list has arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct VoiceChoice {
    /// The service's id.
    pub id: String,
    /// The name that was shown.
    pub name: String,
}

impl VoiceChoice {
    /// The choice of a voice that is listed.
    pub fn of(voice: &Voice) -> VoiceChoice {
        VoiceChoice { id: voice.id.clone(), name: voice.name.clone() }
    }
}

/// How takes become files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportSettings {
    /// The format of the file.
    pub format: FileFormat,
    /// The loudness of the whole in LUFS, −40 to −5; as it is where absent.
    pub lufs: Option<f64>,
    /// Whether the file has the speed of playback, and not the take's own.
    pub at_speed: bool,
    /// Captions written beside it.
    pub captions: Vec<CaptionFormat>,
    /// Whether captions carry estimated times of words or characters.
    pub karaoke: bool,
    /// Whether the receipt is written beside it.
    pub receipt: bool,
    /// How files are named; see [`crate::store::names`].
    pub template: String,
}

impl Default for ExportSettings {
    fn default() -> ExportSettings {
        ExportSettings {
            format: FileFormat::Wav,
            lufs: None,
            at_speed: false,
            captions: Vec::new(),
            karaoke: false,
            receipt: false,
            template: names::DEFAULT.to_owned(),
        }
    }
}

impl ExportSettings {
    fn limit(&mut self) {
        self.lufs = self.lufs.map(|lufs| lufs.clamp(-40.0, -5.0));
        self.captions.sort_unstable();
        self.captions.dedup();
    }
}

/// Everything that survives a restart, but tokens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The language of the words on screen; the system's where absent.
    #[serde(with = "language")]
    pub language: Option<Lang>,
    /// The colours of the window.
    pub theme: Theme,
    /// Scale of the window; 1.0 is the system's.
    pub zoom: f32,
    /// Inner size of the window in points, as it was last.
    pub window: Option<[f32; 2]>,
    /// The regions beside the page.
    pub regions: RegionSettings,
    /// Size of the letters of the text in points, within [`TEXT_SIZES`].
    pub text_size: f32,

    /// The account in use: `demo`, `coze.cn`, `coze.com`, or a name for [`custom_endpoint`](Self::custom_endpoint).
    pub account: String,
    /// Base address of an account that is none of the three.
    pub custom_endpoint: Option<String>,
    /// The voice chosen for each account.
    pub voices: BTreeMap<String, VoiceChoice>,
    /// Voices and how they speak, each under a name.
    pub presets: Vec<VoicePreset>,
    /// What was noted of the voices of each account.
    pub voice_marks: BTreeMap<String, VoiceMarks>,
    /// The voices that are compared of each account.
    pub boards: BTreeMap<String, Board>,

    /// Speed in percent of change, −50 to 100 (protocol.md §5).
    #[serde(rename = "rate")]
    pub speech_rate: i32,
    /// Loudness in percent of change, −50 to 100 (protocol.md §5).
    pub loudness: i32,
    /// Feeling, for the voices that have several.
    pub emotion: Option<String>,
    /// Strength of the feeling, 1.0 to 5.0.
    pub emotion_scale: f64,
    /// How to speak, in plain words, for the voices that listen to it; empty for none.
    pub context: String,
    /// The form in which the audio is requested.
    pub codec: Codec,
    /// Hz, one of [`PCM_RATES`]; only for [`Codec::Pcm`].
    pub sample_rate: u32,

    /// Name of the sound device; the system's default where absent.
    pub device: Option<String>,
    /// Volume of playback, 0.0 to 2.0; what is saved is not changed by it.
    pub volume: f32,

    /// Speed of playback, 0.5 to 3.0, at the same pitch.
    pub speed: f32,
    /// Whether playback is silent.
    pub muted: bool,
    /// What is done at the joins of the sound, in playback and in files.
    pub joins: PauseSettings,
    /// Whether the text scrolls with the voice.
    pub follow_voice: bool,

    /// Whether Markdown is cleaned from pasted text.
    pub markdown: bool,
    /// Whether what the text says in brackets and braces, who speaks and pauses, is done; else it is text.
    pub directives: bool,
    /// Largest segment in bytes of UTF-8.
    pub segment_limit: usize,
    /// Connections at once when only saving, 1 to 8.
    pub sessions: usize,
    /// The window asks before it spends more requests than this.
    pub ask_above_requests: usize,

    /// Which proxy connections go through.
    pub proxy: ProxyChoice,

    /// Whether sentences that the library has are not requested again.
    pub reuse: bool,

    /// Whether takes stay in the library.
    pub keep_takes: bool,
    /// The folder that was last saved to.
    pub save_folder: Option<PathBuf>,

    /// How takes become files.
    pub export: ExportSettings,
    /// The folder that each finished take is saved to, if any.
    pub auto_save: Option<PathBuf>,
    /// The most that the library should take on disk, in bytes; no limit where absent.
    pub library_budget: Option<u64>,

    /// The keys that were changed: by the name of what they do, such as `Command+Shift+R`; an empty one has none.
    pub shortcuts: BTreeMap<String, String>,

    /// What a newer version has written here; kept for it.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            language: None,
            theme: Theme::System,
            zoom: 1.0,
            window: None,
            regions: RegionSettings::default(),
            text_size: 17.0,
            account: "demo".to_owned(),
            custom_endpoint: None,
            voices: BTreeMap::new(),
            presets: Vec::new(),
            voice_marks: BTreeMap::new(),
            boards: BTreeMap::new(),
            speech_rate: 0,
            loudness: 0,
            emotion: None,
            emotion_scale: 4.0,
            context: String::new(),
            codec: Codec::Pcm,
            sample_rate: 24_000,
            device: None,
            volume: 1.0,
            speed: 1.0,
            muted: false,
            joins: PauseSettings::default(),
            follow_voice: true,
            markdown: false,
            directives: true,
            segment_limit: 1024,
            sessions: 4,
            ask_above_requests: 20,
            proxy: ProxyChoice::Environment,
            reuse: true,
            keep_takes: true,
            save_folder: None,
            export: ExportSettings::default(),
            auto_save: None,
            library_budget: None,
            shortcuts: BTreeMap::new(),
            unknown: BTreeMap::new(),
        }
    }
}

/// What the file holds.
#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    #[serde(flatten)]
    settings: &'a Settings,
}

/// A settings file that was not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It makes no sense, and was put out of the way.
    SetAside {
        /// Its new name; the old one where it could not even be renamed.
        path: PathBuf,
        /// What was wrong with it.
        why: Said,
    },
    /// A later version of this program has written it, so it stays as it is: [`Settings::save`] will refuse.
    Newer {
        /// The file.
        path: PathBuf,
        /// The version it states.
        version: u32,
    },
}

impl From<Unread> for Failure {
    fn from(unread: Unread) -> Failure {
        match unread {
            Unread::SetAside { path, why } => local::settings_set_aside(&path, why),
            Unread::Newer { path, version } => local::settings_too_new(&path, version),
        }
    }
}

impl Settings {
    /// The settings as they were saved. A field that makes no sense has its default, the others stay. A file that makes no
    /// sense at all is set aside, so that the next [`save`](Self::save) destroys nothing, and reported.
    pub fn load(home: &Home) -> (Settings, Option<Unread>) {
        let path = home.settings.clone();
        let why = match owned::read(&path, LARGEST) {
            Ok(None) => return (Settings::default(), None),
            Ok(Some(bytes)) => match owned::object(&bytes, VERSION) {
                Err(Unusable::Newer(version)) => return (Settings::default(), Some(Unread::Newer { path, version })),
                Err(Unusable::Broken(why)) => Said::plain(why),
                Ok(fields) => match read(fields) {
                    Ok(settings) => return (settings, None),
                    Err(why) => Said::plain(why),
                },
            },
            Err(StoreError::File { source, .. }) => Said::plain(source),
            Err(_) => local::NOT_OURS.into(),
        };
        warn!("settings cannot be read");
        let path = atomic::set_aside(&path).unwrap_or(path);
        (Settings::default(), Some(Unread::SetAside { path, why }))
    }

    /// Writes the settings.
    ///
    /// # Errors
    /// [`StoreError::File`], or [`StoreError::Newer`] where a later version has written what is there; that is then untouched.
    pub fn save(&self, home: &Home) -> Result<(), StoreError> {
        let there = owned::read(&home.settings, LARGEST).ok().flatten().unwrap_or_default();
        if let Err(Unusable::Newer(version)) = owned::object(&there, VERSION) {
            return Err(StoreError::Newer { path: home.settings.clone(), version });
        }
        // Plain fields and string keys only: nothing here can fail to be written as JSON.
        let mut json = serde_json::to_vec_pretty(&Written { version: VERSION, settings: self }).unwrap_or_default();
        json.push(b'\n');
        debug!(bytes = json.len(), "settings written");
        atomic::write(&home.settings, &json, Privacy::Public)
    }

    /// Numbers outside of what they mean are moved to the nearest that means something.
    fn limited(mut self) -> Settings {
        self.zoom = self.zoom.clamp(0.5, 3.0);
        let (narrowest, widest) = RegionSettings::WIDTHS;
        self.regions.left_width = self.regions.left_width.clamp(narrowest, widest);
        self.regions.right_width = self.regions.right_width.clamp(narrowest, widest);
        self.text_size = self.text_size.clamp(TEXT_SIZES.0, TEXT_SIZES.1);
        self.speech_rate = self.speech_rate.clamp(-50, 100);
        self.loudness = self.loudness.clamp(-50, 100);
        self.emotion_scale = self.emotion_scale.clamp(1.0, 5.0);
        self.volume = self.volume.clamp(0.0, 2.0);
        self.speed = self.speed.clamp(SPEEDS.0, SPEEDS.1);
        self.export.limit();
        self.voice_marks.values_mut().for_each(VoiceMarks::limit);
        self.boards.values_mut().for_each(Board::limit);
        self.shortcuts.retain(|name, keys| name.len() <= 40 && keys.len() <= 40);
        while self.shortcuts.len() > SHORTCUTS {
            self.shortcuts.pop_last();
        }
        self.segment_limit = self.segment_limit.clamp(64, 8192);
        self.sessions = self.sessions.clamp(1, 8);
        if !PCM_RATES.contains(&self.sample_rate) {
            self.sample_rate = Settings::default().sample_rate;
        }
        self
    }
}

/// Reads field by field: starting from the defaults, each field of the file is taken if the whole still reads with it.
fn read(found: Map<String, Value>) -> serde_json::Result<Settings> {
    let Value::Object(mut fields) = serde_json::to_value(Settings::default())? else {
        return Ok(Settings::default());
    };
    for (name, value) in found {
        let default = fields.insert(name.clone(), value);
        if Settings::deserialize(&Value::Object(fields.clone())).is_err() {
            match default {
                Some(default) => fields.insert(name, default),
                None => fields.remove(&name),
            };
        }
    }
    Ok(Settings::deserialize(&Value::Object(fields))?.limited())
}

/// `Lang` as `"zh"`, `"en"` or `null`; the words know nothing of files.
mod language {
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    use crate::words::Lang;

    pub fn serialize<S: Serializer>(lang: &Option<Lang>, serializer: S) -> Result<S::Ok, S::Error> {
        lang.map(Lang::tag).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Lang>, D::Error> {
        match Option::<String>::deserialize(deserializer)?.as_deref() {
            None => Ok(None),
            Some("zh") => Ok(Some(Lang::Zh)),
            Some("en") => Ok(Some(Lang::En)),
            Some(other) => Err(D::Error::custom(format!("unknown language {other:?}"))),
        }
    }
}
