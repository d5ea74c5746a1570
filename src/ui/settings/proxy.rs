//! By which way the service is reached: straight, or through a proxy.

use egui::{RichText, Ui};

use crate::protocol::{ProxyAddress, ProxyAddressError, ProxyChoice, proxy_of_environment};
use crate::ui::shell::{theme, widgets};
use crate::words::{Lang, outside, settings as words};

/// Width of the menu, in points.
const MENU: f32 = 200.0;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Environment,
    None,
    Own,
}

/// The proxy. `typed` is the address of an own one as it stands in its field, while that is shown; what is no address yet
/// changes nothing.
pub(super) fn proxy_ui(ui: &mut Ui, lang: Lang, choice: &mut ProxyChoice, typed: &mut Option<String>) {
    if let ProxyChoice::Own(address) = choice {
        typed.get_or_insert_with(|| address.as_str().to_owned());
    }
    let mut kind = match (&typed, &choice) {
        (Some(_), _) => Kind::Own,
        (None, ProxyChoice::None) => Kind::None,
        (None, _) => Kind::Environment,
    };
    let kinds = [
        (Kind::Environment, words::ENVIRONMENT_PROXY.get(lang).to_owned()),
        (Kind::None, words::NO_PROXY.get(lang).to_owned()),
        (Kind::Own, words::OWN_PROXY.get(lang).to_owned()),
    ];
    if widgets::choice(ui, words::PROXY.get(lang), &kinds, &mut kind, MENU) {
        *typed = (kind == Kind::Own).then(String::new);
        match kind {
            Kind::Environment => *choice = ProxyChoice::Environment,
            Kind::None => *choice = ProxyChoice::None,
            Kind::Own => {}
        }
    }
    match typed {
        Some(typed) => own_ui(ui, lang, choice, typed),
        None if *choice == ProxyChoice::Environment => {
            let found = proxy_of_environment();
            let found = found.map(|proxy| words::PROXY_FOUND.with("proxy", outside::label(&proxy)).get(lang));
            let found = found.unwrap_or_else(|| words::PROXY_ABSENT.get(lang).to_owned());
            widgets::explain(ui, format!("{} {found}", words::PROXY_WHY.get(lang)));
        }
        None => {}
    }
    widgets::explain(ui, words::PROXY_LOCAL.get(lang));
}

fn own_ui(ui: &mut Ui, lang: Lang, choice: &mut ProxyChoice, typed: &mut String) {
    widgets::line_edit(ui, typed, words::PROXY_ADDRESS.get(lang), words::PROXY_EXAMPLE.get(lang));
    let why = match ProxyAddress::parse(typed) {
        Ok(address) => {
            *choice = ProxyChoice::Own(address);
            return;
        }
        Err(_) if typed.trim().is_empty() => words::NOT_A_PROXY,
        Err(ProxyAddressError::NotAnAddress) => words::NOT_A_PROXY,
        Err(ProxyAddressError::Scheme) => words::PROXY_KIND,
        Err(ProxyAddressError::Credentials) => words::PROXY_PASSWORD,
    };
    let color = if typed.trim().is_empty() { theme::palette(ui).soft } else { theme::palette(ui).bad };
    let why = ui.add(egui::Label::new(RichText::new(why.get(lang)).small().color(color)).wrap());
    widgets::announce(ui, &why);
    widgets::explain(ui, words::PROXY_STAYS.get(lang));
}
