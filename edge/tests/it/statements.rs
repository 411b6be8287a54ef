//! The statements of tests/statements.json on SQLite; tests/api/statements.test.mjs runs the same
//! on D1. Where the two differ, these tests would prove nothing.

use std::path::Path;

use edge::platform::native::NativeSql;
use edge::platform::{Row, Sql, SqlError, Statement, Value};
use futures::executor::block_on;
use serde_json::{Value as Json, json};

fn to_value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Number(number) => Value::Number(number.as_i64().unwrap()),
        Json::String(text) => Value::Text(text.clone()),
        other => panic!("not a parameter: {other}"),
    }
}

fn to_json(row: &Row) -> Json {
    let cells = row.0.iter().map(|(name, value)| {
        let value = match value {
            Value::Null => Json::Null,
            Value::Number(number) => json!(number),
            Value::Text(text) => json!(text),
        };
        (name.to_string(), value)
    });
    Json::Object(cells.collect())
}

#[test]
fn sqlite_answers_as_d1_does() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/statements.json");
    let text = std::fs::read_to_string(path).unwrap();
    let cases: Vec<Json> = serde_json::from_str(&text).unwrap();
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let setup = case["setup"].as_array().cloned().unwrap_or_default();
        let setup: Vec<String> = setup.iter().map(|sql| sql.as_str().unwrap().to_owned()).collect();
        let sql = NativeSql::open(&setup).unwrap();
        let params = case["params"].as_array().unwrap().iter().map(to_value).collect();
        let statement = Statement::new(case["sql"].as_str().unwrap(), params);
        let answer = block_on(sql.batch(vec![statement]));
        match case["error"].as_str() {
            None => {
                let rows: Vec<Json> = answer.unwrap().rows().iter().map(to_json).collect();
                assert_eq!(json!(rows), case["rows"], "{name}");
            }
            Some("other") => assert!(matches!(answer, Err(SqlError::Other(_))), "{name}"),
            Some(expected) => {
                let columns = expected.strip_prefix("unique ").unwrap().to_owned();
                assert_eq!(answer.unwrap_err(), SqlError::Unique(columns), "{name}");
            }
        }
    }
}
