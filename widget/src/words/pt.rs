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
        title_pay: "Pagar {amount} a {merchant}",
        title_choose: "Pagar a {merchant}",
        title: "{word} · {merchant}",
    },
    say: Sentences {
        choosing: "Indique quanto quer pagar.",
        unpaid: "{network} confirma em cerca de {seconds} segundos. \
                 Esta página dá por isso sozinha.",
        pending: "{amount} a caminho. \
                  {network} costuma confirmar em cerca de {seconds} segundos.",
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
        memo_rule: "Junte sempre este memo: sem ele, um pagamento não pode ser atribuído.",
        tag_rule: "Junte sempre esta tag: sem ela, um pagamento não pode ser atribuído.",
        network: "Rede",
        network_rule: "Envie {asset} apenas por {network}.",
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
        again: "Tentar de novo",
        go_back: "Voltar",
    },
};
