//! The colours of every theme, measured: on the screens that are drawn with them, and pair by pair.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use rstest::rstest;

use super::actors::ActorTheme;
use super::color::{EYES, indexed, rgb_of, sixteen};
use super::palette::{LEAST_FOR_MARKS, LEAST_FOR_TEXT};
use super::*;
use crate::look::Look;
use crate::message::Message;
use crate::options::Options;
use crate::picture;
use crate::shell::Shell;
use annals_index::Index;
use annals_model::test_support::bundled;
use annals_model::{ActorIndex, ActorKind, Verdict, native};
use annals_scene::actor_colors::ActorColors;
use annals_scene::relations::samples;

/// Every form of every theme that has a ground of its own.
static GROUNDED: &[(ThemeName, Background)] = &[
    (ThemeName::ClassDark, Background::Dark),
    (ThemeName::ClassLight, Background::Dark),
    (ThemeName::OkabeIto, Background::Dark),
    (ThemeName::OkabeIto, Background::Light),
];

/// Keys to every kind of page: panes with and without the keys, axis near and far, actors, notes,
/// measures and marks, help, lanes with each of their forms, the entry of a date read, empty and wrong.
static SCREENS: &[&str] = &[
    "",
    "j j j",
    "j j j j j j j j Enter j",
    "j j j + + +",
    "G",
    "a j j",
    "a j Enter j j",
    "j j j j j j t",
    "m j j j j m",
    "?",
    "v j Space j",
    "v Tab",
    "d",
    "d 2 0 2 1",
    "d 2 0 2 4 / 2 0 2 0",
    "n n n",
];

/// Every screen in three sizes, in ASCII too; the state does not depend on the theme.
fn screens() -> Vec<(Shell, Rect, bool, &'static str)> {
    let timeline = Arc::new(native::read("alibaba", bundled()[0].text).timeline.unwrap());
    let sizes = [((80, 24), true), ((100, 30), false), ((10, 3), false)];
    let mut screens = Vec::new();
    for keys in SCREENS {
        for ((columns, rows), ascii) in sizes {
            let options = Options {
                ascii,
                ..Options::default()
            };
            let mut app = Shell::new(Arc::clone(&timeline), &options);
            app.update(Message::Resize { columns, rows });
            for key in keys.split_whitespace() {
                app.update(Message::Key(key.parse().unwrap()));
            }
            screens.push((app, Rect::new(0, 0, columns, rows), ascii, *keys));
        }
    }
    screens
}

fn drawn((app, area, ascii, _): &mut (Shell, Rect, bool, &'static str), theme: &Theme) -> Buffer {
    let mut buffer = Buffer::empty(*area);
    app.draw(&Look::of(*theme, *ascii), *area, &mut buffer);
    buffer
}

/// Whether a glyph is read, or a line or a mark that is only seen. Punctuation looks like both, but
/// stands beside letters of the same style wherever it is read.
fn is_text(symbol: &str) -> bool {
    symbol.chars().any(|c| c.is_alphanumeric() || c == '?')
}

/// One cell of each way to draw on all screens, with where it was found.
fn ways_to_draw(
    screens: &mut [(Shell, Rect, bool, &'static str)],
    theme: &Theme,
) -> Vec<(Cell, String)> {
    let mut seen = HashSet::new();
    let mut ways = Vec::new();
    for screen in screens {
        for (_, cell) in picture::rows(&drawn(screen, theme)).flatten() {
            let symbol = cell.symbol();
            let kind = (
                symbol == " ",
                is_text(symbol),
                cell.fg,
                cell.bg,
                cell.modifier,
            );
            if seen.insert(kind) {
                ways.push((cell.clone(), format!("{cell:?} after {:?}", screen.3)));
            }
        }
    }
    assert!(ways.len() > 5, "{ways:?}");
    ways
}

#[test]
fn every_cell_of_every_screen_is_legible_in_every_theme() {
    let everywhere = [ThemeName::Terminal, ThemeName::Mono].map(|name| (name, Background::Dark));
    let mut screens = screens();
    for &(name, background) in GROUNDED.iter().chain(&everywhere) {
        for depth in [Depth::True, Depth::Indexed, Depth::Sixteen] {
            let of_terminal = everywhere.contains(&(name, background));
            if of_terminal && depth != Depth::True {
                continue;
            }
            let theme = Theme::on(name, depth, background);
            // Fewer colours are drawn with in the same ways.
            let some = if depth == Depth::True {
                &mut screens[..]
            } else {
                &mut screens[..9]
            };
            let mut least = [f64::MAX; 2];
            for (cell, place) in ways_to_draw(some, &theme) {
                // A dim colour is whatever the terminal makes of it, and one that is left out is its
                // own, which may be the very one of the ground.
                let left_out = cell.fg == Color::Reset || cell.bg == Color::Reset;
                let is_dim = cell.modifier.contains(Modifier::DIM);
                assert!(of_terminal || !left_out && !is_dim, "{name:?} {place}");
                // The ground of a bar may end within a cell: it is dim, and the title and the edge are seen.
                let is_ground = ["▌", "▐"].contains(&cell.symbol());
                if cell.symbol() == " " || is_ground || depth == Depth::Sixteen {
                    continue;
                }
                let text = is_text(cell.symbol());
                let needed = if text {
                    LEAST_FOR_TEXT
                } else {
                    LEAST_FOR_MARKS
                };
                let (ink, ground) = picture::colors(&cell);
                let contrast = ink.contrast(ground);
                assert!(
                    contrast >= needed,
                    "{name:?} {depth:?}: {contrast:.2} in {place}"
                );
                least[usize::from(text)] = least[usize::from(text)].min(contrast);
            }
        }
    }
}

/// The styles of a theme as cells on its ground, each with the least contrast it needs.
fn table(theme: &Theme) -> Vec<(String, Cell, f64)> {
    // Whoever adds a field has to say here what it has to fulfil.
    let Theme {
        name: _,
        depth: _,
        is_own: _,
        ground,
        text,
        strong,
        quiet,
        faint,
        overview,
        selected,
        marked,
        notice,
        background: _,
        actors,
        eras,
    } = *theme;
    let mut styles = vec![
        ("ground".to_owned(), ground, LEAST_FOR_TEXT),
        ("text".to_owned(), text, LEAST_FOR_TEXT),
        ("strong".to_owned(), strong, LEAST_FOR_TEXT),
        ("quiet".to_owned(), quiet, LEAST_FOR_TEXT),
        ("faint".to_owned(), faint, LEAST_FOR_MARKS),
        ("overview".to_owned(), overview, LEAST_FOR_MARKS),
        ("selected".to_owned(), selected, LEAST_FOR_TEXT),
        ("caret".to_owned(), reversed(strong), LEAST_FOR_TEXT),
        ("marked".to_owned(), marked, LEAST_FOR_TEXT),
        ("notice".to_owned(), notice, LEAST_FOR_TEXT),
    ];
    for (place, style) in inks(&actors).into_iter().enumerate() {
        styles.push((format!("actor {place}"), style, LEAST_FOR_TEXT));
    }
    for (place, bar) in actors.all_bars().enumerate() {
        let on = |ground: Color, ink: Color| Style::new().fg(ink).bg(ground);
        let title = on(bar.full, bar.on_full);
        styles.push((format!("selected bar {place}"), title, LEAST_FOR_TEXT));
        for (shade, &ground) in bar.grounds.iter().enumerate() {
            let title = on(ground, bar.text);
            styles.push((format!("bar {place}, shade {shade}"), title, LEAST_FOR_TEXT));
        }
        for (shade, &ground) in bar.selected.iter().enumerate() {
            let title = on(ground, bar.on_full);
            styles.push((
                format!("selected {place}, shade {shade}"),
                title,
                LEAST_FOR_TEXT,
            ));
        }
        let edge = on(bar.grounds[SHADES - 1], bar.full);
        styles.push((format!("edge {place}"), edge, LEAST_FOR_EDGES));
    }
    for ground in eras.into_iter().flatten() {
        styles.push(("era".to_owned(), quiet.bg(ground), LEAST_FOR_TEXT));
        styles.push(("text on an era".to_owned(), text.bg(ground), LEAST_FOR_TEXT));
    }
    let cell = |style: Style| {
        let mut cell = Cell::new("x");
        cell.set_style(ground).set_style(style);
        cell
    };
    let cells = styles.into_iter();
    cells
        .map(|(name, style, least)| (name, cell(style), least))
        .collect()
}

/// The least contrast of the left edge of a bar with the bar: it only helps to tell bars apart.
const LEAST_FOR_EDGES: f64 = 2.0;

/// The colours of actors that have one, and the grey of everyone else.
fn inks(actors: &ActorTheme) -> Vec<Style> {
    let colors = actors.colors().iter().map(|&color| Style::new().fg(color));
    colors.chain([actors.grey()]).collect()
}

fn reversed(style: Style) -> Style {
    style.add_modifier(Modifier::REVERSED)
}

#[test]
fn every_style_is_legible_on_the_ground_of_its_theme() {
    for &(name, background) in GROUNDED {
        for depth in [Depth::True, Depth::Indexed] {
            let theme = Theme::on(name, depth, background);
            for (style, cell, least) in table(&theme) {
                let (ink, ground) = picture::colors(&cell);
                let contrast = ink.contrast(ground);
                println!("{name:?} {background:?} {depth:?} {style}: {contrast:.2}");
                assert!(
                    contrast >= least,
                    "{name:?} {depth:?} {style}: {contrast:.2}"
                );
            }
        }
    }
}

/// The full colour of any actor on a selected bar stands out from the dim ground of every other bar.
#[test]
fn the_selected_bar_stands_out_by_its_lightness() {
    for &(name, background) in GROUNDED {
        for depth in [Depth::True, Depth::Indexed] {
            let theme = Theme::on(name, depth, background);
            let rgb = |color| rgb_of(color).expect("a colour that is known");
            let bars: Vec<_> = theme.actors.all_bars().collect();
            for (one, other) in bars
                .iter()
                .flat_map(|one| bars.iter().map(move |it| (one, it)))
            {
                let dim = rgb(other.grounds[SHADES - 1]);
                let contrast = rgb(one.full).contrast(dim);
                // Few of the 256 colours are dark.
                let least = if depth == Depth::True { 2.0 } else { 1.6 };
                assert!(contrast >= least, "{name:?} {depth:?}: {contrast:.2}");
            }
        }
    }
}

/// Every theme at every number of colours, on both backgrounds.
fn every_theme() -> &'static [Theme] {
    static THEMES: OnceLock<Vec<Theme>> = OnceLock::new();
    THEMES.get_or_init(|| {
        let mut themes = Vec::new();
        for &name in ThemeName::ALL {
            for depth in [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True] {
                for background in [Background::Dark, Background::Light] {
                    themes.push(Theme::on(name, depth, background));
                }
            }
        }
        themes
    })
}

proptest! {
    /// In every theme at every number of colours, no two actors of a story share a colour, and places have none.
    #[test]
    fn no_two_actors_share_a_colour(timeline in samples::any_story(), places in prop::collection::vec(any::<bool>(), 7)) {
        let mut timeline = timeline;
        for (actor, is_place) in timeline.actors.iter_mut().zip(places) {
            actor.kind = is_place.then_some(ActorKind::Place);
        }
        let index = Index::new(&timeline);
        let colors = ActorColors::new(&timeline, &index);
        for theme in every_theme() {
            let theme = theme.for_story(colors);
            let grey = theme.actors.grey();
            let mut seen = HashSet::new();
            for (position, actor) in timeline.actors.iter().enumerate() {
                let style = theme.actor(Some(ActorIndex::new(position)));
                if style == grey || style == Style::new() {
                    continue;
                }
                prop_assert!(actor.kind != Some(ActorKind::Place));
                prop_assert!(seen.insert(style), "{:?} {:?}: {:?}", theme.name, theme.depth, style);
            }
        }
    }
}

/// Oklab distances of any two actors' colours, to each kind of eye; 0.02 can just be seen.
#[test]
fn the_colours_of_the_first_eight_actors_can_be_told_apart_by_any_eye() {
    for &(name, background) in GROUNDED {
        for (depth, needed) in [(Depth::True, 0.055), (Depth::Indexed, 0.03)] {
            let theme = Theme::on(name, depth, background);
            let cells = table(&theme);
            let actors = cells
                .iter()
                .filter(|(name, _, _)| name.starts_with("actor"));
            let seen: Vec<_> = actors
                .map(|(_, cell, _)| picture::colors(cell).0.seen())
                .collect();
            assert_eq!(seen.len(), 8);
            let mut least = [f64::MAX; EYES.len()];
            for (place, one) in seen.iter().enumerate() {
                for other in &seen[..place] {
                    for (least, distance) in least.iter_mut().zip(one.distances(*other)) {
                        *least = least.min(distance);
                    }
                }
            }
            for ((eye, _), least) in EYES.iter().zip(least) {
                println!("{name:?} {background:?} {depth:?} {eye}: {least:.3}");
                assert!(
                    least >= needed,
                    "{name:?} {background:?} {depth:?} {eye}: {least:.3}"
                );
            }
        }
    }
}

/// With sixteen colours, which every terminal has its own idea of, the ground, the text and the
/// selected row are black and white.
#[test]
fn with_sixteen_colours_what_is_read_is_black_and_white() {
    for &(name, background) in GROUNDED {
        let theme = Theme::on(name, Depth::Sixteen, background);
        let (text, ground) = (theme.ground.fg.unwrap(), theme.ground.bg.unwrap());
        let pair = [text, ground];
        assert!(
            pair.contains(&Color::Black) && pair.contains(&Color::White),
            "{pair:?}"
        );
        assert_eq!(theme.text.fg, Some(text));
        assert_eq!(
            (theme.selected.fg, theme.selected.bg),
            (Some(ground), Some(text))
        );
        let in_palette = |color: Color| sixteen().find(|(known, _)| *known == color).unwrap().1;
        let ground = in_palette(ground);
        for (style, least) in [
            (theme.quiet, LEAST_FOR_TEXT),
            (theme.faint, LEAST_FOR_MARKS),
        ] {
            assert!(
                in_palette(style.fg.unwrap()).contrast(ground) >= least,
                "{name:?} {style:?}"
            );
        }
        let actors = theme.actors.colors();
        for &actor in actors {
            let contrast = in_palette(actor).contrast(ground);
            assert!(
                contrast >= LEAST_FOR_TEXT,
                "{name:?} {actor:?}: {contrast:.2}"
            );
        }
        // On white the sixteen are not to be relied on at all.
        let colors = actors.iter().copied().collect::<HashSet<Color>>().len();
        let expected = if text == Color::Black { 0..=0 } else { 5..=7 };
        assert!(expected.contains(&colors), "{name:?} {actors:?}");
        let actor = (colors > 0).then(|| ActorIndex::new(0));
        let ranked = theme.for_story(one_actor());
        assert_eq!(ranked.bar_style(actor) == BarStyle::Reversed, colors > 0);
    }
}

#[test]
fn with_256_colours_only_those_are_used_that_terminals_agree_on() {
    let known: Vec<Color> = indexed().map(|(color, _)| color).collect();
    for &(name, background) in GROUNDED {
        let theme = Theme::on(name, Depth::Indexed, background);
        for (style, cell, _) in table(&theme) {
            assert!(
                known.contains(&cell.fg) && known.contains(&cell.bg),
                "{name:?} {style}"
            );
        }
        let actors = theme.actors.colors();
        for color in actors {
            assert_eq!(
                actors.iter().filter(|other| *other == color).count(),
                1,
                "{name:?}"
            );
        }
    }
}

#[test]
fn without_colours_every_theme_is_mono() {
    let mono = Theme::new(ThemeName::Mono);
    for &name in ThemeName::ALL {
        let theme = Theme::on(name, Depth::None, Background::Light);
        assert!(!theme.follows_background());
        let same = Theme {
            name: mono.name,
            depth: mono.depth,
            ..theme
        };
        assert_eq!(same, mono, "{name:?}");
    }
}

/// The colours of a story with one actor.
fn one_actor() -> ActorColors {
    let timeline = samples::story(1, &[(0, 0, vec![0], Vec::new())]);
    ActorColors::new(&timeline, &Index::new(&timeline))
}

#[rstest]
#[case(ThemeName::Terminal, true)]
#[case(ThemeName::ClassDark, false)]
#[case(ThemeName::ClassLight, false)]
#[case(ThemeName::OkabeIto, true)]
#[case(ThemeName::Mono, false)]
fn two_themes_follow_the_background(#[case] name: ThemeName, #[case] follows: bool) {
    for (depth, follows) in [(Depth::True, follows), (Depth::Indexed, follows)] {
        let theme = Theme::on(name, depth, Background::Dark);
        assert_eq!(theme.follows_background(), follows);
        let light = theme.for_background(Background::Light);
        assert_eq!(light != theme, follows);
        assert_eq!(light.for_background(Background::Dark), theme);
        assert_eq!(ThemeName::find(name.name()), Some(name));
    }
    assert_eq!(ThemeName::find("nosuch"), None);
}

#[rstest]
#[case((0, 0, 0), Background::Dark)]
#[case((0x1e, 0x1e, 0x2e), Background::Dark)]
#[case((0, 0x2b, 0x36), Background::Dark)]
#[case((0xfd, 0xf6, 0xe3), Background::Light)]
#[case((255, 255, 255), Background::Light)]
fn a_background_is_light_if_black_is_more_legible_on_it(
    #[case] (red, green, blue): (u8, u8, u8),
    #[case] expected: Background,
) {
    assert_eq!(Background::of(red, green, blue), expected);
}

#[test]
fn each_verdict_has_a_legible_colour_of_its_own() {
    let everywhere = [
        (ThemeName::Terminal, Background::Dark),
        (ThemeName::Mono, Background::Dark),
    ];
    for &(name, background) in GROUNDED.iter().chain(&everywhere) {
        for depth in [Depth::True, Depth::Indexed, Depth::Sixteen, Depth::None] {
            let theme = Theme::on(name, depth, background);
            let styles: HashSet<_> = Verdict::ALL
                .iter()
                .map(|&it| theme.verdict(it).fg)
                .collect();
            let is_light = theme.ground.bg == Some(Color::White);
            if theme.ground == Style::new() && name == ThemeName::Mono
                || depth == Depth::None
                || is_light
            {
                assert_eq!(styles, HashSet::from([None]), "{name:?} {depth:?}");
                continue;
            }
            assert_eq!(styles.len(), Verdict::ALL.len(), "{name:?} {depth:?}");
            if theme.ground == Style::new() || depth == Depth::Sixteen {
                continue;
            }
            for &verdict in Verdict::ALL {
                let mut cell = Cell::new("x");
                cell.set_style(theme.ground)
                    .set_style(theme.verdict(verdict));
                let (ink, ground) = picture::colors(&cell);
                let contrast = ink.contrast(ground);
                assert!(
                    contrast >= LEAST_FOR_TEXT,
                    "{name:?} {depth:?} {verdict:?}: {contrast:.2}"
                );
            }
        }
    }
}
