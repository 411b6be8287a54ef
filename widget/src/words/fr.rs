//! Français. Devant `:` et `?`, une espace insécable.

use super::*;

pub(super) static WORDS: Words = Words {
    manner: Manner {
        code: "fr",
        dir: "ltr",
        decimal: ",",
        group: "\u{202f}",
        group_from: 4,
        months: [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        first: "1er",
        date: "{day} {month} {year}",
        moment: "{date} à {time} ({zone})",
    },
    status: StatusWords {
        choosing: "Vous choisissez le montant",
        unpaid: "En attente du paiement",
        pending: "En cours de confirmation",
        partial: "Payé en partie",
        ended: "Le délai de paiement est passé",
        paid: "Payé",
        overpaid: "Payé, avec un excédent",
        paid_late: "Payé en retard",
        settled_short: "Payé, accepté en l’état",
        expired: "Expiré",
        came_late: "Paiement arrivé trop tard",
        short: "Fermé, payé en partie",
        cancelled: "Annulé",
        title_pay: "Payer {amount} à {merchant}",
        title_choose: "Payer {merchant}",
        title: "{word} · {merchant}",
    },
    say: Sentences {
        choosing: "Indiquez ce que vous souhaitez payer.",
        unpaid: "{network} confirme en {seconds} secondes environ. \
                 Cette page se met à jour d’elle-même.",
        pending: "{amount} en route. \
                  {network} confirme d’ordinaire en {seconds} secondes environ.",
        partial_memo: "Reçu : {part} sur {due}. \
                       Envoyez le reste, {remaining}, avec le même mémo.",
        partial_tag: "Reçu : {part} sur {due}. \
                      Envoyez le reste, {remaining}, avec le même destination tag.",
        ended: "Un paiement envoyé à temps est encore recherché. \
                N’envoyez rien de nouveau.",
        partial_ended: "Reçu avant la fin du délai : {part} sur {due}. \
                        N’envoyez rien de nouveau ; {merchant} peut vous dire comment continuer.",
        paid: "Reçu : {received}. Il ne reste rien à faire.",
        overpaid: "Payé en entier. Un excédent de {excess} est arrivé ; {merchant} peut le rendre.",
        paid_late: "Reçu après la fin du délai et accepté : {received}.",
        settled_short: "Reçu : {part} sur {due}, \
                        accepté comme paiement complet par {merchant}.",
        expired: "Le délai de paiement a pris fin le {moment}. \
                  N’envoyez rien ; demandez un nouveau lien à {merchant}.",
        closed: "Cette demande est fermée. \
                 N’envoyez rien ; demandez un nouveau lien à {merchant}.",
        came_late: "Arrivé après la fin du délai : {late}. \
                    {merchant} peut accepter ce paiement ou le rendre.",
        short: "Reçu avant la fermeture de cette demande : {part} sur {due}. \
                {merchant} peut accepter ce paiement ou le rendre.",
        cancelled: "{merchant} a annulé cette demande. Rien n’est dû ; n’envoyez rien.",
        cancelled_late: "Arrivé après l’annulation de cette demande par {merchant} : {late}. \
                         {merchant} peut rendre ce paiement.",
        wrong_asset: "Reçu : {amount}, alors que le montant est dû en {asset}. \
                      Ce paiement ne compte pas ; {merchant} peut le rendre.",
        failed: "Un paiement de {amount} n’a pas abouti. \
                 Rien n’a été débité ; vous pouvez l’envoyer à nouveau.",
        offline: "Pas de connexion pour le moment. Cette page continue d’essayer.",
    },
    money: MoneyWords {
        due: "Dû",
        received: "Reçu",
        remaining: "Reste à payer",
        excess: "Excédent",
        counted: "reçu",
        pending: "pas encore définitif",
        failed: "échoué, rien débité",
        late: "arrivé trop tard",
        wrong_asset: "n’est pas ce qui est dû",
        ignored: "trop peu pour compter",
    },
    pay: PayWords {
        open_wallet: "Ouvrir le wallet",
        scan: "Ou scannez avec un wallet sur un autre appareil",
        qr: "Code QR avec montant, adresse et référence",
        amount: "Montant",
        address: "Adresse",
        memo: "Mémo",
        tag: "Destination tag",
        copy_amount: "Copier le montant",
        copy_address: "Copier l’adresse",
        copy_memo: "Copier le mémo",
        copy_tag: "Copier le tag",
        copied: "Copié",
        copy_failed: "Sélectionnez et copiez à la main",
        memo_rule: "Ajoutez toujours ce mémo : sans lui, un paiement ne peut pas être attribué.",
        tag_rule: "Ajoutez toujours ce tag : sans lui, un paiement ne peut pas être attribué.",
        network: "Réseau",
        network_rule: "Envoyez des {asset} uniquement sur {network}.",
        until: "À payer avant le {moment}.",
        time_left: "Temps restant",
        straight: "Votre argent va directement à {merchant}. PayLinkr ne le détient jamais.",
        help: "Des questions ?",
    },
    choose: ChooseWords {
        label: "Montant en {asset}",
        at_least: "{least} ou plus",
        any: "Montant libre, par exemple 12,50",
        go_on: "Continuer vers le paiement",
        change: "Changer le montant",
        empty: "Indiquez un montant.",
        not_a_number: "Utilisez seulement des chiffres, par exemple 12,50.",
        negative: "Indiquez un montant supérieur à zéro.",
        zero: "Indiquez un montant supérieur à zéro.",
        too_precise: "Pas plus de {scale} décimales.",
        too_large: "C’est plus que ce qui peut être envoyé.",
        too_little: "Indiquez {least} ou plus.",
    },
    receipt: ReceiptWords {
        paid_on: "Payé le",
        order: "Commande",
        invoice: "Facture",
        details: "Détails",
        print: "Imprimer le reçu",
        back: "Retour à {host}",
    },
    test: TestWords {
        bar: "Mode test : pas d’argent réel",
        title: "Payer avec de l’argent de test",
        help: "Ces boutons paient sur un réseau simulé. \
               Un vrai wallet ne peut pas payer cette adresse.",
        exact: "Payer exactement",
        half: "Payer la moitié",
        double: "Payer le double",
        late: "Payer trop tard",
        wrong_memo: "Payer avec un mauvais mémo",
        wrong_tag: "Payer avec un mauvais tag",
        wrong_asset: "Autre actif",
        pending: "Payer, pas encore définitif",
        make_final: "Rendre définitif",
        make_failed: "Faire échouer",
    },
    notice: NoticeWords {
        not_found: "Page introuvable",
        not_found_text: "Il n’y a pas de page de paiement à cette adresse. \
                         Vérifiez le lien ou demandez-en un nouveau à l’expéditeur.",
        failed: "Un problème est survenu de notre côté",
        failed_text: "Cette page n’a rien débité. Réessayez dans un instant ; \
                      l’argent déjà envoyé est en sécurité et sera remarqué.",
        failed_id: "Numéro pour l’assistance : {id}",
        refused: "Cela n’a pas pu être fait",
        refused_text: "Le paiement a avancé depuis que la page a été créée. \
                       Revenez en arrière pour voir où il en est.",
        busy: "Un instant, s’il vous plaît",
        busy_text: "Trop de demandes sont arrivées en même temps. Réessayez dans une minute.",
        again: "Réessayer",
        go_back: "Revenir",
    },
};
