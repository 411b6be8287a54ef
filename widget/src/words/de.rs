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
    },
};
