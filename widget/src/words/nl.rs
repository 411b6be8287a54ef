//! Nederlands.

use super::*;

pub(super) static WORDS: Words = Words {
    manner: Manner {
        code: "nl",
        dir: "ltr",
        decimal: ",",
        group: ".",
        group_from: 4,
        months: [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
        first: "1",
        date: "{day} {month} {year}",
        moment: "{date} om {time} ({zone})",
    },
    status: StatusWords {
        choosing: "Je kiest zelf het bedrag",
        unpaid: "Wacht op betaling",
        pending: "Wordt bevestigd",
        partial: "Deels betaald",
        ended: "De betaaltijd is voorbij",
        paid: "Betaald",
        overpaid: "Betaald, met een overschot",
        paid_late: "Te laat betaald",
        settled_short: "Betaald, zo aanvaard",
        expired: "Verlopen",
        came_late: "Betaling kwam te laat",
        short: "Gesloten, niet volledig betaald",
        cancelled: "Geannuleerd",
        title_pay: "Betaal {amount} aan {merchant}",
        title_choose: "Betaal {merchant}",
        title: "{word} · {merchant}",
    },
    say: Sentences {
        choosing: "Vul in wat je wilt betalen.",
        unpaid: "{network} bevestigt in ongeveer {seconds} seconden. \
                 Deze pagina merkt het vanzelf.",
        pending: "{amount} is onderweg. \
                  {network} bevestigt meestal in ongeveer {seconds} seconden.",
        partial_memo: "{part} van {due} is ontvangen. \
                       Stuur de resterende {remaining} met dezelfde memo.",
        partial_tag: "{part} van {due} is ontvangen. \
                      Stuur de resterende {remaining} met dezelfde destination tag.",
        ended: "Een betaling die op tijd is verstuurd, wordt nog gezocht. \
                Stuur niets nieuws.",
        partial_ended: "{part} van {due} is ontvangen voordat de tijd om was. \
                        Stuur niets nieuws; {merchant} kan zeggen hoe het verder gaat.",
        paid: "{received} is ontvangen. Je hoeft niets meer te doen.",
        overpaid: "Volledig betaald. Er is {excess} meer ontvangen dan verschuldigd; \
                   {merchant} kan het overschot teruggeven.",
        paid_late: "{received} is ontvangen nadat de betaaltijd voorbij was, en is aanvaard.",
        settled_short: "{part} van {due} is ontvangen, \
                        en {merchant} heeft het als volledige betaling aanvaard.",
        expired: "De betaaltijd eindigde op {moment}. \
                  Stuur niets; vraag {merchant} om een nieuwe link.",
        closed: "Dit verzoek is gesloten. Stuur niets; vraag {merchant} om een nieuwe link.",
        came_late: "{late} kwam aan nadat de betaaltijd voorbij was. \
                    {merchant} kan het aanvaarden of teruggeven.",
        short: "{part} van {due} is ontvangen voordat dit verzoek sloot. \
                {merchant} kan het aanvaarden of teruggeven.",
        cancelled: "{merchant} heeft dit verzoek geannuleerd. \
                    Er is niets verschuldigd; stuur niets.",
        cancelled_late: "{late} kwam aan nadat {merchant} dit verzoek had geannuleerd. \
                         {merchant} kan het teruggeven.",
        wrong_asset: "{amount} is ontvangen, maar {asset} is verschuldigd. \
                      Het telt niet mee; {merchant} kan het teruggeven.",
        failed: "Een betaling van {amount} is niet gelukt. \
                 Er is niets afgeschreven; je kunt het opnieuw sturen.",
        offline: "Nu geen verbinding. Deze pagina blijft het proberen.",
    },
    money: MoneyWords {
        due: "Verschuldigd",
        received: "Ontvangen",
        remaining: "Resterend",
        excess: "Overschot",
        counted: "ontvangen",
        pending: "nog niet definitief",
        failed: "mislukt, niets afgeschreven",
        late: "kwam te laat",
        wrong_asset: "niet wat verschuldigd is",
        ignored: "te weinig om mee te tellen",
    },
    pay: PayWords {
        open_wallet: "Open wallet",
        scan: "Of scan met een wallet op een ander apparaat",
        qr: "QR-code met bedrag, adres en kenmerk",
        amount: "Bedrag",
        address: "Adres",
        memo: "Memo",
        tag: "Destination tag",
        copy_amount: "Kopieer bedrag",
        copy_address: "Kopieer adres",
        copy_memo: "Kopieer memo",
        copy_tag: "Kopieer tag",
        copied: "Gekopieerd",
        copy_failed: "Selecteer en kopieer met de hand",
        memo_rule: "Voeg deze memo altijd toe: een betaling zonder kan niet worden herkend.",
        tag_rule: "Voeg deze tag altijd toe: een betaling zonder kan niet worden herkend.",
        network: "Netwerk",
        network_rule: "Stuur {asset} alleen via {network}.",
        until: "Betaal vóór {moment}.",
        time_left: "Resterende tijd",
        straight: "Je geld gaat rechtstreeks naar {merchant}. PayLinkr beheert het nooit.",
        help: "Vragen?",
    },
    choose: ChooseWords {
        label: "Bedrag in {asset}",
        at_least: "{least} of meer",
        any: "Elk bedrag, zoals 12,50",
        go_on: "Verder naar betalen",
        change: "Bedrag wijzigen",
        empty: "Vul een bedrag in.",
        not_a_number: "Gebruik alleen cijfers, zoals 12,50.",
        negative: "Vul een bedrag boven nul in.",
        zero: "Vul een bedrag boven nul in.",
        too_precise: "Gebruik hoogstens {scale} decimalen.",
        too_large: "Dit is meer dan er verstuurd kan worden.",
        too_little: "Vul {least} of meer in.",
    },
    receipt: ReceiptWords {
        paid_on: "Betaald op",
        order: "Bestelling",
        invoice: "Factuur",
        details: "Gegevens",
        print: "Bon afdrukken",
        back: "Terug naar {host}",
    },
    test: TestWords {
        bar: "Testmodus: geen echt geld",
        title: "Betaal met testgeld",
        help: "Deze knoppen betalen op een nagebootst netwerk. \
               Echte wallets kunnen dit adres niet betalen.",
        exact: "Betaal precies",
        half: "Betaal de helft",
        double: "Betaal dubbel",
        late: "Betaal te laat",
        wrong_memo: "Betaal met verkeerde memo",
        wrong_tag: "Betaal met verkeerde tag",
        wrong_asset: "Andere munt",
        pending: "Betaal, nog niet definitief",
        make_final: "Maak definitief",
        make_failed: "Laat mislukken",
    },
    notice: NoticeWords {
        not_found: "Pagina niet gevonden",
        not_found_text: "Op dit adres is geen betaalpagina. \
                         Controleer de link, of vraag de afzender om een nieuwe.",
        failed: "Er ging iets mis aan onze kant",
        failed_text: "Deze pagina heeft niets afgeschreven. Probeer het zo nog eens; \
                      geld dat al is verstuurd, is veilig en wordt opgemerkt.",
        failed_id: "Nummer voor de helpdesk: {id}",
        refused: "Dat kon niet worden gedaan",
        refused_text: "De betaling is verder dan toen de pagina werd gemaakt. \
                       Ga terug om te zien hoe het ervoor staat.",
        busy: "Een ogenblik",
        busy_text: "Er kwamen te veel verzoeken tegelijk. Probeer het over een minuut opnieuw.",
        again: "Opnieuw proberen",
        go_back: "Ga terug",
    },
};
