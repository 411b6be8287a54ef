//! The words of pay links: what is chosen, what it comes to, what else is asked, why it cannot be
//! paid. All languages in one place, because there are few. Knows no link.

use super::Plural;

/// The page of a pay link.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct LinkWords {
    pub(crate) total: &'static str,
    pub(crate) net: &'static str,
    /// `{tax}`: name and rate; the amount stands beside it
    pub(crate) included: &'static str,
    /// `{price}`
    pub(crate) each: &'static str,
    /// `{title}`
    pub(crate) count: &'static str,
    pub(crate) update: &'static str,
    /// `{n}`
    pub(crate) places: Plural,
    pub(crate) inside: &'static str,
    pub(crate) email_help: &'static str,
    pub(crate) name_help: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) missing: &'static str,
    pub(crate) not_offered: &'static str,
    pub(crate) not_a_number: &'static str,
    pub(crate) choose: &'static str,
    pub(crate) address: &'static str,
    /// In the order of `shared::link::AddressPart::ALL`.
    pub(crate) parts: [&'static str; 6],
    pub(crate) country_help: &'static str,
    pub(crate) optional: &'static str,
    pub(crate) sold_out_title: &'static str,
    pub(crate) sold_out: &'static str,
    pub(crate) over_title: &'static str,
    /// `{moment}`
    pub(crate) over: &'static str,
}

/// English.
pub(super) const EN: LinkWords = LinkWords {
    total: "Total",
    net: "Before tax",
    included: "Includes {tax}",
    each: "{price} each",
    count: "Number of {title}",
    update: "Update the total",
    places: Plural { one: "{n} left", other: "{n} left" },
    inside: "What is in it",
    email_help: "Optional, for your receipt",
    name_help: "Optional",
    nothing: "Choose at least one thing.",
    missing: "Fill this in.",
    not_offered: "Choose one of the options.",
    not_a_number: "Enter a number.",
    choose: "Choose",
    address: "Address",
    parts: [
        "Street and number",
        "Apartment, floor",
        "Postal code",
        "Town",
        "State or province",
        "Country",
    ],
    country_help: "Two letters, such as NL",
    optional: "Optional",
    sold_out_title: "Sold out",
    sold_out: "This was sold as often as it could be. If somebody does not pay, a place \
        becomes free in a few minutes.",
    over_title: "This link has ended",
    over: "It could be paid until {moment}. Ask the merchant for a new one.",
};

/// Dutch.
pub(super) const NL: LinkWords = LinkWords {
    total: "Totaal",
    net: "Exclusief btw",
    included: "Inclusief {tax}",
    each: "{price} per stuk",
    count: "Aantal {title}",
    update: "Totaal bijwerken",
    places: Plural { one: "Nog {n}", other: "Nog {n}" },
    inside: "Wat erin zit",
    email_help: "Optioneel, voor je bewijs van betaling",
    name_help: "Optioneel",
    nothing: "Kies ten minste één artikel.",
    missing: "Vul dit in.",
    not_offered: "Kies een van de opties.",
    not_a_number: "Vul een getal in.",
    choose: "Kies",
    address: "Adres",
    parts: ["Straat en huisnummer", "Toevoeging", "Postcode", "Plaats", "Provincie", "Land"],
    country_help: "Twee letters, zoals NL",
    optional: "Optioneel",
    sold_out_title: "Uitverkocht",
    sold_out: "Dit is zo vaak verkocht als kon. Als iemand niet betaalt, komt er binnen enkele \
        minuten een plaats vrij.",
    over_title: "Deze link is afgelopen",
    over: "Er kon tot {moment} betaald worden. Vraag de verkoper om een nieuwe.",
};

/// German.
pub(super) const DE: LinkWords = LinkWords {
    total: "Gesamt",
    net: "Ohne Steuer",
    included: "Inklusive {tax}",
    each: "je {price}",
    count: "Anzahl {title}",
    update: "Summe aktualisieren",
    places: Plural { one: "Noch {n}", other: "Noch {n}" },
    inside: "Was enthalten ist",
    email_help: "Freiwillig, für Ihre Quittung",
    name_help: "Freiwillig",
    nothing: "Wählen Sie mindestens einen Artikel.",
    missing: "Füllen Sie das aus.",
    not_offered: "Wählen Sie eine der Möglichkeiten.",
    not_a_number: "Geben Sie eine Zahl ein.",
    choose: "Auswählen",
    address: "Adresse",
    parts: [
        "Straße und Hausnummer",
        "Zusatz",
        "Postleitzahl",
        "Ort",
        "Bundesland oder Kanton",
        "Land",
    ],
    country_help: "Zwei Buchstaben, etwa DE",
    optional: "Freiwillig",
    sold_out_title: "Ausverkauft",
    sold_out: "Mehr davon gibt es nicht. Wenn jemand nicht bezahlt, wird in wenigen Minuten \
        ein Platz frei.",
    over_title: "Dieser Link ist abgelaufen",
    over: "Er konnte bis {moment} bezahlt werden. Bitten Sie den Händler um einen neuen.",
};

/// French.
pub(super) const FR: LinkWords = LinkWords {
    total: "Total",
    net: "Hors taxe",
    included: "Dont {tax}",
    each: "{price} l’unité",
    count: "Quantité de {title}",
    update: "Mettre à jour le total",
    places: Plural { one: "Il en reste {n}", other: "Il en reste {n}" },
    inside: "Ce qui est compris",
    email_help: "Facultatif, pour votre reçu",
    name_help: "Facultatif",
    nothing: "Choisissez au moins un article.",
    missing: "Remplissez ce champ.",
    not_offered: "Choisissez l’une des options.",
    not_a_number: "Saisissez un nombre.",
    choose: "Choisir",
    address: "Adresse",
    parts: ["Rue et numéro", "Complément", "Code postal", "Ville", "Région ou province", "Pays"],
    country_help: "Deux lettres, par exemple FR",
    optional: "Facultatif",
    sold_out_title: "Épuisé",
    sold_out: "Tout a été vendu. Si quelqu’un ne paie pas, une place se libère en quelques \
        minutes.",
    over_title: "Ce lien est terminé",
    over: "Il pouvait être payé jusqu’au {moment}. Demandez-en un nouveau au marchand.",
};

/// Spanish.
pub(super) const ES: LinkWords = LinkWords {
    total: "Total",
    net: "Sin impuestos",
    included: "Incluye {tax}",
    each: "{price} cada uno",
    count: "Cantidad de {title}",
    update: "Actualizar el total",
    places: Plural { one: "Queda {n}", other: "Quedan {n}" },
    inside: "Qué incluye",
    email_help: "Opcional, para tu recibo",
    name_help: "Opcional",
    nothing: "Elige al menos un artículo.",
    missing: "Rellena este campo.",
    not_offered: "Elige una de las opciones.",
    not_a_number: "Escribe un número.",
    choose: "Elegir",
    address: "Dirección",
    parts: [
        "Calle y número",
        "Piso, puerta",
        "Código postal",
        "Localidad",
        "Provincia o estado",
        "País",
    ],
    country_help: "Dos letras, como ES",
    optional: "Opcional",
    sold_out_title: "Agotado",
    sold_out: "Se ha vendido todo. Si alguien no paga, en unos minutos queda una plaza libre.",
    over_title: "Este enlace ha terminado",
    over: "Se podía pagar hasta el {moment}. Pide uno nuevo al comercio.",
};

/// Portuguese.
pub(super) const PT: LinkWords = LinkWords {
    total: "Total",
    net: "Sem imposto",
    included: "Inclui {tax}",
    each: "{price} cada",
    count: "Quantidade de {title}",
    update: "Atualizar o total",
    places: Plural { one: "Resta {n}", other: "Restam {n}" },
    inside: "O que está incluído",
    email_help: "Opcional, para o seu recibo",
    name_help: "Opcional",
    nothing: "Escolha pelo menos um artigo.",
    missing: "Preencha este campo.",
    not_offered: "Escolha uma das opções.",
    not_a_number: "Introduza um número.",
    choose: "Escolher",
    address: "Morada",
    parts: [
        "Rua e número",
        "Andar, porta",
        "Código postal",
        "Localidade",
        "Distrito ou estado",
        "País",
    ],
    country_help: "Duas letras, como PT",
    optional: "Opcional",
    sold_out_title: "Esgotado",
    sold_out: "Foi tudo vendido. Se alguém não pagar, um lugar fica livre dentro de minutos.",
    over_title: "Esta ligação terminou",
    over: "Podia ser paga até {moment}. Peça uma nova ao comerciante.",
};
