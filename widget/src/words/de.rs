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
    },
    mail: MailWords {
        test: "[Test]",
        hello: "Guten Tag,",
        hello_name: "Guten Tag {name},",
        request_subject: "{merchant}: {title}",
        request: "{merchant} bittet Sie um {due}.",
        request_open: "{merchant} bittet Sie um eine Zahlung; den Betrag wählen Sie selbst.",
        reminder_subject: "Erinnerung: {title}",
        reminder: "Eine Erinnerung. {merchant} bittet Sie um {due}.",
        partly_subject: "Noch {due} zu zahlen: {title}",
        partly: "{received} von {total} sind eingegangen. Bitte senden Sie die restlichen {due} \
                 mit demselben Verwendungszweck.",
        receipt_subject: "Beleg: {title}",
        receipt: "{merchant} hat {received} erhalten. Vielen Dank.",
        expired_subject: "Abgelaufen: {title}",
        expired: "Die Zeit, {merchant} hierfür zu bezahlen, ist abgelaufen. Bitte zahlen Sie \
                  nicht mehr.",
        expired_again: "Die Zeit, dies zu bezahlen, ist abgelaufen. Auf der Seite Ihres \
                        Abonnements können Sie die Rechnung wieder öffnen.",
        started_subject: "Ihre Probezeit hat begonnen: {title}",
        started: "Ihre kostenlose Probezeit von {title} hat begonnen. Sie endet am {date}; dann \
                  kommt die erste Rechnung: {price}. Bis dahin zahlen Sie nichts.",
        trial_subject: "Ihre Probezeit endet am {date}: {title}",
        trial: "Ihre kostenlose Probezeit endet am {date}. Dann sendet {merchant} die erste \
                Rechnung: {price}. Möchten Sie nicht weitermachen, kündigen Sie bitte vor diesem \
                Tag.",
        upcoming_subject: "Nächste Zahlung am {date}: {title}",
        upcoming: "Am {date} sendet Ihnen {merchant} die nächste Rechnung: {price}. Bis dahin \
                   ist nichts zu tun.",
        changed_subject: "Neuer Preis ab {date}: {title}",
        changed: "{merchant} ändert den Preis: ab {date} sind es {new}, bis dahin {price}. \
                  Möchten Sie das nicht, können Sie vor diesem Tag kündigen.",
        ended_subject: "Beendet: {title}",
        ended: "Ihr Abonnement von {title} ist beendet. Es kommen keine Rechnungen mehr.",
        link_subject: "Ihr Abonnement: {title}",
        link: "Hier finden Sie Ihr Abonnement von {title}: die Rechnungen, und wie Sie es \
               pausieren oder kündigen. Haben Sie diese Mail nicht angefordert, müssen Sie \
               nichts tun.",
        view_and_pay: "Ansehen und bezahlen",
        pay_rest: "Rest bezahlen",
        view_receipt: "Beleg ansehen",
        manage: "Abonnement verwalten",
        manage_line: "Dieses Abonnement verwalten oder kündigen:",
        for_what: "Für",
        order: "Bestellung",
        invoice: "Rechnung",
        paid_on: "Bezahlt am",
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
        title_pay: "{amount} an {merchant} zahlen",
        title_choose: "An {merchant} zahlen",
        title: "{word} · {merchant}",
    },
    say: Sentences {
        choosing: "Geben Sie ein, was Sie zahlen möchten.",
        unpaid: "{network} bestätigt in etwa {seconds} Sekunden. \
                 Diese Seite bemerkt es von selbst.",
        pending: "{amount} ist unterwegs. \
                  {network} bestätigt meist in etwa {seconds} Sekunden.",
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
        memo_rule: "Geben Sie dieses Memo immer an: \
                    Ohne Memo lässt sich eine Zahlung nicht zuordnen.",
        tag_rule: "Geben Sie diesen Tag immer an: \
                   Ohne Tag lässt sich eine Zahlung nicht zuordnen.",
        network: "Netzwerk",
        network_rule: "Senden Sie {asset} nur über {network}.",
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
        reopen_text: "Die Zahlungszeit ist abgelaufen. \
                      Sie können diese Rechnung erneut öffnen und jetzt bezahlen.",
        pause: "Abonnement pausieren",
        pause_text: "Während der Pause gibt es keine Rechnungen.",
        resume: "Abonnement fortsetzen",
        keep: "Abonnement behalten",
        cancel: "Abonnement kündigen",
        cancel_at: "Es endet am {date}, am Ende des Zeitraums. Bis dahin ändert sich nichts.",
        cancel_now: "Es endet sofort. Es kommen keine Rechnungen mehr.",
        confirm: "Kündigung bestätigen",
    },
};
