//! Português.

use super::*;

pub(super) static WORDS: Words = Words {
    manner: Manner {
        code: "pt",
        dir: "ltr",
        decimal: ",",
        group: ".",
        group_from: 4,
        months: [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
        first: "1",
        date: "{day} de {month} de {year}",
        moment: "{date} às {time} ({zone})",
        clock: "{time} ({zone})",
    },
    mail: MailWords {
        test: "[Teste]",
        line: "{label}: {value}",
        hello: "Olá,",
        hello_name: "Olá, {name},",
        request_subject: "{merchant}: {title}",
        request: "{merchant} pede-lhe um pagamento de {remaining}.",
        request_open: "{merchant} pede-lhe um pagamento; o valor é da sua escolha.",
        charge_failed_subject: "Pagamento falhado: {title}",
        charge_failed: "O pagamento automático de {title} falhou.",
        reminder_subject: "Lembrete: {title}",
        reminder: "Lembramos que ainda faltam {remaining} por pagar a {merchant}.",
        partly_subject: "Faltam {remaining} por pagar: {title}",
        receipt_subject: "Recibo: {title}",
        receipt: "{merchant} recebeu {received}. Obrigado.",
        expired_subject: "Expirado: {title}",
        expired: "O prazo de pagamento terminou. Não envie nada; peça um novo link a {merchant}.",
        expired_again: "O prazo de pagamento desta fatura terminou. \
                        Pode abri-la de novo e pagá-la agora.",
        started_subject: "O seu período grátis começou: {title}",
        started: "O seu período grátis de {title} começou.",
        trial_subject: "O seu período grátis termina a {date}: {title}",
        trial: "O seu período grátis termina a {date}. Nesse dia, {merchant} envia-lhe a \
                primeira fatura: {price}. Se não quiser continuar, cancele antes.",
        upcoming_subject: "Próximo pagamento a {date}: {title}",
        upcoming: "A {date}, {merchant} envia-lhe a próxima fatura: {price}. \
                   Até lá não precisa de fazer nada.",
        changed_subject: "Novo preço a partir de {date}: {title}",
        changed: "{merchant} altera o preço: {price} até agora, {new} a partir de {date}. \
                  Se não quiser, pode cancelar antes desse dia.",
        ended_subject: "Subscrição terminada: {title}",
        ended: "A sua subscrição de {title} terminou. Não haverá mais faturas.",
        link_subject: "A sua subscrição: {title}",
        link: "Aqui está a sua subscrição de {title}: as faturas, e como a pausar ou cancelar. \
               Não partilhe o link: quem o tiver pode fazer o mesmo. \
               Se não pediu este e-mail, não precisa de fazer nada.",
        view_and_pay: "Ver e pagar",
        pay_rest: "Pagar o resto",
        view_receipt: "Ver recibo",
        manage: "Gerir subscrição",
        manage_line: "Gerir ou cancelar esta subscrição",
        for_what: "Referente a",
        due_on: "Vence a",
    },
    status: StatusWords {
        choosing: "O valor é da sua escolha",
        unpaid: "À espera do pagamento",
        pending: "A confirmar",
        partial: "Pago em parte",
        ended: "O prazo de pagamento terminou",
        paid: "Pago",
        overpaid: "Pago, com um excedente",
        paid_late: "Pago com atraso",
        settled_short: "Pago, aceite assim",
        expired: "Expirado",
        came_late: "O pagamento chegou tarde",
        short: "Fechado, pago em parte",
        cancelled: "Cancelado",
        no_rate: "Preço ainda não conhecido",
        title_pay: "Pagar {amount} a {merchant}",
        title_choose: "Pagar a {merchant}",
        title: "{word} · {merchant}",
    },
    say: Sentences {
        choosing: "Indique quanto quer pagar.",
        unpaid: "{network} confirma em cerca de {seconds} segundos. \
                 Esta página dá por isso sozinha.",
        no_rate: "Neste momento não é possível indicar o preço em {asset}. Não envie nada ainda; \
                  esta página mostra o valor assim que houver um.",
        pending: "{amount} a caminho. \
                  {network} costuma confirmar em cerca de {seconds} segundos.",
        announced: "A sua wallet já enviou. {network} costuma confirmar em cerca de {seconds} \
                    segundos.",
        partial_memo: "Chegaram {part} de {due}. \
                       Envie o que falta, {remaining}, com o mesmo memo.",
        partial_tag: "Chegaram {part} de {due}. \
                      Envie o que falta, {remaining}, com a mesma destination tag.",
        ended: "Um pagamento enviado a tempo ainda está a ser procurado. \
                Não envie nada de novo.",
        partial_ended: "Chegaram {part} de {due} antes do fim do prazo. \
                        Não envie nada de novo; {merchant} pode dizer como continuar.",
        paid: "Chegaram {received}. Não falta fazer nada.",
        overpaid: "Pago por completo. Chegou um excedente de {excess}; \
                   {merchant} pode devolvê-lo.",
        over_back: "Pago por completo. Chegou um excedente de {excess}; foram devolvidos \
                    {refunded}.",
        paid_late: "Chegaram {received} depois do fim do prazo, e foram aceites.",
        settled_short: "Chegaram {part} de {due}, \
                        e {merchant} aceitou como pagamento completo.",
        expired: "O prazo de pagamento terminou a {moment}. \
                  Não envie nada; peça um novo link a {merchant}.",
        closed: "Este pedido foi fechado. Não envie nada; peça um novo link a {merchant}.",
        came_late: "Chegaram {late} depois do fim do prazo. \
                    {merchant} pode aceitar ou devolver o pagamento.",
        short: "Chegaram {part} de {due} antes de este pedido fechar. \
                {merchant} pode aceitar ou devolver o pagamento.",
        cancelled: "{merchant} cancelou este pedido. Nada é devido; não envie nada.",
        cancelled_late: "Chegaram {late} depois de {merchant} ter cancelado este pedido. \
                         {merchant} pode devolver o pagamento.",
        came_back: "Chegaram {late} que não contavam; foram devolvidos {refunded}.",
        back: "Foram devolvidos {refunded}.",
        wrong_asset: "Chegaram {amount}, mas o valor é devido em {asset}. \
                      Não conta; {merchant} pode devolver.",
        failed: "Um pagamento de {amount} não se concluiu. \
                 Nada foi cobrado; pode enviar de novo.",
        offline: "Sem ligação neste momento. Esta página continua a tentar.",
    },
    money: MoneyWords {
        due: "Devido",
        received: "Recebido",
        remaining: "Em falta",
        excess: "Excedente",
        refunded: "Devolvido",
        counted: "recebido",
        pending: "ainda não definitivo",
        failed: "falhou, nada cobrado",
        late: "chegou tarde",
        wrong_asset: "não é o devido",
        ignored: "pouco de mais para contar",
    },
    pay: PayWords {
        open_wallet: "Abrir wallet",
        scan: "Ou leia o código com uma wallet noutro dispositivo",
        qr: "Código QR com valor, endereço e referência",
        amount: "Valor",
        address: "Endereço",
        memo: "Memo",
        tag: "Destination tag",
        copy_amount: "Copiar valor",
        copy_address: "Copiar endereço",
        copy_memo: "Copiar memo",
        copy_tag: "Copiar tag",
        copied: "Copiado",
        copy_failed: "Selecione e copie à mão",
        memo_rule: "Indique sempre este memo: sem ele, um pagamento não pode ser reconhecido.",
        tag_rule: "Indique sempre esta tag: sem ela, um pagamento não pode ser reconhecido.",
        exchange_memo: "Paga a partir de uma exchange? Só se permitir escrever o memo; senão, \
                        use a sua própria wallet.",
        exchange_tag: "Paga a partir de uma exchange? Só se permitir escrever a tag; senão, use \
                       a sua própria wallet.",
        network: "Rede",
        network_rule: "Envie {asset} apenas por {network}. O que for enviado por outra rede \
                       perde-se.",
        rate_from: "Câmbio: {sources}, {moment}",
        holds: "Este preço vale até às {time}.",
        until: "Pague antes de {moment}.",
        time_left: "Tempo restante",
        straight: "O seu dinheiro vai diretamente para {merchant}. A PayLinkr nunca o guarda.",
        help: "Perguntas?",
    },
    choose: ChooseWords {
        label: "Valor em {asset}",
        at_least: "{least} ou mais",
        any: "Qualquer valor, como 12,50",
        go_on: "Continuar para o pagamento",
        change: "Alterar valor",
        empty: "Indique um valor.",
        not_a_number: "Use apenas algarismos, como 12,50.",
        negative: "Indique um valor acima de zero.",
        zero: "Indique um valor acima de zero.",
        too_precise: "Use no máximo {scale} casas decimais.",
        too_large: "É mais do que se pode enviar.",
        too_little: "Indique {least} ou mais.",
    },
    receipt: ReceiptWords {
        paid_on: "Pago a",
        order: "Encomenda",
        invoice: "Fatura",
        details: "Detalhes",
        print: "Imprimir recibo",
        back: "Voltar a {host}",
    },
    test: TestWords {
        bar: "Modo de teste: sem dinheiro real",
        title: "Pagar com dinheiro de teste",
        help: "Estes botões pagam numa rede simulada. \
               Wallets reais não conseguem pagar a este endereço.",
        exact: "Pagar exato",
        half: "Pagar metade",
        double: "Pagar o dobro",
        late: "Pagar tarde",
        wrong_memo: "Pagar com memo errado",
        wrong_tag: "Pagar com tag errada",
        wrong_asset: "Outro ativo",
        pending: "Pagar, ainda não definitivo",
        make_final: "Tornar definitivo",
        make_failed: "Fazer falhar",
    },
    notice: NoticeWords {
        not_found: "Página não encontrada",
        not_found_text: "Não há nenhuma página de pagamento neste endereço. \
                         Verifique o link ou peça um novo a quem o enviou.",
        failed: "Algo correu mal do nosso lado",
        failed_text: "Esta página não cobrou nada. Tente de novo daqui a pouco; \
                      o dinheiro já enviado está seguro e será detetado.",
        failed_id: "Número para o apoio: {id}",
        refused: "Não foi possível",
        refused_text: "O pagamento avançou desde que a página foi criada. \
                       Volte atrás para ver em que ponto está.",
        busy: "Um momento, por favor",
        busy_text: "Chegaram demasiados pedidos ao mesmo tempo. Tente de novo daqui a um minuto.",
        often_text: "Houve demasiadas tentativas a partir desta ligação. \
                     Tente de novo daqui a uma hora.",
        again: "Tentar de novo",
        go_back: "Voltar",
        inactive: "Esta subscrição não está disponível",
        inactive_text: "Não são aceites novas subscrições. O vendedor pode dizer-lhe se isso muda.",
    },
    period: PeriodWords {
        ones: 0..=1,
        day: "por dia",
        week: "por semana",
        month: "por mês",
        quarter: "por trimestre",
        year: "por ano",
        days: "a cada {n} dias",
        weeks: "a cada {n} semanas",
        months: "a cada {n} meses",
        years: "a cada {n} anos",
        payments: Plural { one: "{n} pagamento", other: "{n} pagamentos" },
        trial: Plural { one: "{n} dia grátis, depois", other: "{n} dias grátis, depois" },
        rate: "Paga-se em {asset}, ao câmbio do dia",
    },
    subscribe: SubscribeWords {
        subscribe: "Subscrever",
        start_trial: "Começar o período grátis",
        email: "Endereço de e-mail",
        email_help: "Para as faturas e o link de gestão",
        name: "Nome",
        name_help: "Opcional, para as suas faturas",
        empty: "Indique o seu endereço de e-mail.",
        too_long: "Use no máximo {n} caracteres.",
        control: "Retire os caracteres invisíveis.",
        not_an_email: "Indique um endereço como nome@example.com.",
        pay_next: "O primeiro período paga-se na página seguinte.",
        trial_next: "Hoje não há nada a pagar. O primeiro pagamento é a {date}.",
        invoices: "Enviamos-lhe por e-mail uma fatura por cada período; \
                   nada é cobrado automaticamente.",
        charges: "O que se paga e quando",
        until_cancelled: "Continua até a cancelar, o que pode fazer a qualquer momento.",
        ends: Plural {
            one: "Termina por si após {n} pagamento.",
            other: "Termina por si após {n} pagamentos.",
        },
        trial_title: "O seu período grátis começou",
        trial_text: "A {date} enviamos-lhe por e-mail a primeira fatura: {price}. Até lá não há \
                     nada a pagar.",
        mail_title: "Veja o seu e-mail",
        mail_text: "Enviámos um e-mail para o endereço que indicou. Nele verá como continuar.",
    },
    manage: ManageWords {
        incomplete: "Ainda não começou",
        trialing: "Período grátis",
        active: "Ativa",
        past_due: "Pagamento em atraso",
        paused: "Em pausa",
        cancelled: "Cancelada",
        completed: "Concluída",
        say_incomplete: "Começa assim que a primeira fatura é paga.",
        say_trialing: "O período grátis termina a {date}; o primeiro pagamento é nessa data.",
        say_active: "O próximo pagamento é a {date}.",
        say_past_due: "Há uma fatura em atraso. Pague-a para que a subscrição continue.",
        say_paused: "Enquanto está em pausa, não são emitidas faturas.",
        say_resumes: "É retomada por si a {date}.",
        say_ends: "Termina a {date} e não é renovada.",
        say_cancelled: "Foi cancelada a {date}. Não haverá mais faturas.",
        say_completed: "Terminou a {date}, após o último pagamento.",
        refused: "Já não era possível: a subscrição mudou desde que esta página foi criada. É \
                  este o estado atual.",
        price: "Preço",
        change: "Preço a partir de {date}",
        invoices: "Faturas",
        none: "Ainda não há faturas",
        pay: "Pagar fatura",
        reopen: "Abrir de novo",
        over: "O prazo de pagamento terminou a {moment}.",
        reopen_text: "Pode abrir de novo esta fatura e pagá-la agora.",
        pause: "Pausar subscrição",
        pause_text: "Durante a pausa não são emitidas faturas.",
        resume: "Retomar subscrição",
        keep: "Manter subscrição",
        cancel: "Cancelar subscrição",
        cancel_at: "Termina a {date}, no fim do período. Até lá nada muda.",
        cancel_now: "Termina de imediato. Não haverá mais faturas.",
        confirm: "Confirmar cancelamento",
    },
    link: super::link::PT,
    way: WayWords {
        no_memo: "A minha wallet não tem campo para um memo",
        no_tag: "A minha wallet não tem campo para uma tag",
        muxed: "Envie o mesmo valor para este endereço, sem memo: ele já o contém.",
        x_address: "Este endereço já contém a tag. Se a sua wallet não o aceitar, tente a linha \
                    abaixo.",
        with_memo: "Endereço com memo",
        with_tag: "Endereço com tag",
        line: "Tudo numa linha",
        copy_line: "Copiar linha",
    },
    wallet: WalletWords {
        pay: "Pagar com Freighter",
        pay_top: "Pagar com Freighter noutra janela",
        asking: "O Freighter pede-lhe que confirme.",
        sent: "Enviado. A aguardar a confirmação.",
        missing: "O Freighter não respondeu. Veja se está instalado e desbloqueado neste \
                  navegador, ou pague como se mostra abaixo.",
        declined: "O Freighter não confirmou. Nada foi enviado; pode tentar de novo.",
        network: "O Freighter está noutra rede. Mude para {network} e tente de novo.",
        no_account: "Esta conta ainda não existe na rede. Escolha outra no Freighter.",
        no_trustline: "Esta conta não tem {asset}. Escolha outra no Freighter.",
        too_little: "Esta conta tem pouco {asset}. Reforce-a ou escolha outra no Freighter.",
        busy: "Neste momento não é possível contactar a rede. Nada foi enviado; tente daqui a um \
               minuto.",
        over: "Isto já não pode ser pago. Nada foi enviado; recarregue a página para ver como \
               está.",
        failed: "Não funcionou. Nada foi enviado; pode tentar de novo.",
        unsure: "Não se sabe se foi enviado. Espere alguns minutos antes de pagar de novo: o que \
                 foi enviado aparece aqui sozinho.",
    },
    psp: PspWords {
        way: "Banco ou cartão",
        reference: "Referência",
        pay: "Pagar {amount} por banco ou cartão",
        help: "A {psp} recebe o pagamento para {merchant}, e depois volta aqui.",
        unpaid: "Pague por banco ou cartão. Esta página dá por isso sozinha.",
        pending: "O seu pagamento de {amount} está no banco, que pode demorar alguns dias a \
                  confirmá-lo. Não há mais nada a fazer; não pague outra vez.",
        failed: "O pagamento de {amount} por banco ou cartão não se concluiu. Pode pagar de novo.",
        title: "Seguir para a {psp}",
        text: "Paga {amount} a {merchant} na {psp} e depois volta.",
        go_on: "Continuar na {psp}",
        consent: "Se eu pagar por banco ou cartão: cobrar {price} automaticamente a partir de \
                  {date}, até eu cancelar. Posso parar isto a qualquer momento com a ligação nos \
                  meus e-mails.",
        charging: "Cada fatura é cobrada automaticamente pela {psp}.",
        stop: "Parar a cobrança automática",
    },
    claim: ClaimWords {
        title: "Paguei, mas não aparece",
        help_memo: "Esqueceu-se do memo? Cole o hash da transação ou um link para ela. A sua \
                    wallet mostra-os junto do pagamento.",
        help_tag: "Esqueceu-se da tag? Cole o hash da transação ou um link para ela. A sua \
                   wallet mostra-os junto do pagamento.",
        label: "Hash da transação ou link",
        send: "Procurar o meu pagamento",
        hold: "Não recarregar esta página enquanto escrevo",
        not_a_hash: "Não há aqui nenhum hash. Tem 64 algarismos e letras de A a F.",
        not_found: "{network} não conhece esta transação. Verifique o hash ou tente de novo \
                    daqui a um minuto.",
        not_final: "A transação foi encontrada, mas ainda não é definitiva. Aparece aqui quando \
                    o for.",
        attached: "Encontrado. Este pagamento já conta.",
        waiting: "Encontrado, mas não corresponde bem. {merchant} vai vê-lo; não precisa de \
                  fazer mais nada.",
        failed: "{network} recusou esta transação, por isso nada foi cobrado. Pode enviar de \
                 novo.",
        elsewhere: "Esta transação pagou a outro endereço, não ao desta página.",
        known: "Este pagamento já é conhecido; está em Detalhes.",
        busy: "Neste momento não é possível consultar {network}. Tente de novo daqui a um minuto.",
    },
    returns: ReturnWords {
        title: "Um endereço para a devolução",
        help: "Deixe um endereço e {merchant} poderá devolver o que foi a mais ou chegou tarde. \
               Use a sua própria wallet, não uma exchange. Depois não pode ser alterado.",
        label: "O seu endereço em {network}",
        save: "Guardar endereço",
        saved: "{merchant} pode devolvê-lo para este endereço.",
        not_an_address: "Isto não é um endereço em {network}. Copie-o outra vez da sua wallet.",
        own: "Este é o endereço de {merchant}. Indique um seu.",
    },
    owner: OwnerWords {
        history_gap_subject: "Podem faltar pagamentos em {network}",
        history_gap: "Os servidores já não têm tudo desde a última leitura. Nada foi saltado: a \
                      leitura espera por um servidor com o histórico mais antigo. Acrescente um \
                      às definições.",
        ledger_reset_subject: "{network} foi reiniciado",
        ledger_reset: "Os servidores mostram um registo mais curto do que o já lido, como depois \
                       de reiniciar uma rede de testes. A leitura parou; verifique as \
                       definições.",
        watcher_lag_subject: "Os pagamentos em {network} aparecem com atraso",
        watcher_lag: "O registo não pôde ser lido durante mais de 10 minutos. Os pagamentos \
                      estão seguros e aparecem assim que for possível.",
        no_rate_subject: "Nenhuma taxa de câmbio fiável",
        no_rate: "As fontes de taxas de câmbio falham ou não concordam. Até lá, o que tem preço \
                  numa moeda não pode ser faturado nem pago; tudo o resto continua.",
        server_down_subject: "Um servidor de {network} não responde",
        server_down: "Falha um dos servidores das definições. Os outros são usados em vez dele; \
                      sem outro, os pagamentos aparecem com atraso.",
        unmatched_payment_subject: "Um pagamento em {network} não corresponde a nenhuma fatura",
        unmatched_payment: "Chegou dinheiro ao seu endereço sem uma fatura que lhe corresponda. \
                            Atribua-o a uma fatura ou devolva-o.",
        wrong_network_subject: "As definições de {network} indicam outra rede",
        wrong_network: "Os servidores respondem por outra rede que não a das definições, como \
                        uma rede de testes. Nada é lido deles até as definições estarem certas.",
        strange_transaction_subject: "Não foi possível ler uma transação em {network}",
        strange_transaction: "Diz respeito ao seu endereço e tem uma forma desconhecida, por \
                              isso nada foi contado. Veja-a num explorador.",
        noticed: "Detetado a",
        change_subject: "Novo endereço de pagamento em {network}",
        change: "Alguém com acesso à sua conta mudou o destino do seu dinheiro. A partir de \
                 {moment}, as novas faturas são pagas ao novo endereço. Se não estiver certo, \
                 cancele a alteração antes disso e substitua as suas chaves de API.",
        set: "Alguém com acesso à sua conta definiu o destino do seu dinheiro. As novas faturas \
              são pagas a este endereço. Se não estiver certo, altere-o e substitua as suas \
              chaves de API.",
        old: "Endereço anterior",
        new: "Endereço novo",
        holds_from: "Vale a partir de",
        cancel: "Cancelar a alteração",
        ask_title: "Cancelar esta alteração?",
        ask: "A partir de {moment}, as novas faturas são pagas ao novo endereço. Se cancelar, \
              continua o anterior.",
        done_title: "A alteração está cancelada",
        done: "As faturas continuam a ser pagas ao endereço anterior. Se não fez esta alteração, \
               substitua já as suas chaves de API.",
        late_title: "O novo endereço já vale",
        late: "Vale desde {moment} e já não pode ser cancelado aqui. Se estiver errado, \
               substitua de imediato as suas chaves de API e reponha o anterior.",
        gone_title: "Não há nada a cancelar",
        gone: "Esta alteração já passou, ou o link não está completo. O último e-mail sobre ela \
               diz como está.",
    },
};
