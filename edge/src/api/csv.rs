//! Comma-separated values (RFC 4180) that a spreadsheet opens without running anything. Knows no
//! column.

/// Lines of cells.
pub struct Csv(String);

impl Csv {
    /// A file with these columns.
    pub fn new(columns: &[&str]) -> Csv {
        let mut csv = Csv(String::new());
        csv.line(columns.iter().map(|column| Some((*column).to_owned())));
        csv
    }

    /// One line more; `None` is an empty cell.
    pub fn line(&mut self, cells: impl IntoIterator<Item = Option<String>>) {
        for (index, cell) in cells.into_iter().enumerate() {
            if index > 0 {
                self.0.push(',');
            }
            self.cell(&cell.unwrap_or_default());
        }
        self.0.push_str("\r\n");
    }

    /// A memo is written by whoever pays. What a spreadsheet would take for a formula gets an
    /// apostrophe, which makes it text.
    fn cell(&mut self, text: &str) {
        let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let quoted = runs || text.contains(['"', ',', '\n', '\r']);
        if !quoted {
            self.0.push_str(text);
            return;
        }
        self.0.push('"');
        if runs {
            self.0.push('\'');
        }
        self.0.push_str(&text.replace('"', "\"\""));
        self.0.push('"');
    }

    /// The file's text.
    pub fn text(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be_and_run_nothing() {
        let mut csv = Csv::new(&["a", "b"]);
        csv.line([Some("1.50".to_owned()), None]);
        csv.line([Some("say \"hi\", twice".to_owned()), Some("=HYPERLINK(1)".to_owned())]);
        csv.line([Some("two\nlines".to_owned()), Some("@SUM".to_owned())]);
        assert_eq!(
            csv.text(),
            "a,b\r\n1.50,\r\n\"say \"\"hi\"\", twice\",\"'=HYPERLINK(1)\"\r\n\
             \"two\nlines\",\"'@SUM\"\r\n"
        );
    }
}
