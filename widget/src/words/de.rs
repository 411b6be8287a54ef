//! Deutsch.

use super::*;

pub(super) static WORDS: Words = Words {
    manner: Manner {
        code: "de",
        dir: "ltr",
        decimal: ",",
        group: ".",
        group_from: 4,
        months: [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
        first: "1",
        date: "{day}. {month} {year}",
        moment: "{date}, {time} Uhr ({zone})",
        clock: "{time} Uhr ({zone})",
    },
    mail: MailWords {
        test: "[Test]",
        line: "{label}: {value}",
        hello: "Guten Tag,",
        hello_name: "Guten Tag {name},",
        request_subject: "{merchant}: {title}",
        request: "{merchant} bittet Sie um die Zahlung von {remaining}.",
        request_open: "{merchant} bittet Sie um eine Zahlung; den Betrag wählen Sie selbst.",
        charge_failed_subject: "Zahlung fehlgeschlagen: {title}",
        charge_failed: "Die automatische Zahlung für {title} ist fehlgeschlagen.",
        reminder_subject: "Erinnerung: {title}",
        reminder: "Zur Erinnerung: {remaining} an {merchant} sind noch offen.",
        partly_subject: "Noch {remaining} zu zahlen: {title}",
        receipt_subject: "Beleg: {title}",
        receipt: "{merchant} hat {received} erhalten. Vielen Dank.",
        expired_subject: "Abgelaufen: {title}",
        expired: "Die Zahlungszeit ist abgelaufen. \
                  Bitte senden Sie nichts; fragen Sie {merchant} nach einem neuen Link.",
        expired_again: "Die Zahlungszeit dieser Rechnung ist abgelaufen. \
                        Sie können die Rechnung erneut öffnen und jetzt bezahlen.",
        started_subject: "Ihre Testzeit hat begonnen: {title}",
        started: "Ihre kostenlose Testzeit für {title} hat begonnen.",
        trial_subject: "Ihre Testzeit endet am {date}: {title}",
        trial: "Ihre kostenlose Testzeit endet am {date}. Dann sendet Ihnen {merchant} die erste \
                Rechnung: {price}. Möchten Sie das Abonnement nicht fortsetzen, kündigen Sie \
                bitte vor diesem Tag.",
        upcoming_subject: "Nächste Zahlung am {date}: {title}",
        upcoming: "Am {date} sendet Ihnen {merchant} die nächste Rechnung: {price}. \
                   Bis dahin müssen Sie nichts tun.",
        changed_subject: "Neuer Preis ab dem {date}: {title}",
        changed: "{merchant} ändert den Preis: bisher {price}, neu {new} ab dem {date}. \
                  Möchten Sie das nicht, können Sie vor diesem Tag kündigen.",
        ended_subject: "Abonnement beendet: {title}",
        ended: "Ihr Abonnement von {title} ist beendet. Es kommen keine Rechnungen mehr.",
        link_subject: "Ihr Abonnement: {title}",
        link: "Hier finden Sie Ihr Abonnement von {title}: die Rechnungen, und wie Sie es \
               pausieren oder kündigen. Geben Sie den Link nicht weiter: Wer ihn hat, kann das \
               auch. Haben Sie diese E-Mail nicht angefordert, müssen Sie nichts tun.",
        view_and_pay: "Ansehen und bezahlen",
        pay_rest: "Rest bezahlen",
        view_receipt: "Beleg ansehen",
        manage: "Abonnement verwalten",
        manage_line: "Dieses Abonnement verwalten oder kündigen",
        for_what: "Für",
        due_on: "Fällig am",
    },
    status: StatusWords {
        choosing: "Sie wählen den Betrag",
        unpaid: "Wartet auf Zahlung",
        pending: "Wird bestätigt",
        partial: "Teilweise bezahlt",
        ended: "Die Zahlungszeit ist abgelaufen",
        paid: "Bezahlt",
        overpaid: "Bezahlt, mit Überschuss",
        paid_late: "Verspätet bezahlt",
        settled_short: "Bezahlt, so angenommen",
        expired: "Abgelaufen",
        came_late: "Zahlung kam zu spät",
        short: "Geschlossen, nicht vollständig bezahlt",
        cancelled: "Storniert",
        no_rate: "Preis noch nicht bekannt",
        title_pay: "{amount} an {merchant} zahlen",
        title_choose: "An {merchant} zahlen",
        title: "{word} · {merchant}",
    },
    say: Sentences {
        choosing: "Geben Sie ein, was Sie zahlen möchten.",
        unpaid: "{network} bestätigt in etwa {seconds} Sekunden. \
                 Diese Seite bemerkt es von selbst.",
        no_rate: "Der Preis in {asset} lässt sich gerade nicht angeben. Bitte senden Sie noch \
                  nichts; diese Seite zeigt den Betrag, sobald es ihn gibt.",
        pending: "{amount} ist unterwegs. \
                  {network} bestätigt meist in etwa {seconds} Sekunden.",
        announced: "Ihre Wallet hat es gesendet. {network} bestätigt meist in etwa {seconds} \
                    Sekunden.",
        partial_memo: "{part} von {due} sind eingegangen. \
                       Senden Sie die restlichen {remaining} mit demselben Memo.",
        partial_tag: "{part} von {due} sind eingegangen. \
                      Senden Sie die restlichen {remaining} mit demselben Destination Tag.",
        ended: "Eine rechtzeitig gesendete Zahlung wird noch gesucht. \
                Bitte senden Sie nichts Neues.",
        partial_ended: "{part} von {due} sind vor Ablauf der Zeit eingegangen. \
                        Bitte senden Sie nichts Neues; {merchant} kann sagen, wie es weitergeht.",
        paid: "{received} sind eingegangen. Es ist nichts weiter zu tun.",
        overpaid: "Vollständig bezahlt. Es sind {excess} mehr als fällig eingegangen; \
                   {merchant} kann den Überschuss zurückgeben.",
        over_back: "Vollständig bezahlt. Es sind {excess} mehr als fällig eingegangen; \
                    {refunded} wurden zurückgesendet.",
        paid_late: "{received} sind nach Ablauf der Zahlungszeit eingegangen \
                    und wurden angenommen.",
        settled_short: "{part} von {due} sind eingegangen; \
                        {merchant} hat das als volle Zahlung angenommen.",
        expired: "Die Zahlungszeit endete am {moment}. \
                  Bitte senden Sie nichts; fragen Sie {merchant} nach einem neuen Link.",
        closed: "Diese Anforderung wurde geschlossen. \
                 Bitte senden Sie nichts; fragen Sie {merchant} nach einem neuen Link.",
        came_late: "{late} sind nach Ablauf der Zahlungszeit eingegangen. \
                    {merchant} kann sie annehmen oder zurückgeben.",
        short: "{part} von {due} sind eingegangen, bevor diese Anforderung schloss. \
                {merchant} kann sie annehmen oder zurückgeben.",
        cancelled: "{merchant} hat diese Anforderung storniert. \
                    Es ist nichts fällig; bitte senden Sie nichts.",
        cancelled_late: "{late} sind eingegangen, nachdem {merchant} diese Anforderung \
                         storniert hatte. {merchant} kann sie zurückgeben.",
        came_back: "{late} sind eingegangen, ohne zu zählen; {refunded} wurden zurückgesendet.",
        back: "{refunded} wurden zurückgesendet.",
        wrong_asset: "{amount} sind eingegangen, fällig ist aber {asset}. \
                      Das zählt nicht; {merchant} kann es zurückgeben.",
        failed: "Eine Zahlung von {amount} ist fehlgeschlagen. \
                 Es wurde nichts abgebucht; Sie können sie erneut senden.",
        offline: "Gerade keine Verbindung. Diese Seite versucht es weiter.",
    },
    money: MoneyWords {
        due: "Fällig",
        received: "Eingegangen",
        remaining: "Restbetrag",
        excess: "Überschuss",
        refunded: "Zurückgesendet",
        counted: "eingegangen",
        pending: "noch nicht endgültig",
        failed: "fehlgeschlagen, nichts abgebucht",
        late: "kam zu spät",
        wrong_asset: "nicht das Fällige",
        ignored: "zu wenig, um zu zählen",
    },
    pay: PayWords {
        open_wallet: "Wallet öffnen",
        scan: "Oder mit einer Wallet auf einem anderen Gerät scannen",
        qr: "QR-Code mit Betrag, Adresse und Referenz",
        amount: "Betrag",
        address: "Adresse",
        memo: "Memo",
        tag: "Destination Tag",
        copy_amount: "Betrag kopieren",
        copy_address: "Adresse kopieren",
        copy_memo: "Memo kopieren",
        copy_tag: "Tag kopieren",
        copied: "Kopiert",
        copy_failed: "Bitte markieren und selbst kopieren",
        memo_rule: "Geben Sie immer dieses Memo an: ohne Memo lässt sich eine Zahlung nicht \
                    zuordnen.",
        tag_rule: "Geben Sie immer dieses Tag an: ohne Tag lässt sich eine Zahlung nicht \
                   zuordnen.",
        exchange_memo: "Sie zahlen von einer Börse? Nur, wenn sich das Memo dort eingeben lässt; \
                        sonst mit Ihrer eigenen Wallet.",
        exchange_tag: "Sie zahlen von einer Börse? Nur, wenn sich das Tag dort eingeben lässt; \
                       sonst mit Ihrer eigenen Wallet.",
        network: "Netzwerk",
        network_rule: "Senden Sie {asset} nur über {network}. Was über ein anderes Netzwerk \
                       gesendet wird, ist verloren.",
        rate_from: "Kurs: {sources}, {moment}",
        holds: "Dieser Preis gilt bis {time}.",
        until: "Zahlbar bis {moment}.",
        time_left: "Verbleibende Zeit",
        straight: "Ihr Geld geht direkt an {merchant}. PayLinkr verwahrt es nie.",
        help: "Fragen?",
    },
    choose: ChooseWords {
        label: "Betrag in {asset}",
        at_least: "{least} oder mehr",
        any: "Beliebiger Betrag, zum Beispiel 12,50",
        go_on: "Weiter zur Zahlung",
        change: "Betrag ändern",
        empty: "Geben Sie einen Betrag ein.",
        not_a_number: "Geben Sie nur Ziffern ein, zum Beispiel 12,50.",
        negative: "Geben Sie einen Betrag über null ein.",
        zero: "Geben Sie einen Betrag über null ein.",
        too_precise: "Höchstens {scale} Nachkommastellen.",
        too_large: "Das ist mehr, als gesendet werden kann.",
        too_little: "Geben Sie {least} oder mehr ein.",
    },
    receipt: ReceiptWords {
        paid_on: "Bezahlt am",
        order: "Bestellung",
        invoice: "Rechnung",
        details: "Einzelheiten",
        print: "Beleg drucken",
        back: "Zurück zu {host}",
    },
    test: TestWords {
        bar: "Testmodus: kein echtes Geld",
        title: "Mit Testgeld zahlen",
        help: "Diese Knöpfe zahlen in einem nachgestellten Netzwerk. \
               Echte Wallets können an diese Adresse nicht zahlen.",
        exact: "Genau zahlen",
        half: "Die Hälfte zahlen",
        double: "Doppelt zahlen",
        late: "Zu spät zahlen",
        wrong_memo: "Mit falschem Memo zahlen",
        wrong_tag: "Mit falschem Tag zahlen",
        wrong_asset: "Anderes Asset",
        pending: "Zahlen, noch nicht endgültig",
        make_final: "Endgültig machen",
        make_failed: "Fehlschlagen lassen",
    },
    notice: NoticeWords {
        not_found: "Seite nicht gefunden",
        not_found_text: "Unter dieser Adresse gibt es keine Zahlungsseite. \
                         Prüfen Sie den Link oder bitten Sie den Absender um einen neuen.",
        failed: "Bei uns ist etwas schiefgegangen",
        failed_text: "Diese Seite hat nichts abgebucht. Versuchen Sie es gleich noch einmal; \
                      bereits gesendetes Geld ist sicher und wird bemerkt.",
        failed_id: "Nummer für den Support: {id}",
        refused: "Das war nicht möglich",
        refused_text: "Die Zahlung ist weiter als beim Laden der Seite. \
                       Gehen Sie zurück, um den Stand zu sehen.",
        busy: "Einen Moment bitte",
        busy_text: "Es kamen zu viele Anfragen auf einmal. \
                    Versuchen Sie es in einer Minute noch einmal.",
        often_text: "Von dieser Verbindung kamen zu viele Versuche. \
                     Versuchen Sie es in einer Stunde noch einmal.",
        again: "Erneut versuchen",
        go_back: "Zurück",
        inactive: "Dieses Abonnement ist nicht verfügbar",
        inactive_text: "Neue Abonnements werden nicht angenommen. \
                        Der Anbieter kann sagen, ob sich das ändert.",
    },
    period: PeriodWords {
        ones: 1..=1,
        day: "pro Tag",
        week: "pro Woche",
        month: "pro Monat",
        quarter: "pro Quartal",
        year: "pro Jahr",
        days: "alle {n} Tage",
        weeks: "alle {n} Wochen",
        months: "alle {n} Monate",
        years: "alle {n} Jahre",
        payments: Plural { one: "{n} Zahlung", other: "{n} Zahlungen" },
        trial: Plural { one: "{n} Tag kostenlos, danach", other: "{n} Tage kostenlos, danach" },
        rate: "Zahlbar in {asset} zum Tageskurs",
    },
    subscribe: SubscribeWords {
        subscribe: "Abonnieren",
        start_trial: "Kostenlos testen",
        email: "E-Mail-Adresse",
        email_help: "Für Rechnungen und den Link zur Verwaltung",
        name: "Name",
        name_help: "Freiwillig, für Ihre Rechnungen",
        empty: "Geben Sie Ihre E-Mail-Adresse ein.",
        too_long: "Höchstens {n} Zeichen.",
        control: "Entfernen Sie die unsichtbaren Zeichen.",
        not_an_email: "Geben Sie eine Adresse wie name@example.com ein.",
        pay_next: "Den ersten Zeitraum bezahlen Sie auf der nächsten Seite.",
        trial_next: "Heute ist nichts fällig. Die erste Zahlung ist am {date} fällig.",
        invoices: "Für jeden Zeitraum senden wir Ihnen eine Rechnung per E-Mail; \
                   von selbst wird nichts abgebucht.",
        charges: "Was wann fällig ist",
        until_cancelled: "Es läuft, bis Sie kündigen; das geht jederzeit.",
        ends: Plural {
            one: "Es endet von selbst nach {n} Zahlung.",
            other: "Es endet von selbst nach {n} Zahlungen.",
        },
        trial_title: "Ihre kostenlose Testzeit hat begonnen",
        trial_text: "Am {date} senden wir Ihnen die erste Rechnung per E-Mail: {price}. Bis dahin \
                     ist nichts fällig.",
        mail_title: "Sehen Sie in Ihre E-Mails",
        mail_text: "Wir haben eine E-Mail an die eingegebene Adresse gesendet. \
                    Darin steht, wie es weitergeht.",
    },
    manage: ManageWords {
        incomplete: "Noch nicht begonnen",
        trialing: "Kostenlose Testzeit",
        active: "Aktiv",
        past_due: "Zahlung überfällig",
        paused: "Pausiert",
        cancelled: "Gekündigt",
        completed: "Abgeschlossen",
        say_incomplete: "Es beginnt, sobald die erste Rechnung bezahlt ist.",
        say_trialing: "Die kostenlose Testzeit endet am {date}; dann ist die erste Zahlung fällig.",
        say_active: "Die nächste Zahlung ist am {date} fällig.",
        say_past_due: "Eine Rechnung ist überfällig. \
                       Bezahlen Sie sie, damit das Abonnement weiterläuft.",
        say_paused: "Solange es pausiert ist, gibt es keine Rechnungen.",
        say_resumes: "Es läuft am {date} von selbst weiter.",
        say_ends: "Es endet am {date} und wird nicht verlängert.",
        say_cancelled: "Es wurde am {date} gekündigt. Es kommen keine Rechnungen mehr.",
        say_completed: "Es endete am {date} nach der letzten Zahlung.",
        refused: "Das war nicht mehr möglich: Das Abonnement hat sich geändert, seit diese Seite \
                  geladen wurde. So steht es jetzt.",
        price: "Preis",
        change: "Preis ab dem {date}",
        invoices: "Rechnungen",
        none: "Noch keine Rechnungen",
        pay: "Rechnung bezahlen",
        reopen: "Erneut öffnen",
        over: "Die Zahlungszeit endete am {moment}.",
        reopen_text: "Sie können diese Rechnung erneut öffnen und jetzt bezahlen.",
        pause: "Abonnement pausieren",
        pause_text: "Während der Pause gibt es keine Rechnungen.",
        resume: "Abonnement fortsetzen",
        keep: "Abonnement behalten",
        cancel: "Abonnement kündigen",
        cancel_at: "Es endet am {date}, am Ende des Zeitraums. Bis dahin ändert sich nichts.",
        cancel_now: "Es endet sofort. Es kommen keine Rechnungen mehr.",
        confirm: "Kündigung bestätigen",
    },
    link: super::link::DE,
    way: WayWords {
        no_memo: "Meine Wallet hat kein Feld für ein Memo",
        no_tag: "Meine Wallet hat kein Feld für ein Tag",
        muxed: "Senden Sie denselben Betrag stattdessen an diese Adresse, ohne Memo: sie enthält \
                es schon.",
        x_address: "Diese Adresse enthält das Tag schon. Nimmt Ihre Wallet sie nicht an, dann \
                    vielleicht die Zeile darunter.",
        with_memo: "Adresse mit Memo",
        with_tag: "Adresse mit Tag",
        line: "Alles in einer Zeile",
        copy_line: "Zeile kopieren",
    },
    wallet: WalletWords {
        pay: "Mit Freighter bezahlen",
        pay_top: "Mit Freighter in neuem Fenster bezahlen",
        asking: "Freighter bittet Sie um Bestätigung.",
        sent: "Gesendet. Die Bestätigung steht noch aus.",
        missing: "Freighter hat nicht geantwortet. Prüfen Sie, ob es in diesem Browser \
                  installiert und entsperrt ist, oder zahlen Sie wie unten gezeigt.",
        declined: "Freighter hat es nicht bestätigt. Es wurde nichts gesendet; Sie können es \
                   erneut versuchen.",
        network: "Freighter ist in einem anderen Netzwerk. Stellen Sie es auf {network} um und \
                  versuchen Sie es erneut.",
        no_account: "Dieses Konto gibt es im Netzwerk noch nicht. Wählen Sie in Freighter ein \
                     anderes.",
        no_trustline: "Auf diesem Konto liegt kein {asset}. Wählen Sie in Freighter ein anderes.",
        too_little: "Auf diesem Konto liegt zu wenig {asset}. Laden Sie es auf oder wählen Sie \
                     in Freighter ein anderes.",
        busy: "Das Netzwerk ist gerade nicht erreichbar. Es wurde nichts gesendet; versuchen Sie \
               es in einer Minute erneut.",
        over: "Das kann nicht mehr bezahlt werden. Es wurde nichts gesendet; laden Sie die Seite \
               neu, um den Stand zu sehen.",
        failed: "Das hat nicht geklappt. Es wurde nichts gesendet; Sie können es erneut \
                 versuchen.",
        unsure: "Es ist nicht bekannt, ob es gesendet wurde. Warten Sie einige Minuten, bevor \
                 Sie erneut zahlen: Gesendetes erscheint hier von selbst.",
    },
    psp: PspWords {
        way: "Bank oder Karte",
        reference: "Referenz",
        pay: "{amount} per Bank oder Karte zahlen",
        help: "{psp} nimmt die Zahlung für {merchant} entgegen, danach kommen Sie hierher zurück.",
        unpaid: "Zahlen Sie per Bank oder Karte. Diese Seite bemerkt es von selbst.",
        pending: "Ihre Zahlung von {amount} liegt bei der Bank; die Bestätigung kann einige Tage \
                  dauern. Sie müssen nichts weiter tun; bitte zahlen Sie nicht noch einmal.",
        failed: "Die Zahlung von {amount} per Bank oder Karte ist fehlgeschlagen. Sie können \
                 erneut zahlen.",
        title: "Weiter zu {psp}",
        text: "Sie zahlen {amount} an {merchant} bei {psp} und kommen danach zurück.",
        go_on: "Weiter bei {psp}",
        consent: "Wenn ich per Bank oder Karte zahle: ab {date} automatisch {price} abbuchen, bis \
                  ich kündige. Ich kann das jederzeit über den Link in meinen Mails beenden.",
        charging: "Jede Rechnung wird automatisch über {psp} abgebucht.",
        stop: "Automatische Abbuchung beenden",
    },
    claim: ClaimWords {
        title: "Ich habe bezahlt, aber es erscheint nicht",
        help_memo: "Memo vergessen? Fügen Sie den Hash der Transaktion oder einen Link zu ihr \
                    ein. Ihre Wallet zeigt beides bei der Zahlung.",
        help_tag: "Tag vergessen? Fügen Sie den Hash der Transaktion oder einen Link zu ihr ein. \
                   Ihre Wallet zeigt beides bei der Zahlung.",
        label: "Transaktions-Hash oder Link",
        send: "Meine Zahlung suchen",
        hold: "Diese Seite nicht neu laden, während ich tippe",
        not_a_hash: "Darin steht kein Hash. Er hat 64 Ziffern und Buchstaben von A bis F.",
        not_found: "{network} kennt diese Transaktion nicht. Prüfen Sie den Hash oder versuchen \
                    Sie es in einer Minute erneut.",
        not_final: "Die Transaktion wurde gefunden, ist aber noch nicht endgültig. Sie erscheint \
                    hier, sobald sie es ist.",
        attached: "Gefunden. Diese Zahlung zählt jetzt.",
        waiting: "Gefunden, aber sie passt nicht ganz. {merchant} sieht sie sich an; Sie müssen \
                  nichts weiter tun.",
        failed: "{network} hat diese Transaktion abgelehnt, es wurde also nichts abgebucht. Sie \
                 können erneut senden.",
        elsewhere: "Diese Transaktion ging an eine andere Adresse als die auf dieser Seite.",
        known: "Diese Zahlung ist schon bekannt; sie steht unter Einzelheiten.",
        busy: "{network} ist gerade nicht erreichbar. Versuchen Sie es in einer Minute erneut.",
    },
    returns: ReturnWords {
        title: "Eine Adresse für die Rückgabe",
        help: "Hinterlassen Sie eine Adresse, und {merchant} kann zurücksenden, was zu viel oder \
               zu spät war. Nehmen Sie Ihre eigene Wallet, keine Börse. Danach lässt sie sich \
               nicht mehr ändern.",
        label: "Ihre Adresse auf {network}",
        save: "Adresse speichern",
        saved: "{merchant} kann es an diese Adresse zurücksenden.",
        not_an_address: "Das ist keine Adresse auf {network}. Kopieren Sie sie noch einmal aus \
                         Ihrer Wallet.",
        own: "Das ist die Adresse von {merchant}. Geben Sie eine eigene ein.",
    },
    owner: OwnerWords {
        history_gap_subject: "Zahlungen auf {network} fehlen möglicherweise",
        history_gap: "Die Server haben nicht mehr alles seit dem letzten Blick. Nichts wurde \
                      übersprungen: Das Lesen wartet, bis ein Server mit der älteren Historie \
                      antwortet. Tragen Sie einen in die Einstellungen ein.",
        ledger_reset_subject: "{network} wurde zurückgesetzt",
        ledger_reset: "Die Server zeigen ein Ledger, das kürzer ist als das bereits Gelesene, \
                       wie nach dem Zurücksetzen eines Testnetzwerks. Das Lesen ruht; prüfen Sie \
                       die Einstellungen.",
        watcher_lag_subject: "Zahlungen auf {network} erscheinen verspätet",
        watcher_lag: "Das Ledger konnte seit mehr als 10 Minuten nicht gelesen werden. Zahlungen \
                      sind sicher und erscheinen, sobald es wieder geht.",
        no_rate_subject: "Kein verlässlicher Wechselkurs",
        no_rate: "Die Quellen der Wechselkurse fallen aus oder widersprechen sich. Bis dahin \
                  lässt sich, was in einer Währung ausgezeichnet ist, weder in Rechnung stellen \
                  noch bezahlen; alles andere läuft weiter.",
        server_down_subject: "Ein Server für {network} antwortet nicht",
        server_down: "Einer der Server in den Einstellungen fällt aus. Stattdessen werden die \
                      anderen gefragt; gibt es keinen, erscheinen Zahlungen verspätet.",
        unmatched_payment_subject: "Eine Zahlung auf {network} passt zu keiner Rechnung",
        unmatched_payment: "An Ihrer Adresse ist Geld eingegangen, zu dem sich keine Rechnung \
                            fand. Ordnen Sie es einer Rechnung zu oder senden Sie es zurück.",
        wrong_network_subject: "Die Einstellungen für {network} nennen ein anderes Netzwerk",
        wrong_network: "Die Server antworten für ein anderes Netzwerk als in den Einstellungen, \
                        etwa ein Testnetzwerk. Von ihnen wird nichts gelesen, bis die \
                        Einstellungen stimmen.",
        strange_transaction_subject: "Eine Transaktion auf {network} war nicht lesbar",
        strange_transaction: "Sie betrifft Ihre Adresse und hat eine unbekannte Form, daher \
                              wurde nichts gezählt. Sehen Sie sie sich in einem Explorer an.",
        noticed: "Bemerkt am",
        change_subject: "Neue Adresse für Zahlungen auf {network}",
        change: "Jemand mit Zugang zu Ihrem Konto hat geändert, wohin Ihr Geld geht. Ab {moment} \
                 werden neue Rechnungen an die neue Adresse bezahlt. Stimmt das nicht, dann \
                 machen Sie die Änderung vorher rückgängig und ersetzen Sie Ihre API-Schlüssel.",
        set: "Jemand mit Zugang zu Ihrem Konto hat festgelegt, wohin Ihr Geld geht. Neue \
              Rechnungen werden an diese Adresse bezahlt. Stimmt das nicht, dann ändern Sie sie \
              und ersetzen Sie Ihre API-Schlüssel.",
        old: "Alte Adresse",
        new: "Neue Adresse",
        holds_from: "Gilt ab",
        cancel: "Änderung rückgängig machen",
        ask_title: "Diese Änderung rückgängig machen?",
        ask: "Ab {moment} werden neue Rechnungen an die neue Adresse bezahlt. Machen Sie das \
              rückgängig, bleibt es bei der alten.",
        done_title: "Die Änderung ist rückgängig gemacht",
        done: "Rechnungen werden weiterhin an die alte Adresse bezahlt. Stammt die Änderung \
               nicht von Ihnen, ersetzen Sie jetzt Ihre API-Schlüssel.",
        late_title: "Die neue Adresse gilt bereits",
        late: "Sie gilt seit {moment} und lässt sich hier nicht mehr zurücknehmen. Ist sie \
               falsch, ersetzen Sie sofort Ihre API-Schlüssel und stellen Sie die alte Adresse \
               wieder ein.",
        gone_title: "Es gibt nichts rückgängig zu machen",
        gone: "Diese Änderung ist erledigt, oder der Link ist unvollständig. Die neueste Mail \
               dazu sagt, wie es steht.",
    },
};
