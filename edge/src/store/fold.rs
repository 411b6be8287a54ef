//! Makes few statements of many: all that have the same text become one, their values the rows of
//! one JSON parameter. So a page of two hundred payments is a batch like any other (`rails.md`
//! 0.2).

use shared::json::{self, Json};

use crate::platform::{Statement, Value};

/// How much text one parameter may hold, in bytes: D1 takes 2,000,000.
const PARAM_BYTES_MAX: usize = 1_000_000;

/// The rows of a statement, between FROM and WHERE.
const ROWS: &str = "(SELECT value AS v FROM json_each(?))";

/// Whose rows depend on rows of the same batch: events and mails on what they tell of, deliveries
/// on events. They come last, in this order.
const DEPEND: [&str; 4] =
    ["INSERT INTO alert ", "INSERT INTO event ", "INSERT INTO delivery ", "INSERT INTO mail "];

/// The same writes in as few statements as there are texts, in the order in which each text first
/// comes, but for those that depend on others. No two updates of one text may touch the same row.
pub fn fold(statements: Vec<Statement>) -> Vec<Statement> {
    let mut groups: Vec<(String, Vec<Vec<Value>>)> = Vec::new();
    for Statement { text, params } in statements {
        match groups.iter_mut().find(|(known, _)| *known == text) {
            Some((_, rows)) => rows.push(params),
            None => groups.push((text, vec![params])),
        }
    }
    let rank = |text: &str| DEPEND.iter().position(|start| text.starts_with(start));
    groups.sort_by_key(|(text, _)| rank(text));
    groups.into_iter().flat_map(|(text, rows)| one_of(text, rows)).collect()
}

/// The statements of one text: as it was where it is alone, else as many as the rows are long.
fn one_of(text: String, mut rows: Vec<Vec<Value>>) -> Vec<Statement> {
    if rows.len() == 1 {
        return vec![Statement { text, params: rows.remove(0) }];
    }
    let text = over_rows(&text);
    let mut statements = Vec::new();
    let mut part = String::new();
    for row in rows {
        let row = json::write(&row);
        if !part.is_empty() && part.len() + row.len() > PARAM_BYTES_MAX {
            statements.push(Statement::new(text.as_str(), vec![format!("[{part}]").into()]));
            part.clear();
        }
        if !part.is_empty() {
            part.push(',');
        }
        part.push_str(&row);
    }
    statements.push(Statement::new(text, vec![format!("[{part}]").into()]));
    statements
}

impl Json for Value {
    fn write(&self, text: &mut String) {
        match self {
            Value::Null => None::<i64>.write(text),
            Value::Text(own) => own.write(text),
            Value::Number(number) => number.write(text),
        }
    }
}

/// The text for all rows at once: each `?` takes its value from the row, and the rows come before
/// the first WHERE.
fn over_rows(text: &str) -> String {
    let text: Vec<&str> = text.split_whitespace().collect();
    let text = text.join(" ");
    let (head, tail) = text.split_once(" WHERE ").unwrap_or((&text, "1"));
    let join = if head.contains(" FROM ") { "," } else { " FROM" };
    let numbered = |part: &str, mut number: usize| {
        let mut whole = String::new();
        for (index, piece) in part.split('?').enumerate() {
            if index > 0 {
                whole.push_str(&format!("(v ->> {number})"));
                number += 1;
            }
            whole.push_str(piece);
        }
        (whole, number)
    };
    let (head, number) = numbered(head, 0);
    let (tail, _) = numbered(tail, number);
    format!("{head}{join} {ROWS} WHERE {tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_of_one_text_become_one_whose_rows_are_json() {
        let insert = "INSERT INTO t (a, b) SELECT ?, ? WHERE 1 ";
        let update = "UPDATE t SET a = ? WHERE b = ?";
        let rows = |text: &str| {
            [
                Statement::new(text, vec!["it's".into(), 1.into()]),
                Statement::new(text, vec![Value::Null, 2.into()]),
            ]
        };
        let folded = fold([rows(insert), rows(update)].concat());
        assert_eq!(folded.len(), 2);
        assert_eq!(
            folded[0].text,
            "INSERT INTO t (a, b) SELECT (v ->> 0), (v ->> 1) FROM \
             (SELECT value AS v FROM json_each(?)) WHERE 1"
        );
        assert_eq!(
            folded[1].text,
            "UPDATE t SET a = (v ->> 0) FROM (SELECT value AS v FROM json_each(?)) \
             WHERE b = (v ->> 1)"
        );
        assert_eq!(folded[0].params, [Value::from(r#"[["it's",1],[null,2]]"#)]);
    }

    #[test]
    fn what_tells_of_a_row_comes_behind_it_however_often_its_text_came_before() {
        let of = |table: &str| Statement::new(format!("INSERT INTO {table} (a) SELECT 1"), vec![]);
        let told = |table: &str| [of("mail"), of(table), of("event"), of("delivery")];
        let folded = fold([told("invoice_event"), told("alert"), told("payment")].concat());
        let tables = folded.iter().filter_map(|one| one.text.split(' ').nth(2));
        let order = ["invoice_event", "payment", "alert", "event", "delivery", "mail"];
        assert_eq!(tables.collect::<Vec<_>>(), order);
    }

    #[test]
    fn what_is_alone_stays_as_it_is() {
        let alone = Statement::new("UPDATE t SET a = ?", vec![1.into()]);
        assert_eq!(fold(vec![alone.clone()]), [alone]);
    }

    #[test]
    fn rows_that_are_too_long_for_one_parameter_take_more() {
        let long = "x".repeat(PARAM_BYTES_MAX / 2);
        let row = Statement::new("INSERT INTO t (a) SELECT ? WHERE 1", vec![long.into()]);
        assert_eq!(fold(vec![row.clone(), row.clone(), row]).len(), 3);
    }
}
