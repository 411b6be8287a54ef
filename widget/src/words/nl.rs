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
        clock: "{time} ({zone})",
    },
    mail: MailWords {
        test: "[Test]",
        line: "{label}: {value}",
        hello: "Hallo,",
        hello_name: "Hallo {name},",
        request_subject: "{merchant}: {title}",
        request: "{merchant} vraagt je {remaining} te betalen.",
        request_open: "{merchant} vraagt je om een betaling; je kiest zelf het bedrag.",
        charge_failed_subject: "Betaling mislukt: {title}",
        charge_failed: "De automatische betaling voor {title} is mislukt.",
        reminder_subject: "Herinnering: {title}",
        reminder: "Een herinnering: er staat nog {remaining} open bij {merchant}.",
        partly_subject: "Nog {remaining} te betalen: {title}",
        receipt_subject: "Bon: {title}",
        receipt: "{merchant} heeft {received} ontvangen. Bedankt.",
        expired_subject: "Verlopen: {title}",
        expired: "De betaaltijd is voorbij. Stuur niets; vraag {merchant} om een nieuwe link.",
        expired_again: "De betaaltijd van deze factuur is voorbij. \
                        Je kunt de factuur opnieuw openen en nu betalen.",
        started_subject: "Je proefperiode is begonnen: {title}",
        started: "Je gratis proefperiode van {title} is begonnen.",
        trial_subject: "Je proefperiode eindigt op {date}: {title}",
        trial: "Je gratis proefperiode eindigt op {date}. Dan stuurt {merchant} je de eerste \
                factuur: {price}. Wil je niet verder, zeg dan vóór die dag op.",
        upcoming_subject: "Volgende betaling op {date}: {title}",
        upcoming: "Op {date} stuurt {merchant} je de volgende factuur: {price}. \
                   Tot dan hoef je niets te doen.",
        changed_subject: "Nieuwe prijs vanaf {date}: {title}",
        changed: "{merchant} wijzigt de prijs: {price} tot nu toe, {new} vanaf {date}. \
                  Wil je dat niet, dan kun je vóór die dag opzeggen.",
        ended_subject: "Abonnement gestopt: {title}",
        ended: "Je abonnement op {title} is gestopt. Er komen geen facturen meer.",
        link_subject: "Je abonnement: {title}",
        link: "Hier vind je je abonnement op {title}: de facturen, en hoe je het pauzeert of \
               opzegt. Houd de link voor jezelf: wie hem heeft, kan dat ook. \
               Heb je niet om deze mail gevraagd, dan hoef je niets te doen.",
        view_and_pay: "Bekijken en betalen",
        pay_rest: "Betaal de rest",
        view_receipt: "Bon bekijken",
        manage: "Abonnement beheren",
        manage_line: "Dit abonnement beheren of opzeggen",
        for_what: "Voor",
        due_on: "Te betalen op",
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
        no_rate: "Prijs nog niet bekend",
        title_pay: "Betaal {amount} aan {merchant}",
        title_choose: "Betaal {merchant}",
        title: "{word} · {merchant}",
    },
    say: Sentences {
        choosing: "Vul in wat je wilt betalen.",
        unpaid: "{network} bevestigt in ongeveer {seconds} seconden. \
                 Deze pagina merkt het vanzelf.",
        no_rate: "De prijs in {asset} is nu niet te geven. Stuur nog niets; deze pagina toont \
                  het bedrag zodra het er is.",
        pending: "{amount} is onderweg. \
                  {network} bevestigt meestal in ongeveer {seconds} seconden.",
        announced: "Je wallet heeft het verstuurd. {network} bevestigt meestal in ongeveer \
                    {seconds} seconden.",
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
        over_back: "Volledig betaald. Er is {excess} meer ontvangen dan verschuldigd; {refunded} \
                    is teruggestuurd.",
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
        came_back: "Er kwam {late} aan die niet meetelde; {refunded} is teruggestuurd.",
        back: "{refunded} is teruggestuurd.",
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
        refunded: "Teruggestuurd",
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
        exchange_memo: "Betaal je vanaf een exchange? Alleen als je de memo daar kunt invullen; \
                        gebruik anders je eigen wallet.",
        exchange_tag: "Betaal je vanaf een exchange? Alleen als je de tag daar kunt invullen; \
                       gebruik anders je eigen wallet.",
        network: "Netwerk",
        network_rule: "Stuur {asset} alleen via {network}. Wat via een ander netwerk wordt \
                       verstuurd, is verloren.",
        rate_from: "Koers: {sources}, {moment}",
        holds: "Deze prijs geldt tot {time}.",
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
        often_text: "Er waren te veel pogingen vanaf deze verbinding. \
                     Probeer het over een uur opnieuw.",
        again: "Opnieuw proberen",
        go_back: "Ga terug",
        inactive: "Dit abonnement is niet beschikbaar",
        inactive_text: "Nieuwe abonnementen zijn gesloten. \
                        De verkoper kan zeggen of dat verandert.",
    },
    period: PeriodWords {
        ones: 1..=1,
        day: "per dag",
        week: "per week",
        month: "per maand",
        quarter: "per kwartaal",
        year: "per jaar",
        days: "elke {n} dagen",
        weeks: "elke {n} weken",
        months: "elke {n} maanden",
        years: "elke {n} jaar",
        payments: Plural { one: "{n} betaling", other: "{n} betalingen" },
        trial: Plural { one: "{n} dag gratis, daarna", other: "{n} dagen gratis, daarna" },
        rate: "Te betalen in {asset}, tegen de dagkoers",
    },
    subscribe: SubscribeWords {
        subscribe: "Abonneren",
        start_trial: "Start gratis proefperiode",
        email: "E-mailadres",
        email_help: "Voor facturen en de link om te beheren",
        name: "Naam",
        name_help: "Niet verplicht, voor op je facturen",
        empty: "Vul je e-mailadres in.",
        too_long: "Gebruik hoogstens {n} tekens.",
        control: "Verwijder de onzichtbare tekens.",
        not_an_email: "Vul een adres in zoals naam@example.com.",
        pay_next: "De eerste periode betaal je op de volgende pagina.",
        trial_next: "Vandaag hoef je niets te betalen. De eerste betaling is op {date}.",
        invoices: "Voor elke periode mailen we je een factuur; \
                   er wordt niets vanzelf afgeschreven.",
        charges: "Wat je wanneer betaalt",
        until_cancelled: "Het loopt door tot je opzegt, en dat kan altijd.",
        ends: Plural {
            one: "Het stopt vanzelf na {n} betaling.",
            other: "Het stopt vanzelf na {n} betalingen.",
        },
        trial_title: "Je gratis proefperiode is begonnen",
        trial_text: "Op {date} mailen we je de eerste factuur: {price}. Tot dan betaal je niets.",
        mail_title: "Kijk in je mail",
        mail_text: "We hebben een mail gestuurd naar het adres dat je invulde. \
                    Daarin staat hoe je verdergaat.",
    },
    manage: ManageWords {
        incomplete: "Nog niet begonnen",
        trialing: "Gratis proefperiode",
        active: "Actief",
        past_due: "Betaling te laat",
        paused: "Gepauzeerd",
        cancelled: "Opgezegd",
        completed: "Afgelopen",
        say_incomplete: "Het begint zodra de eerste factuur is betaald.",
        say_trialing: "De gratis proefperiode loopt tot {date}; dan is de eerste betaling.",
        say_active: "De volgende betaling is op {date}.",
        say_past_due: "Een factuur staat nog open. Betaal die, dan loopt het abonnement door.",
        say_paused: "Zolang het gepauzeerd is, komen er geen facturen.",
        say_resumes: "Het gaat vanzelf verder op {date}.",
        say_ends: "Het stopt op {date} en wordt niet verlengd.",
        say_cancelled: "Het is opgezegd op {date}. Er komen geen facturen meer.",
        say_completed: "Het liep af op {date}, na de laatste betaling.",
        refused: "Dat kon niet meer: het abonnement is veranderd sinds deze pagina werd gemaakt. \
                  Zo staat het er nu voor.",
        price: "Prijs",
        change: "Prijs vanaf {date}",
        invoices: "Facturen",
        none: "Nog geen facturen",
        pay: "Factuur betalen",
        reopen: "Opnieuw openen",
        over: "De betaaltijd eindigde op {moment}.",
        reopen_text: "Je kunt deze factuur opnieuw openen en nu betalen.",
        pause: "Abonnement pauzeren",
        pause_text: "Tijdens een pauze komen er geen facturen.",
        resume: "Abonnement hervatten",
        keep: "Abonnement behouden",
        cancel: "Abonnement opzeggen",
        cancel_at: "Het stopt op {date}, aan het einde van de periode. Tot dan verandert er niets.",
        cancel_now: "Het stopt meteen. Er komen geen facturen meer.",
        confirm: "Opzegging bevestigen",
    },
    link: super::link::NL,
    way: WayWords {
        no_memo: "Mijn wallet heeft geen veld voor een memo",
        no_tag: "Mijn wallet heeft geen veld voor een tag",
        muxed: "Stuur hetzelfde bedrag naar dit adres, zonder memo: die zit in het adres.",
        x_address: "In dit adres zit de tag al. Neemt je wallet het niet aan, dan misschien wel \
                    de regel eronder.",
        with_memo: "Adres met memo",
        with_tag: "Adres met tag",
        line: "Alles in één regel",
        copy_line: "Kopieer regel",
    },
    wallet: WalletWords {
        pay: "Betaal met Freighter",
        pay_top: "Betaal met Freighter in een nieuw venster",
        asking: "Freighter vraagt je om bevestiging.",
        sent: "Verstuurd. Wacht op de bevestiging.",
        missing: "Freighter antwoordde niet. Kijk of het in deze browser is geïnstalleerd en \
                  ontgrendeld, of betaal zoals hieronder.",
        declined: "Freighter heeft het niet bevestigd. Er is niets verstuurd; je kunt het \
                   opnieuw proberen.",
        network: "Freighter staat op een ander netwerk. Zet het op {network} en probeer het \
                  opnieuw.",
        no_account: "Deze rekening staat nog niet op het netwerk. Kies een andere in Freighter.",
        no_trustline: "Op deze rekening staat geen {asset}. Kies een andere in Freighter.",
        too_little: "Op deze rekening staat te weinig {asset}. Vul haar aan, of kies een andere \
                     in Freighter.",
        busy: "Het netwerk is nu niet te bereiken. Er is niets verstuurd; probeer het over een \
               minuut opnieuw.",
        over: "Dit kan niet meer worden betaald. Er is niets verstuurd; laad de pagina opnieuw \
               om te zien hoe het ervoor staat.",
        failed: "Dat is niet gelukt. Er is niets verstuurd; je kunt het opnieuw proberen.",
        unsure: "Het is niet bekend of het is verstuurd. Wacht een paar minuten voor je opnieuw \
                 betaalt: wat is verstuurd, verschijnt hier vanzelf.",
    },
    psp: PspWords {
        way: "Bank of kaart",
        reference: "Kenmerk",
        pay: "Betaal {amount} via bank of kaart",
        help: "{psp} neemt de betaling voor {merchant} aan, en je komt hier terug.",
        unpaid: "Betaal via bank of kaart. Deze pagina merkt het vanzelf.",
        pending: "Je betaling van {amount} is bij de bank; bevestigen kan een paar dagen duren. \
                  Je hoeft niets meer te doen; betaal niet nog eens.",
        failed: "De betaling van {amount} via bank of kaart is niet gelukt. Je kunt opnieuw \
                 betalen.",
        title: "Verder naar {psp}",
        text: "Je betaalt {amount} aan {merchant} bij {psp} en komt daarna terug.",
        go_on: "Ga verder bij {psp}",
        consent: "Als ik via bank of kaart betaal: schrijf vanaf {date} automatisch {price} af, \
                  tot ik opzeg. Ik kan dit altijd stoppen met de link in mijn mails.",
        charging: "Elke factuur wordt automatisch afgeschreven via {psp}.",
        stop: "Automatisch afschrijven stoppen",
    },
    claim: ClaimWords {
        title: "Ik heb betaald, maar het staat er niet",
        help_memo: "Memo vergeten? Plak de hash van de transactie, of een link ernaartoe. Je \
                    wallet toont ze bij de betaling.",
        help_tag: "Tag vergeten? Plak de hash van de transactie, of een link ernaartoe. Je \
                   wallet toont ze bij de betaling.",
        label: "Transactiehash of link",
        send: "Zoek mijn betaling",
        hold: "Laad deze pagina niet opnieuw terwijl ik typ",
        not_a_hash: "Hier zit geen hash in. Die heeft 64 cijfers en letters van A tot F.",
        not_found: "{network} kent deze transactie niet. Controleer de hash, of probeer het over \
                    een minuut opnieuw.",
        not_final: "De transactie is gevonden, maar nog niet definitief. Zodra dat zo is, \
                    verschijnt ze hier.",
        attached: "Gevonden. Deze betaling telt nu mee.",
        waiting: "Gevonden, maar het past niet helemaal. {merchant} kijkt ernaar; je hoeft \
                  verder niets te doen.",
        failed: "{network} heeft deze transactie geweigerd, dus er is niets afgeschreven. Je \
                 kunt het opnieuw sturen.",
        elsewhere: "Deze transactie ging naar een ander adres dan dat van deze pagina.",
        known: "Deze betaling is al bekend; ze staat onder Gegevens.",
        busy: "{network} is nu niet te bereiken. Probeer het over een minuut opnieuw.",
    },
    returns: ReturnWords {
        title: "Een adres voor de teruggave",
        help: "Laat een adres achter, dan kan {merchant} terugsturen wat te veel of te laat was. \
               Gebruik je eigen wallet, geen exchange. Daarna kan het niet meer worden \
               gewijzigd.",
        label: "Je adres op {network}",
        save: "Adres opslaan",
        saved: "{merchant} kan het naar dit adres terugsturen.",
        not_an_address: "Dit is geen adres op {network}. Kopieer het nog eens uit je wallet.",
        own: "Dit is het adres van {merchant}. Vul er een van jezelf in.",
    },
    owner: OwnerWords {
        history_gap_subject: "Betalingen op {network} kunnen ontbreken",
        history_gap: "De servers hebben niet meer alles sinds de vorige keer. Er is niets \
                      overgeslagen: het lezen wacht tot een server met de oudere geschiedenis \
                      antwoordt. Voeg er een toe aan de instellingen.",
        ledger_reset_subject: "{network} is teruggezet",
        ledger_reset: "De servers tonen een ledger dat korter is dan wat al was gelezen, zoals \
                       na het terugzetten van een testnetwerk. Het lezen is gestopt; controleer \
                       de instellingen.",
        watcher_lag_subject: "Betalingen op {network} verschijnen later",
        watcher_lag: "Het ledger kon al meer dan 10 minuten niet worden gelezen. Betalingen zijn \
                      veilig en verschijnen zodra dat weer kan.",
        no_rate_subject: "Geen betrouwbare wisselkoers",
        no_rate: "De bronnen van wisselkoersen falen of spreken elkaar tegen. Tot dan kan wat in \
                  een valuta is geprijsd niet worden gefactureerd of betaald; al het andere gaat \
                  door.",
        server_down_subject: "Een server voor {network} antwoordt niet",
        server_down: "Een van de servers in de instellingen faalt. De andere worden gevraagd; is \
                      er geen andere, dan verschijnen betalingen later.",
        unmatched_payment_subject: "Een betaling op {network} past bij geen factuur",
        unmatched_payment: "Er kwam geld aan op je adres waar geen factuur bij is gevonden. Wijs \
                            het aan een factuur toe, of stuur het terug.",
        wrong_network_subject: "De instellingen voor {network} noemen een ander netwerk",
        wrong_network: "De servers antwoorden voor een ander netwerk dan in de instellingen \
                        staat, zoals een testnetwerk. Er wordt niets van gelezen tot de \
                        instellingen kloppen.",
        strange_transaction_subject: "Een transactie op {network} was niet te lezen",
        strange_transaction: "Ze betreft je adres en heeft een onbekende vorm, dus er is niets \
                              meegeteld. Bekijk haar in een explorer.",
        noticed: "Opgemerkt op",
        change_subject: "Nieuw adres voor betalingen op {network}",
        change: "Iemand met toegang tot je account heeft gewijzigd waar je geld heen gaat. Vanaf \
                 {moment} worden nieuwe facturen op het nieuwe adres betaald. Klopt dat niet, \
                 annuleer de wijziging dan vóór dat moment en vervang je API-sleutels.",
        set: "Iemand met toegang tot je account heeft ingesteld waar je geld heen gaat. Nieuwe \
              facturen worden op dit adres betaald. Klopt dat niet, wijzig het dan en vervang je \
              API-sleutels.",
        old: "Oud adres",
        new: "Nieuw adres",
        holds_from: "Geldt vanaf",
        cancel: "Wijziging annuleren",
        ask_title: "Deze wijziging annuleren?",
        ask: "Vanaf {moment} worden nieuwe facturen op het nieuwe adres betaald. Annuleer je, \
              dan blijft het oude gelden.",
        done_title: "De wijziging is geannuleerd",
        done: "Facturen worden nog steeds op het oude adres betaald. Heb je deze wijziging niet \
               zelf gemaakt, vervang dan nu je API-sleutels.",
        late_title: "Het nieuwe adres geldt al",
        late: "Het geldt sinds {moment} en kan hier niet meer worden geannuleerd. Is het fout, \
               vervang dan meteen je API-sleutels en zet het oude adres terug.",
        gone_title: "Er is niets te annuleren",
        gone: "Deze wijziging is voorbij, of de link is niet compleet. De nieuwste mail erover \
               zegt hoe het ervoor staat.",
    },
};
