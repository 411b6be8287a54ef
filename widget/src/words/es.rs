//! Español.

use super::*;

pub(super) static WORDS: Words = Words {
    manner: Manner {
        code: "es",
        dir: "ltr",
        decimal: ",",
        group: ".",
        group_from: 5,
        months: [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        first: "1",
        date: "{day} de {month} de {year}",
        moment: "{date} a las {time} ({zone})",
        clock: "{time} ({zone})",
    },
    mail: MailWords {
        test: "[Prueba]",
        line: "{label}: {value}",
        hello: "Hola:",
        hello_name: "Hola, {name}:",
        request_subject: "{merchant}: {title}",
        request: "{merchant} te pide un pago de {remaining}.",
        request_open: "{merchant} te pide un pago; tú eliges el importe.",
        charge_failed_subject: "Pago fallido: {title}",
        charge_failed: "El pago automático de {title} ha fallado.",
        reminder_subject: "Recordatorio: {title}",
        reminder: "Te recordamos que quedan {remaining} por pagar a {merchant}.",
        partly_subject: "Quedan {remaining} por pagar: {title}",
        receipt_subject: "Recibo: {title}",
        receipt: "{merchant} ha recibido {received}. Gracias.",
        expired_subject: "Caducado: {title}",
        expired: "El plazo de pago ha terminado. \
                  No envíes nada; pide un enlace nuevo a {merchant}.",
        expired_again: "El plazo de pago de esta factura ha terminado. \
                        Puedes abrirla de nuevo y pagarla ahora.",
        started_subject: "Tu prueba ha empezado: {title}",
        started: "Tu prueba gratis de {title} ha empezado.",
        trial_subject: "Tu prueba termina el {date}: {title}",
        trial: "Tu prueba gratis termina el {date}. Ese día, {merchant} te enviará la primera \
                factura: {price}. Si no quieres continuar, cancela antes.",
        upcoming_subject: "Próximo pago el {date}: {title}",
        upcoming: "El {date}, {merchant} te enviará la próxima factura: {price}. \
                   Hasta entonces no tienes que hacer nada.",
        changed_subject: "Nuevo precio desde el {date}: {title}",
        changed: "{merchant} cambia el precio: {price} hasta ahora, {new} desde el {date}. \
                  Si no lo quieres, puedes cancelar antes de ese día.",
        ended_subject: "Suscripción terminada: {title}",
        ended: "Tu suscripción a {title} ha terminado. No habrá más facturas.",
        link_subject: "Tu suscripción: {title}",
        link: "Aquí tienes tu suscripción a {title}: sus facturas, y cómo pausarla o cancelarla. \
               No compartas el enlace: quien lo tenga puede hacer lo mismo. \
               Si no has pedido este correo, no tienes que hacer nada.",
        view_and_pay: "Ver y pagar",
        pay_rest: "Pagar el resto",
        view_receipt: "Ver recibo",
        manage: "Gestionar suscripción",
        manage_line: "Gestionar o cancelar esta suscripción",
        for_what: "Concepto",
        due_on: "Vence el",
    },
    status: StatusWords {
        choosing: "Tú eliges el importe",
        unpaid: "Esperando el pago",
        pending: "Confirmando",
        partial: "Pagado en parte",
        ended: "El plazo de pago ha terminado",
        paid: "Pagado",
        overpaid: "Pagado, con un excedente",
        paid_late: "Pagado con retraso",
        settled_short: "Pagado, aceptado así",
        expired: "Caducado",
        came_late: "El pago llegó tarde",
        short: "Cerrado, pagado en parte",
        cancelled: "Cancelado",
        no_rate: "Precio aún no conocido",
        title_pay: "Pagar {amount} a {merchant}",
        title_choose: "Pagar a {merchant}",
        title: "{word} · {merchant}",
    },
    say: Sentences {
        choosing: "Indica lo que quieres pagar.",
        unpaid: "{network} confirma en unos {seconds} segundos. Esta página lo nota por sí sola.",
        no_rate: "Ahora no se puede decir el precio en {asset}. No envíes nada todavía; esta \
                  página mostrará el importe en cuanto lo haya.",
        pending: "{amount} en camino. {network} suele confirmar en unos {seconds} segundos.",
        announced: "Tu wallet lo ha enviado. {network} suele confirmar en unos {seconds} \
                    segundos.",
        partial_memo: "Han llegado {part} de {due}. \
                       Envía lo que falta, {remaining}, con el mismo memo.",
        partial_tag: "Han llegado {part} de {due}. \
                      Envía lo que falta, {remaining}, con el mismo destination tag.",
        ended: "Todavía se busca un pago enviado a tiempo. No envíes nada nuevo.",
        partial_ended: "Llegaron {part} de {due} antes de terminar el plazo. \
                        No envíes nada nuevo; {merchant} puede decirte cómo seguir.",
        paid: "Han llegado {received}. No queda nada por hacer.",
        overpaid: "Pagado por completo. Ha llegado un excedente de {excess}; \
                   {merchant} puede devolverlo.",
        over_back: "Pagado por completo. Llegó un excedente de {excess}; se han devuelto \
                    {refunded}.",
        paid_late: "Llegaron {received} después de terminar el plazo, y se han aceptado.",
        settled_short: "Han llegado {part} de {due}, \
                        y {merchant} lo ha aceptado como pago completo.",
        expired: "El plazo de pago terminó el {moment}. \
                  No envíes nada; pide un enlace nuevo a {merchant}.",
        closed: "Esta solicitud está cerrada. \
                 No envíes nada; pide un enlace nuevo a {merchant}.",
        came_late: "Llegaron {late} después de terminar el plazo. \
                    {merchant} puede aceptar el pago o devolverlo.",
        short: "Llegaron {part} de {due} antes de cerrarse esta solicitud. \
                {merchant} puede aceptar el pago o devolverlo.",
        cancelled: "{merchant} ha cancelado esta solicitud. No se debe nada; no envíes nada.",
        cancelled_late: "Llegaron {late} después de que {merchant} cancelara esta solicitud. \
                         {merchant} puede devolver el pago.",
        came_back: "Llegaron {late} que no contaban; se han devuelto {refunded}.",
        back: "Se han devuelto {refunded}.",
        wrong_asset: "Han llegado {amount}, pero se debe en {asset}. \
                      No cuenta; {merchant} puede devolverlo.",
        failed: "Un pago de {amount} no se completó. \
                 No se cobró nada; puedes enviarlo de nuevo.",
        offline: "Ahora no hay conexión. Esta página sigue intentándolo.",
    },
    money: MoneyWords {
        due: "Debido",
        received: "Recibido",
        remaining: "Pendiente",
        excess: "Excedente",
        refunded: "Devuelto",
        counted: "recibido",
        pending: "aún no definitivo",
        failed: "fallido, nada cobrado",
        late: "llegó tarde",
        wrong_asset: "no es lo debido",
        ignored: "demasiado poco para contar",
    },
    pay: PayWords {
        open_wallet: "Abrir wallet",
        scan: "O escanea con un wallet en otro dispositivo",
        qr: "Código QR con importe, dirección y referencia",
        amount: "Importe",
        address: "Dirección",
        memo: "Memo",
        tag: "Destination tag",
        copy_amount: "Copiar importe",
        copy_address: "Copiar dirección",
        copy_memo: "Copiar memo",
        copy_tag: "Copiar tag",
        copied: "Copiado",
        copy_failed: "Selecciona y copia a mano",
        memo_rule: "Añade siempre este memo: sin él no se puede reconocer el pago.",
        tag_rule: "Añade siempre este tag: sin él no se puede reconocer el pago.",
        exchange_memo: "¿Pagas desde un exchange? Solo si te deja escribir el memo; si no, usa \
                        tu propio wallet.",
        exchange_tag: "¿Pagas desde un exchange? Solo si te deja escribir el tag; si no, usa tu \
                       propio wallet.",
        network: "Red",
        network_rule: "Envía {asset} solo por {network}. Lo que se envía por otra red se pierde.",
        rate_from: "Cambio: {sources}, {moment}",
        holds: "Este precio vale hasta las {time}.",
        until: "Paga antes del {moment}.",
        time_left: "Tiempo restante",
        straight: "Tu dinero va directamente a {merchant}. PayLinkr nunca lo guarda.",
        help: "¿Preguntas?",
    },
    choose: ChooseWords {
        label: "Importe en {asset}",
        at_least: "{least} o más",
        any: "Cualquier importe, como 12,50",
        go_on: "Continuar al pago",
        change: "Cambiar importe",
        empty: "Indica un importe.",
        not_a_number: "Usa solo cifras, como 12,50.",
        negative: "Indica un importe mayor que cero.",
        zero: "Indica un importe mayor que cero.",
        too_precise: "Usa como máximo {scale} decimales.",
        too_large: "Es más de lo que se puede enviar.",
        too_little: "Indica {least} o más.",
    },
    receipt: ReceiptWords {
        paid_on: "Pagado el",
        order: "Pedido",
        invoice: "Factura",
        details: "Detalles",
        print: "Imprimir recibo",
        back: "Volver a {host}",
    },
    test: TestWords {
        bar: "Modo de prueba: sin dinero real",
        title: "Pagar con dinero de prueba",
        help: "Estos botones pagan en una red simulada. \
               Los wallets reales no pueden pagar a esta dirección.",
        exact: "Pagar exacto",
        half: "Pagar la mitad",
        double: "Pagar el doble",
        late: "Pagar tarde",
        wrong_memo: "Pagar con otro memo",
        wrong_tag: "Pagar con otro tag",
        wrong_asset: "Otro activo",
        pending: "Pagar, aún no definitivo",
        make_final: "Hacer definitivo",
        make_failed: "Hacer fallar",
    },
    notice: NoticeWords {
        not_found: "Página no encontrada",
        not_found_text: "No hay ninguna página de pago en esta dirección. \
                         Revisa el enlace o pide uno nuevo a quien te lo envió.",
        failed: "Algo ha fallado por nuestra parte",
        failed_text: "Esta página no ha cobrado nada. Inténtalo de nuevo en un momento; \
                      el dinero ya enviado está a salvo y se detectará.",
        failed_id: "Número para soporte: {id}",
        refused: "No se ha podido hacer",
        refused_text: "El pago ha avanzado desde que se creó la página. \
                       Vuelve para ver cómo está.",
        busy: "Un momento, por favor",
        busy_text: "Llegaron demasiadas solicitudes a la vez. Inténtalo dentro de un minuto.",
        often_text: "Hubo demasiados intentos desde esta conexión. Inténtalo dentro de una hora.",
        again: "Intentar de nuevo",
        go_back: "Volver",
        inactive: "Esta suscripción no está disponible",
        inactive_text: "No se admiten nuevas suscripciones. \
                        El vendedor puede decirte si eso cambia.",
    },
    period: PeriodWords {
        ones: 1..=1,
        day: "al día",
        week: "a la semana",
        month: "al mes",
        quarter: "al trimestre",
        year: "al año",
        days: "cada {n} días",
        weeks: "cada {n} semanas",
        months: "cada {n} meses",
        years: "cada {n} años",
        payments: Plural { one: "{n} pago", other: "{n} pagos" },
        trial: Plural { one: "{n} día gratis, después", other: "{n} días gratis, después" },
        rate: "Se paga en {asset}, al cambio del día",
    },
    subscribe: SubscribeWords {
        subscribe: "Suscribirse",
        start_trial: "Empezar la prueba gratis",
        email: "Correo electrónico",
        email_help: "Para las facturas y el enlace de gestión",
        name: "Nombre",
        name_help: "Opcional, para tus facturas",
        empty: "Indica tu correo electrónico.",
        too_long: "Usa como máximo {n} caracteres.",
        control: "Quita los caracteres invisibles.",
        not_an_email: "Indica una dirección como nombre@example.com.",
        pay_next: "El primer periodo se paga en la página siguiente.",
        trial_next: "Hoy no se debe nada. El primer pago es el {date}.",
        invoices: "Te enviamos por correo una factura de cada periodo; \
                   nada se cobra de forma automática.",
        charges: "Qué se paga y cuándo",
        until_cancelled: "Continúa hasta que la canceles, y puedes hacerlo cuando quieras.",
        ends: Plural {
            one: "Termina por sí sola tras {n} pago.",
            other: "Termina por sí sola tras {n} pagos.",
        },
        trial_title: "Tu prueba gratis ha empezado",
        trial_text: "El {date} te enviaremos por correo la primera factura: {price}. Hasta \
                     entonces no se debe nada.",
        mail_title: "Mira tu correo",
        mail_text: "Hemos enviado un correo a la dirección que indicaste. En él verás cómo seguir.",
    },
    manage: ManageWords {
        incomplete: "Aún sin empezar",
        trialing: "Prueba gratis",
        active: "Activa",
        past_due: "Pago atrasado",
        paused: "En pausa",
        cancelled: "Cancelada",
        completed: "Finalizada",
        say_incomplete: "Empieza en cuanto se paga la primera factura.",
        say_trialing: "La prueba gratis termina el {date}; ese día es el primer pago.",
        say_active: "El próximo pago es el {date}.",
        say_past_due: "Hay una factura atrasada. Págala para que la suscripción continúe.",
        say_paused: "Mientras está en pausa no se emiten facturas.",
        say_resumes: "Se reanuda por sí sola el {date}.",
        say_ends: "Termina el {date} y no se renueva.",
        say_cancelled: "Se canceló el {date}. No habrá más facturas.",
        say_completed: "Terminó el {date}, tras el último pago.",
        refused: "Ya no era posible: la suscripción ha cambiado desde que se creó esta página. \
                  Así está ahora.",
        price: "Precio",
        change: "Precio desde el {date}",
        invoices: "Facturas",
        none: "Aún no hay facturas",
        pay: "Pagar factura",
        reopen: "Abrir de nuevo",
        over: "El plazo de pago terminó el {moment}.",
        reopen_text: "Puedes abrir de nuevo esta factura y pagarla ahora.",
        pause: "Pausar suscripción",
        pause_text: "Durante la pausa no se emiten facturas.",
        resume: "Reanudar suscripción",
        keep: "Mantener suscripción",
        cancel: "Cancelar suscripción",
        cancel_at: "Termina el {date}, al final del periodo. Hasta entonces no cambia nada.",
        cancel_now: "Termina ahora mismo. No habrá más facturas.",
        confirm: "Confirmar cancelación",
    },
    link: super::link::ES,
    way: WayWords {
        no_memo: "Mi wallet no tiene campo para un memo",
        no_tag: "Mi wallet no tiene campo para un tag",
        muxed: "Envía el mismo importe a esta dirección, sin memo: ya lo lleva dentro.",
        x_address: "Esta dirección ya lleva el tag dentro. Si tu wallet no la acepta, prueba con \
                    la línea de abajo.",
        with_memo: "Dirección con memo",
        with_tag: "Dirección con tag",
        line: "Todo en una línea",
        copy_line: "Copiar línea",
    },
    wallet: WalletWords {
        pay: "Pagar con Freighter",
        pay_top: "Pagar con Freighter en otra ventana",
        asking: "Freighter te pide que confirmes.",
        sent: "Enviado. A la espera de la confirmación.",
        missing: "Freighter no ha respondido. Comprueba que está instalado y desbloqueado en \
                  este navegador, o paga como se muestra abajo.",
        declined: "Freighter no lo ha confirmado. No se ha enviado nada; puedes intentarlo de \
                   nuevo.",
        network: "Freighter está en otra red. Cámbialo a {network} e inténtalo de nuevo.",
        no_account: "Esta cuenta aún no existe en la red. Elige otra en Freighter.",
        no_trustline: "Esta cuenta no tiene {asset}. Elige otra en Freighter.",
        too_little: "Esta cuenta tiene muy poco {asset}. Añade fondos o elige otra en Freighter.",
        busy: "Ahora no se puede contactar con la red. No se ha enviado nada; inténtalo en un \
               minuto.",
        over: "Esto ya no se puede pagar. No se ha enviado nada; recarga la página para ver cómo \
               está.",
        failed: "No ha funcionado. No se ha enviado nada; puedes intentarlo de nuevo.",
        unsure: "No se sabe si se ha enviado. Espera unos minutos antes de volver a pagar: lo \
                 enviado aparecerá aquí solo.",
    },
    psp: PspWords {
        way: "Banco o tarjeta",
        reference: "Referencia",
        pay: "Pagar {amount} con banco o tarjeta",
        help: "{psp} recibe el pago para {merchant}, y luego vuelves aquí.",
        unpaid: "Paga con banco o tarjeta. Esta página lo nota por sí sola.",
        pending: "Tu pago de {amount} está en el banco, que puede tardar unos días en \
                  confirmarlo. No hay nada más que hacer; no pagues otra vez.",
        failed: "El pago de {amount} con banco o tarjeta no se completó. Puedes pagar de nuevo.",
        title: "Ir a {psp}",
        text: "Pagas {amount} a {merchant} en {psp} y después vuelves.",
        go_on: "Continuar en {psp}",
        consent: "Si pago por banco o con tarjeta: cobrar {price} automáticamente a partir del \
                  {date}, hasta que cancele. Puedo detenerlo en cualquier momento con el enlace \
                  de mis correos.",
        charging: "Cada factura se cobra automáticamente a través de {psp}.",
        stop: "Detener el cobro automático",
    },
    claim: ClaimWords {
        title: "He pagado, pero no aparece",
        help_memo: "¿Olvidaste el memo? Pega el hash de la transacción o un enlace a ella. Tu \
                    wallet los muestra junto al pago.",
        help_tag: "¿Olvidaste el tag? Pega el hash de la transacción o un enlace a ella. Tu \
                   wallet los muestra junto al pago.",
        label: "Hash de la transacción o enlace",
        send: "Buscar mi pago",
        hold: "No recargar esta página mientras escribo",
        not_a_hash: "Aquí no hay ningún hash. Tiene 64 cifras y letras de la A a la F.",
        not_found: "{network} no conoce esta transacción. Revisa el hash o inténtalo de nuevo en \
                    un minuto.",
        not_final: "Se ha encontrado la transacción, pero aún no es definitiva. Aparecerá aquí \
                    cuando lo sea.",
        attached: "Encontrado. Este pago ya cuenta.",
        waiting: "Encontrado, pero no encaja del todo. {merchant} lo revisará; no tienes que \
                  hacer nada más.",
        failed: "{network} rechazó esta transacción, así que no se cobró nada. Puedes enviarla \
                 de nuevo.",
        elsewhere: "Esta transacción pagó a otra dirección, no a la de esta página.",
        known: "Este pago ya es conocido; está en Detalles.",
        busy: "Ahora no se puede consultar {network}. Inténtalo de nuevo en un minuto.",
    },
    returns: ReturnWords {
        title: "Una dirección para la devolución",
        help: "Deja una dirección y {merchant} podrá devolver lo que sobró o llegó tarde. Usa tu \
               propio wallet, no un exchange. Después no se puede cambiar.",
        label: "Tu dirección en {network}",
        save: "Guardar dirección",
        saved: "{merchant} puede devolverlo a esta dirección.",
        not_an_address: "Esto no es una dirección en {network}. Cópiala otra vez desde tu wallet.",
        own: "Esta es la dirección de {merchant}. Escribe una tuya.",
    },
    owner: OwnerWords {
        history_gap_subject: "Pueden faltar pagos en {network}",
        history_gap: "Los servidores ya no tienen todo desde la última lectura. No se ha saltado \
                      nada: la lectura espera a un servidor con el historial anterior. Añade uno \
                      a los ajustes.",
        ledger_reset_subject: "{network} se ha reiniciado",
        ledger_reset: "Los servidores muestran un registro más corto que lo ya leído, como tras \
                       reiniciar una red de pruebas. La lectura se ha parado; revisa los \
                       ajustes.",
        watcher_lag_subject: "Los pagos en {network} aparecen con retraso",
        watcher_lag: "El registro no se ha podido leer durante más de 10 minutos. Los pagos \
                      están a salvo y aparecerán en cuanto se pueda.",
        no_rate_subject: "Ningún tipo de cambio fiable",
        no_rate: "Las fuentes de tipos de cambio fallan o no coinciden. Hasta entonces, lo que \
                  tiene precio en una moneda no se puede facturar ni pagar; todo lo demás sigue.",
        server_down_subject: "Un servidor de {network} no responde",
        server_down: "Falla uno de los servidores de los ajustes. Se pregunta a los demás; si no \
                      hay otro, los pagos aparecen con retraso.",
        unmatched_payment_subject: "Un pago en {network} no encaja con ninguna factura",
        unmatched_payment: "Ha llegado dinero a tu dirección sin una factura que le corresponda. \
                            Asígnalo a una factura o devuélvelo.",
        wrong_network_subject: "Los ajustes de {network} indican otra red",
        wrong_network: "Los servidores responden por otra red que la de los ajustes, como una \
                        red de pruebas. No se lee nada de ellos hasta que los ajustes sean \
                        correctos.",
        strange_transaction_subject: "No se pudo leer una transacción en {network}",
        strange_transaction: "Afecta a tu dirección y tiene una forma desconocida, así que no se \
                              ha contado nada. Mírala en un explorador.",
        noticed: "Detectado el",
        change_subject: "Nueva dirección de pago en {network}",
        change: "Alguien con acceso a tu cuenta ha cambiado adónde va tu dinero. A partir del \
                 {moment}, las facturas nuevas se pagan a la nueva dirección. Si no es correcto, \
                 cancela el cambio antes y sustituye tus claves de API.",
        set: "Alguien con acceso a tu cuenta ha fijado adónde va tu dinero. Las facturas nuevas \
              se pagan a esta dirección. Si no es correcto, cámbiala y sustituye tus claves de \
              API.",
        old: "Dirección anterior",
        new: "Dirección nueva",
        holds_from: "Vale desde",
        cancel: "Cancelar el cambio",
        ask_title: "¿Cancelar este cambio?",
        ask: "A partir del {moment}, las facturas nuevas se pagan a la nueva dirección. Si \
              cancelas, sigue la anterior.",
        done_title: "El cambio está cancelado",
        done: "Las facturas se siguen pagando a la dirección anterior. Si no hiciste tú este \
               cambio, sustituye ahora tus claves de API.",
        late_title: "La nueva dirección ya vale",
        late: "Vale desde el {moment} y ya no se puede cancelar aquí. Si no es correcta, \
               sustituye enseguida tus claves de API y vuelve a poner la anterior.",
        gone_title: "No hay nada que cancelar",
        gone: "Este cambio ya pasó, o el enlace no está completo. El último correo sobre él dice \
               cómo está.",
    },
};
