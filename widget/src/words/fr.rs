//! Français. Devant `:`, `;` et `?`, une espace insécable.

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
        clock: "{time} ({zone})",
    },
    mail: MailWords {
        test: "[Test]",
        line: "{label}\u{a0}: {value}",
        hello: "Bonjour,",
        hello_name: "Bonjour {name},",
        request_subject: "{merchant}\u{a0}: {title}",
        request: "{merchant} vous demande de payer {remaining}.",
        request_open: "{merchant} vous demande un paiement\u{a0}; vous choisissez le montant.",
        charge_failed_subject: "Échec du paiement\u{a0}: {title}",
        charge_failed: "Le paiement automatique de {title} a échoué.",
        reminder_subject: "Rappel\u{a0}: {title}",
        reminder: "Pour rappel, il reste {remaining} à payer à {merchant}.",
        partly_subject: "Reste à payer {remaining}\u{a0}: {title}",
        receipt_subject: "Reçu\u{a0}: {title}",
        receipt: "{merchant} a reçu {received}. Merci.",
        expired_subject: "Expiré\u{a0}: {title}",
        expired: "Le délai de paiement est passé. \
                  N’envoyez rien\u{a0}; demandez un nouveau lien à {merchant}.",
        expired_again: "Le délai de paiement de cette facture est passé. \
                        Vous pouvez la rouvrir et la payer maintenant.",
        started_subject: "Votre essai a commencé\u{a0}: {title}",
        started: "Votre essai gratuit de {title} a commencé.",
        trial_subject: "Votre essai se termine le {date}\u{a0}: {title}",
        trial: "Votre essai gratuit se termine le {date}. {merchant} vous enverra alors la \
                première facture\u{a0}: {price}. \
                Si vous ne souhaitez pas continuer, résiliez avant ce jour.",
        upcoming_subject: "Prochain paiement le {date}\u{a0}: {title}",
        upcoming: "Le {date}, {merchant} vous enverra la prochaine facture\u{a0}: {price}. \
                   D’ici là, vous n’avez rien à faire.",
        changed_subject: "Nouveau prix à partir du {date}\u{a0}: {title}",
        changed: "{merchant} change le prix\u{a0}: {price} jusqu’à présent, {new} à partir du \
                  {date}. Si vous ne le souhaitez pas, vous pouvez résilier avant ce jour.",
        ended_subject: "Abonnement terminé\u{a0}: {title}",
        ended: "Votre abonnement à {title} est terminé. Vous ne recevrez plus de facture.",
        link_subject: "Votre abonnement\u{a0}: {title}",
        link: "Voici votre abonnement à {title}\u{a0}: ses factures, et comment le mettre en pause \
               ou le résilier. Gardez ce lien pour vous\u{a0}: toute personne qui l’a peut en \
               faire autant. Si vous n’avez pas demandé ce message, vous n’avez rien à faire.",
        view_and_pay: "Voir et payer",
        pay_rest: "Payer le reste",
        view_receipt: "Voir le reçu",
        manage: "Gérer l’abonnement",
        manage_line: "Gérer ou résilier cet abonnement",
        for_what: "Pour",
        due_on: "À payer le",
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
        no_rate: "Prix pas encore connu",
        title_pay: "Payer {amount} à {merchant}",
        title_choose: "Payer {merchant}",
        title: "{word} · {merchant}",
    },
    say: Sentences {
        choosing: "Indiquez ce que vous souhaitez payer.",
        unpaid: "{network} confirme en {seconds} secondes environ. \
                 Cette page se met à jour d’elle-même.",
        no_rate: "Le prix en {asset} ne peut pas être indiqué pour le moment. N’envoyez encore \
                  rien\u{a0}; cette page affichera le montant dès qu’il sera connu.",
        pending: "{amount} en route. \
                  {network} confirme d’ordinaire en {seconds} secondes environ.",
        announced: "Votre wallet l’a envoyé. {network} confirme d’ordinaire en {seconds} \
                    secondes environ.",
        partial_memo: "Reçu\u{a0}: {part} sur {due}. \
                       Envoyez le reste, {remaining}, avec le même mémo.",
        partial_tag: "Reçu\u{a0}: {part} sur {due}. \
                      Envoyez le reste, {remaining}, avec le même destination tag.",
        ended: "Un paiement envoyé à temps est encore recherché. \
                N’envoyez rien de nouveau.",
        partial_ended: "Reçu avant la fin du délai\u{a0}: {part} sur {due}. \
                        N’envoyez rien de nouveau\u{a0}; \
                        {merchant} peut vous dire comment continuer.",
        paid: "Reçu\u{a0}: {received}. Il ne reste rien à faire.",
        overpaid: "Payé en entier. Un excédent de {excess} est arrivé\u{a0}; \
                   {merchant} peut le rendre.",
        over_back: "Payé en entier. Un excédent de {excess} est arrivé\u{a0}; {refunded} a été \
                    renvoyé.",
        paid_late: "Reçu après la fin du délai et accepté\u{a0}: {received}.",
        settled_short: "Reçu\u{a0}: {part} sur {due}, \
                        accepté comme paiement complet par {merchant}.",
        expired: "Le délai de paiement a pris fin le {moment}. \
                  N’envoyez rien\u{a0}; demandez un nouveau lien à {merchant}.",
        closed: "Cette demande est fermée. \
                 N’envoyez rien\u{a0}; demandez un nouveau lien à {merchant}.",
        came_late: "Arrivé après la fin du délai\u{a0}: {late}. \
                    {merchant} peut accepter ce paiement ou le rendre.",
        short: "Reçu avant la fermeture de cette demande\u{a0}: {part} sur {due}. \
                {merchant} peut accepter ce paiement ou le rendre.",
        cancelled: "{merchant} a annulé cette demande. Rien n’est dû\u{a0}; n’envoyez rien.",
        cancelled_late: "Arrivé après l’annulation de cette demande par {merchant}\u{a0}: {late}. \
                         {merchant} peut rendre ce paiement.",
        came_back: "Arrivé sans compter\u{a0}: {late}. Renvoyé\u{a0}: {refunded}.",
        back: "Renvoyé\u{a0}: {refunded}.",
        wrong_asset: "Reçu\u{a0}: {amount}, alors que le montant est dû en {asset}. \
                      Ce paiement ne compte pas\u{a0}; {merchant} peut le rendre.",
        failed: "Un paiement de {amount} n’a pas abouti. \
                 Rien n’a été débité\u{a0}; vous pouvez l’envoyer à nouveau.",
        offline: "Pas de connexion pour le moment. Cette page continue d’essayer.",
    },
    money: MoneyWords {
        due: "Dû",
        received: "Reçu",
        remaining: "Reste à payer",
        excess: "Excédent",
        refunded: "Renvoyé",
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
        memo_rule: "Ajoutez toujours ce mémo\u{a0}: sans lui, un paiement ne peut pas être \
                    reconnu.",
        tag_rule: "Ajoutez toujours ce tag\u{a0}: sans lui, un paiement ne peut pas être reconnu.",
        exchange_memo: "Depuis une plateforme d’échange\u{a0}? Seulement si elle permet de \
                        saisir le mémo\u{a0}; sinon, utilisez votre propre wallet.",
        exchange_tag: "Depuis une plateforme d’échange\u{a0}? Seulement si elle permet de saisir \
                       le tag\u{a0}; sinon, utilisez votre propre wallet.",
        network: "Réseau",
        network_rule: "Envoyez {asset} uniquement sur {network}. Ce qui part sur un autre réseau \
                       est perdu.",
        rate_from: "Cours\u{a0}: {sources}, {moment}",
        holds: "Ce prix vaut jusqu’à {time}.",
        until: "À payer avant le {moment}.",
        time_left: "Temps restant",
        straight: "Votre argent va directement à {merchant}. PayLinkr ne le détient jamais.",
        help: "Des questions\u{a0}?",
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
        bar: "Mode test\u{a0}: pas d’argent réel",
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
        failed_text: "Cette page n’a rien débité. Réessayez dans un instant\u{a0}; \
                      l’argent déjà envoyé est en sécurité et sera remarqué.",
        failed_id: "Numéro pour l’assistance\u{a0}: {id}",
        refused: "Cela n’a pas pu être fait",
        refused_text: "Le paiement a avancé depuis que la page a été créée. \
                       Revenez en arrière pour voir où il en est.",
        busy: "Un instant, s’il vous plaît",
        busy_text: "Trop de demandes sont arrivées en même temps. Réessayez dans une minute.",
        often_text: "Il y a eu trop de tentatives depuis cette connexion. \
                     Réessayez dans une heure.",
        again: "Réessayer",
        go_back: "Revenir",
        inactive: "Cet abonnement n’est pas disponible",
        inactive_text: "Les nouveaux abonnements sont fermés. \
                        Le vendeur peut vous dire si cela change.",
    },
    period: PeriodWords {
        ones: 0..=1,
        day: "par jour",
        week: "par semaine",
        month: "par mois",
        quarter: "par trimestre",
        year: "par an",
        days: "tous les {n} jours",
        weeks: "toutes les {n} semaines",
        months: "tous les {n} mois",
        years: "tous les {n} ans",
        payments: Plural { one: "{n} paiement", other: "{n} paiements" },
        trial: Plural { one: "{n} jour gratuit, puis", other: "{n} jours gratuits, puis" },
        rate: "À payer en {asset}, au cours du jour",
    },
    subscribe: SubscribeWords {
        subscribe: "S’abonner",
        start_trial: "Commencer l’essai gratuit",
        email: "Adresse e-mail",
        email_help: "Pour les factures et le lien de gestion",
        name: "Nom",
        name_help: "Facultatif, pour vos factures",
        empty: "Indiquez votre adresse e-mail.",
        too_long: "Pas plus de {n} caractères.",
        control: "Supprimez les caractères invisibles.",
        not_an_email: "Indiquez une adresse comme nom@example.com.",
        pay_next: "Vous payez la première période à la page suivante.",
        trial_next: "Rien n’est dû aujourd’hui. Le premier paiement est dû le {date}.",
        invoices: "Nous vous envoyons une facture par e-mail pour chaque période\u{a0}; \
                   rien n’est prélevé automatiquement.",
        charges: "Ce qui est dû, et quand",
        until_cancelled: "L’abonnement continue jusqu’à sa résiliation, possible à tout moment.",
        ends: Plural {
            one: "Il s’arrête de lui-même après {n} paiement.",
            other: "Il s’arrête de lui-même après {n} paiements.",
        },
        trial_title: "Votre essai gratuit a commencé",
        trial_text: "Le {date}, nous vous enverrons la première facture par e-mail\u{a0}: {price}. \
                     Rien n’est dû d’ici là.",
        mail_title: "Consultez vos e-mails",
        mail_text: "Nous avons envoyé un e-mail à l’adresse indiquée. \
                    Il explique comment continuer.",
    },
    manage: ManageWords {
        incomplete: "Pas encore commencé",
        trialing: "Essai gratuit",
        active: "Actif",
        past_due: "Paiement en retard",
        paused: "En pause",
        cancelled: "Résilié",
        completed: "Terminé",
        say_incomplete: "Il commence dès que la première facture est payée.",
        say_trialing: "L’essai gratuit se termine le {date}\u{a0}; \
                       le premier paiement est alors dû.",
        say_active: "Le prochain paiement est dû le {date}.",
        say_past_due: "Une facture est en retard. Payez-la pour que l’abonnement continue.",
        say_paused: "Tant qu’il est en pause, aucune facture n’est émise.",
        say_resumes: "Il reprend de lui-même le {date}.",
        say_ends: "Il prend fin le {date} et n’est pas renouvelé.",
        say_cancelled: "Il a été résilié le {date}. Plus aucune facture n’est émise.",
        say_completed: "Il a pris fin le {date}, après le dernier paiement.",
        refused: "Ce n’était plus possible\u{a0}: \
                  l’abonnement a changé depuis que cette page a été créée. \
                  Voici où il en est.",
        price: "Prix",
        change: "Prix à partir du {date}",
        invoices: "Factures",
        none: "Pas encore de facture",
        pay: "Payer la facture",
        reopen: "Rouvrir la facture",
        over: "Le délai de paiement a pris fin le {moment}.",
        reopen_text: "Vous pouvez rouvrir cette facture et la payer maintenant.",
        pause: "Mettre en pause",
        pause_text: "Aucune facture n’est émise pendant la pause.",
        resume: "Reprendre l’abonnement",
        keep: "Garder l’abonnement",
        cancel: "Résilier l’abonnement",
        cancel_at: "Il prend fin le {date}, à la fin de la période. D’ici là, rien ne change.",
        cancel_now: "Il prend fin tout de suite. Plus aucune facture n’est émise.",
        confirm: "Confirmer la résiliation",
    },
    link: super::link::FR,
    way: WayWords {
        no_memo: "Mon wallet n’a pas de champ pour un mémo",
        no_tag: "Mon wallet n’a pas de champ pour un tag",
        muxed: "Envoyez le même montant à cette adresse, sans mémo\u{a0}: elle le contient déjà.",
        x_address: "Cette adresse contient déjà le tag. Si votre wallet la refuse, essayez la \
                    ligne en dessous.",
        with_memo: "Adresse avec mémo",
        with_tag: "Adresse avec tag",
        line: "Tout en une ligne",
        copy_line: "Copier la ligne",
    },
    wallet: WalletWords {
        pay: "Payer avec Freighter",
        pay_top: "Payer avec Freighter dans une nouvelle fenêtre",
        asking: "Freighter vous demande de confirmer.",
        sent: "Envoyé. En attente de confirmation.",
        missing: "Freighter n’a pas répondu. Vérifiez qu’il est installé et déverrouillé dans ce \
                  navigateur, ou payez comme indiqué plus bas.",
        declined: "Freighter ne l’a pas confirmé. Rien n’a été envoyé\u{a0}; vous pouvez \
                   réessayer.",
        network: "Freighter est sur un autre réseau. Passez à {network}, puis réessayez.",
        no_account: "Ce compte n’existe pas encore sur le réseau. Choisissez-en un autre dans \
                     Freighter.",
        no_trustline: "Ce compte n’a pas de {asset}. Choisissez-en un autre dans Freighter.",
        too_little: "Ce compte n’a pas assez de {asset}. Alimentez-le, ou choisissez-en un autre \
                     dans Freighter.",
        busy: "Le réseau est injoignable pour le moment. Rien n’a été envoyé\u{a0}; réessayez \
               dans une minute.",
        over: "Ceci ne peut plus être payé. Rien n’a été envoyé\u{a0}; rechargez la page pour \
               voir où cela en est.",
        failed: "Cela n’a pas fonctionné. Rien n’a été envoyé\u{a0}; vous pouvez réessayer.",
        unsure: "On ne sait pas si cela a été envoyé. Attendez quelques minutes avant de payer à \
                 nouveau\u{a0}: ce qui a été envoyé s’affichera ici.",
    },
    psp: PspWords {
        way: "Banque ou carte",
        reference: "Référence",
        pay: "Payer {amount} par banque ou carte",
        help: "{psp} encaisse le paiement pour {merchant}, puis vous revenez ici.",
        unpaid: "Payez par banque ou carte. Cette page se met à jour d’elle-même.",
        pending: "Votre paiement de {amount} est auprès de la banque, qui peut mettre quelques \
                  jours à le confirmer. Vous n’avez plus rien à faire\u{a0}; ne payez pas une \
                  seconde fois.",
        failed: "Le paiement de {amount} par banque ou carte n’a pas abouti. Vous pouvez payer à \
                 nouveau.",
        title: "Vers {psp}",
        text: "Vous payez {amount} à {merchant} chez {psp}, puis vous revenez.",
        go_on: "Continuer chez {psp}",
        consent: "Si je paie par banque ou carte\u{a0}: prélever automatiquement {price} à partir \
                  du {date}, jusqu’à ce que je résilie. Je peux y mettre fin à tout moment par le \
                  lien dans mes e-mails.",
        charging: "Chaque facture est prélevée automatiquement par {psp}.",
        stop: "Arrêter le prélèvement automatique",
    },
    claim: ClaimWords {
        title: "J’ai payé, mais rien ne s’affiche",
        help_memo: "Mémo oublié\u{a0}? Collez le hash de la transaction, ou un lien vers elle. \
                    Votre wallet les affiche avec le paiement.",
        help_tag: "Tag oublié\u{a0}? Collez le hash de la transaction, ou un lien vers elle. \
                   Votre wallet les affiche avec le paiement.",
        label: "Hash de la transaction ou lien",
        send: "Chercher mon paiement",
        hold: "Ne plus recharger cette page pendant que j’écris",
        not_a_hash: "Il n’y a pas de hash ici. Il compte 64 chiffres et lettres de A à F.",
        not_found: "{network} ne connaît pas cette transaction. Vérifiez le hash, ou réessayez \
                    dans une minute.",
        not_final: "La transaction a été trouvée, mais elle n’est pas encore définitive. Elle \
                    s’affichera ici dès qu’elle le sera.",
        attached: "Trouvé. Ce paiement compte désormais.",
        waiting: "Trouvé, mais il ne correspond pas tout à fait. {merchant} va le \
                  vérifier\u{a0}; vous n’avez rien d’autre à faire.",
        failed: "{network} a refusé cette transaction\u{a0}: rien n’a été débité. Vous pouvez \
                 envoyer à nouveau.",
        elsewhere: "Cette transaction a payé une autre adresse que celle de cette page.",
        known: "Ce paiement est déjà connu\u{a0}; il figure sous Détails.",
        busy: "{network} est injoignable pour le moment. Réessayez dans une minute.",
    },
    returns: ReturnWords {
        title: "Une adresse pour le retour",
        help: "Laissez une adresse et {merchant} pourra renvoyer ce qui était en trop ou en \
               retard. Prenez votre propre wallet, pas une plateforme d’échange. Elle ne pourra \
               plus être modifiée.",
        label: "Votre adresse sur {network}",
        save: "Enregistrer l’adresse",
        saved: "{merchant} peut le renvoyer à cette adresse.",
        not_an_address: "Ce n’est pas une adresse sur {network}. Copiez-la à nouveau depuis \
                         votre wallet.",
        own: "C’est l’adresse de {merchant}. Saisissez l’une des vôtres.",
    },
    owner: OwnerWords {
        history_gap_subject: "Des paiements sur {network} manquent peut-être",
        history_gap: "Les serveurs n’ont plus tout ce qui suit la dernière lecture. Rien n’a été \
                      sauté\u{a0}: la lecture attend un serveur qui garde l’historique plus \
                      ancien. Ajoutez-en un aux réglages.",
        ledger_reset_subject: "{network} a été réinitialisé",
        ledger_reset: "Les serveurs montrent un registre plus court que ce qui a déjà été lu, \
                       comme après la réinitialisation d’un réseau de test. La lecture est \
                       arrêtée\u{a0}; vérifiez les réglages.",
        watcher_lag_subject: "Les paiements sur {network} s’affichent en retard",
        watcher_lag: "Le registre n’a pas pu être lu depuis plus de 10 minutes. Les paiements \
                      sont en sûreté et s’afficheront dès que ce sera possible.",
        no_rate_subject: "Pas de cours de change fiable",
        no_rate: "Les sources de cours de change sont en panne ou se contredisent. D’ici là, ce \
                  qui a un prix en devise ne peut être ni facturé ni payé\u{a0}; tout le reste \
                  continue.",
        server_down_subject: "Un serveur pour {network} ne répond pas",
        server_down: "Un des serveurs des réglages est en panne. Les autres prennent le \
                      relais\u{a0}; sans eux, les paiements s’affichent en retard.",
        unmatched_payment_subject: "Un paiement sur {network} ne correspond à aucune facture",
        unmatched_payment: "De l’argent est arrivé à votre adresse sans qu’une facture lui \
                            corresponde. Attribuez-le à une facture, ou renvoyez-le.",
        wrong_network_subject: "Les réglages de {network} désignent un autre réseau",
        wrong_network: "Les serveurs répondent pour un autre réseau que celui des réglages, par \
                        exemple un réseau de test. Rien n’est lu tant que les réglages ne sont \
                        pas corrects.",
        strange_transaction_subject: "Une transaction sur {network} n’a pas pu être lue",
        strange_transaction: "Elle concerne votre adresse et a une forme inconnue\u{a0}: rien \
                              n’a été compté. Regardez-la dans un explorateur.",
        noticed: "Constaté le",
        change_subject: "Nouvelle adresse de paiement sur {network}",
        change: "Quelqu’un qui a accès à votre compte a changé la destination de votre argent. À \
                 partir du {moment}, les nouvelles factures seront payées à la nouvelle adresse. \
                 Si ce n’est pas voulu, annulez ce changement avant et remplacez vos clés d’API.",
        set: "Quelqu’un qui a accès à votre compte a choisi la destination de votre argent. Les \
              nouvelles factures sont payées à cette adresse. Si ce n’est pas voulu, modifiez-la \
              et remplacez vos clés d’API.",
        old: "Ancienne adresse",
        new: "Nouvelle adresse",
        holds_from: "Valable à partir du",
        cancel: "Annuler ce changement",
        ask_title: "Annuler ce changement\u{a0}?",
        ask: "À partir du {moment}, les nouvelles factures seront payées à la nouvelle adresse. \
              Si vous annulez, l’ancienne reste valable.",
        done_title: "Le changement est annulé",
        done: "Les factures restent payées à l’ancienne adresse. Si ce changement n’est pas de \
               vous, remplacez vos clés d’API dès maintenant.",
        late_title: "La nouvelle adresse est déjà valable",
        late: "Elle est valable depuis le {moment} et ne peut plus être annulée ici. Si elle est \
               fausse, remplacez aussitôt vos clés d’API et rétablissez l’ancienne adresse.",
        gone_title: "Il n’y a rien à annuler",
        gone: "Ce changement est terminé, ou le lien est incomplet. Le dernier message à ce \
               sujet dit où cela en est.",
    },
};
